"""Calendars and news feeds at their addresses: subscriptions, single entries, what has changed.

Programs read these, not people: no cookie is looked at and none is set, so that one address has
one answer everywhere. The language is `?lang=`, else the event's own.
"""

from collections.abc import Callable, Hashable

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.core import text
from app.events import queries as events
from app.events.models import EventKind, Visibility
from app.events.queries import PublicKey, Wanted
from app.http import access, caching, language
from app.http.page_store import Page
from app.programme.ical import Wishes
from app.programme.timetable import selection
from app.rendering.links import absolute
from app.web.public import feeds

bp = Blueprint("calendars", __name__)

LONGEST_ALARM = 4 * 7 * 24 * 60  # minutes


@bp.get("/events.ics")
@access.public
def all_events() -> ResponseReturnValue:
    revision, changed_at = events.catalogue_key()
    wanted, code = _wanted(), _language("en")
    return _calendar(
        ("events.ics", revision, wanted, code),
        lambda: feeds.events_calendar(wanted, code, changed_at),
        filename="events",
    )


@bp.get("/series/<slug>.ics")
@access.public
def series(slug: str) -> ResponseReturnValue:
    revision, changed_at = events.catalogue_key()
    wanted, code = _wanted(), _language("en")
    return _calendar(
        ("series.ics", slug, revision, wanted, code),
        lambda: feeds.events_calendar(wanted, code, changed_at, series=slug),
        filename=slug,
    )


@bp.get("/events/<slug>/event.ics")
@access.public
def event(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code, whole_days = _language(key.main_language), request.args.get("allday") != "0"
    return _calendar(
        ("event.ics", key, code, whole_days),
        lambda: feeds.event_entry(slug, code, whole_days=whole_days),
        filename=slug,
        key_of_event=key,
    )


@bp.get("/events/<slug>/programme.ics")
@access.public
def programme(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code, chosen, wishes = _language(key.main_language), selection.read(request.args), _wishes()
    return _calendar(
        ("programme.ics", key, code, chosen, wishes),
        lambda: feeds.programme_calendar(slug, code, chosen, wishes),
        filename=f"{slug}-programme",
        key_of_event=key,
    )


@bp.get("/events/<slug>/programme/<session>.ics")
@access.public
def session(slug: str, session: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code, in_utc = _language(key.main_language), _wishes().in_utc
    return _calendar(
        ("session.ics", key, session, code, in_utc),
        lambda: feeds.session_entry(slug, session, code, in_utc=in_utc),
        filename=f"{slug}-{session}",
        key_of_event=key,
    )


@bp.get("/events.atom")
@access.public
def all_news() -> ResponseReturnValue:
    revision, changed_at = events.catalogue_key()
    code = _language("en")
    return _open(("events.atom", revision, code), lambda: feeds.events_news(code, changed_at))


@bp.get("/events/<slug>/changes.atom")
@access.public
def news(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code = _language(key.main_language)
    return _open(
        ("changes.atom", key, code), lambda: feeds.programme_news(slug, code), headers=_about_event(key)
    )


def _calendar(
    key: Hashable, build: Callable[[], Page], *, filename: str, key_of_event: PublicKey | None = None
) -> Response:
    kind = "attachment" if request.args.get("download") == "1" else "inline"
    headers = {"Content-Disposition": f'{kind}; filename="{filename}.ics"'}
    return _open(key, build, headers=headers | (_about_event(key_of_event) if key_of_event else {}))


def _open(key: Hashable, build: Callable[[], Page], headers: dict[str, str] | None = None) -> Response:
    """For any reader on any site: what is here is public, and nothing in it is personal."""
    everywhere = {"Access-Control-Allow-Origin": "*", **(headers or {})}
    return caching.answer(key, build, cache_control=caching.FEED, headers=everywhere)


def _about_event(key: PublicKey) -> dict[str, str]:
    headers = {"Link": f'<{absolute(f"/events/{key.slug}/")}>; rel="alternate"; type="text/html"'}
    if key.visibility is not Visibility.PUBLIC:
        headers["X-Robots-Tag"] = "noindex"
    return headers


def _language(default: str) -> str:
    """What the address asks for; else the event's own, where the interface speaks it."""
    known = language.available()
    asked = request.args.get("lang", default)
    return asked if asked in known else default if default in known else "en"


def _wanted() -> Wanted:
    kind = request.args.get("kind", "")
    return Wanted(
        kind=EventKind(kind) if kind in set(EventKind) else None,
        country=text.clean_line(request.args.get("country", ""))[:2].upper(),
        language=text.clean_line(request.args.get("language", ""))[:3].lower(),
    )


def _wishes() -> Wishes:
    asked = request.args
    alarm = asked.get("alarm", "")
    return Wishes(
        in_utc=asked.get("tz", "").lower() == "utc",
        alarm=min(int(alarm), LONGEST_ALARM) if alarm.isdecimal() and len(alarm) < len("1000000") else 0,
        hides_cancelled=asked.get("cancelled") == "hide",
        hides_breaks=asked.get("breaks") == "0",
    )
