"""The line a day begins with: its date between two pairs of signs, or a day in somebody's own words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.programme.paste.result import Result
from app.programme.text import heads
from app.programme.text.stretch import Stretch
from app.programme.text.words import Words
from app.rendering import dates

MARK = "=="
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_A_MONDAY = date(2024, 1, 1)
_LONGEST = 60  # characters of a day in words; longer lines are about something else
_MOST_ASKED = 200  # lines of one text that may be a day in words


@dataclass(frozen=True, slots=True)
class DayHead:
    """`day` is None for what is not scheduled; `written` is where it stands."""

    day: date | None
    written: Stretch
    is_doubtful: bool = False  # the name of the day is that of another one


def read(line: Stretch, words: Words) -> DayHead | None:
    """What a heading of ours says; None for any other line."""
    bare = line.part(0)
    if not bare.text.startswith(MARK):
        return None
    named = bare.text.strip("= \t")
    if words.key("marks", named) == "not_scheduled":
        return DayHead(None, Stretch(bare.end, ""))
    found = _DATE.search(bare.text)
    day = _likely(found[0]) if found else None
    if found is None or day is None:
        return None
    name = bare.text[: found.start()].strip("= \t,،，")
    return DayHead(day, bare.part(*found.span()), _is_another(name, day, words))


def _likely(written: str) -> date | None:
    try:
        return heads.likely_day(written)
    except ValueError:
        return None


def _is_another(name: str, day: date, words: Words) -> bool:
    """Whoever moves a day often forgets its name."""
    week = [dates.weekday(_A_MONDAY + timedelta(days=one), words.language).casefold() for one in range(7)]
    return name.casefold() in week and name.casefold() != week[day.weekday()]


class DaysInWords:
    """Knows days in words by asking the reader of any text, for each line once."""

    def __init__(self, otherwise: Callable[[str], Result]) -> None:
        self._otherwise = otherwise
        self._known: dict[int, date | None] = {}

    def read(self, line: Stretch) -> DayHead | None:
        """The day a line names, if it does nothing else."""
        bare = line.part(0).text.strip("= \t")
        if len(bare) > _LONGEST or len(self._known) >= _MOST_ASKED:
            return None
        if line.start not in self._known:
            self._known[line.start] = self._asked(bare)
        day = self._known[line.start]
        start = line.text.index(bare)
        return DayHead(day, line.part(start, start + len(bare))) if day else None

    def _asked(self, bare: str) -> date | None:
        """Days are told by the sessions below them, so there has to be one."""
        result = self._otherwise(f"{bare}\n9:00 Opening")
        uses = {use.use for line in result.lines if line.number == 1 for use in line.uses}
        if uses == {"day"} and len(result.sessions) == 1:
            return result.sessions[0].day
        return None
