"""A day as a table: rooms across, time down. Pure arithmetic; the stylesheet has a class for each place.

Lines of time are where something begins or ends, so an hour with nothing in it takes no room.
What would cover another session goes to a spare column instead: no two boxes ever overlap. What has
its time to itself is for everybody, and gets the width of the table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from operator import itemgetter

# What programme.css has classes for. A day that needs more is shown as a list.
MOST_LINES = 120
MOST_COLUMNS = 24

_FIRST_LINE, _FIRST_COLUMN = 2, 2  # row 1 names the rooms, column 1 holds the clock

Mark = tuple[datetime, int]
"""A moment; 1 is just after the sessions that begin and end in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A session to be placed. Without rooms it may stand across all columns."""

    id: str
    starts_at: datetime
    ends_at: datetime
    rooms: Sequence[str] = ()
    is_cancelled: bool = False

    @property
    def is_moment(self) -> bool:
        return self.ends_at <= self.starts_at


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` are room ids, "" for a spare one. The rest are class names by session and by start."""

    columns: list[str]
    places: dict[str, str]
    clocks: dict[datetime, str]


@dataclass(slots=True)
class _Column:
    room: str
    taken: list[tuple[Mark, Mark]] = field(default_factory=list)

    def is_free(self, span: tuple[Mark, Mark]) -> bool:
        return all(span[0] >= end or start >= span[1] for start, end in self.taken)


def arrange(boxes: Sequence[Box], rooms: Iterable[str]) -> Grid | None:
    """Place every box; None when a list says the same more clearly, or the day is too large.

    `rooms` are all rooms in their order; those without a session that day are left out.
    """
    used = {room for box in boxes for room in box.rooms}
    columns = [_Column(room) for room in rooms if room in used]
    if len(columns) < 2:  # noqa: PLR2004 - one column is a list
        return None
    spans = _spans(boxes)
    alone = _alone(spans)
    taken = {
        box.id: _take(box, spans[box.id], columns, is_alone=box.id in alone)
        for box in sorted(boxes, key=_rank)
    }
    lines = {mark: line for line, mark in enumerate(sorted({m for span in spans.values() for m in span}))}
    if len(lines) > MOST_LINES or len(columns) > MOST_COLUMNS:
        return None
    places: dict[str, str] = {}
    clocks: dict[datetime, str] = {}
    for box in boxes:
        first, last = (lines[mark] for mark in spans[box.id])
        column, across = taken[box.id]
        row = f"row-{first + _FIRST_LINE}"
        places[box.id] = f"{row} span-{last - first} column-{column + _FIRST_COLUMN} across-{across}"
        if not columns[column].room:
            places[box.id] += " spare"
        elif box.id in alone:
            places[box.id] += " wide"
        clocks.setdefault(box.starts_at, row)
    return Grid([column.room for column in columns], places, clocks)


def _spans(boxes: Sequence[Box]) -> dict[str, tuple[Mark, Mark]]:
    """From which mark to which each box reaches. A moment has a line to itself."""
    moments = {box.starts_at for box in boxes if box.is_moment}
    return {
        box.id: ((box.starts_at, 0), (box.starts_at, 1))
        if box.is_moment
        else ((box.starts_at, int(box.starts_at in moments)), (box.ends_at, 0))
        for box in boxes
    }


def _alone(spans: Mapping[str, tuple[Mark, Mark]]) -> set[str]:
    """The boxes during which there is no other."""
    ordered = sorted(spans.items(), key=itemgetter(1))
    nexts = [start for _id, (start, _end) in ordered[1:]]
    alone, reached = set(), ordered[0][1][0]
    for (identifier, (start, end)), following in zip_longest(ordered, nexts):
        if reached <= start and (following is None or end <= following):
            alone.add(identifier)
        reached = max(reached, end)
    return alone


def _rank(box: Box) -> tuple[bool, bool, datetime]:
    """Who chooses first: what takes place before what does not, what has a room before what has none."""
    return box.is_cancelled, not box.rooms, box.starts_at


def _take(box: Box, span: tuple[Mark, Mark], columns: list[_Column], *, is_alone: bool) -> tuple[int, int]:
    """The first column and the number of columns the box gets."""
    first, across = _wanted(() if is_alone else box.rooms, columns)
    wanted = columns[first : first + across]
    if not all(column.is_free(span) for column in wanted):
        first, across = _spare(span, columns), 1
        wanted = columns[first : first + 1]
    for column in wanted:
        column.taken.append(span)
    return first, across


def _wanted(asked: Sequence[str], columns: Sequence[_Column]) -> tuple[int, int]:
    """The rooms asked for where they lie side by side, else the first of them; if none is, all."""
    rooms = [number for number, column in enumerate(columns) if column.room]
    own = [number for number in rooms if columns[number].room in asked] or rooms
    is_unbroken = own[-1] - own[0] + 1 == len(own)
    return own[0], len(own) if is_unbroken else 1


def _spare(span: tuple[Mark, Mark], columns: list[_Column]) -> int:
    """A column beside the rooms that is free, or a new one."""
    for number, column in enumerate(columns):
        if not column.room and column.is_free(span):
            return number
    columns.append(_Column(""))
    return len(columns) - 1
