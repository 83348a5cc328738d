"""Key figures of a page: numbers and what they count, as lines, rows and sentences give them."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from app.programme.announcing.words import Words
from app.programme.paste.clocks import ClockReader
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

_NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[.,' ]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d{1,2})?)(?![\d:])"
_PARTED = re.compile(r"\s?:\s?|\s[-–]\s")
_MEASURE = re.compile(r"[名位个個家场場项項](?=[\u3400-\u9fff])")
_HAN_DAY = re.compile(r"\d{1,4}\s?[年月日号號时時点點]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_HAN = 24  # signs of what is counted
_VERB = re.compile(
    r"\s(?:are|is|will|were|have|has|sont|seront|son|seran|estaran|sao|serao|sind|werden|ожида[а-я]+|будут)(?!\w)"
)
_DIGIT = re.compile(r"\d")
_LONGEST = 120
_MOST_WORDS = 8


class Figure(NamedTuple):
    """A number with its "more than" and its "million", and what it counts."""

    value: Run
    label: Run


class FigureReader:
    """Reads figures out of lines; whether a page means them as such is for the caller to weigh."""

    def __init__(self, words: Words, language: str, clocks: ClockReader) -> None:
        self._words, self._language, self._clocks = words, language, clocks
        self._value = _values(words)

    def block(self, lines: Sequence[Line], place: int) -> tuple[list[Figure], int]:
        """The figures of the lines from one on, blank ones between them, and where they end."""
        found: list[Figure] = []
        end = place
        while place < len(lines):
            if lines[place].is_blank:
                place += 1
                continue
            here, place = self._at(lines, place)
            if not here:
                break
            found += here
            end = place
        return found, end

    def is_counted(self, figure: Figure) -> bool:
        """Whether what is counted is what events count: people, countries, sessions."""
        return self._words.inside("counted", figure.label.folded, self._language) is not None

    def is_rough(self, figure: Figure) -> bool:
        """Whether it is "more than 60" or "60+": nobody writes an address or a room so."""
        return figure.value.text.endswith("+") or not figure.value.text[0].isdigit()

    def _at(self, lines: Sequence[Line], place: int) -> tuple[list[Figure], int]:
        """The figures of one line, or of a number with its words on the line below."""
        line = lines[place]
        if line.heading:
            return [], place
        if self._is_value(line.run):
            below = next((one for one in range(place + 1, len(lines)) if not lines[one].is_blank), None)
            if below is not None and self._is_label(lines[below].run):
                return [Figure(line.run, lines[below].run)], below + 1
        return self.figures(line), place + 1

    def figures(self, line: Line) -> list[Figure]:
        """The figures one line consists of; none when it says anything else."""
        cells = [cell for cell in line.cells if cell]
        run = line.run.stripped(".;")
        if cells:
            return self._row(cells)
        if not run or len(run.text) > _LONGEST or self._is_time(run):
            return []
        parted = _PARTED.search(run.folded)
        if parted:
            return self._row([run.part(0, parted.start()), run.part(parted.end())])
        return self._sentence(run)

    def _row(self, cells: Sequence[Run]) -> list[Figure]:
        if len(cells) != 2:  # noqa: PLR2004 - the number, and what it counts
            return []
        for value, label in (cells[::-1], cells):
            if self._is_value(value) and self._is_label(label):
                return [Figure(value, label)]
        return []

    def _sentence(self, run: Run) -> list[Figure]:
        """Each number with the words behind it: "600 participants from 90 countries"."""
        counts = list(self._value.finditer(run.folded))
        if not counts or counts[0].start() > 0:
            return []
        found = []
        for count, following in zip_longest(counts, counts[1:]):
            label = self._label(run.part(count.end(), following.start() if following else None))
            if not self._is_label(label):
                return []
            found.append(Figure(run.part(*count.span()), label))
        return found

    def _label(self, label: Run) -> Run:
        """Without the word that counts in Chinese, and those that lead to the next number."""
        measure = _MEASURE.match(label.folded)
        label = label.part(measure.end() if measure else 0).stripped(",;")
        if verb := _VERB.search(label.folded):
            label = label.part(0, verb.start())
        while (last := label.folded.rfind(" ")) > 0 and self._is_small(label.folded[last:]):
            label = label.part(0, last).stripped(",;")
        return label

    def _is_small(self, word: str) -> bool:
        return self._words.key("small", word, self._language) != ""

    def _is_value(self, run: Run) -> bool:
        return bool(run) and self._value.fullmatch(run.folded) is not None

    def _is_label(self, run: Run) -> bool:
        is_said = any(letter.isalpha() for letter in run.text) and not _DIGIT.search(run.text)
        most = _LONGEST_HAN if _HAN.search(run.text) else _LONGEST
        return is_said and len(run.text) <= most and len(run.text.split()) <= _MOST_WORDS

    def _is_time(self, run: Run) -> bool:
        if _HAN_DAY.match(run.text):
            return True
        times = self._clocks.starts(run)
        return times is not None and not times.is_weak


@cache
def _values(words: Words) -> re.Pattern[str]:
    about, scale = words.pattern("about"), words.pattern("scale")
    return re.compile(rf"(?:(?:{about})\s?)?{_NUMBER}(?:\s?[%+]|\s?(?:{scale}))?")
