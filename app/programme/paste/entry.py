"""One typed line of an outline: a time at its beginning, a title, rooms behind the last semicolon. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.programme.paste.clocks import DAY, NOON, Clock, Times, clock_reader
from app.programme.paste.kinds import kind_reader
from app.programme.paste.normalising import fold, normalise
from app.programme.paste.runs import run
from app.programme.paste.vocabulary import vocabulary

LONGEST_NIGHT = timedelta(hours=12)  # of a session that a line may take past midnight
_SHORT = re.compile(r"(?P<from>[6-9][0-5][05])\s?[-–]\s?(?P<to>\d?\d[0-5][05])(?!\d)")  # 930-1015
_YEARS = re.compile(r"20\d\d\s?[-–]\s?2[01]\d\d")
_MINUTES = re.compile(r"\d\D{1,4}[0-5]\d")
_AFTER_NOON = 6 * 60  # minutes a session may last that is written as if it ended before it began
_BEHIND = " \t\x1f:;,.|–-"  # between a time and the title
_ROOM = re.compile(r"\s*[;؛；]\s*(?=[^;؛；]*$)")
_PLUS = re.compile(r"\s*[+&]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says. `rooms` are the public ids of those it names; None when it names none."""

    title: str
    starts: time | None = None
    ends: time | None = None
    rooms: tuple[str, ...] | None = None
    in_all_rooms: bool = False
    kind: str = ""  # by the words of the title, as SessionKind has them; empty when they do not tell
    midnights: tuple[bool, bool] = (False, False)  # whether start and end are written as 24:00

    def starts_on(self, day: date) -> datetime | None:
        return _on(day, self.starts, is_its_end=self.midnights[0]) if self.starts is not None else None

    def ends_on(self, day: date) -> datetime | None:
        """On the day of the start, or after midnight where that makes a night of it."""
        starts = self.starts_on(day)
        if starts is None or self.ends is None:
            return None
        ends = _on(day, self.ends, is_its_end=self.midnights[1])
        over_midnight = ends + timedelta(days=1)
        return over_midnight if ends < starts and over_midnight - starts <= LONGEST_NIGHT else ends


def _on(day: date, clock: time, *, is_its_end: bool) -> datetime:
    """24:00 is the end of the day, and no time of it."""
    return datetime.combine(day, clock) + timedelta(days=is_its_end)


def read(line: str, rooms: Mapping[str, str], *, all_rooms: str = "") -> Entry:
    """What a line says. `rooms` are public ids by the rooms' names; `all_rooms` is the word for them all."""
    title, (starts, ends) = _timed(line)
    named, found = _placed(title, rooms, all_rooms)
    if starts is not None:
        named = named.removeprefix(";")
    kind = kind_reader(vocabulary()).kind(run(normalise(named).text))
    midnights = starts == DAY, ends == DAY
    return Entry(
        named, _time(starts), _time(ends), *found, kind=kind[0] if kind else "", midnights=midnights
    )  # fmt: skip


def _timed(line: str) -> tuple[str, tuple[int | None, int | None]]:
    """The line without the times it begins with, and these in minutes since midnight."""
    text = normalise(line)
    times, place = _times(text.text)
    if times is None:
        return line, (None, None)
    rest = text.text[place:]
    behind = len(rest) - len(rest.lstrip(_BEHIND))
    sign = ";" if _ROOM.search(rest[:behind]) else ""  # a room may follow at once
    place += behind
    return sign + line[text.source(place, place)[0] :].strip(), _minutes(times)


def _times(text: str) -> tuple[Times | None, int]:
    """The times with which the normalised text begins, and where they end."""
    lead = len(text) - len(text.lstrip())
    first = text[lead : lead + 1]
    if not (first.isdigit() or first >= "\u3400"):  # "Noon concert" is a title
        return None, 0
    reader = clock_reader(vocabulary())
    short = _SHORT.match(text, lead)
    if short is not None:
        return reader.starts(run(f"0{short['from']}-{short['to'].zfill(4)}")), short.end()
    times = reader.starts(run(text))
    if times is None or times.first is None or _is_number(times, text[lead : lead + times.end]):
        return None, 0
    return times, lead + times.end


def _is_number(times: Times, said: str) -> bool:
    """Whether it may as well be a number, a duration, a year: "24 hours of", "2020-2030"."""
    if times.is_weak or _YEARS.fullmatch(said):
        return True
    is_exact = bool(times.first and times.first.half) or _MINUTES.search(said) is not None
    return times.last is None and not is_exact


def _time(minutes: int | None) -> time | None:
    return None if minutes is None else time(*divmod(minutes % DAY, 60))


def _minutes(times: Times) -> tuple[int, int | None]:
    """Start and end since midnight; am or pm said once counts for both, as long as that keeps their order."""
    first, last = times.first, times.last
    if first is None or last is None:
        return (first.minutes if first else 0), None
    starts, ends = first.minutes, last.minutes
    if last.half and not first.half and first.hour <= 12:  # noqa: PLR2004
        starts = _half_day(first, last.half)
        if starts > ends:
            starts = _half_day(first, "am" if last.half == "pm" else "pm")
    elif first.half and not last.half and last.hour <= 12:  # noqa: PLR2004
        ends = _half_day(last, first.half)
        if ends < starts and first.half == "am":
            ends = _half_day(last, "pm")
    elif not first.half and ends < starts < NOON and 0 <= ends + NOON - starts <= _AFTER_NOON:
        ends += NOON  # 11:30-1:00
    return starts, ends


def _half_day(clock: Clock, half: str) -> int:
    return Clock(clock.hour, clock.minute, half, 0).minutes


def _placed(
    title: str, rooms: Mapping[str, str], all_rooms: str
) -> tuple[str, tuple[tuple[str, ...] | None, bool]]:
    """The title without the rooms behind its last semicolon; where there are no such rooms it stays whole."""
    match = _ROOM.search(title)
    if match is None:
        return title, (None, False)
    wanted = title[match.end() :].strip()
    if all_rooms and _key(wanted) == _key(all_rooms):
        return title[: match.start()].strip(), ((), True)
    by_name = {_key(name): public_id for name, public_id in rooms.items()}
    if _key(wanted) in by_name:
        return title[: match.start()].strip(), ((by_name[_key(wanted)],), False)
    found = [by_name.get(_key(part)) for part in _PLUS.split(wanted)]
    if not found or not all(found):
        return title, (None, False)
    return title[: match.start()].strip(), (tuple(one for one in found if one), False)


def _key(name: str) -> str:
    return " ".join(fold(normalise(name).text).split())
