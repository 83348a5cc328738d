"""Spreading sessions so that they fill a time, evenly or in proportion, in whole five minutes. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise

from flask_babel import lazy_gettext as _l

from app.programme.arranging import plans
from app.programme.arranging.plans import Move, Plan
from app.programme.errors import EndBeforeStart, NothingMoves, NotScheduled, Overlapping, TooLittleTime
from app.programme.models import ProgrammeItem, Room
from app.programme.rules import Draft, Moment, Span

STEP = 5  # minutes: what a slot is divided into
_MINUTE = timedelta(minutes=1)


class Way(StrEnum):
    EVENLY = "evenly"
    IN_PROPORTION = "in proportion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Two times of a day, as they were typed, and what lies between them: one room's sessions, or all."""

    day: date
    starts: datetime
    ends: datetime
    starts_fold: int | None = None
    ends_fold: int | None = None
    room: str = ""
    way: Way = Way.EVENLY


@dataclass(frozen=True, slots=True)
class _Group:
    """Sessions that start together, and how long the longest of them takes; none when nobody has said."""

    items: Sequence[ProgrammeItem]
    minutes: float | None


def inside(draft: Draft, item: ProgrammeItem, way: Way) -> Plan:
    """The sessions inside `item`, filling its time.

    Raises NotScheduled, NothingMoves, Overlapping or TooLittleTime.
    """
    span = draft.timetable.span(item)
    if span is None:
        raise NotScheduled
    return plans.of(list(_spread(draft, draft.timetable.children(item), (span.starts, span.ends), way)))


def between(draft: Draft, slot: Slot) -> Plan:
    """The sessions that start between two times, filling the time from one to the other.

    Raises EndBeforeStart, InGap or Ambiguous about a field of the slot, and what `inside` raises.
    """
    starts = plans.settled(slot.starts, slot.starts_fold, draft.event, "starts")
    ends = plans.settled(slot.ends, slot.ends_fold, draft.event, "ends")
    if ends <= starts:
        raise EndBeforeStart
    room = next((room for room in draft.rooms if room.public_id == slot.room), None)
    found = [item for item in _on(draft, slot.day, room) if starts <= _span(draft, item).starts < ends]
    return plans.of(list(_spread(draft, found, (starts, ends), slot.way)))


def _on(draft: Draft, day: date, room: Room | None) -> list[ProgrammeItem]:
    items = draft.timetable.days().get(day, [])
    return [one for one in items if room is None or one.in_all_rooms or not one.rooms or room in one.rooms]


def _span(draft: Draft, item: ProgrammeItem) -> Span:
    span = draft.timetable.span(item)
    if span is None:
        raise NotScheduled
    return span


def _spread(
    draft: Draft, items: Sequence[ProgrammeItem], slot: tuple[Moment, Moment], way: Way
) -> Iterator[Move]:
    """One group after the other, the first from the beginning, the last to the end."""
    groups = list(_groups(draft, items))
    if not groups:
        raise NothingMoves
    starts, ends = slot
    length = (ends.at - starts.at) / _MINUTE
    shares = _shares([group.minutes for group in groups], int(length) // STEP, way)
    edges = [
        starts,
        *(plans.instant(starts.at + share * STEP * _MINUTE, draft.event) for share in shares),
        ends,
    ]
    for group, (begin, end) in zip(groups, pairwise(edges), strict=True):
        for item in group.items:
            yield Move(item, begin, end)
            yield from _within(draft, item, begin, end)


def _within(draft: Draft, item: ProgrammeItem, begin: Moment, end: Moment) -> Iterator[Move]:
    """What is inside comes along; where the length is another one, it is fitted in proportion."""
    span = _span(draft, item)
    timed = [child for child in draft.timetable.children(item) if child.starts_local is not None]
    if timed and end.at - begin.at != span.ends.at - span.starts.at:
        yield from _spread(draft, timed, (begin, end), Way.IN_PROPORTION)
    else:
        yield from plans.along(draft, item, begin.at - span.starts.at)


def _groups(draft: Draft, items: Sequence[ProgrammeItem]) -> Iterator[_Group]:
    """Those that start together as one. Raises Overlapping for what runs beside a later start."""
    rows: list[list[ProgrammeItem]] = []
    for item in items:
        is_beside = rows and item.starts_local is not None and _start(rows[-1][0]) == _start(item)
        if is_beside:
            rows[-1].append(item)
        else:
            rows.append([item])
    for row, following in pairwise(rows):
        _refuse_overlap(draft, row, following[0])
    for row in rows:
        lengths = [found for item in row if (found := _minutes(draft, item)) is not None]
        yield _Group(row, max(lengths, default=None))


def _start(item: ProgrammeItem) -> tuple[datetime | None, int]:
    return item.starts_local, item.starts_fold


def _refuse_overlap(draft: Draft, row: Sequence[ProgrammeItem], following: ProgrammeItem) -> None:
    starts = plans.starts_of(following, draft.event)
    if draft.timetable.children(following):
        starts = _span(draft, following).starts
    for item in row:
        ends = plans.last_of(draft, item)
        if starts is not None and ends is not None and ends.at > starts.at:
            raise Overlapping(
                _l(
                    "“%(one)s” is still on when “%(other)s” begins. "
                    "Choose one room, or let them start together.",
                    one=plans.name_of(item, draft.event),
                    other=plans.name_of(following, draft.event),
                )
            )


def _minutes(draft: Draft, item: ProgrammeItem) -> float | None:
    span = draft.timetable.span(item)
    if span is None or item.starts_local is None:
        return None
    return (span.ends.at - span.starts.at) / _MINUTE


def _shares(lengths: Sequence[float | None], units: int, way: Way) -> list[int]:
    """After how many of `units` each group but the last is over; every one gets at least one of them.

    Raises TooLittleTime. Who has no length yet counts as the others do on average.
    """
    count = len(lengths)
    if units < count:
        raise TooLittleTime(
            _l("The time is too short for %(count)s sessions of at least five minutes each.", count=count)
        )
    known = [length for length in lengths if length]
    usual = sum(known) / len(known) if known else 1
    weights = [1.0 if way is Way.EVENLY else max(length or usual, 1) for length in lengths]
    whole = sum(weights)
    shares = [round(units * reached / whole) for reached in accumulate(weights)][:-1]
    for place in range(len(shares)):  # at least one each, from the front and then from the back
        shares[place] = max(shares[place], (shares[place - 1] if place else 0) + 1)
    for place in reversed(range(len(shares))):
        shares[place] = min(shares[place], units - (count - 1 - place))
    return shares
