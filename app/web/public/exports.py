"""The released programme as files that other programs read: plain text and JSON."""

import json
from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.core import lazy, text
from app.events import queries as events
from app.events.models import Event
from app.events.queries import PublicKey
from app.http import access
from app.http.page_store import Page
from app.programme import publication
from app.programme import queries as programmes
from app.programme.publication import EventOut
from app.rendering.links import absolute
from app.web.public import machines

if TYPE_CHECKING:
    from app.programme.text import sources, words, writing
else:  # read by few, and as heavy as many pages
    sources = lazy.module("app.programme.text.sources")
    words = lazy.module("app.programme.text.words")
    writing = lazy.module("app.programme.text.writing")

bp = Blueprint("exports", __name__, url_prefix="/events/<slug>")

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"


@bp.get("/programme.txt")
@access.public
def plain_text(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code = _language(key)
    headers = {**machines.as_file(f"{slug}-programme.txt"), **machines.about_event(key)}
    return machines.answer(("programme.txt", key, code), lambda: _plain_text(slug, code), headers)


@bp.get("/programme.json")
@access.public
def as_json(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code = _language(key)
    headers = {**machines.as_file(f"{slug}-programme.json"), **machines.about_event(key)}
    return machines.answer(("programme.json", key, code), lambda: _json(slug, code), headers)


def _language(key: PublicKey) -> str:
    """The event's own needs words for a programme, not a whole interface."""
    own = key.main_language
    is_own = request.args.get("lang", own) == own and own in words.languages()
    return own if is_own else machines.language_or(own)


def _plain_text(slug: str, language: str) -> Page:
    event = events.published(slug)
    snapshot = programmes.current(event)
    if snapshot is None:
        path = f"/events/{slug}/programme/"
        sheet = sources.nothing_yet(_title(event, language), language, event.timezone, path)
        return Page(writing.write(sheet).encode(), TEXT, last_modified=event.calendar_changed_at)
    body = writing.write(sources.of_release(snapshot, language))
    return Page(body.encode(), TEXT, last_modified=snapshot.released_at)


def _json(slug: str, language: str) -> Page:
    event = events.published(slug)
    snapshot = programmes.current(event)
    if snapshot is None:
        found = publication.nothing_yet(_about(event, language), language)
    else:
        found = publication.of_release(snapshot, language)
    changed_at = snapshot.released_at if snapshot else event.calendar_changed_at
    body = json.dumps(found, ensure_ascii=False, indent=1)
    return Page(f"{body}\n".encode(), JSON, last_modified=changed_at)


def _title(event: Event, language: str) -> str:
    return text.choose(event.title, (language, event.main_language, "en"))[0]


def _about(event: Event, language: str) -> EventOut:
    return EventOut(
        id=event.public_id,
        title=_title(event, language),
        url=absolute(f"/events/{event.slug}/"),
        time_zone=event.timezone,
        status=event.lifecycle.value,
        status_note=text.choose(event.status_note, (language, event.main_language, "en"))[0],
    )
