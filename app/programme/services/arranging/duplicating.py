"""Sessions made anew from others: one with what is inside it, or all of a day on another day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.events.rules import EARLIEST, LATEST
from app.programme import queries
from app.programme.arranging import plans
from app.programme.errors import NothingToCopy, SameDay
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Moment
from app.programme.services import copying
from app.programme.services.drafting import editing


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCopy:
    """From which day to which; `fold` says which of two is meant wherever the clock shows a time twice."""

    source: date
    day: date
    with_people: bool = False
    fold: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """When the new session starts; None leaves it without a time."""

    starts: datetime | None
    starts_fold: int | None = None
    with_people: bool = False


def of_day(draft: Draft, day: date) -> list[ProgrammeItem]:
    """The sessions of that day with what is inside them: what a copy of the day would make anew."""
    timetable = draft.timetable
    return [one for item in timetable.days().get(day, []) for one in (item, *timetable.children(item))]


def mark_of_days(draft: Draft, wish: DayCopy) -> str:
    """What whoever copies a day has seen: both days."""
    return plans.mark_of([*of_day(draft, wish.source), *of_day(draft, wish.day)])


def copy_day(event: Event, wish: DayCopy, *, actor: Actor, seen: str | None = None) -> list[ProgrammeItem]:
    """Make all sessions of a day anew on another day, at the same times of the clock.

    `seen` is what `mark_of_days` was then. Raises SameDay, NothingToCopy, DayOutOfRange, PlanOutOfDate,
    or InGap and Ambiguous for a time of that day.
    """
    with editing(event, actor) as session:
        draft = queries.draft(event)
        plans.refuse_unseen(mark_of_days(draft, wish), seen)
        made: dict[int, ProgrammeItem] = {}
        for item, starts, ends in check(event, of_day(draft, wish.source), wish):
            made[item.id] = _anew(session, item, starts, ends, with_people=wish.with_people)
            made[item.id].parent = made.get(item.parent_id) if item.parent_id else None
        session.flush()
        for new in made.values():
            audit.record(actor, "session.created", new)
        audit.record(actor, "programme.day_copied", event, event_id=event.id, changes={"number": len(made)})
    return list(made.values())


def check(
    event: Event, items: Sequence[ProgrammeItem], wish: DayCopy
) -> list[tuple[ProgrammeItem, Moment | None, Moment | None]]:
    """Those sessions with start and end on the other day. Raises as `copy_day`."""
    if wish.source == wish.day:
        raise SameDay
    if not EARLIEST <= wish.day <= LATEST:
        raise DayOutOfRange(field="day")
    if not items:
        raise NothingToCopy
    return [
        (item, _on_day(item.starts_local, event, wish), _on_day(item.ends_local, event, wish))
        for item in items
    ]


def _on_day(local: datetime | None, event: Event, wish: DayCopy) -> Moment | None:
    if local is None:
        return None
    return plans.settled(local + (wish.day - wish.source), wish.fold, event, "fold")


def mark_of_namesakes(draft: Draft, item: ProgrammeItem) -> str:
    """What whoever duplicates a session has seen: the session, and all that are called like it."""
    alike = [one for one in draft.timetable if one.title == item.title and one is not item]
    return plans.mark_of([item, *draft.timetable.children(item), *alike])


def duplicate(
    item: ProgrammeItem, wish: Duplicate, *, actor: Actor, seen: str | None = None
) -> ProgrammeItem:
    """Make a session anew, with what is inside it, beside the old one.

    `seen` is what `mark_of_namesakes` was then. Raises DayOutOfRange, InGap or Ambiguous about
    `starts`, or PlanOutOfDate.
    """
    event = item.event
    with editing(event, actor) as session:
        lock(item)
        starts = _wanted(wish, event)
        draft = queries.draft(event)
        plans.refuse_unseen(mark_of_namesakes(draft, item), seen)
        span = draft.timetable.span(item)
        by = starts.at - span.starts.at if starts and span else None
        new = _shifted(session, item, by, with_people=wish.with_people)
        new.parent = draft.timetable.parent(item)
        if starts is not None and item.starts_local is None:
            new.starts_local, new.starts_fold = starts.local, starts.fold
            _end_with_parts(new, plans.last_of(draft, item), by)
        made = [new]
        for child in draft.timetable.children(item):
            made.append(_shifted(session, child, by, with_people=wish.with_people))
            made[-1].parent = new
        session.flush()
        for one in made:
            audit.record(actor, "session.created", one)
    return new


def _end_with_parts(new: ProgrammeItem, ends: Moment | None, by: timedelta | None) -> None:
    """What had only the time of what is inside is over with that also where it has a start of its own."""
    if ends is not None and by is not None:
        moved = plans.instant(ends.at + by, new.event)
        new.ends_local, new.ends_fold = moved.local, moved.fold


def _wanted(wish: Duplicate, event: Event) -> Moment | None:
    if wish.starts is None:
        return None
    if not EARLIEST <= wish.starts.date() <= LATEST:
        raise DayOutOfRange(field="starts")
    return plans.settled(wish.starts, wish.starts_fold, event, "starts")


def _shifted(
    session: Session, item: ProgrammeItem, by: timedelta | None, *, with_people: bool
) -> ProgrammeItem:
    """Anew and that much later; without a time where none is wanted."""
    starts, ends = plans.starts_of(item, item.event), plans.ends_of(item, item.event)
    if by is None:
        return _anew(session, item, None, None, with_people=with_people)
    return _anew(
        session,
        item,
        plans.instant(starts.at + by, item.event) if starts else None,
        plans.instant(ends.at + by, item.event) if ends else None,
        with_people=with_people,
    )


def _anew(
    session: Session, item: ProgrammeItem, starts: Moment | None, ends: Moment | None, *, with_people: bool
) -> ProgrammeItem:
    """A new session that says the same, after all others that begin with it."""
    new = copying.anew(item, item.event, with_people=with_people)
    new.rooms, new.track, new.position = list(item.rooms), item.track, last_position(session, item.event) + 1
    new.starts_local, new.starts_fold = (starts.local, starts.fold) if starts else (None, 0)
    new.ends_local, new.ends_fold = (ends.local, ends.fold) if ends else (None, 0)
    session.add(new)
    session.flush()
    return new


def last_position(session: Session, event: Event) -> int:
    """The highest position any session of the draft has."""
    last = session.scalar(select(func.max(ProgrammeItem.position)).where(ProgrammeItem.event_id == event.id))
    return last or 0
