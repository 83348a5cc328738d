"""Calendars and news feeds at their addresses: subscriptions, single entries, what has changed."""

from collections.abc import Callable, Hashable

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.core import text
from app.events import queries as events
from app.events.models import EventKind
from app.events.queries import PublicKey, Wanted
from app.http import access
from app.http.page_store import Page
from app.programme.ical import Wishes
from app.programme.timetable import selection
from app.web.public import feeds, machines

bp = Blueprint("calendars", __name__)

LONGEST_ALARM = 4 * 7 * 24 * 60  # minutes


@bp.get("/events.ics")
@access.public
def all_events() -> ResponseReturnValue:
    revision, changed_at = events.catalogue_key()
    wanted, code = _wanted(), machines.language_or("en")
    return _calendar(
        ("events.ics", revision, wanted, code),
        lambda: feeds.events_calendar(wanted, code, changed_at),
        filename="events",
    )


@bp.get("/series/<slug>.ics")
@access.public
def series(slug: str) -> ResponseReturnValue:
    revision, changed_at = events.catalogue_key()
    wanted, code = _wanted(), machines.language_or("en")
    return _calendar(
        ("series.ics", slug, revision, wanted, code),
        lambda: feeds.events_calendar(wanted, code, changed_at, series=slug),
        filename=slug,
    )


@bp.get("/events/<slug>/event.ics")
@access.public
def event(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code, whole_days = machines.language_or(key.main_language), request.args.get("allday") != "0"
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
    code, chosen, wishes = machines.language_or(key.main_language), selection.read(request.args), _wishes()
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
    code, in_utc = machines.language_or(key.main_language), _wishes().in_utc
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
    code = machines.language_or("en")
    return machines.answer(("events.atom", revision, code), lambda: feeds.events_news(code, changed_at))


@bp.get("/events/<slug>/changes.atom")
@access.public
def news(slug: str) -> ResponseReturnValue:
    key = events.public_key(slug)
    code = machines.language_or(key.main_language)
    return machines.answer(
        ("changes.atom", key, code),
        lambda: feeds.programme_news(slug, code),
        headers=machines.about_event(key),
    )


def _calendar(
    key: Hashable, build: Callable[[], Page], *, filename: str, key_of_event: PublicKey | None = None
) -> Response:
    headers = machines.as_file(f"{filename}.ics")
    return machines.answer(key, build, headers | (machines.about_event(key_of_event) if key_of_event else {}))


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
