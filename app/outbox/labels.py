"""What people are told about messages."""

from flask_babel import lazy_gettext as _l

from app.outbox.models import MessageState, Reason

STATE = {
    MessageState.QUEUED: _l("Waiting"),
    MessageState.SENDING: _l("Being sent"),
    MessageState.SENT: _l("Sent"),
    MessageState.DEFERRED: _l("Will be tried again"),
    MessageState.FAILED: _l("Failed"),
    MessageState.SUPPRESSED: _l("Not sent"),
}

REASON = {
    Reason.NONE: _l("It has not been tried yet."),
    Reason.ACCEPTED: _l("The mail server has taken it."),
    Reason.KEPT: _l("No mail server is configured; it can be read here only."),
    Reason.TEMPORARY: _l("The mail server asked us to come again later."),
    Reason.REFUSED: _l("The mail server refused it for good. Check the address."),
    Reason.UNREACHABLE: _l("The mail server could not be reached."),
    Reason.UNCLEAR: _l("The connection broke before the mail server said yes; it may have arrived."),
    Reason.CONFIGURATION: _l("The mail server does not accept mail from this site. The operator must look."),
    Reason.NOT_BUILT: _l("It could not be written as a mail. Check the address."),
}
