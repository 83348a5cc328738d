"""Failed attempts at a password and wishes for links, counted by account and network (trust rule T31).

What is tight counts one account from one network, so that nobody shuts another person out from
afar; an account alone, and a network alone, bear more.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _l

from app.accounts.errors import WrongCredentials, WrongPassword
from app.core import email_address
from app.core.email_address import NotAnAddress
from app.http import limits
from app.http.limits import TooMany

FAILURES_FROM_HERE = "10 per 15 minutes"  # at one account, from one network
FAILURES_PER_ACCOUNT = "100 per 15 minutes"
FAILURES_PER_NETWORK = "60 per 15 minutes"
MAILS_FROM_HERE = ("1 per 5 minutes", "10 per day")  # to one address, from one network
MAILS_PER_ADDRESS = "6 per hour"
MAILS_PER_NETWORK = "20 per hour"


class TooManyFailures(TooMany):
    code = "too_many_failures"
    message = _l("Too many attempts. Wait 15 minutes, or ask for a link by mail instead.")


class TooManyWishes(TooMany):
    code = "too_many_links"
    message = _l("Too many links have been asked for from your network. Wait an hour and try again.")


@contextmanager
def counted(address: str) -> Iterator[None]:
    """Let somebody try the password of `address`; only failures count, and success frees nothing.

    Raises TooManyFailures, for known and unknown addresses alike, and CannotCount when nobody
    keeps count: uncounted attempts are not allowed.
    """
    counts = (
        ("password of account from network", _from_here(address), FAILURES_FROM_HERE),
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

    Raises TooManyWishes when the network asks for too many addresses.
    """
    if not limits.hit("link from network", limits.address(), MAILS_PER_NETWORK, fail_closed=True):
        raise TooManyWishes
    counts = [
        *(("link to address from network", _from_here(address), rate) for rate in MAILS_FROM_HERE),
        ("link to address", _account(address), MAILS_PER_ADDRESS),
    ]
    return all(limits.hit(*count, fail_closed=True) for count in counts)


def _from_here(address: str) -> str:
    return f"{_account(address)} {limits.address()}"


def _account(address: str) -> str:
    """One name for all spellings of an address, so that spelling it anew is no new start."""
    try:
        return email_address.key(address)
    except NotAnAddress:
        return address.casefold()
