"""Agendas that say how long each item takes, and only of the whole when it begins: "Opening (5 min)"."""

from collections.abc import Sequence
from dataclasses import replace

from app.programme.paste.clocks import Clock, ClockReader, Times, clock_reader
from app.programme.paste.readings import Reading
from app.programme.paste.vocabulary import Vocabulary

_FEWEST = 3  # items
_HOUR, _DAY = 60, 24 * 60
_SPARE = 10  # minutes by which the items may take longer than is announced
_MOST_WORDS = 12


def with_lengths(readings: Sequence[Reading], words: Vocabulary) -> list[Reading]:
    """The same readings; items that tell only their length begin where the one before ends.

    That is so where the text has one clock, the whole meeting's, and several items below it with a length
    in brackets at their end, which together fit into the meeting.
    """
    timed = [number for number, one in enumerate(readings) if one.kind == "time"]
    whole = readings[timed[0]] if len(timed) == 1 else None
    if whole is None or whole.times is None or whole.times.first is None:
        return [*readings]
    clocks = clock_reader(words)
    lasting = {number: minutes for number, one in enumerate(readings[timed[0] + 1 :], timed[0] + 1)
               if (minutes := _length(one, clocks))}  # fmt: skip
    begins, total = whole.times.first.minutes, sum(lasting.values())
    ends = whole.times.last.minutes if whole.times.last else begins + total
    if len(lasting) < _FEWEST or total > ends - begins + _SPARE or begins + total > _DAY:
        return [*readings]
    found = [*readings]
    found[timed[0]] = whole if whole.run else replace(whole, is_fact=True)
    for number, minutes in lasting.items():
        found[number] = _timed(readings[number], begins, begins + minutes, clocks)
        begins += minutes
    return found


def _length(reading: Reading, clocks: ClockReader) -> int:
    """How many minutes an item takes; 0 when the line does not end so."""
    if reading.kind != "text" or len(reading.run.text.split()) > _MOST_WORDS:
        return 0
    told = clocks.duration(reading.run)
    return told[2] if told and told[0] and reading.run.text.endswith(")") else 0


def _timed(reading: Reading, begins: int, ends: int, clocks: ClockReader) -> Reading:
    told = clocks.duration(reading.run)
    start = told[0] if told else len(reading.run.text)
    times = Times(start, len(reading.run.text), _clock(begins), _clock(ends))
    title, clock = reading.run.part(0, start), reading.run.part(start).stripped("() ")
    return replace(reading, kind="time", run=title, times=times, clock=clock, is_behind=True)


def _clock(minutes: int) -> Clock:
    return Clock(minutes // _HOUR, minutes % _HOUR, "", 0)
