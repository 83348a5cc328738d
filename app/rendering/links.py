"""Whole addresses of our own pages, for what is read elsewhere: mails, calendars, feeds."""

from app.core import site


def absolute(path: str) -> str:
    """The public address of a path of ours. Never taken from a request's headers (trust rule T14)."""
    return site.base_url() + path
