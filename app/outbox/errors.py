"""What can be refused about messages."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, NotAllowed, NotFound


class NoSuchMessage(NotFound):
    code = "no_such_message"
    message = _l("There is no such message.")


class MayNotRetry(NotAllowed):
    code = "may_not_retry"
    message = _l("Your role in this event's team does not allow this.")


class NothingToRetry(Conflict):
    code = "nothing_to_retry"
    message = _l("This message has been sent or is on its way; it is not sent twice.")
