"""Numbers before items: of lists in one line, and of titles."""

import re

from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_IN_LIST = re.compile(r"(?:^|(?<=[\s,;)]))\(?(\d{1,2})(?:[.)]|,(?=[\u3400-\u9fff]))\s?(?=[^\W\d])")

_NUMBER = re.compile(
    '^[一二三四五六七八九十]{1,3}[,.]\\s?(?=\\S)|^\\(?\\d{1,2}[.),](?=["\u3400-\u9fff])|'
    r"^(?:\(?\d{1,2}[.)]|\d{1,2}\s[-–]|[a-zA-Z]\)|#\d{1,2}|[IVX]{2,5}[.)])\s+(?=\D)|^[•*▪-]\s+"
)
_SECTION = re.compile(r"[IVX][.)]\s+")


def numbered(run: Run) -> list[Run]:
    """The parts of a list numbered in one line: "1. Ada Example 2. Bo Sample"; else all of it."""
    marks = list(_IN_LIST.finditer(run.text))
    if len(marks) < 2 or marks[0].start() or [int(mark[1]) for mark in marks] != [*range(1, len(marks) + 1)]:  # noqa: PLR2004
        return [run]
    ends = [*(mark.start() for mark in marks[1:]), len(run.text)]
    return [run.part(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def unnumbered(run: Run, words: Vocabulary) -> Run:
    """A title without the number or bullet of an item; "I. Opening", too, but no initial."""
    match = _NUMBER.match(run.text)
    section = _SECTION.match(run.text) if match is None else None
    if section and words.first(run.part(section.end()), "kinds"):
        match = section
    return run.part(match.end()) if match else run
