"""From lines to items: every clock opens one, every line behind it belongs to it until the next."""

import re
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from app.programme.paste import announcements
from app.programme.paste.bodylines import BodyLine, Entry
from app.programme.paste.days import Calendar, Dated
from app.programme.paste.drafts import ItemDraft
from app.programme.paste.errors import TooManyItems
from app.programme.paste.kinds import kind_reader
from app.programme.paste.layout import Layout
from app.programme.paste.ledger import Ledger
from app.programme.paste.limits import MOST_ITEMS
from app.programme.paste.lines import Line
from app.programme.paste.readings import LineReader, Reading
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.rows import day_row, is_slot, level_of, spanned
from app.programme.paste.runs import Run
from app.programme.paste.sections import SectionReader
from app.programme.paste.tables import TIME, Columns, TableReader
from app.programme.paste.talks import talk_reader
from app.programme.paste.vocabulary import Vocabulary

_MARKS = 200  # letters in which a line says something, or nothing
_VT = re.compile("\x0b")


class Builder:
    """Goes through the lines once and opens items."""

    def __init__(self, words: Vocabulary, reader: LineReader, calendar: Calendar, ledger: Ledger) -> None:
        self._words = words
        self._reader = reader
        self._calendar = calendar
        self._ledger = ledger
        self._tables = TableReader(words, reader, calendar)
        self._sections = SectionReader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)
        self._labels = label_reader(words)
        self._talks = talk_reader(words)
        self.entries: list[Entry] = []
        self.doubts: list[tuple[str, Run]] = []
        self._columns: Columns | None = None
        self._is_new_table = False
        self._section: Run | None = None
        self._section_kind = ""
        self._head: ItemDraft | None = None
        self._stated: Reading | None = None  # what the facts say about the time
        self._open: Entry | None = None
        self.pending: list[BodyLine] = []  # lines that belong to no item yet; in the end, to none
        self._after_blank = True
        self._layout = Layout(words, self._tables, [])

    def build(self, readings: list[Reading]) -> list[Entry]:
        """All items of the text with their lines."""
        self._layout = Layout(self._words, self._tables, readings)
        self._tables.learn([reading.line for reading in readings])
        for reading in self._layout.headers:
            self._ledger.claim(reading.run, "header")
        for number, reading in enumerate(readings):
            if reading.kind == "blank":
                self._after_blank = number not in self._layout.cells
                continue
            if reading.zone_run:
                self._ledger.claim(reading.zone_run, "zone")
            self._take(reading, readings, number)
            self._after_blank = False
        self._leave()
        if not self.entries and self._stated is not None:
            self._announce(self._stated, readings)
        return self.entries

    def _announce(self, stated: Reading, readings: list[Reading]) -> None:
        """The text is about one session."""
        if body := announcements.body(readings, self._words):
            entry = self._new(body[0].line, stated, level=0)
            entry.body, entry.is_everything = body, True

    def _take(self, reading: Reading, readings: list[Reading], number: int) -> None:
        if reading.kind == "rule" or not any(map(str.isalnum, reading.line.whole.text[:_MARKS])):
            self._ledger.claim(reading.line.whole, "separator")
        elif number in self._layout.cells:
            self._add(reading.line, reading.run, self._layout.cells[number])
        elif reading.line.cells and not self._layout.is_no_row(number) and self._take_row(reading.line):
            return
        elif reading.kind == "day":
            self._turn(reading)
        elif reading.kind == "zone":
            self._ledger.claim(reading.run, "zone")
        elif reading.kind == "time" and self._is_fact(reading, number):
            self._state(reading, readings[number + 1 :])
        elif reading.kind == "time":
            self._open_item(reading)
        else:
            self._add(reading.line, reading.run)

    def _is_fact(self, reading: Reading, number: int) -> bool:
        is_early = reading.is_fact or not self.entries
        is_late = self._layout.sums_up(number, self.entries, self._calendar.day)
        return is_late or (is_early and self._layout.is_fact(number))

    def _state(self, reading: Reading, following: list[Reading]) -> None:
        """Facts about the whole event set the day and are no item."""
        self._ledger.claim(reading.line.whole, "facts")
        if self._stated is None and reading.times and reading.times.first:
            self._stated = reading
        if reading.dated and not self.entries and not reading.dated.is_range:
            day, _ = self._calendar.resolve(reading.dated)
            if not any(other.kind == "day" for other in following):
                self._calendar.turn_to(day, reading.dated)

    def _turn(self, reading: Reading) -> None:
        assert reading.dated is not None  # noqa: S101 - day heads have a date
        self._leave()
        self.pending = []
        self._day(reading.dated, reading.dated_run or reading.run)
        self._section, self._section_kind, self._head = None, "", None
        self._ledger.claim(reading.line.whole, "day")
        if reading.run and not self._sections.is_place(reading.run):
            is_told = self._kinds.is_only_kind(reading.run)
            self._section_kind = (self._sections.kind(reading.run) if is_told else None) or ""

    def _day(self, dated: Dated, run: Run) -> date:
        day, doubts = self._calendar.resolve(dated)
        self.doubts += [(doubt, run) for doubt in doubts]
        self._calendar.turn_to(day, dated)
        return day

    def _open_item(self, reading: Reading) -> ItemDraft:
        title = self._title_above(reading)
        self._leave(reading.run)
        self._enter_section()
        if reading.dated is not None and reading.dated_run is not None:
            self._day(reading.dated, reading.dated_run)
            self._ledger.claim(reading.dated_run, "day")
        entry = self._new(reading.line, reading, level=level_of(reading.line))
        self._open = entry
        entry.body += title
        entry.item.room += [reading.place] if reading.place else []
        entry.item.stage = reading.stage
        if reading.run:
            key = "" if title else "title"
            entry.body.append(BodyLine(reading.line, reading.run, False, key, reading.lead))  # noqa: FBT003
        return entry.item

    def _new(self, line: Line, reading: Reading | None, *, level: int, day: date | None = None) -> Entry:
        if len(self.entries) >= MOST_ITEMS:
            raise TooManyItems
        clock = reading.clock if reading else None
        item = ItemDraft(
            line.number, day or self._calendar.day, reading.times if reading else None, clock, level
        )
        item.section, item.section_kind, item.head = self._section, self._section_kind, self._head
        item.begins_table, self._is_new_table = self._is_new_table, False
        item.turn = self._calendar.turns
        entry = Entry(item)
        self.entries.append(entry)
        if clock:
            self._ledger.claim(clock, "clock", entry.item)
        return entry

    def _add(self, line: Line, run: Run, key: str = "") -> None:
        body = BodyLine(line, run, self._after_blank, key)
        if self._open is None:
            self.pending.append(body)
        else:
            self._open.body.append(body)

    def _leave(self, following: Run | None = None) -> None:
        """Close the open item; what stood behind it as a heading is for the next ones."""
        if self._open is None:
            return
        place = self._sections.begins(self._open.body, following)
        if place is not None:
            self.pending = self._open.body[place:]
            self._open.body = self._open.body[:place]
        self._open = None

    def _enter_section(self) -> None:
        headings = [
            line
            for line, following in zip_longest(self.pending, self.pending[1:])
            if line and self._sections.is_heading(line, following)
        ]
        if headings:
            self._section = headings[0].run
            under = self.pending[self.pending.index(headings[0]) :]
            kinds = [
                kind
                for line in under
                if (self.entries or self._kinds.is_only_kind(line.run))
                and (kind := self._sections.kind(line.run))
            ]
            self._section_kind = kinds[-1] if kinds else ""
            self._head = self._headed(under)
            for line in under if self._head is None else []:
                self._ledger.claim(line.line.whole, "section")
        self.pending = []

    def _headed(self, lines: list[BodyLine]) -> ItemDraft | None:
        """The section as a session around the next ones, if somebody leads it: "Chair: Ada Example"."""
        if place := self._sections.leader(lines[0].run):
            lines = [*lines[0].cut(place), *lines[1:]]
        elif not any(self._sections.is_led(line) for line in lines[1:]):
            return None
        self._head = None
        entry = self._new(lines[0].line, None, level=0)
        entry.item.is_timed = False
        entry.body = [replace(lines[0], key="title"), *lines[1:]]
        return entry.item

    def _title_above(self, reading: Reading) -> list[BodyLine]:
        """The lines just above a clock that are its title, in texts that write it so."""
        if not self._layout.has_title_above(reading):
            return []
        lines = self._open.body if self._open else self.pending
        if not lines or (self._after_blank and lines is not self.pending):
            return []
        start = len(lines) - 1
        while start > 0 and not lines[start].after_blank:
            start -= 1
        if not lines[start].after_blank or len(lines) - start > 3:  # noqa: PLR2004
            start = len(lines) - 1
        title = lines[start:]
        del lines[start:]
        return [
            BodyLine(line.line, line.run, line.after_blank, "title" if line is title[0] else "")
            for line in title
        ]

    def _take_row(self, line: Line) -> bool:
        """A row of a table; False when it reads better as a plain line."""
        full = [(number, cell) for number, cell in enumerate(line.cells) if any(map(str.isalnum, cell.text))]
        if not full:
            self._ledger.claim(line.whole, "separator")
            return True
        columns = self._tables.header(line) if len(full) > 1 else None
        if columns:
            self._is_new_table = self._columns is not None and bool(self.entries)
            self._columns = columns
            self._ledger.claim(line.whole, "header")
            return True
        if len(full) == 1:
            return self._take_lone_cell(line, *full[0])
        if head := day_row(self._reader, self._columns, line, full):
            self._turn(head)
            return True
        if self._columns and self._columns.is_grid and self._take_grid_row(line, full, self._columns):
            return True
        return self._take_item_row(line, full)

    def _take_lone_cell(self, line: Line, number: int, cell: Run) -> bool:
        for part in cell.split(_VT):
            reading = self._reader.read(line, part)
            if reading.kind == "day":
                self._turn(reading)
            elif reading.kind == "time":
                item = self._open_item(reading)
                item.level += number > 0 and bool(line.cells[0:1]) and not line.cells[0]
            elif reading.kind != "blank":
                key = self._columns.key(number) if self._columns else ""
                self._add(line, part, key if key in {"people", "room", "moderator"} else "")
        return True

    def _take_item_row(self, line: Line, full: list[tuple[int, Run]]) -> bool:
        rest: list[tuple[int, Run]] = []
        found: Reading | None = None
        begun = ended = None
        for number, cell in full:
            key = self._columns.key(number) if self._columns else ""
            is_asked = key in TIME or not key or found is None or cell.text[:1].isdigit()
            reading = self._reader.read(line, cell) if is_asked else None
            if key == "end" and reading and reading.times:
                ended = reading
            elif found is not None and reading and reading.kind == "time" and not reading.run:
                found = self._with_second_clock(found, reading)
            elif (
                reading
                and reading.kind == "time"
                and found is None
                and (not reading.run or number == 0 or key in TIME)
            ):
                found, begun = reading, number
                if reading.run and not reading.is_behind:
                    rest.append((number + 1000, reading.run))
                elif reading.run:
                    rest.append((number, reading.run))
            elif reading and reading.kind == "day" and not reading.run and key in {"", "date"}:
                self._turn_in_row(reading)
            elif key != "duration":
                rest.append((number, cell))
        if found is None:
            return self._take_untimed_row(line, rest or full)
        self._open_row(line, found, ended, rest, begun or 0)
        return True

    def _with_second_clock(self, found: Reading, second: Reading) -> Reading:
        assert found.times is not None and second.times is not None  # noqa: S101, PT018 - clocks both
        self._ledger.claim(second.run or second.clock or second.line.run, "clock")
        return replace(found, times=self._reader.seconds.joined(found.times, second.times))

    def _turn_in_row(self, reading: Reading) -> None:
        assert reading.dated is not None  # noqa: S101 - day heads have a date
        self._leave()
        self._day(reading.dated, reading.dated_run or reading.run)
        self._ledger.claim(reading.dated_run or reading.run, "day")

    def _open_row(
        self, line: Line, found: Reading, ended: Reading | None, rest: list[tuple[int, Run]], place: int
    ) -> None:
        self._leave()
        self._enter_section()
        if found.dated and found.dated_run:
            self._day(found.dated, found.dated_run)
            self._ledger.claim(found.dated_run, "day")
        entry = self._new(line, found, level=level_of(line) + (place > 0 and not line.cells[0]))
        if ended and ended.times and found.times and ended.clock:
            entry.item.times = spanned(found, ended)
            self._ledger.claim(ended.clock, "clock", entry.item)
        if found.zone_run:
            self._ledger.claim(found.zone_run, "zone")
        self._open = entry
        self._fill_row(line, rest)

    def _fill_row(self, line: Line, rest: list[tuple[int, Run]]) -> None:
        for key, cell in self._tables.name(rest, self._columns):
            (_, parts), *others = self._tables.sessions(line, cell, after=1)
            for number, part in enumerate(parts):
                self._add(line, part, key if number == 0 or key != "title" else "")
            for own, parts in others:  # sessions inside the row's, each with its clock
                if own is not None:
                    self._open_item(own).level += 1
                for part in parts[1:]:
                    self._add(line, part)

    def _take_untimed_row(self, line: Line, rest: list[tuple[int, Run]]) -> bool:
        """A row without a clock: another session at the same time, or more about the one above."""
        if not self._columns and self._talks.is_talk(line.run):
            self._add(line, line.run)  # somebody and a title, side by side
            return True
        if self._open is not None and self._columns is None and is_slot(self._open, rest, self._rooms):
            self._take_slot(self._open, line, rest)
            return True
        named = self._tables.name(rest, self._columns)
        titles = [cell for key, cell in named if key == "title"]
        if self._open is None or not titles:
            for number, cell in rest:
                key = self._columns.key(number) if self._columns else ""
                self._add(line, cell, key)
            return True
        if self._columns and len(named) > 1 and self._open.item.times and not line.cells[0]:
            self._open = self._beside(self._open.item, line)
            self._fill_row(line, rest)
            return True
        for key, cell in named:
            self._add(line, cell, "" if key in {"title", "text"} else key)
        return True

    def _take_slot(self, entry: Entry, line: Line, rest: list[tuple[int, Run]]) -> None:
        """One of several rows under an hour: its hall, its title and its people."""
        self._open = self._beside(entry.item, line) if entry.body else entry
        self._open.is_slot = True
        for key, (_, cell) in zip(("room", "title", "people"), rest, strict=False):
            self._add(line, cell, key)

    def _beside(self, item: ItemDraft, line: Line) -> Entry:
        """Another session at the time of one."""
        self._leave()
        entry = self._new(line, None, level=item.level)
        entry.item.times, entry.item.clock, entry.item.day = item.times, item.clock, item.day
        return entry

    def _take_grid_row(self, line: Line, full: list[tuple[int, Run]], columns: Columns) -> bool:
        reading = self._reader.read(line, full[0][1])
        if reading.kind != "time" or reading.run:
            return False
        self._leave()
        self._enter_section()
        cells = [one for one in full[1:] if one[0] in columns.rooms or one[0] in columns.days]
        if columns.rooms and len({cell.folded for _, cell in cells}) == 1:
            for _, cell in cells[1:]:
                self._ledger.claim(cell, "title")
            cells = cells[:1]  # the same in all rooms
        for number, cell in cells or full[1:]:
            for own, parts in self._tables.sessions(line, cell):
                entry = self._new(line, own or reading, level=0, day=columns.days.get(number))
                if number in columns.rooms and (len(cells) > 1 or number != min(columns.rooms)):
                    entry.item.room = [columns.rooms[number]]
                self._open = entry
                for place, part in enumerate(parts):
                    self._add(line, part, "title" if place == 0 else "")
                for key, beside in columns.beside(line, number):
                    self._add(line, beside, key)
        self._open = None
        return True
