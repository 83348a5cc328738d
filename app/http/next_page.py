"""Where to go after signing in: a page of ours, or nowhere (trust rule T26)."""

import re
from urllib.parse import unquote

from flask import current_app
from werkzeug.exceptions import HTTPException

# Visible ASCII without the backslash, which browsers take for a slash.
_PATH = re.compile(r"/[!-\[\]-~]{0,2000}")


def safe(wanted: str | None, *, but_not: str | None = None) -> str:
    """`wanted` itself when it is the address of a page of ours; else nothing.

    It must match the map of our addresses as it stands: what would need a redirect to become an
    address, like a second slash, is none. `but_not` is the beginning of endpoints left out.
    """
    if not wanted or not _PATH.fullmatch(wanted):
        return ""
    try:
        path = unquote(re.split(r"[?#]", wanted, maxsplit=1)[0], errors="strict")
        endpoint, _ = current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, ValueError):
        return ""
    return "" if but_not and endpoint.startswith(but_not) else wanted
