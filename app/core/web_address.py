"""Addresses of pages elsewhere that people type: https and http only, never a script (trust rule T27)."""

import re
from urllib.parse import urlsplit

LONGEST = 300
_NOT_PRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\\"<>`{}|^\u2028\u2029]")


def is_web_address(value: str) -> bool:
    """Whether `value` is a whole http(s) address with a host and without a password."""
    if len(value) > LONGEST or _NOT_PRINTABLE.search(value):
        return False
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "@" not in parts.netloc
