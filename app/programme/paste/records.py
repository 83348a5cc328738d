"""Records of a table whose cells hold line ends: put together again before the lines are read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.programme.paste.normalising import CELL_BREAK
from app.programme.paste.runs import run
from app.programme.paste.vocabulary import Vocabulary

QUOTES = re.compile(r'"(?:[^"]|"")*"')
_BEGINS = re.compile(r"[\s\"(]*\d")  # a clock or a date: the next record
_EMPTY = re.compile(r"[^\S\t]*\t")  # a first cell that says nothing: the next row as well
_FEWEST_FIELDS = 3
_FEWEST_ROWS = 3
_SAMPLE = 60  # lines
_MOST_ABOVE = 12  # lines before the header of a table
_SHARE = 0.7  # of the rows have as many fields as most
_LONGEST = 40  # lines of one record


class Record(NamedTuple):
    """A line of the text, or several that are one row; line ends inside are cell breaks."""

    number: int
    raw: str
    place: int


def records(text: str, words: Vocabulary) -> tuple[list[Record], str, int]:
    """The records of a text; if it holds CSV, the separator of its fields and the line it begins on."""
    raws = text.split("\n")
    delimiter, head = _delimiter(raws, words)
    if delimiter:
        return list(_placed(text, [*raws[:head], *_unquoted(raws[head:], "")])), delimiter, head + 1
    tabs = _tabs(raws, words)
    if not tabs:
        return list(_placed(text, raws)), "", 0
    return list(_placed(text, _wrapped(list(_unquoted(raws, "\t")), tabs))), "", 0


def _placed(text: str, raws: Iterable[str]) -> Iterator[Record]:
    number, place = 1, 0
    for raw in raws:
        yield Record(number, raw, place)
        end = place + len(raw) + 1
        number += text.count("\n", place, end)
        place = end


def _unquoted(raws: Sequence[str], needed: str) -> Iterator[str]:
    """Lines with what belongs to an open quotation mark joined to them."""
    place = 0
    while place < len(raws):
        raw = raws[place]
        end = place + 1
        if needed in raw and raw.count('"') % 2:
            end = _closing(raws, place) or end
        yield CELL_BREAK.join(raws[place:end])
        place = end


def _closing(raws: Sequence[str], place: int) -> int:
    """Behind the line that closes the quotation mark open on this one; 0 if none does soon."""
    for end in range(place + 1, min(place + _LONGEST, len(raws))):
        if raws[end].count('"') % 2:
            return end + 1
    return 0


def _wrapped(raws: Sequence[str], tabs: int) -> Iterator[str]:
    """Rows that a line end in a cell has cut in two: together they have the header's tabs."""
    place = 0
    while place < len(raws):
        end = place + 1
        count = raws[place].count("\t")
        while 0 < count < tabs and end < len(raws) and end - place < _LONGEST:
            if not raws[end].strip() or _BEGINS.match(raws[end]) or _EMPTY.match(raws[end]):
                break
            count += raws[end].count("\t")
            end += 1
        is_whole = end > place + 1 and count == tabs
        yield CELL_BREAK.join(raws[place:end]) if is_whole else raws[place]
        place = end if is_whole else place + 1


def _tabs(raws: Sequence[str], words: Vocabulary) -> int:
    """How many tabs a row has, by the first line that names columns."""
    for raw in raws[:_SAMPLE]:
        if raw.count("\t") >= _FEWEST_FIELDS - 1 and _names_columns(raw.split("\t"), words):
            return raw.rstrip().count("\t")
    return 0


def _delimiter(raws: Sequence[str], words: Vocabulary) -> tuple[str, int]:
    """The separator of CSV, and behind how many lines it begins: with a header of column names."""
    for delimiter in (";", ","):
        counts = [raw.count(delimiter) for raw in raws[: _MOST_ABOVE + 1]]
        for head, (count, below) in enumerate(pairwise(counts)):
            if min(count, below) + 1 < _FEWEST_FIELDS or "|" in raws[head] or "\t" in raws[head]:
                continue
            names = raws[head].replace('"', "").split(delimiter)
            if _names_columns(names, words) and _are_rows(raws[head : head + _SAMPLE], delimiter):
                return delimiter, head
    return "", 0


def _are_rows(raws: Sequence[str], delimiter: str) -> bool:
    """Whether most lines have as many fields as the others."""
    rows = list(_unquoted([raw for raw in raws if raw.strip()], ""))
    counts = Counter(QUOTES.sub("", row).count(delimiter) for row in rows)
    number, times = counts.most_common(1)[0]
    return number + 1 >= _FEWEST_FIELDS and len(rows) >= _FEWEST_ROWS and times >= _SHARE * len(rows)


def _names_columns(cells: Sequence[str], words: Vocabulary) -> bool:
    names = [run(cell) for cell in cells if cell.strip()]
    return sum(words.whole(name, "columns") is not None for name in names) >= 2  # noqa: PLR2004
