"""When a session that is added to a day may begin, as a first guess. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time

from app.events.models import Event
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Span

_USUAL = time(9)


def next_start(draft: Draft, day: date, parent: ProgrammeItem | None = None) -> datetime:
    """When the last session of that day, or of `parent`, is over; where there is none, when it all begins.

    One whose end is only worked out lasts till the next one, so it tells when it begins.
    """
    outer = draft.timetable.span(parent) if parent is not None else None
    is_there = outer is not None and outer.day == day
    first = outer.starts.local if outer and is_there else _opening(draft.event, day)
    beside = draft.timetable.children(parent) if parent is not None else draft.timetable.top
    found = max((_over(span, day) for span in _spans(draft, beside) if span.day == day), default=first)
    return first if outer and is_there and found >= outer.ends.local else found


def _spans(draft: Draft, items: Iterable[ProgrammeItem]) -> Iterable[Span]:
    """The times of those that have one of their own, or parts with one."""
    for item in items:
        span = draft.timetable.span(item)
        if span is not None and (item.parent_id is None or item.starts_local is not None):
            yield span


def _over(span: Span, day: date) -> datetime:
    is_known = not span.end_is_derived and span.ends.local.date() == day
    return (span.ends if is_known else span.starts).local


def _opening(event: Event, day: date) -> datetime:
    if event.starts_local is not None and event.starts_local.date() == day:
        return event.starts_local
    return datetime.combine(day, event.daily_start or _USUAL)
