"""Every form of the site, found as people find them: by following links, one page of each kind."""

from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.browserless import Browser, Page
from tests.elements import Element, as_sent
from tests.http.routes import walk

TYPED = "textarea, input:not([type]), " + ", ".join(
    f"input[type={kind}]" for kind in ("text", "search", "email", "url", "color", "password")
)
DATED = "input[type=date], input[type=time], input[type=datetime-local]"
COUNTED = "input[type=number]"
Kind = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form with something to type: where it stands and is sent to, and all its fields as they are."""

    kind: Kind
    page: str
    action: str
    fields: dict[str, Any]
    texts: tuple[str, ...]
    times: dict[str, str]
    """Which fields hold a day or a time, and of which kind."""
    numbers: tuple[str, ...]

    def filled(self, text: str) -> dict[str, Any]:
        """The form with `text` wherever something can be typed."""
        return {**self.fields, **dict.fromkeys(self.texts, text)}


def found(app: Flask, browser: Browser, *starts: str) -> list[Form]:
    """The forms of every kind of page that links lead to from `starts`."""
    kinds, waiting = Kinds(app), deque(starts)
    seen: set[Kind] = set()
    forms: dict[Kind, Form] = {}
    while waiting:
        path = waiting.popleft()
        kind = kinds.of(path, "GET")
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        page = browser.get(path)
        waiting.extend(str(link["href"]) for link in page.select("a[href^='/']"))
        for one in _forms(path, page, kinds):
            forms.setdefault(one.kind, one)
    return [form for form in forms.values() if form.texts]


def again(app: Flask, browser: Browser, form: Form) -> list[Form]:
    """The same form as it stands now; none when it is not offered any more."""
    now = _forms(form.page, browser.get(form.page), Kinds(app))
    return [one for one in now if one.kind == form.kind][:1]


def _forms(path: str, page: Page, kinds: "Kinds") -> list[Form]:
    return [_read(path, form, kinds) for form in page.select("form[method=post]")]


def _read(path: str, form: Element, kinds: "Kinds") -> Form:
    action = str(form.get("action") or path)
    texts, numbers = _names(form, TYPED), _names(form, COUNTED)
    times = {str(control["name"]): str(control["type"]) for control in form.select(DATED)}
    return Form(kinds.of(action, "POST") or (action,), path, action, as_sent(form), texts, times, numbers)


def _names(form: Element, selector: str) -> tuple[str, ...]:
    return tuple(str(control["name"]) for control in form.select(selector) if control.get("name"))


class Kinds:
    """What tells pages apart: the endpoint, and the choices made in its address."""

    def __init__(self, app: Flask) -> None:
        self._addresses = app.url_map.bind("localhost")
        self._routes = {route.endpoint: route for route in walk(app)}

    def of(self, path: str, method: str) -> Kind | None:
        try:
            endpoint, values = self._addresses.match(urlsplit(path).path, method=method)
        except (HTTPException, RequestRedirect):
            return None
        route = self._routes[endpoint]
        return (endpoint, *(str(values[name]) for name in sorted(values) if route.is_choice(name)))
