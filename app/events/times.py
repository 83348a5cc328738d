"""When an event is, in words: on the clocks of its place, with the offset, and on the reader's own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _

from app.core import localtime
from app.events.models import Event
from app.rendering import dates, lists


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


def event_time(event: Event, language: str, own_zone: str = "") -> EventTime:
    """When `event` takes place, for who reads `language` and has chosen to see `own_zone` too."""
    days = dates.days(event.first_day, event.last_day, language)
    times = _first_times(event)
    if times is None:
        return EventTime(days=days)
    begins, ends = (localtime.to_local(moment, event.timezone) for moment in times)
    is_daily = event.starts_local is None and event.first_day != event.last_day
    hours, label = _hours(begins, ends, language), dates.zone_label(ends)
    if is_daily:
        hours, label = _("%(hours)s every day", hours=hours), _daily_label(event, begins.time(), language)
    return EventTime(
        days=days,
        hours=hours,
        zone_label=label,
        zone=event.timezone,
        own=_span(*times, own_zone, language) if own_zone not in {"", event.timezone} else "",
        begins_at=times[0],
        ends_at=times[1],
        is_daily=is_daily,
    )


def one_line(event: Event, language: str) -> str:
    """28–30 September 2026, 09:00–17:00 every day CEST (UTC+2)."""
    found = event_time(event, language)
    hours = f"{found.hours} {found.zone_label}".strip()
    names_days = event.starts_local is not None and event.first_day != event.last_day
    return hours if names_days else lists.join((found.days, hours), language)


def _first_times(event: Event) -> tuple[datetime, datetime] | None:
    """The exact start and end, or those of the first day; None where only days are planned."""
    if event.starts_local is not None:
        return event.begins_at, event.finishes_at
    if event.daily_start is None or event.daily_end is None:
        return None
    ends = datetime.combine(event.first_day, event.daily_end)
    return event.begins_at, localtime.to_utc(ends, event.timezone)


def _hours(begins: datetime, ends: datetime, language: str) -> str:
    """09:00–17:00; with the days where they differ, and with the first offset where the clocks change."""
    first = dates.zone_label(begins)
    changed = f" {first}" if first != dates.zone_label(ends) else ""
    if begins.date() != ends.date():
        return f"{dates.day_clock(begins, language)}{changed} – {dates.day_clock(ends, language)}"
    dash = " – " if changed else "–"
    return f"{dates.clock(begins)}{changed}{dash}{dates.clock(ends)}"


def _daily_label(event: Event, opens: time, language: str) -> str:
    """CEST (UTC+2); where the clocks change between two days, both, and from when the second holds."""
    first = _label(event, event.first_day, opens)
    if _label(event, event.last_day, opens) == first:
        return first
    day = event.first_day
    while (later := _label(event, day, opens)) == first:
        day += timedelta(days=1)
    return _("%(first)s, from %(day)s %(later)s", first=first, day=dates.day(day, language), later=later)


def _label(event: Event, day: date, opens: time) -> str:
    moment = localtime.to_utc(datetime.combine(day, opens), event.timezone)
    return dates.zone_label(localtime.to_local(moment, event.timezone))


def _span(begins_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """28 September 2026, 10:00–18:00 EAT (UTC+3)."""
    begins, ends = (localtime.to_local(moment, zone) for moment in (begins_at, ends_at))
    hours = _hours(begins, ends, language)
    if begins.date() == ends.date():
        hours = lists.join((dates.day(begins, language), hours), language)
    return f"{hours} {dates.zone_label(ends)}"
