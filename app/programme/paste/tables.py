"""Rows of tables: which column holds what, by the header or by what stands in the cells."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from app.programme.paste.days import Calendar
from app.programme.paste.habits import last_bracket
from app.programme.paste.lines import Line
from app.programme.paste.people import people_reader
from app.programme.paste.readings import LineReader, Reading
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_CUT = re.compile(r"\s?/\s?|\s?\(|\)|\s?&\s?|,\s|\s-\s|\s(?:and|und|et|y|e|i|и|و)\s")
_LINE_END = re.compile("\x0b")
_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"\d{1,2}[.)]?|[a-zA-Z][.)]")  # of an item: "3.", "b)"
_FEWEST_CELLS = 3
_ROOMS = {"room", "guess room"}
_LEADING = {"moderator", "chair"}
TIME = {"time", "start", "end", "date", "duration"}


@dataclass
class Columns:
    """What the columns of a table hold, by their number."""

    keys: dict[int, str]
    rooms: dict[int, Run] = field(default_factory=dict)  # a column per room: sessions side by side
    days: dict[int, date] = field(default_factory=dict)  # a column per day

    @property
    def is_grid(self) -> bool:
        return bool(self.rooms or self.days)

    def key(self, number: int) -> str:
        return self.keys.get(number, "")

    def beside(self, line: Line, number: int) -> Iterator[tuple[str, Run]]:
        """What named columns behind that of a day say of its sessions: "Monday | Room | Tuesday | Room"."""
        for place in takewhile(self.key, range(number + 1, len(line.cells)) if self.days else ()):
            if line.cells[place]:
                yield self.key(place), line.cells[place]


class TableReader:
    """Finds headers, and names the cells of rows."""

    def __init__(self, words: Vocabulary, reader: LineReader, calendar: Calendar) -> None:
        self._words = words
        self._reader = reader
        self._calendar = calendar
        self._people = people_reader(words)
        self._rooms = room_reader(words)
        self._usual: dict[int, str] = {}  # what columns without a header hold, by most of their cells

    def learn(self, lines: Sequence[Line]) -> None:
        """Look at all rows: a place nobody knows stands in a column of places."""
        rooms, people, total = Counter[int](), Counter[int](), Counter[int]()
        for line in lines:
            for number, cell in enumerate(line.cells[2:], 2):
                if len(line.cells) >= _FEWEST_CELLS and cell:
                    total[number] += 1
                    rooms[number] += self._rooms.is_room(cell)
                    people[number] += bool(self._people.people(cell))
        for key, found in (("guess room", rooms), ("guess people", people)):
            for number, times in found.items():
                if times >= _FEWEST_CELLS and times * 4 >= total[number] * 3:
                    self._usual[number] = key

    def header(self, line: Line) -> Columns | None:
        """The columns a row announces, if it is a header."""
        keys, others = {}, {}
        for number, cell in enumerate(line.cells):
            if not cell:
                continue
            if self._reader.times(cell) is not None:
                return None
            key = self.column(cell)
            if key:
                keys[number] = key
            else:
                others[number] = cell
        first = keys.get(0) or ("time" if not line.cells[0] else "")
        if len(keys) >= 2 and len(keys) >= len(others):  # noqa: PLR2004
            by_days = self._grid(others, keys) if first in TIME else None
            return by_days if by_days and by_days.days else Columns(keys)
        if first in TIME and len(others) + len(keys) >= 2 + (not keys):
            return self._grid(others, {0: first} | keys)
        return None

    def _grid(self, others: dict[int, Run], keys: dict[int, str]) -> Columns | None:
        days = {}
        for number, cell in others.items():
            dated = self._reader.dates.find(cell)
            if dated and not dated.is_range and len(cell.text) < 40:  # noqa: PLR2004
                days[number] = self._calendar.resolve(dated)[0]
        if others and len(days) == len(others):
            return Columns(keys, {}, days)
        if len(others) < 2 or any(len(cell.text.split()) > 6 for cell in others.values()):  # noqa: PLR2004
            return None
        return Columns(keys, {number: self._place(cell) for number, cell in others.items()})

    def _place(self, cell: Run) -> Run:
        """The room of a column, which may stand in brackets behind its theme: "Track A: Streets (Hall 2)"."""
        inside = None if self._rooms.is_room(cell) else last_bracket(cell)
        return inside if inside and self._rooms.is_room(inside) else cell

    def column(self, cell: Run) -> str:
        """What a column of this name holds; empty when it is no name of a column."""
        if len(cell.text) > 50:  # noqa: PLR2004
            return ""
        for part in [cell, *cell.split(_CUT)]:
            if hit := self._words.whole(part, "columns"):
                return hit.key
            if role := self._words.whole(part, "roles"):
                return "moderator" if role.key in _LEADING else "people"
        return ""

    def name(self, cells: list[tuple[int, Run]], columns: Columns | None) -> list[tuple[str, Run]]:
        """The cells of a row beside its clock, each with what it holds."""
        named: list[tuple[str, Run]] = []
        for number, cell in cells:
            if not _WORD.search(cell.text):
                continue
            key = columns.key(number) if columns else ""
            named.append((key or self._usual.get(number, "") or self._guessed(cell, named), cell))
        if named and not any(key in {"title", "text"} for key, _ in named):
            named = self._titled(named)
        return sorted(named, key=lambda one: one[0] == "number")  # what the item is comes first

    def sessions(self, line: Line, cell: Run, after: int = 0) -> list[tuple[Reading | None, list[Run]]]:
        """What one cell holds: from line `after` on, every clock in it begins a session of its own."""
        found: list[tuple[Reading | None, list[Run]]] = []
        for number, part in enumerate(cell.split(_LINE_END)):
            reading = self._reader.read(line, part) if number >= after and part.text[0].isdigit() else None
            if reading and reading.kind == "time" and reading.run and not reading.is_behind:
                found.append((reading, [reading.run]))
            elif found:
                found[-1][1].append(part)
            else:
                found.append((None, [part]))
        return found

    def _titled(self, named: list[tuple[str, Run]]) -> list[tuple[str, Run]]:
        """A row needs a title: the first cell that could be one."""
        for place, (key, cell) in sorted(enumerate(named), key=lambda one: one[1][0] != "kind"):
            if key in {"kind", "guess people", "guess room", "guess organisation", "abstract"}:
                return [*named[:place], ("title", cell), *named[place + 1 :]]
        return named

    def _guessed(self, cell: Run, named: list[tuple[str, Run]]) -> str:
        keys = {key for key, _ in named}
        has_title = bool(keys & {"title", "text"})
        if self._words.whole(cell, "tbc"):
            return "tbc"
        if has_title and self._rooms.is_room(cell):
            return "guess room"
        if (people := self._people.people(cell)) and (has_title or all(one.is_titled for one in people)):
            return "guess people"
        if not has_title:
            return "number" if _NUMBER.fullmatch(cell.text) else "title"
        if people_cells := [one.text for key, one in named if key in {"guess people", "people"}]:
            has_affiliation = "," in people_cells[-1] or "(" in people_cells[-1]
            return "guess room" if has_affiliation and not keys & _ROOMS else "guess organisation"
        return "text"
