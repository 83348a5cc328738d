"""How a whole text is laid out: titles above or behind clocks, cells one below the other, lines of facts."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from app.programme.paste.bodylines import Entry
from app.programme.paste.clocks import NOON, Times
from app.programme.paste.kinds import kind_reader
from app.programme.paste.readings import Reading
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.tables import TableReader
from app.programme.paste.vocabulary import Vocabulary

_MOST_COLUMNS = 12
_FEWEST_COLUMNS = 3
_MOST_TITLE_LINES = 4
_FEWEST_ITEMS = 3
_MOST_HELD = 300  # items; so many within the same hours are enough


class Layout:
    """What is decided by looking at all lines at once."""

    def __init__(self, words: Vocabulary, tables: TableReader, readings: Sequence[Reading]) -> None:
        self._words = words
        self._rooms = room_reader(words)
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)
        self._tables = tables
        self._readings = readings
        self._times = sum(one.kind == "time" for one in readings)
        self.headers: list[Reading] = []
        self.cells = self._flattened()  # lines that are cells of a table written one below the other
        self._above = not self.cells and self._stands_above()
        self._facts_are_items = self._are_facts_items()

    def has_title_above(self, reading: Reading) -> bool:
        """Whether the title of this clock stands on the line before it."""
        return self._above and reading.kind == "time" and self._is_untitled(reading)

    def is_no_row(self, number: int) -> bool:
        """Whether a line with cells is no row of a table: "27 March | 3.00-4.30 p.m. | Zoom" above it all."""
        reading = self._readings[number]
        if reading.is_fact and not self._facts_are_items and self._rooms.labelled(reading.run):
            return True  # "Time: 9:00-17:00 | Venue: Town hall"
        if reading.kind != "time" or reading.dated is None or not self._says_where(reading.run):
            return self.has_title_above(reading)
        return self.has_title_above(reading) or self._covers_what_follows(number)

    def _says_where(self, run: Run) -> bool:
        """Whether nothing stands behind the clock of a whole event, or only where or how it takes place."""
        bare = _without_remark(run)
        return not bare or self._rooms.is_room(bare) or self._words.whole(bare, "notes") is not None

    def is_fact(self, number: int) -> bool:
        """Whether a line with a time speaks about the whole event: "Time: 14:00-15:30"."""
        reading = self._readings[number]
        if reading.is_fact:
            return not self._facts_are_items
        if not reading.run and self._is_only_time(number):
            return reading.dated is not None or self._has_heading(number)
        if reading.dated is None:
            return not (reading.run or self._above) and self._holds_everything(number)
        return self._covers_what_follows(number) or (not reading.run and self._is_among_facts(number))

    def sums_up(self, number: int, entries: Sequence[Entry], day: date) -> bool:
        """Whether hours below a date, behind all items of the day, say again when it begins and ends."""
        reading = self._readings[number]
        before = next((one for one in reversed(self._readings[:number]) if one.kind != "blank"), None)
        if reading.run or reading.times is None or before is None or before.kind != "day":
            return False
        first, last = reading.times.first, reading.times.last
        items = [entry.item for entry in entries if entry.item.day == day]
        earlier = [one.times.first for one in items if one.times and one.times.first]
        if first is None or last is None or len(earlier) < _FEWEST_ITEMS:
            return False
        if any(one.kind == "time" for one in self._following(number)):
            return False
        return all(first.minutes <= one.minutes <= last.minutes for one in earlier)

    def _is_among_facts(self, number: int) -> bool:
        """Whether the lines around a date and its hours are facts or times themselves."""
        before = next((one for one in reversed(self._readings[:number]) if one.kind != "blank"), None)
        if before and before.kind == "text" and (label := self._labels.field(before.run)):
            return label.key == "facts"
        after = next((one for one in self._following(number) if one.kind != "blank"), None)
        return after is not None and after.kind in {"time", "zone"} and after.dated is None

    def _following(self, number: int) -> Iterator[Reading]:
        return (self._readings[later] for later in range(number + 1, len(self._readings)))

    def _is_only_time(self, number: int) -> bool:
        """Whether a span of hours stands on a line of its own, and no other time in the text."""
        times = self._readings[number].times
        if times is None or times.last is None:
            return False
        return self._times == 1

    def _has_heading(self, number: int) -> bool:
        """Whether the text has said what it is about before a line."""
        return any(
            one.kind == "text" and self._tables.column(one.run) != "title" for one in self._readings[:number]
        )

    def _covers_what_follows(self, number: int) -> bool:
        """Whether the hours of a date hold the times of the lines below, which have no date of their own."""
        reading = self._readings[number]
        if reading.times is None or reading.times.first is None or reading.times.last is None:
            return False
        if (bare := _without_remark(reading.run)) and self._kinds.kind(bare):
            return False
        after = [*islice((one for one in self._following(number) if one.kind in {"time", "day"}), 2)]
        if len(after) < 2 or any(one.dated for one in after):  # noqa: PLR2004
            return False
        start, end = _begins(reading.times), reading.times.last.minutes
        first = _begins(after[0].times) if after[0].times else None
        if first is None or start is None:
            return False
        clock = after[0].times.first if after[0].times else None
        is_open = clock is not None and not clock.is_certain  # "2.00–3.15 pm", then "2.00 Welcome"
        return any(start <= one < end for one in (first, first + NOON * is_open)) or end <= start

    def _holds_everything(self, number: int) -> bool:
        """Whether hours without a date hold all that follows on the day, so that they are the event's."""
        times = self._readings[number].times
        if times is None or times.first is None or times.last is None:
            return False
        held = 0
        for one in self._following(number):
            if one.kind == "day" or one.dated or held >= _MOST_HELD:
                break
            if one.times and one.times.first:
                if not times.first.minutes <= one.times.first.minutes <= times.last.minutes:
                    return False
                held += 1
        return held >= _FEWEST_ITEMS

    def _are_facts_items(self) -> bool:
        """Records that name every field have their "Time:" in every one of them."""
        timed = [reading for reading in self._readings if reading.kind == "time"]
        facts = sum(reading.is_fact for reading in timed)
        return facts > 1 and facts > len(timed) - facts

    def _is_untitled(self, reading: Reading) -> bool:
        """Whether nothing stands behind a clock, or only a room."""
        run = reading.run.stripped(" |")
        return not run or (not reading.is_behind and self._rooms.is_room(run))

    def _stands_above(self) -> bool:
        above = below = total = 0
        for number, reading in enumerate(self._readings):
            if reading.kind != "time" or not self._is_untitled(reading):
                continue
            total += 1
            before = self._kind(number - 1)
            if before != "text":
                below += self._kind(number + 1) == "text"
                continue
            start = number - 1
            while start > 0 and number - start <= _MOST_TITLE_LINES and self._kind(start) == "text":
                start -= 1
            is_block = self._kind(start) in {"blank", "day", "rule", "zone"} or start == 0
            above += is_block and number - start <= _MOST_TITLE_LINES
        return above > below and above * 2 >= total

    def _kind(self, number: int) -> str:
        return self._readings[number].kind if 0 <= number < len(self._readings) else "blank"

    def _flattened(self) -> dict[int, str]:
        """What every line holds in a table of which each cell has a line of its own."""
        for first, reading in enumerate(self._readings):
            keys = self._names(first)
            if len(keys) >= _FEWEST_COLUMNS and keys[0] == "time" and len(set(keys)) == len(keys):
                self.headers = list(self._readings[first : first + len(keys)])
                return self._below(first, keys)
            if reading.kind == "time":
                break
        return {}

    def _names(self, first: int) -> list[str]:
        keys: list[str] = []
        for reading in self._readings[first : first + _MOST_COLUMNS]:
            is_plain = reading.kind == "text" and not reading.line.cells
            key = self._tables.column(reading.run) if is_plain else ""
            if not key:
                break
            keys.append(key)
        return keys

    def _below(self, first: int, keys: list[str]) -> dict[int, str]:
        cells = dict.fromkeys(range(first, first + len(keys)), "number")
        for number, reading in enumerate(self._readings):
            if reading.kind == "time" and not reading.run and number >= first:
                cells |= self._record(number + 1, keys[1:])
        return cells

    def _record(self, start: int, keys: list[str]) -> dict[int, str]:
        """The cells under a clock; where there are too many lines, labelled ones continue the cell before."""
        end = start
        while (
            end < len(self._readings) and self._kind(end) in {"text", "blank"} and end - start < _MOST_COLUMNS
        ):
            end += 1
        lines = list(range(start, end))
        while lines and self._kind(lines[-1]) == "blank" and len(lines) > len(keys):
            lines.pop()
        spare = len(lines) - len(keys)
        cells: dict[int, str] = {}
        waiting = iter(keys)
        for offset in lines:
            if cells and spare > 0 and self._is_labelled(offset):
                cells[offset], spare = "", spare - 1
            elif (key := next(waiting, None)) is None:
                break
            else:
                cells[offset] = key
        return cells

    def _is_labelled(self, number: int) -> bool:
        """Whether a line says itself what it holds: "Moderation: Ada Example"."""
        label = self._labels.role(self._readings[number].run) if self._readings[number].run else None
        return label is not None and label.has_colon


def _without_remark(run: Run) -> Run:
    """A place without what is said about it: "Zoom (the link follows after registration)"."""
    place = run.text.find(" (")
    return run.part(0, place) if place > 0 and run.text.endswith(")") else run


def _begins(times: Times) -> int | None:
    """When times begin, in minutes; the half of the day may stand only at the end: "3.00 – 3.10 p.m."."""
    first, last = times.first, times.last
    if first is None:
        return None
    if last is None or last.half != "pm" or first.is_certain or first.minutes + NOON >= last.minutes:
        return first.minutes
    return first.minutes + NOON
