"""How long an item lasts, where its title says so: "Reading (30 min)", "Welcome 15m Auditorium B"."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.clocks import clock_reader
from app.programme.paste.titleparts import EDGES, TitleParts
from app.programme.paste.vocabulary import Vocabulary

# How long something lasts, behind its title without a mark: "Welcome 15m Auditorium", "Lunch 1h 30m".
BETWEEN = re.compile(
    r"\s(?:(?P<hours>\d)\s?h(?:\s?(?P<rest>[0-5]?\d)\s?m(?:in)?)?|(?P<minutes>\d{1,3})(?:m|\s?min))(?=\s|$)"
)
_MOST_PLACE_WORDS = 5


class LengthReader:
    """Takes lengths out of titles."""

    def __init__(self, words: Vocabulary) -> None:
        self._clocks = clock_reader(words)

    def take_between(self, parts: TitleParts) -> None:
        """How long an item lasts, and where it is: "Welcome 15m Auditorium B"."""
        run = parts.title
        *_, match = (None, *BETWEEN.finditer(run.folded))
        place = run.part(match.end()) if match else None
        if match is None or (place and not len(place.text.split()) <= _MOST_PLACE_WORDS) or not match.start():
            return
        hours, minutes = int(match["hours"] or 0), int(match["rest"] or match["minutes"] or 0)
        parts.duration, parts.duration_run = hours * 60 + minutes, run.part(match.start(), match.end())
        parts.title = run.part(0, match.start()).stripped(EDGES)
        if place and not parts.room:
            parts.room.append(place)

    def take(self, parts: TitleParts) -> None:
        """The length at the end of a title behind a mark, or in brackets at one of its ends."""
        first = next(brackets.groups(parts.title), None) if parts.title.text[:1] == "(" else None
        if first and (found := self._clocks.duration(first[2])) and not found[0] and first[0] == 0:
            parts.duration, parts.duration_run = found[2], parts.title.part(0, first[1])
            parts.title = parts.title.part(first[1]).stripped(EDGES)
            return
        found = self._clocks.duration(parts.title)
        if found and found[0] and 0 < found[2] <= 24 * 60:
            is_bracketed = parts.title.text[found[0]] == "("
            before = parts.title.text[: found[0]].rstrip()[-1:]
            if is_bracketed or before in ",;:-–|":
                parts.duration, parts.duration_run = found[2], parts.title.part(found[0])
                parts.title = parts.title.part(0, found[0]).stripped(EDGES)


@cache
def length_reader(words: Vocabulary) -> LengthReader:
    """The reader of a vocabulary, made once."""
    return LengthReader(words)
