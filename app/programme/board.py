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
from app.programme.timetable.selection import between

NO_ROOM = "none"  # the column of what has no room yet; no public id has small letters

_HOUR = 60
_DAY = 24 * _HOUR
_LATEST = 30 * _HOUR  # what ends after six the next morning is cut off, and goes on on the next day
_BEFORE, _AFTER = 30, 60  # minutes of room around the day's sessions
_USUAL = (9 * _HOUR, 18 * _HOUR)


@dataclass(frozen=True, slots=True)
class Block:
    """One session in the grid. `columns` are rooms' public ids, or NO_ROOM.

    One that `keeps_rooms` changes its time only when it is moved: it is in all rooms, or where its
    parts are. `is_band` is drawn once across all columns. `untimed` are parts without a time of their own,
    told on its first day.
    """

    item: ProgrammeItem
    span: Span
    day: date
    columns: Sequence[str]
    keeps_rooms: bool = False
    is_band: bool = False
    parts: Sequence["Block"] = ()
    untimed: Sequence[ProgrammeItem] = ()

    @property
    def first(self) -> int:
        """Minutes of the clock from the beginning of the day it is shown on; less than nothing before it."""
        return self.minutes(self.span.starts.local)

    @property
    def last(self) -> int:
        return self.minutes(self.span.ends.local)

    @property
    def is_continued(self) -> bool:
        """Whether it began on an earlier day."""
        return self.span.day < self.day

    def minutes(self, at: datetime) -> int:
        return (at - datetime.combine(self.day, time.min)) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Board:
    """`first` and `last` are the hours shown, in minutes from midnight; `shift` is what the clocks do.

    What goes on from an earlier day stands among `blocks` where it ends within those hours, cut at their
    beginning. What goes on all day long, or has ended before them, stands `above`.
    """

    day: date
    zone: str
    rooms: Sequence[Room]
    above: Sequence[Block]
    blocks: Sequence[Block]
    waiting: Sequence[ProgrammeItem]
    first: int
    last: int
    shift: timedelta


def board(draft: Draft, day: date) -> Board:
    """Everything the grid shows of that day."""
    timetable, event = draft.timetable, draft.event
    shown = [_block(item, draft, day) for item in timetable.top if _is_on(item, timetable, day)]
    first = _first_hour(shown, event)
    shown += [_block(item, draft, day) for item in _strayed(timetable, day, _within(shown, first))]
    blocks = sorted(_within(shown, first), key=lambda block: block.span.starts)
    drawn = {block.item.public_id for block in blocks}
    return Board(
        day=day,
        zone=event.timezone,
        rooms=draft.rooms,
        above=[replace(block, parts=()) for block in shown if block.item.public_id not in drawn],
        blocks=[_across(block) if _is_alone(block, blocks) else block for block in blocks],
        waiting=[item for item in timetable.unscheduled() if item.parent_id is None],
        first=_first_hour(blocks, event),
        last=_last_hour(blocks, event),
        shift=_shift(day, event),
    )


def days(draft: Draft) -> list[date]:
    """The event's days, and every other one on which a session takes place."""
    found = set(between(draft.event.first_day, draft.event.last_day))
    return sorted(found.union(*(days_of(span) for _item, span in draft.timetable.scheduled())))


def days_of(span: Span) -> list[date]:
    """The days on which a session is shown: each it touches, as far as anybody would look."""
    return list(between(span.day, span.last_day))


def arrange(shown: Board) -> Grid | None:
    """Places for a page without scripts; None where a list says the same."""
    opens, closes = (_instant(minutes, shown) for minutes in (shown.first, shown.last))
    boxes = [
        Box(
            block.item.public_id,
            opens if block.is_continued else block.span.starts.at,
            closes if block.last > shown.last else block.span.ends.at,
            () if block.is_band or NO_ROOM in block.columns else block.columns,
        )
        for block in shown.blocks
    ]
    return grid.arrange(boxes, [room.public_id for room in shown.rooms]) if boxes else None


def _instant(minutes: int, shown: Board) -> datetime:
    return localtime.to_utc(datetime.combine(shown.day, time.min) + timedelta(minutes=minutes), shown.zone)


def _block(item: ProgrammeItem, draft: Draft, day: date, outer: Sequence[str] = ()) -> Block:
    """A session where it stands; `outer` are the columns of the one it is shown inside."""
    timetable = draft.timetable
    span = timetable.span(item)
    if span is None:
        raise ValueError("only what has a time can be shown")
    inside = timetable.children(item)
    own, theirs = _own_columns(item, draft), _columns_inside(inside, draft)
    columns = own or theirs or outer or [NO_ROOM]
    parts = [child for child in inside if child.starts_local and _is_on(child, timetable, day)]
    return Block(
        item,
        span,
        day,
        columns,
        keeps_rooms=item.in_all_rooms or bool(theirs and not own),
        parts=[_block(child, draft, day, columns) for child in parts],
        untimed=[child for child in inside if child.starts_local is None] if span.day == day else (),
    )


def _within(blocks: Iterable[Block], first: int) -> list[Block]:
    """Those that begin on the day, or end in its hours."""
    return [block for block in blocks if not block.is_continued or first < block.last <= _DAY]


def _strayed(timetable: Timetable, day: date, shown: Iterable[Block]) -> Iterator[ProgrammeItem]:
    """Sessions of that day that are part of one which is not drawn on it."""
    inside = {part.item.id for block in shown for part in block.parts}
    for item, _span in timetable.scheduled():
        if item.parent_id and item.starts_local and item.id not in inside and _is_on(item, timetable, day):
            yield item


def _is_on(item: ProgrammeItem, timetable: Timetable, day: date) -> bool:
    span = timetable.span(item)
    return span is not None and span.day <= day <= span.last_day


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


def _first_hour(blocks: Iterable[Block], event: Event) -> int:
    """The full hour before what begins on the day, with a margin, and before the event's own hours."""
    starts = [one.first - _BEFORE for one in _with_parts(blocks) if not one.is_continued]
    starts += [_minutes(event.daily_start)] if event.daily_start else []
    return max(min(starts, default=_USUAL[0]) // _HOUR * _HOUR, 0)


def _last_hour(blocks: Iterable[Block], event: Event) -> int:
    """The full hour after what ends by then, the start of what does not, and the event's hours."""
    ends = [one.last if one.last <= _LATEST else one.first for one in _with_parts(blocks)]
    ends = [end + _AFTER for end in ends]
    ends += [_minutes(event.daily_end)] if event.daily_end else []
    return min(-(-max(ends, default=_USUAL[1]) // _HOUR) * _HOUR, _LATEST)


def _with_parts(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from (block, *block.parts)


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _shift(day: date, event: Event) -> timedelta:
    """By how much the clocks are put forward on that day; less than nothing where they go back."""
    length = localtime.end_of_day(day, event.timezone) - localtime.start_of_day(day, event.timezone)
    return timedelta(days=1) - length
