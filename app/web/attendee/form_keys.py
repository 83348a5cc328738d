"""The key of a registration form: in which browser it is, and since when it has been shown there.

The same browser registers an address once: also who presses twice, goes back and presses again, or
opens the form anew because the answer was lost on the way. Its time is signed, so that a program
that answers at once cannot make up an older one (trust rule T37).
"""

from flask import current_app, session

from app.core import clock, ids, tokens

_PURPOSE = "registration form"
_KEPT = "form"
_LONGEST = 12  # digits of a moment in seconds


def of_browser() -> str:
    """The key of the forms this browser is shown, of whichever event."""
    kept: str = session.get(_KEPT, "")
    if age(kept) is None:
        kept = session[_KEPT] = new()
    return kept


def new() -> str:
    """The key of a form that is shown now."""
    shown = int(clock.now().timestamp())
    return f"{tokens.sign(_PURPOSE, ids.public_id(), shown)}.{shown}"


def age(key: str) -> int | None:
    """For how many seconds the form has been shown; None when the key is none of ours."""
    token, _dot, shown = key.rpartition(".")
    if not (shown.isascii() and shown.isdecimal()) or len(shown) > _LONGEST:
        return None
    if not tokens.proves(token, _PURPOSE, int(shown)):
        return None
    return int(clock.now().timestamp()) - int(shown)


def is_hasty(key: str) -> bool:
    """Whether no person could have read and filled in a form in the time since it was shown."""
    shortest = int(current_app.config["FORM_SECONDS"])
    lasted = age(key)
    return shortest > 0 and (lasted is None or lasted < shortest)
