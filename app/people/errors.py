"""What can be refused about persons."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound


class NoSuchPerson(NotFound):
    code = "no_such_person"
    message = _l("There is no such person.")
    field = "person"


class MayNotEditPeople(NotAllowed):
    code = "may_not_edit_people"
    message = _l("Your role in this event's team does not allow you to change people.")


class OtherTeamsPerson(NotAllowed):
    """The same facts stand on the pages of the team that has entered this person."""

    code = "other_teams_person"
    message = _l(
        "Another team has entered this person and corrects the facts. What the person is in your sessions, "
        "you can change there."
    )


class NameMissing(Invalid):
    code = "name_missing"
    message = _l("Enter a given name or a family name.")
    field = "given_name"


class BadLink(Invalid):
    code = "bad_link"
    message = _l("Enter whole addresses that begin with https:// or http://.")
    field = "links"


class SamePerson(Invalid):
    code = "same_person"
    message = _l("Choose another entry: this is the same one.")


class MergedMeanwhile(Conflict):
    """Somebody has just put one of the two into a programme, or merged it."""

    code = "merged_meanwhile"
    message = _l(
        "One of the two has changed since you opened this page. Look at both again, then merge them."
    )


class NotMerged(NotFound):
    code = "not_merged"
    message = _l("These two are not merged.")


class MergeOutOfDate(Conflict):
    code = "merge_out_of_date"
    message = _l("What was merged has been changed since, so the two can no longer be separated by a press.")


class NotToldApart(NotFound):
    code = "not_told_apart"
    message = _l("Nobody says any more that these two are different people.")


class AnotherPhoto(Conflict):
    """Whoever sends or removes a photo has not seen the one that is there now."""

    code = "another_photo"
    message = _l(
        "Somebody else has changed the photo in the meantime, and nothing was replaced. "
        "It is shown here now: do it again if you still want to."
    )
