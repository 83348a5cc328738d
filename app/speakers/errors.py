"""What can be refused about speakers and their links."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound


class NoSuchLink(NotFound):
    code = "no_such_speaker_link"
    message = _l("This link opens nothing. Perhaps it was not copied whole: open it from the letter again.")


class LinkEnded(NotFound):
    """It was good once: revoked, replaced, or the event is long over."""

    code = "speaker_link_ended"
    message = _l("This link has ended. If you need a new one, ask the organisers.")


class MayNotInvite(NotAllowed):
    code = "may_not_invite"
    message = _l("Your role in this event's team does not allow you to write to speakers.")


class NotAppearing(Conflict):
    code = "not_appearing"
    message = _l("This person is in no session of the draft, so there is nothing to answer.")


class AddressMissing(Invalid):
    code = "address_missing"
    message = _l("Enter the address the link shall be sent to.")
    field = "email"


class EventOver(Conflict):
    code = "event_over"
    message = _l("The event is over, and the links of its speakers have ended.")


class NotYours(NotFound):
    code = "not_yours"
    message = _l("The organisers have changed this since: you are not in this session any more.")


class OthersDescribe(NotAllowed):
    code = "others_describe"
    message = _l(
        "Your name, biography and photo are looked after by another team. Please write to the organisers."
    )


class TooManySent(Invalid):
    code = "too_many_sent"
    message = _l(
        "You have sent so many files and addresses already that no more are kept. Please ask the organisers "
        "to delete earlier ones."
    )
    field = "file"


class NoSpaceOfLink(Invalid):
    code = "no_space_of_link"
    message = _l(
        "Together with what you have sent before, this file is larger than what is kept. Choose a smaller "
        "one, enter an address where it lies, or ask the organisers to delete earlier ones."
    )
    field = "file"


class NoSpaceInEvent(Invalid):
    code = "no_space_in_event"
    message = _l(
        "The space for files of this event’s speakers is full. Enter an address where your file lies, or ask "
        "the organisers to make room."
    )
    field = "file"
