"""Failed attempts at a password, counted by account and by network address (trust rule T31)."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _l

from app.accounts.errors import WrongCredentials, WrongPassword
from app.core import email_address
from app.http import limits
from app.http.limits import TooMany

FAILURES_PER_ACCOUNT = "10 per 15 minutes"
FAILURES_PER_NETWORK = "60 per 15 minutes"
MAILS_PER_ADDRESS = ("1 per 5 minutes", "10 per day")
MAILS_PER_NETWORK = "20 per hour"


class TooManyFailures(TooMany):
    code = "too_many_failures"
    message = _l("Too many attempts. Wait 15 minutes, or ask for a link by mail instead.")


@contextmanager
def counted(address: str) -> Iterator[None]:
    """Let somebody try the password of `address`; only failures count, and success frees nothing.

    Raises TooManyFailures, for known and unknown addresses alike, and CannotCount when nobody
    keeps count: uncounted attempts are not allowed.
    """
    counts = (
        ("password of account", _account(address), FAILURES_PER_ACCOUNT),
        ("password from network", limits.address(), FAILURES_PER_NETWORK),
    )
    if not all(limits.is_free(*count, fail_closed=True) for count in counts):
        raise TooManyFailures
    try:
        yield
    except (WrongCredentials, WrongPassword):
        for count in counts:
            limits.hit(*count, fail_closed=True)
        raise


def may_mail(address: str) -> bool:
    """Count one wish for a mailed link; False when `address` has been written to lately.

    Raises TooMany when the network asks for too many addresses.
    """
    if not limits.hit("link from network", limits.address(), MAILS_PER_NETWORK, fail_closed=True):
        raise TooMany
    return all(
        limits.hit("link to address", _account(address), rate, fail_closed=True) for rate in MAILS_PER_ADDRESS
    )


def _account(address: str) -> str:
    """One name for all spellings of an address, so that spelling it anew is no new start."""
    try:
        return email_address.key(address)
    except ValueError:
        return address.casefold()
