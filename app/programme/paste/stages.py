"""Programmes written hall by hall: a line that is a room, and below it what takes place there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.programme.paste.readings import Reading
from app.programme.paste.rooms import RoomReader, room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_FEWEST = 2
_ABOVE = {"blank", "rule", "day"}


def with_stages(readings: Sequence[Reading], words: Vocabulary) -> list[Reading]:
    """The same readings; clocks below a hall know it, where the text goes hall by hall.

    That is so when several lines name nothing but a room, each right above a clock and below a blank line,
    and the hours begin again below one of them.
    """
    rooms = room_reader(words)
    heads = {number: room for number in range(len(readings)) if (room := _room(readings, number, rooms))}
    if len(heads) < _FEWEST or not any(_begins_again(readings, number) for number in heads):
        return [*readings]
    found = [*readings]
    for number, last in _reaches(readings, sorted(heads)):
        if rooms.is_room(readings[number].run):
            found[number] = replace(readings[number], kind="rule")
        for place in range(number + 1, last):
            found[place] = replace(readings[place], stage=heads[number])
    return found


def _room(readings: Sequence[Reading], number: int, rooms: RoomReader) -> Run | None:
    """The room a line names that heads what follows: alone, or behind a title, "Session 2 – Room 102"."""
    reading, following = readings[number], next(iter(readings[number + 1 : number + 2]), None)
    is_head = reading.kind == "text" and not reading.line.cells
    is_above = following is not None and following.kind == "time" and not following.is_fact
    if not (is_head and is_above) or (number and readings[number - 1].kind not in _ABOVE):
        return None
    if rooms.is_room(reading.run):
        return reading.run
    behind = rooms.trailing(reading.run)
    return behind[1] if behind else None


def _begins_again(readings: Sequence[Reading], number: int) -> bool:
    """Whether the clock below a line is earlier than the last one above it, on the same day."""
    for reading in reversed(readings[:number]):
        if reading.kind == "day":
            return False
        if reading.kind == "time" and not reading.is_fact:
            return _minutes(readings[number + 1]) < _minutes(reading)
    return False


def _reaches(readings: Sequence[Reading], heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From each line that names a hall to where that ends: the next, a day, and for the last a blank line.

    A blank line ends nothing where there are some between the clocks of one hall.
    """
    ends = [*heads[1:], len(readings)]
    blocks = [(head, _before_day(readings, head, end)) for head, end in zip(heads, ends, strict=True)]
    *others, (last, end) = blocks
    yield from others
    is_loose = any(_gap(readings, *block) is not None for block in others)
    gap = None if is_loose else _gap(readings, last, end)
    yield last, gap or end


def _before_day(readings: Sequence[Reading], head: int, end: int) -> int:
    return next((place for place in range(head + 1, end) if readings[place].kind == "day"), end)


def _gap(readings: Sequence[Reading], head: int, end: int) -> int | None:
    """A blank line between two clocks."""
    places = [place for place in range(head, end) if readings[place].kind == "time"]
    if not places:
        return None
    return next((place for place in range(places[0], places[-1]) if readings[place].kind == "blank"), None)


def _minutes(reading: Reading) -> int:
    clock = (reading.times.first or reading.times.last) if reading.times else None
    return clock.minutes if clock else 0
