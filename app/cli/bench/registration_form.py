"""Reading a registration form as a browser does, and filling what a person would type."""

import re
from dataclasses import dataclass

_CONTROLS = re.compile(r"<(input|select|option)\b([^>]*)>")
_HIDDEN = re.compile(r'<input\b[^>]*type="hidden"[^>]*>')
_ATTRIBUTES = re.compile(r'(\w+)(?:="([^"]*)")?')
_COOKIES = re.compile(r"(?im)^set-cookie: ([^;\r\n]+)")
_TYPED = {"name": "Amina Diallo", "organisation": "City of Bahir Dar", "country": "ET", "consent": "y"}

# What is the same on every copy of a form, by its address: reading it once leaves the processor
# to the server that is measured.
_known: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form ready to be posted to `path` by the holder of `cookie`."""

    path: str
    cookie: str
    fields: dict[str, str]


def fill(path: str, head: str, body: str, *, email: str) -> Filled:
    """The form of `body` with a name, an address and the consent. Raises ValueError if there is none."""
    if path not in _known:
        _known[path] = _untouched(body)
    own = dict(_named(tag) for tag in _HIDDEN.findall(body))
    if "csrf_token" not in own:
        raise ValueError(f"no registration form at {path}: {head.splitlines()[0]}")
    return Filled(path, "; ".join(_COOKIES.findall(head)), {**_known[path], **own, **_TYPED, "email": email})


def _untouched(body: str) -> dict[str, str]:
    """What a browser would send of choices nobody has touched; the first of every group of buttons."""
    fields: dict[str, str] = {}
    select = ""
    for tag, text in _CONTROLS.findall(body):
        attributes = dict(_ATTRIBUTES.findall(text))
        if tag == "select":
            select = attributes.get("name", "")
        elif tag == "option" and select and ("selected" in attributes or select not in fields):
            fields[select] = attributes.get("value", "")
        elif attributes.get("type") == "radio":
            fields.setdefault(attributes["name"], attributes["value"])
    return fields


def _named(tag: str) -> tuple[str, str]:
    attributes = dict(_ATTRIBUTES.findall(tag))
    return attributes["name"], attributes.get("value", "")
