"""Several sessions listed in one line or cell: "Workshops: 1. Pond (A. Doe) / 2. Compost (B. Roe)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.programme.paste.bodylines import BodyLine
from app.programme.paste.kinds import KindReader
from app.programme.paste.runs import Run

_NUMBER = re.compile(r"(?:^|(?<=[\s:;/|•]))\(?(?P<sign>\d{1,2}|[a-lA-L])[.)]\s?(?=[^\W\d])")
_DOT = re.compile(r"\s?•\s?")
# A title in quotation marks, and what it is about in the same line: "Five years after". What did we learn?
_QUOTED = re.compile(r'(?P<title>"[^"]{8,200}")[.:]?\s+(?=[^\W\d_][^"]{30,}[.?!]$)')
_STOP = ".: "
_SERIES = ("123456789", "abcdefghi")
_MOST = 20  # sessions in one line
_EDGES = " ,;:/|•–-"
_PARENTS = {"workshop", "thematic forum", "visit", "discussion", "presentation"}


def expanded(body: Sequence[BodyLine], kinds: KindReader) -> list[BodyLine]:
    """The lines of an item, with a list inside the first or the second one as lines of their own."""
    if not body:
        return []
    title, *rest = body
    if quoted := _QUOTED.match(title.run.text):
        behind = title.run.part(quoted.end("title"))
        return [replace(title, run=title.run.part(0, quoted.end("title"))),
                BodyLine(title.line, behind.stripped(_STOP), after_blank=False), *rest]  # fmt: skip
    if pieces := _pieces(title.run):
        head = title.run.part(0, pieces[0].start - title.run.start).stripped(_EDGES)
        if _is_parent(head, kinds):
            return [replace(title, run=head), *_lines(title, pieces), *rest]
    if rest and _is_parent(title.run.stripped(_EDGES), kinds):
        pieces = _pieces(rest[0].run) or rest[0].run.split(_DOT)
        if 1 < len(pieces) <= _MOST:
            return [title, *_lines(rest[0], pieces), *rest[1:]]
    return [*body]


def _is_parent(run: Run, kinds: KindReader) -> bool:
    kind = kinds.only(run) if run else None
    return kind is not None and kind[0] in _PARENTS


def _pieces(run: Run) -> list[Run]:
    """The numbered or lettered parts of a run, where there are several in a row."""
    marks = list(_NUMBER.finditer(run.text))
    signs = "".join(mark["sign"].lower() for mark in marks)
    if len(marks) < 2 or not any(series.startswith(signs) for series in _SERIES):  # noqa: PLR2004
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(run.text)]
    if not any("(" in run.text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)):
        return []  # topics, of which nobody says who or where
    return [run.part(mark.start(), end).stripped(_EDGES) for mark, end in zip(marks, ends, strict=True)]


def _lines(line: BodyLine, pieces: Sequence[Run]) -> Iterator[BodyLine]:
    bulleted = replace(line.line, has_bullet=True)
    for piece in pieces:
        yield BodyLine(bulleted, piece, after_blank=False)
