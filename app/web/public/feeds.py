"""What calendars and news feeds hold, as pages to be kept: read from the database, rendered once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlencode

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import clock, languages, localtime, text
from app.events import atom as events_atom
from app.events import ical as events_ical
from app.events import queries as events
from app.events.ical import Listing
from app.events.models import Event
from app.events.queries import Wanted
from app.files import rules
from app.http.page_store import Page
from app.network import countries
from app.programme import atom as programme_atom
from app.programme import ical as programme_ical
from app.programme import queries as programmes
from app.programme.errors import NoSuchSession
from app.programme.ical import Subscription, Wishes
from app.programme.snapshot import Snapshot
from app.programme.timetable.selection import Selection
from app.rendering import atom
from app.rendering.calendars import envelope
from app.rendering.links import absolute

CALENDAR = "text/calendar; charset=utf-8"
USUAL_ALARMS = frozenset({0, 5, 10, 15, 30, 60, 120, 24 * 60})  # minutes; feeds with others are not kept
NEWS = 50  # events in the news feed of all events


def events_calendar(wanted: Wanted, language: str, changed_at: datetime, *, series: str = "") -> Page:
    """All public events, or those of a series, one entry each. Raises NoSuchSeries."""
    found = events.series_by_slug(series) if series else None
    shown = events.for_calendar(wanted, found)
    is_hurried, until = envelope.hurry(map(_days, shown), clock.now())
    with force_locale(language):
        name = text.choose(found.name, (language, "en"))[0] if found else _("Events")
    asked = {"kind": wanted.kind, "country": wanted.country, "language": wanted.language}
    listing = Listing(
        name=name,
        page_path="/events/",
        source_path=_address(f"/series/{series}.ics" if series else "/events.ics", asked, language, "en"),
        changed_at=changed_at,
        is_hurried=is_hurried,
    )
    body = events_ical.feed(listing, shown, programmes.calendar_host(), language)
    is_kept = _is_possible(wanted)
    return Page(body, CALENDAR, last_modified=changed_at, fresh_until=until, is_kept=is_kept)


def event_entry(slug: str, language: str, *, whole_days: bool) -> Page:
    """The event as one entry. Raises NoSuchEvent."""
    event = events.published(slug)
    body = events_ical.single(event, programmes.calendar_host(), language, whole_days=whole_days)
    return Page(body, CALENDAR, last_modified=event.calendar_changed_at)


def programme_calendar(slug: str, language: str, chosen: Selection, wishes: Wishes) -> Page:
    """The released programme, or before the first release the event itself. Raises NoSuchEvent."""
    event = events.published(slug)
    asked = {**chosen.words(), **wishes.words()}
    source = absolute(_address(f"/events/{slug}/programme.ics", asked, language, event.main_language))
    snapshot = programmes.current(event)
    if snapshot is None:
        body = programme_ical.nothing_yet(event, programmes.calendar_host(), language, source)
        is_kept = not asked
        return Page(body, CALENDAR, last_modified=event.calendar_changed_at, is_kept=is_kept)
    is_hurried, until = envelope.hurry(_span(snapshot), clock.now())
    image = absolute(rules.public_path(event.image, rules.SHARE)) if event.image is not None else ""
    subscription = Subscription(chosen, wishes, source, is_hurried=is_hurried, image_url=image)
    return Page(
        programme_ical.feed(snapshot, language, subscription),
        CALENDAR,
        last_modified=snapshot.released_at,
        fresh_until=until,
        is_kept=wishes.alarm in USUAL_ALARMS and chosen.is_known(snapshot),
    )


def session_entry(slug: str, public_id: str, language: str, *, in_utc: bool) -> Page:
    """One released session. Raises NoSuchEvent or NoSuchSession."""
    snapshot = programmes.current(events.published(slug))
    session = snapshot.session(public_id) if snapshot else None
    if snapshot is None or session is None:
        raise NoSuchSession
    body = programme_ical.single(snapshot, session, language, in_utc=in_utc)
    return Page(body, CALENDAR, last_modified=session.changed_at)


def events_news(language: str, changed_at: datetime) -> Page:
    """The events announced or changed last."""
    shown = events.for_calendar(Wanted())
    newest = sorted(shown, key=lambda event: (event.calendar_changed_at, event.id), reverse=True)[:NEWS]
    body = events_atom.feed(newest, programmes.calendar_host(), language, changed_at=changed_at)
    return Page(body, atom.CONTENT_TYPE, last_modified=changed_at)


def programme_news(slug: str, language: str) -> Page:
    """What the releases of one programme have changed. Raises NoSuchEvent."""
    event = events.published(slug)
    self_url = absolute(_address(f"/events/{slug}/changes.atom", {}, language, event.main_language))
    snapshot = programmes.current(event)
    if snapshot is None:
        changed_at = event.announced_at or event.created_at
        host = programmes.calendar_host()
        body = programme_atom.nothing_yet(event, host, language, self_url=self_url, changed_at=changed_at)
        return Page(body, atom.CONTENT_TYPE, last_modified=changed_at)
    released = [one for one in programmes.releases(event) if one.number <= snapshot.number]
    body = programme_atom.feed(snapshot, released, language, self_url=self_url)
    return Page(body, atom.CONTENT_TYPE, last_modified=snapshot.released_at)


def _is_possible(wanted: Wanted) -> bool:
    """Whether there are such a country and such a language at all."""
    is_country = not wanted.country or wanted.country in countries.COUNTRIES
    return is_country and (not wanted.language or languages.is_known(wanted.language))


def _days(event: Event) -> tuple[datetime, datetime]:
    zone = event.timezone
    return localtime.start_of_day(event.first_day, zone), localtime.end_of_day(event.last_day, zone)


def _span(snapshot: Snapshot) -> Iterable[tuple[datetime, datetime]]:
    """From the morning of the first session's day to the night after the last one's."""
    zone = snapshot.timezone
    ends = [session.ends_at for session in snapshot.sessions]
    if ends:
        first = localtime.to_local(min(session.starts_at for session in snapshot.sessions), zone)
        last = localtime.to_local(max(ends), zone)
        yield localtime.start_of_day(first.date(), zone), localtime.end_of_day(last.date(), zone)


def _address(path: str, asked: Mapping[str, str | None], language: str, default: str) -> str:
    """Where the very same feed is read again, its words in one order whatever order they came in."""
    words = {**asked, "lang": "" if language == default else language}
    query = urlencode({name: word for name, word in words.items() if word})
    return f"{path}?{query}" if query else path
