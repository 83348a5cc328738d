"""Clocks on lines of their own that belong together: "9:00", "–" and "9:15" below each other."""

from collections.abc import Sequence
from dataclasses import replace

from app.programme.paste.clocks import Times
from app.programme.paste.readings import Reading
from app.programme.paste.runs import spanning

_DASHES = {"-", "–", "~", "→"}
_FEWEST = 2  # pairs without a mark between them that make a habit


def joined(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with such lines made one; clocks without a mark between them only where it is a habit."""
    pairs = {number: end for number in range(len(readings)) if (end := _end(readings, number)) is not None}
    marked = {number for number, end in pairs.items() if end > number + 1 or _is_open(readings[number])}
    if len(pairs) - len(marked) < _FEWEST:
        pairs = {number: end for number, end in pairs.items() if number in marked}
    found: list[Reading] = []
    place = 0
    while place < len(readings):
        end = pairs.get(place, place)
        found.append(_spanned(readings[place], readings[end]) if end > place else readings[place])
        place = end + 1
    return found


def _end(readings: Sequence[Reading], number: int) -> int | None:
    """The number of the line that says until when, if the one of this number says only from when."""
    if not _is_clock(readings[number]):
        return None
    for later in range(number + 1, min(number + 3, len(readings))):
        if _is_clock(readings[later]):
            return later if _is_later(readings[number], readings[later]) else None
        if readings[later].line.whole.text not in _DASHES:
            return None
    return None


def _is_clock(reading: Reading) -> bool:
    """Whether a line is one clock and nothing else."""
    if reading.kind != "time" or reading.run or reading.dated or reading.line.cells or reading.is_fact:
        return False
    return reading.times is not None and reading.times.first is not None and reading.times.last is None


def _is_open(reading: Reading) -> bool:
    return reading.line.whole.text[-1:] in _DASHES


def _is_later(one: Reading, other: Reading) -> bool:
    first = one.times.first if one.times else None
    last = other.times.first if other.times else None
    return first is not None and last is not None and first.minutes < last.minutes


def _spanned(one: Reading, other: Reading) -> Reading:
    assert one.times is not None and other.times is not None  # noqa: S101, PT018 - clocks both
    assert one.clock is not None and other.clock is not None  # noqa: S101, PT018
    times = Times(one.times.place, one.times.end, one.times.first, other.times.first)
    zone = other if other.zone else one
    return replace(
        one,
        times=times,
        clock=spanning(one.clock, other.clock),
        zone=zone.zone,
        zone_run=zone.zone_run,
    )
