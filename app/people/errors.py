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


class NameMissing(Invalid):
    code = "name_missing"
    message = _l("Enter a given name or a family name.")
    field = "given_name"


class BadLink(Invalid):
    code = "bad_link"
    message = _l("Enter whole addresses that begin with https:// or http://.")
    field = "links"


class StaleEdit(Conflict):
    """Somebody else has saved in the meantime; nothing was overwritten."""

    code = "stale_edit"
    message = _l(
        "Somebody else has changed this in the meantime. Your text is kept below; compare and save again."
    )
