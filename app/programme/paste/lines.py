"""The text as lines: where each stands, how it is indented and bulleted, and its cells if it is a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.programme.paste.normalising import CELL_BREAK, SPACING
from app.programme.paste.records import QUOTES, records
from app.programme.paste.runon import pieces
from app.programme.paste.runs import Run, run
from app.programme.paste.vocabulary import Vocabulary

_PICTURES = "\u2190-\u2bff\u3030\U0001f000-\U0001faff"
_BULLET = re.compile(
    rf"[ \t\x1f]*(?:[•*+>→]|[{_PICTURES}]{{1,3}}|[-–](?=[ \x1f\t])|o(?=\t)|\(?[ivx]{{1,4}}[.)](?=[ \t]))"
    r"[ \t\x1f]*(?=\S)"
)
_HEADING = re.compile(r"[ \x1f]*(#{1,6})[ \x1f]+(?=\S)")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_RULE = re.compile(r"[\s|:\-–+=_*~#]*[-–=_*~+]{3}[\s|:\-–+=_*~#]*")
_GAPS = re.compile(r" {2,}|\t")
_COLUMNS = re.compile(r" {3,}|\t")
_FEWEST_FIELDS = 3
_FEWEST_ROWS = 3
_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d(?!\d)|\d\s?[ap]\.?m\b")
_INNER_PIPE = re.compile(r"[^|]*\([^()|]*\w\|\w[^()|]*\)[^|]*")  # "Brass (Youth Band|North)"
_CODE_PIPE = re.compile(r"[A-Z]{1,3}[-.]?\d{1,2}\s?\|\s[^|\t]*\w{2}[^|\t]*")  # "A1 | Reading at night"
_MOST_CELLS = 100  # more are no row of a table
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; a row of a table also has cells, empty ones included."""

    number: int
    whole: Run  # with bullet and marks
    run: Run  # what it says
    indent: int
    has_bullet: bool
    heading: int  # how deep a Markdown heading; 0 for none
    cells: tuple[Run, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.whole

    @property
    def is_rule(self) -> bool:
        """Whether it only draws a line."""
        return bool(self.whole) and _RULE.fullmatch(self.whole.text) is not None


def lines(text: str, words: Vocabulary) -> list[Line]:
    """All lines of the normalised text, in order."""
    rows, delimiter, head = records(text, words)
    divider = "" if delimiter else _divider([row.raw for row in rows])
    told = {} if delimiter or divider else pieces([row.raw for row in rows], words)
    found: list[Line] = []
    for place_in_text, (number, raw, place) in enumerate(rows):
        if delimiter and number >= head:
            found.append(_separated(number, raw, place, delimiter))
        elif place_in_text in told:
            for start, piece in told[place_in_text]:
                found += _line(number, piece, place + start)
        elif divider and divider in raw and _CLOCK.search(raw) and "\t" not in raw:
            line = _plain(number, raw, place)
            found.append(_row(line, line.run.split(re.compile(re.escape(divider)))))
        else:
            found += _line(number, raw, place)
    return _moved_out(found)


def _moved_out(found: list[Line]) -> list[Line]:
    """Without the margin that all lines have: a text moved in as a whole means the same."""
    margin = min((line.indent for line in found if line.whole), default=0)
    return [replace(line, indent=max(0, line.indent - margin)) for line in found] if margin else found


def _divider(raws: Sequence[str]) -> str:
    """What stands between the cells of lines that are rows without pipes: "9:00 / Title / Room"."""
    timed = [raw for raw in raws if _CLOCK.search(raw) and "|" not in raw]
    for divider in (" • ", " / "):
        times = sum(raw.count(divider) >= _FEWEST_FIELDS - 1 for raw in timed)
        if times >= _FEWEST_ROWS and times * 2 >= len(timed):
            return divider
    return ""


def _line(number: int, raw: str, place: int) -> Iterator[Line]:
    if not raw or raw.isspace():
        blank = Run(place, "", "")
        yield Line(number, blank, blank, 0, has_bullet=False, heading=0)
        return
    if not any(mark in raw for mark in "|\t"):
        for part in raw.split(CELL_BREAK):
            yield _plain(number, part, place)
            place += len(part) + 1
        return
    line = _plain(number, raw, place)
    is_inner = _INNER_PIPE.fullmatch(line.whole.text) or _CODE_PIPE.fullmatch(line.whole.text)
    if raw.count("|") == 1 and is_inner:
        yield line
    elif "|" in line.whole.text:
        yield _row(line, list(_pipes(line)))
    elif "\t" in line.whole.text:
        yield _row(line, _cells(raw, place, "\t"))
    else:
        yield line


def _plain(number: int, raw: str, place: int) -> Line:
    quoted = _QUOTED.match(raw)
    if quoted and "|" not in raw:
        place, raw = place + quoted.end(), raw[quoted.end() :]
    whole = run(raw, place)
    lead = raw[: len(raw) - len(raw.lstrip())]
    indent = _TAB * lead.count("\t") + lead.count(" ")  # marks of Markdown move nothing in
    heading = _HEADING.match(raw)
    bullet = _BULLET.match(raw) if heading is None else None
    start = heading.end() if heading else bullet.end() if bullet else 0
    said = run(raw[start:], place + start) if start else whole
    line = Line(number, whole, said, indent, bullet is not None, len(heading[1]) if heading else 0)
    if "  " not in said.text:
        return line
    parts = said.split(_COLUMNS)
    if len(parts) == 1 and said.text[0].isdigit():
        parts = said.split(_GAPS)
        parts = parts if len(parts) >= _FEWEST_FIELDS else []
    return line if len(parts) < 2 else _row(line, parts)  # noqa: PLR2004


def _row(line: Line, cells: list[Run]) -> Line:
    if len(cells) > _MOST_CELLS:
        return line
    return Line(line.number, line.whole, line.run, line.indent, line.has_bullet, line.heading, tuple(cells))


def _pipes(line: Line) -> Iterator[Run]:
    """The cells between pipes; the outermost marks of Markdown make no cells."""
    whole = line.whole
    place = 0
    text = whole.text
    end = len(text)
    if text.startswith("|"):
        place = 1
    if text.endswith("|"):
        end -= 1
    while place <= end:
        cut = text.find("|", place, end)
        cut = end if cut < 0 else cut
        yield whole.part(place, cut)
        place = cut + 1


def _cells(raw: str, place: int, mark: str) -> list[Run]:
    found = []
    for cell in raw.split(mark):
        whole = run(cell, place)
        is_quoted = CELL_BREAK in whole.text and whole.text[0] == whole.text[-1] == '"'
        found.append(whole.stripped('"') if is_quoted else whole)
        place += len(cell) + 1
    return found


def _separated(number: int, raw: str, place: int, delimiter: str) -> Line:
    masked = QUOTES.sub(lambda match: '"' * len(match[0]), raw)
    cells, start = [], 0
    for end in [*(match.start() for match in re.finditer(re.escape(delimiter), masked)), len(raw)]:
        cell = run(raw[start:end], place + start)
        if cell.text[:1] == cell.text[-1:] == '"':
            inside = cell.part(1, len(cell.text) - 1)
            cell = run(inside.text.replace('""', f'"{SPACING}'), inside.start)
        cells.append(cell)
        start = end + 1
    whole = run(raw, place)
    return Line(number, whole, whole, 0, has_bullet=False, heading=0, cells=tuple(cells) if whole else ())
