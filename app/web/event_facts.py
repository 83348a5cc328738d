"""When an event is, in words: on the clocks of its place, with the offset, and on the reader's own."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.core import localtime
from app.events.models import Event
from app.http import language
from app.rendering import dates


@dataclass(frozen=True, slots=True)
class EventTime:
    """`hours` and what follows are empty for an event of whole days, which has no offset."""

    days: str
    hours: str = ""
    zone_label: str = ""  # CEST (UTC+2)
    zone: str = ""  # Europe/Berlin
    own: str = ""  # the same on the clocks the reader has chosen
    begins_at: datetime | None = None
    ends_at: datetime | None = None  # of the first day
    is_daily: bool = False  # on the other days again


def event_time(event: Event) -> EventTime:
    """When `event` takes place, for the reader of this page."""
    days = dates.days(event.first_day, event.last_day, language.current())
    times = _first_times(event)
    if times is None:
        return EventTime(days=days)
    begins, ends = (localtime.to_local(moment, event.timezone) for moment in times)
    own_zone = language.zone(event.timezone)
    return EventTime(
        days=days,
        hours=_hours(event, begins, ends),
        zone_label=dates.zone_label(begins),
        zone=event.timezone,
        own=_span(*times, own_zone) if own_zone != event.timezone else "",
        begins_at=times[0],
        ends_at=times[1],
        is_daily=event.starts_local is None and event.first_day != event.last_day,
    )


def _first_times(event: Event) -> tuple[datetime, datetime] | None:
    """The exact start and end, or those of the first day; None where only days are planned."""
    if event.starts_local is not None:
        return event.begins_at, event.finishes_at
    if event.daily_start is None or event.daily_end is None:
        return None
    ends = datetime.combine(event.first_day, event.daily_end)
    return event.begins_at, localtime.to_utc(ends, event.timezone)


def _hours(event: Event, begins: datetime, ends: datetime) -> str:
    if begins.date() != ends.date():
        first, last = (dates.day_clock(moment, language.current()) for moment in (begins, ends))
        return f"{first} – {last}"
    hours = f"{dates.clock(begins)}–{dates.clock(ends)}"
    if event.first_day != event.last_day:
        return _("%(hours)s every day", hours=hours)
    return hours


def _span(begins_at: datetime, ends_at: datetime, zone: str) -> str:
    """28 September 2026, 10:00–18:00 EAT (UTC+3)."""
    begins, ends = (localtime.to_local(moment, zone) for moment in (begins_at, ends_at))
    first = dates.day_clock(begins, language.current())
    if begins.date() != ends.date():
        return f"{first} – {dates.day_clock(ends, language.current())} {dates.zone_label(ends)}"
    return f"{first}–{dates.clock(ends)} {dates.zone_label(begins)}"
