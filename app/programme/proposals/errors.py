"""What can be refused about pasted programmes on their way into the draft."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotFound, StaleEdit


class NoSuchPastedText(NotFound):
    code = "no_such_pasted_text"
    message = _l("This text is not kept any more. Paste it again.")


class NothingFound(Invalid):
    """Not one session could be read out of a text."""

    code = "nothing_found"
    message = _l("No session was found in this text. A session begins with a time, for example 9:30 – 10:15.")
    field = "text"


class TextMissing(Invalid):
    code = "text_missing"
    message = _l("Paste a text, or choose a file.")
    field = "text"


class AlreadyApplied(Conflict):
    code = "already_applied"
    message = _l("This text has been applied to the draft already.")


class ProposalUnclear(Conflict):
    """Something in it cannot enter the draft as it is; proposals.problems says what."""

    code = "proposal_unclear"
    message = _l("Correct the sessions marked below, or leave them out, then apply the rest.")


class DraftMoved(Conflict):
    """Somebody has edited the draft since the differences were shown."""

    code = "draft_moved"
    message = _l("The draft has changed since you opened this page. Look at the differences again.")


class PersonNameless(Invalid):
    """The message repeats what the text says of them."""

    code = "person_nameless"
    message = _l("Somebody in this session has no name. Enter it, or leave them out.")
    field = "people"


class SameSessionTwice(Conflict):
    """The message names the other session of the text."""

    code = "same_session_twice"
    message = _l("Another session of the text is said to be the same one of the draft.")
    field = "same_as"


class TextCorrected(StaleEdit):
    """What was decided is kept; what was to be done would be done to something else."""

    code = "text_corrected"
    message = _l(
        "This text has been corrected since you opened this page. Your ticks are kept: look at it again."
    )


class TextAndFile(Invalid):
    """Reading one of them would lose the other without a word."""

    code = "text_and_file"
    message = _l(
        "There is a text and a file, and only one of them can be read."
        " Send the text alone, or empty it and choose the file again."
    )
    field = "file"
