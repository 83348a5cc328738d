"""The empty registration form: drawn once for each revision, with one reader's own parts put in.

At an opening everybody asks for it in the same minute, and it is large. What is stored holds
marks where the token, the key of the form and the seats that are left belong.
"""

from flask import Response, render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.core import clock
from app.events.models import Event
from app.http import caching, language
from app.http.page_store import Page
from app.registration.models import Category
from app.web.attendee import form_keys
from app.web.attendee.forms import KindForm, Kinds, RegisterForm
from app.web.registration_details import ways

TEMPLATE = "attendee/register/new.html"
_TOKEN, _KEY, _KINDS = b"{{the token}}", b"{{the key}}", b"{{the kinds}}"


def answer(event: Event, categories: list[Category], form: KindForm, kinds: Kinds) -> Response:
    """The form as its first reader would get it. `form` has the choice of category, if any."""
    key = ("registration form", event.id, event.revision, event.current_release, language.current(),
           language.zone(event.timezone))  # fmt: skip
    stored = caching.store().get((caching.fingerprint(), key), clock.now(), lambda: _build(event, categories))
    body = (
        stored.body.replace(_TOKEN, generate_csrf().encode())
        .replace(_KEY, form_keys.of_browser().encode())
        .replace(_KINDS, kind_part(form, kinds).encode())
    )
    return Response(body, content_type=stored.content_type)


def kind_part(form: KindForm, kinds: Kinds) -> Markup:
    """The choice of category with the seats that are left now."""
    return Markup(render_template("attendee/register/kinds.html", form=form, kinds=kinds))  # noqa: S704 - a template's


def _build(event: Event, categories: list[Category]) -> Page:
    form = RegisterForm()
    form.ask_attendance(ways(event, categories))
    body = render_template(TEMPLATE, event=event, form=form, kind_part=Markup(_KINDS.decode())).encode()  # noqa: S704 - our mark
    own = ((generate_csrf().encode(), _TOKEN), ((form.form_key.data or "").encode(), _KEY))
    for value, mark in own:
        body = body.replace(value, mark)
    return Page(body, "text/html; charset=utf-8")
