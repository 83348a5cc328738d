"""A second clock behind the first: where the item ends, or the same time in another zone."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.programme.paste.clocks import DAY, ClockReader, Times
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run
from app.programme.paste.zones import ZoneReader

_JOINT = re.compile(r"\s?(?:[/|(]|\s=)\s?")
_TWO = re.compile(r"[^/|(=]{1,30}[/|(=]\s?\d")  # a first look that costs little
_BRACKET = re.compile(r"\s?\(([^()]{8,160})\)")  # "(11:00-12:00 Santiago; 9:00-10:00 Toronto)"
_PARTED = re.compile(r"\s?[;|/]\s?|,\s")
_MOST_PLACE_WORDS = 4
_CLOSING = re.compile(r"\s?[)\]]")
_MOST_ZONES = 6
_LONGEST = 6 * 60  # minutes between two clocks that may be the ends of one item
_FEWEST = 2


class Pair(NamedTuple):
    """Two clocks of one line, in minutes since midnight."""

    first: int
    second: int
    is_elsewhere: bool  # the first clock already has an end, or the second one a zone


class SecondClocks:
    """Decides for a whole text what its second clocks mean, then reads them line by line."""

    def __init__(self, clocks: ClockReader, zones: ZoneReader) -> None:
        self._clocks = clocks
        self._zones = zones
        self._are_ends = True

    def learn(self, lines: Sequence[Line]) -> None:
        """Look at all lines: ends follow each other, clocks of another zone keep their distance."""
        pairs = [pair for line in lines if (pair := self._pair(line))]
        self._are_ends = not pairs or _are_ends(pairs)

    def read(self, run: Run, times: Times) -> tuple[Times, int]:
        """The times with the end a second clock gives, and where the clocks of this run end."""
        place = self._behind_zone(run, times.end)
        if place > times.end and (end := self._behind_places(run, place)):
            return times, end
        for second in self._following(run, place):
            may_end = self._are_ends and not self._is_elsewhere(run, times, second)
            if may_end and times.last is None and place == times.end:
                return Times(times.place, second.end, times.first, second.first), second.end
            place = self._closed(run, self._behind_zone(run, second.end))
        return times, place

    def _behind_places(self, run: Run, place: int) -> int:
        """Where a bracket ends that tells the clocks of other places, behind one that has its zone."""
        bracket = _BRACKET.match(run.text, place)
        pieces = run.part(*bracket.span(1)).split(_PARTED) if bracket else []
        are_clocks = bool(pieces) and all(self._is_of_place(piece) for piece in pieces)
        return bracket.end() if bracket and are_clocks else 0

    def _is_of_place(self, piece: Run) -> bool:
        """Whether a piece is a clock and the name of a place: "9:00-10:00 Toronto"."""
        times = self._clocks.at(piece, 0)
        place = piece.part(times.end) if times and not times.is_weak else None
        return bool(place) and place is not None and len(place.text.split()) <= _MOST_PLACE_WORDS

    def joined(self, first: Times, second: Times) -> Times:
        """The times of a row that has two clocks in two of its cells."""
        if first.last is not None or second.last is not None or not self._are_ends:
            return first
        return Times(first.place, first.end, first.first, second.first)

    def _following(self, run: Run, place: int) -> Iterator[Times]:
        for _ in range(_MOST_ZONES):
            joint = _JOINT.match(run.text, place)
            second = self._clocks.at(run, joint.end()) if joint else None
            if second is None or second.is_weak or second.first is None:
                return
            yield second
            place = self._closed(run, self._behind_zone(run, second.end))

    def _is_elsewhere(self, run: Run, first: Times, second: Times) -> bool:
        """Whether the clocks themselves say that the second one is no end: "10:00 (16:00 Beijing time)"."""
        if first.last is not None or second.last is not None or "(" in run.text[first.end : second.place]:
            return True
        return self._behind_zone(run, second.end) > second.end

    def _behind_zone(self, run: Run, place: int) -> int:
        zone = self._zones.after(run, place)
        return zone.end if zone else place

    def _closed(self, run: Run, place: int) -> int:
        closing = _CLOSING.match(run.text, place)
        return closing.end() if closing else place

    def _pair(self, line: Line) -> Pair | None:
        run = line.cells[0] if line.cells else line.run
        if not line.cells and not _TWO.match(run.text):
            return None
        times = self._clocks.starts(run) if run.text[:1].isdigit() or line.cells else None
        if times is None or times.first is None:
            return None
        second = next(self._following(run, self._behind_zone(run, times.end)), None)
        if second is None and len(line.cells) > 1:
            run, second = line.cells[1], self._clocks.starts(line.cells[1])
            if second is not None and second.end < len(run.text):
                return None
        if second is None or second.first is None:
            return None
        is_elsewhere = self._is_elsewhere(run, times, second) if run is line.run else times.last is not None
        return Pair(times.first.minutes, second.first.minutes, is_elsewhere)


def _are_ends(pairs: Sequence[Pair]) -> bool:
    if any(pair.is_elsewhere for pair in pairs):
        return False
    distances = {(pair.second - pair.first) % DAY for pair in pairs}
    if len(pairs) < _FEWEST:
        return distances.pop() <= _LONGEST
    chained = sum(one.second == other.first for one, other in pairwise(pairs))
    return len(distances) > 1 or chained * 2 >= len(pairs) - 1
