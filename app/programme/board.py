"""One day of the draft as its grid shows it: rooms across, sessions at their times, what waits. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.core import localtime
from app.events.models import Event
from app.programme.models import ProgrammeItem, Room
from app.programme.rules import Draft, Span, Timetable
from app.programme.timetable import grid
from app.programme.timetable.grid import Box, Grid

NO_ROOM = "none"  # the column of what has no room yet; no public id has small letters

_HOUR = 60
_LATEST = 30 * _HOUR  # what ends after six the next morning lasts for days, and is cut off there
_MOST_DAYS = 31
_BEFORE, _AFTER = 30, 60  # minutes of room around the day's sessions
_USUAL = (9 * _HOUR, 18 * _HOUR)


@dataclass(frozen=True, slots=True)
class Block:
    """One session in the grid. `columns` are rooms' public ids, or NO_ROOM.

    One that `keeps_rooms` changes its time only when it is moved: it is in all rooms, or where its
    parts are. `is_band` is drawn once across all columns. `untimed` are parts without a time of their own.
    """

    item: ProgrammeItem
    span: Span
    columns: Sequence[str]
    keeps_rooms: bool = False
    is_band: bool = False
    parts: Sequence["Block"] = ()
    untimed: Sequence[ProgrammeItem] = ()

    @property
    def first(self) -> int:
        """Minutes of the clock from the beginning of the day it is shown on."""
        return self.minutes(self.span.starts.local)

    @property
    def last(self) -> int:
        return self.minutes(self.span.ends.local)

    def minutes(self, at: datetime) -> int:
        return int((at - datetime.combine(self.span.day, time.min)) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Board:
    """`first` and `last` are the hours shown, in minutes from midnight; `shift` is what the clocks do."""

    day: date
    rooms: Sequence[Room]
    blocks: Sequence[Block]
    waiting: Sequence[ProgrammeItem]
    first: int
    last: int
    shift: timedelta


def board(draft: Draft, day: date) -> Board:
    """Everything the grid shows of that day."""
    blocks = [_block(item, draft) for item in draft.timetable.days().get(day, ())]
    blocks += [_block(item, draft) for item in _strayed(draft.timetable, day)]
    blocks.sort(key=lambda block: block.span.starts)
    first, last = _hours(blocks, draft.event)
    return Board(
        day=day,
        rooms=draft.rooms,
        blocks=[_across(block) if _is_alone(block, blocks) else block for block in blocks],
        waiting=[item for item in draft.timetable.unscheduled() if item.parent_id is None],
        first=first,
        last=last,
        shift=_shift(day, draft.event),
    )


def days(draft: Draft) -> list[date]:
    """The event's days, and every other one that has a session."""
    first, last = draft.event.first_day, draft.event.last_day
    own = {first + timedelta(days=number) for number in range(min((last - first).days, _MOST_DAYS) + 1)}
    return sorted(own | {span.day for _item, span in draft.timetable.scheduled()})


def arrange(shown: Board) -> Grid | None:
    """Places for a page without scripts; None where a list says the same."""
    boxes = [
        Box(
            block.item.public_id,
            block.span.starts.at,
            block.span.ends.at,
            () if block.is_band or NO_ROOM in block.columns else block.columns,
        )
        for block in shown.blocks
    ]
    return grid.arrange(boxes, [room.public_id for room in shown.rooms]) if boxes else None


def _block(item: ProgrammeItem, draft: Draft, outer: Sequence[str] = ()) -> Block:
    """A session where it stands; `outer` are the columns of the one it is shown inside."""
    timetable = draft.timetable
    span = timetable.span(item)
    if span is None:
        raise ValueError("only what has a time can be shown")
    inside = timetable.children(item)
    own, theirs = _own_columns(item, draft), _columns_inside(inside, draft)
    columns = own or theirs or outer or [NO_ROOM]
    parts = [child for child in inside if child.starts_local and _day(child, timetable) == span.day]
    return Block(
        item,
        span,
        columns,
        keeps_rooms=item.in_all_rooms or bool(theirs and not own),
        parts=[_block(child, draft, columns) for child in parts],
        untimed=[child for child in inside if child.starts_local is None],
    )


def _strayed(timetable: Timetable, day: date) -> Iterator[ProgrammeItem]:
    """Sessions that are part of one on another day."""
    for item, span in timetable.scheduled():
        parent = timetable.parent(item)
        if parent and item.starts_local and span.day == day != _day(parent, timetable):
            yield item


def _day(item: ProgrammeItem, timetable: Timetable) -> date | None:
    span = timetable.span(item)
    return span.day if span else None


def _own_columns(item: ProgrammeItem, draft: Draft) -> list[str]:
    rooms = draft.rooms if item.in_all_rooms else item.rooms
    return [room.public_id for room in rooms]


def _columns_inside(inside: Iterable[ProgrammeItem], draft: Draft) -> list[str]:
    """Where the parts are; what stands over talks in several rooms is in each of them."""
    taken = {column for child in inside for column in _own_columns(child, draft)}
    return [room.public_id for room in draft.rooms if room.public_id in taken]


def _is_alone(block: Block, blocks: Iterable[Block]) -> bool:
    """Whether nothing else takes place while it is in all rooms."""
    if not block.item.in_all_rooms or any(part.item.rooms for part in block.parts):
        return False
    return not any(_overlap(block.span, other.span) for other in blocks if other is not block)


def _overlap(one: Span, other: Span) -> bool:
    """Whether both are on at some time; a moment is within what is going on around it."""
    ends = [max(span.ends.at, span.starts.at + timedelta(minutes=1)) for span in (one, other)]
    return one.starts.at < ends[1] and other.starts.at < ends[0]


def _across(block: Block) -> Block:
    """The same as one band over all columns, with what is inside it."""
    parts = [_across(part) for part in block.parts]
    return replace(block, is_band=True, keeps_rooms=True, parts=parts)


def _hours(blocks: Sequence[Block], event: Event) -> tuple[int, int]:
    """The full hours to show: those of the sessions with a margin, and those of the event."""
    every = [one for block in blocks for one in (block, *block.parts)]
    usual = [time.hour * _HOUR + time.minute for time in (event.daily_start, event.daily_end) if time]
    if not every and not usual:
        return _USUAL
    first = min([*usual, *(one.first - _BEFORE for one in every)])
    last = max([*usual, *(one.last + _AFTER for one in every)])
    return max(first // _HOUR * _HOUR, 0), min(-(-last // _HOUR) * _HOUR, _LATEST)


def _shift(day: date, event: Event) -> timedelta:
    """By how much the clocks are put forward on that day; less than nothing where they go back."""
    length = localtime.end_of_day(day, event.timezone) - localtime.start_of_day(day, event.timezone)
    return timedelta(days=1) - length
