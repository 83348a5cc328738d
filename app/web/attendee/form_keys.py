"""The key of a registration form: which copy it is, and since when it has been shown.

The same copy sent twice registers once. Its time is signed, so that a program that answers at
once cannot make up an older one (trust rule T37).
"""

from flask import current_app

from app.core import clock, ids, tokens

_PURPOSE = "registration form"
_LONGEST = 12  # digits of a moment in seconds


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
