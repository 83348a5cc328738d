"""Days told in sentences only: "After a night in the hostel we go on in the library on Tuesday 12 May."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.programme.paste.days import Calendar, Dated, DateReader
from app.programme.paste.readings import Reading
from app.programme.paste.runs import Run

_LONGEST = 600  # letters of a paragraph
_PARTS = re.compile(r"[,;:–]\s|[.!?]\s+(?=[^\W\d_])|[,;。](?=[\u3400-\u9fff])")
_MOST_LETTERS = 140  # of one part: a date and what stands around it


def with_told_days(readings: list[Reading], dates: DateReader, calendar: Calendar) -> list[Reading]:
    """The same readings, with sentences as heads of days where no line between items heads one.

    A sentence counts when clocks follow it at once, and the first of them is the first of all or
    earlier than the one before: another day has begun, and the sentence says which.
    """
    first = next((place for place, one in enumerate(readings) if one.kind == "time" and not one.is_fact), 0)
    heads = [place for place, one in enumerate(readings) if one.dated and not one.is_fact]
    if heads and heads[-1] >= first:
        return readings
    found = list(readings)
    reached = calendar.first - timedelta(days=not heads)
    for number, last, following in _gaps(readings):
        begins_again = not heads if last is None else _minutes(following) < _minutes(last)
        told = _day(readings[number].run, dates, calendar, reached) if begins_again else None
        if told is not None:
            dated, said, reached = told
            found[number] = replace(readings[number], kind="day", dated=dated, dated_run=said)
    return found


def _gaps(readings: Sequence[Reading]) -> Iterator[tuple[int, Reading | None, Reading]]:
    """Texts right before a clock: their place, the clock before and the clock behind."""
    last: Reading | None = None
    told: int | None = None  # the last line without a clock
    for number, reading in enumerate(readings):
        if reading.kind == "text" and not reading.line.cells:
            told = number
        if reading.kind != "time" or reading.times is None or reading.is_fact:
            continue
        if told is not None:
            yield told, last, reading
        last, told = reading, None


def _day(run: Run, dates: DateReader, calendar: Calendar, reached: date) -> tuple[Dated, Run, date] | None:
    """The first day of the event a paragraph names, if it is later than the one reached so far."""
    if len(run.text) > _LONGEST or not any(letter.isdigit() for letter in run.text):
        return None
    for part in run.split(_PARTS):
        if len(part.text) > _MOST_LETTERS or dates.is_about_something_else(part):
            continue
        dated = dates.find(part)
        if dated is None or dated.month is None or dated.day is None or dated.is_range:
            continue
        day, doubts = calendar.resolve(dated)
        if calendar.is_within(day) and not doubts and day > reached:
            return dated, part.part(dated.start, dated.end), day
    return None


def _minutes(reading: Reading) -> int:
    clock = (reading.times.first or reading.times.last) if reading.times else None
    return clock.minutes if clock else 0
