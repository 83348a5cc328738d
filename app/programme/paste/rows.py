"""Rows of tables that are no items with a clock: day heads in two cells, halls under an hour."""

import re

from app.programme.paste.bodylines import Entry
from app.programme.paste.clocks import Times
from app.programme.paste.lines import Line
from app.programme.paste.readings import LineReader, Reading
from app.programme.paste.rooms import RoomReader
from app.programme.paste.runs import Run
from app.programme.paste.tables import Columns

_HEAD_CELLS = 2  # of a day head: the date and what the day is about
_SLOT_CELLS = (2, 3)  # hall and title, perhaps people
_HALL = re.compile(r"[A-Z]{1,3}[ -]?\d{1,3}[a-z]?")


def day_row(
    reader: LineReader, columns: Columns | None, line: Line, full: list[tuple[int, Run]]
) -> Reading | None:
    """A day head with its topic behind a mark that parts cells elsewhere: "Tuesday 22/9 | Topic: Wells"."""
    if columns is None or columns.key(full[0][0]) == "date" or len(full) > _HEAD_CELLS:
        return None
    first, *others = (reader.read(line, cell) for _, cell in full)
    is_head = first.kind == "day" and not first.run and all(one.kind == "text" for one in others)
    return first if is_head and first.dated and (first.dated.weekday or first.dated.month) else None


def is_slot(entry: Entry, rest: list[tuple[int, Run]], rooms: RoomReader) -> bool:
    """Whether a row says what is in one hall at an hour that stands alone above it: "W2 | Wells | A. Doe"."""
    if (entry.body and not entry.is_slot) or entry.item.times is None or len(rest) not in _SLOT_CELLS:
        return False
    hall = rest[0][1]
    return _HALL.fullmatch(hall.text) is not None or rooms.is_room(hall)


def level_of(line: Line) -> int:
    """How deep the layout puts a line: behind a pipe, indented, with a bullet."""
    return int(line.whole.text[:1] == "|") + int(line.indent >= 2) + int(line.has_bullet)  # noqa: PLR2004


def spanned(found: Reading, ended: Reading) -> Times:
    """The times of a row whose end stands in a cell of its own."""
    times = found.times
    assert times is not None and ended.times is not None  # noqa: S101, PT018
    return Times(times.place, times.end, times.first, ended.times.first or ended.times.last)
