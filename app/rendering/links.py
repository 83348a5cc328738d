"""Whole addresses of our own pages, for what is read elsewhere: mails, calendars, feeds."""

from urllib.parse import quote

from app.core import site

_IN_ADDRESS = "@!$'*+"  # what may stand in a mailto address as it is (RFC 6068), besides letters


def absolute(path: str) -> str:
    """The public address of a path of ours. Never taken from a request's headers (trust rule T14)."""
    return site.base_url() + path


def mailto(address: str) -> str:
    """What a link to write to `address` leads to."""
    return "mailto:" + quote(address, safe=_IN_ADDRESS)
