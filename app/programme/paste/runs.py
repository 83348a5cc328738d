"""A run of text that knows where it stands in the whole: what every pass of the parser takes and gives."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.programme.paste.normalising import fold

_made = tuple.__new__  # half the time of the class's own way: a long text has a hundred thousand runs
_SPACE = " \t\n\x0b\x1f"


class Run(NamedTuple):
    """A stretch of the normalised text without white space at its ends; empty ones are false."""

    start: int
    text: str
    folded: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def part(self, start: int, end: int | None = None) -> "Run":
        """What lies between two places of this run, trimmed."""
        place, text, folded = self
        if start == 0 and (end is None or end >= len(text)):
            return self
        text = text[start:end]
        if text and text[0] not in _SPACE and text[-1] not in _SPACE:
            return _made(Run, (place + start, text, folded[start:end]))
        bare = text.lstrip(_SPACE)
        start += len(text) - len(bare)
        bare = bare.rstrip(_SPACE)
        return _made(Run, (place + start, bare, folded[start : start + len(bare)]))

    def stripped(self, letters: str) -> "Run":
        """Without these letters and white space at its ends."""
        text, letters = self.text, letters + _SPACE
        if text and text[0] not in letters and text[-1] not in letters:
            return self
        left = len(text) - len(text.lstrip(letters))
        return self.part(left, max(left, len(text.rstrip(letters))))

    def split(self, pattern: re.Pattern[str]) -> list["Run"]:
        """The parts between what the pattern finds in the folded text; empty parts left out."""
        return self.between((match.start(), match.end()) for match in pattern.finditer(self.folded))

    def between(self, cuts: Iterable[tuple[int, int]]) -> list["Run"]:
        """The parts between cuts, given as places in this run, in order; empty parts left out."""
        parts, place = [], 0
        for start, end in cuts:
            parts.append(self.part(place, start))
            place = end
        parts.append(self.part(place))
        return [part for part in parts if part]


def spanning(first: Run, last: Run) -> Run:
    """All from one run to a later one, with blanks for what lies between."""
    gap = " " * (last.start - first.end)
    return Run(first.start, first.text + gap + last.text, first.folded + gap + last.folded)


def run(text: str, start: int = 0) -> Run:
    """A run of this text, standing at `start`."""
    bare = text.strip(_SPACE)
    start += len(text) - len(text.lstrip(_SPACE)) if bare else len(text)
    return Run(start, bare, fold(bare))
