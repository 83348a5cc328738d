"""Reading a registration form as a browser does, and filling what a person would type."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Filled:
    """A form ready to be posted to `path` by the holder of `cookie`."""

    path: str
    cookie: str
    fields: dict[str, str]


class _Form(HTMLParser):
    """Collects hidden values, and the first choice of every group of radio buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name, kind = values.get("name"), values.get("type")
        if tag == "input" and name and kind in {"hidden", "radio"}:
            self.fields.setdefault(name, values.get("value") or "")


def fill(path: str, head: str, body: str, *, email: str) -> Filled:
    """The form of `body` with a name, an address and the consents. Raises ValueError if there is none."""
    form = _Form()
    form.feed(body)
    if "csrf_token" not in form.fields:
        raise ValueError(f"no registration form at {path}: {head.splitlines()[0]}")
    cookies = re.findall(r"(?im)^set-cookie: ([^;\r\n]+)", head)
    typed = {"name": "Amina Diallo", "email": email, "organisation": "City of Bahir Dar", "country": "ET",
             "language": "en", "consent": "y"}  # fmt: skip
    return Filled(path, "; ".join(cookies), {**form.fields, **typed})
