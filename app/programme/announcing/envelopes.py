"""An address near the title that no label announces, written line by line as on an envelope."""

import re
from collections.abc import Iterator, Sequence

from app.programme.announcing import lands
from app.programme.announcing.headlines import PLACES
from app.programme.announcing.segmenting import Fact, Passage, Segments, line_of
from app.programme.announcing.source import Source
from app.programme.paste.lines import Line
from app.programme.paste.runs import Run

# The last line: a postcode and a town, or the other way round, perhaps the country behind.
_TOWN = re.compile(
    r"(?:(?:[A-Z]{1,2}-)?\d{4,6}(?:\s\d{2}|-\d{3})?\s(?![a-z])[^\W\d_][^\d:]{1,40}|[^\W\d_][^\d:]{1,40}\s\d{5,6}(?:-\d{3})?"
    r"|[^\W\d_][^\d:]{1,40}\s[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})(?:,\s?[^\W\d_][^\d:]{1,30})?"
)
_STREET = re.compile(
    r"\d{1,4}\s?[a-z]?(?:\s?(?:bis|ter))?,?\s[^\d:]{4,60}|[^\d:]{4,60}[\s,]\s?\d{1,4}\s?[a-z]?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.:;!?]$")
_PASSAGES = 3
_LINES = 12
_FEWEST, _MOST = 2, 5
_LONGEST = 100


def read(source: Source, segments: Segments) -> None:
    """Take such lines out of the text, as the place, where nothing else tells it."""
    if any(fact.key in PLACES for fact in segments.facts):
        return
    for passage in segments.passages[:_PASSAGES]:
        for block in _blocks(passage):
            if _is_address(source, block):
                segments.facts.append(Fact("place", None, [line.run for line in block]))
                passage.lines = [line for line in passage.lines if line not in block]
                if passage.heading and passage.heading is block[0].run:
                    passage.heading = None
                return


def _blocks(passage: Passage) -> Iterator[Sequence[Line]]:
    """The lines between two blank ones."""
    block: list[Line] = []
    is_over = passage.heading is not None and bool(passage.lines) and bool(passage.lines[0].run)
    above = [line_of(passage.heading)] if passage.heading and is_over and not passage.is_marked else []
    for line in [*above, *passage.lines[:_LINES], None]:
        if line is not None and line.run:
            block.append(line)
        elif block:
            yield block
            block = []


def _is_address(source: Source, block: Sequence[Line]) -> bool:
    runs = [line.run for line in block]
    if not _FEWEST <= len(runs) <= _MOST or not all(map(_is_plain, block)):
        return False
    has_land = bool(lands.code_of(source.raw(runs[-1])))
    *above, town = runs[:-1] if has_land else runs
    return _TOWN.fullmatch(town.text) is not None and any(_is_street(run) for run in above)


def _is_street(run: Run) -> bool:
    return _STREET.fullmatch(run.text) is not None


def _is_plain(line: Line) -> bool:
    """Whether a line is short and no sentence, item or row."""
    is_short = len(line.run.text) <= _LONGEST and not _SENTENCE_END.search(line.run.text)
    return is_short and not line.has_bullet and not line.cells and not line.heading
