"""The list of all events, and the page of each."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from app.core import clock, languages, text
from app.events import labels, queries
from app.events.models import EventKind
from app.events.queries import Wanted, When
from app.http import access, caching, language
from app.http.page_store import Page
from app.network import countries
from app.web.public import event_page, lists

bp = Blueprint("events", __name__, url_prefix="/events")

LONGEST_SEARCH = 200
KEPT_PAGES = 10
_CHOICES = ("kind", "when", "country", "language")


@bp.get("/")
@access.public
def index() -> ResponseReturnValue:
    wanted, number = _wanted(), max(1, request.args.get("page", 1, type=int))
    revision, _changed_at = queries.catalogue_key()

    def build() -> Page:
        now = clock.now()
        found = queries.listed(wanted, now, number=number)
        asked = {"q": wanted.text, **{name: getattr(wanted, name) for name in _CHOICES}}
        query = urlencode({name: value for name, value in asked.items() if value})
        page = lists.page(
            "public/events/index.html",
            lists.rows(found, now),
            now,
            found=found,
            wanted=wanted,
            url=f"/events/?{query}" if query else "/events/",
            labels=labels,
        )
        return replace(page, is_kept=not wanted.text and number <= KEPT_PAGES)

    return caching.answer(("events", revision, language.current(), wanted, number), build)


@bp.get("/<slug>/")
@access.public
def show(slug: str) -> ResponseReturnValue:
    key = queries.public_key(slug)
    zone = language.zone(key.timezone)
    g.main_language = key.main_language
    return caching.answer(
        ("event", key.id, key.revision, key.lists, language.current(), zone),
        lambda: event_page.build(slug),
    )


def _wanted() -> Wanted:
    """What the address asks for; what means nothing asks for nothing."""
    asked = request.args
    kind, when = asked.get("kind", ""), asked.get("when", "")
    country, spoken = asked.get("country", "").upper(), asked.get("language", "").lower()
    return Wanted(
        text=text.clean_line(asked.get("q", ""))[:LONGEST_SEARCH],
        kind=EventKind(kind) if kind in set(EventKind) else None,
        when=When(when) if when in set(When) else None,
        country=country if country in countries.COUNTRIES else "",
        language=spoken if languages.is_known(spoken) else "",
    )
