"""Sessions that share the clock of the first: "13:40 Workshop A: Maps", and below it "Workshop B: Games"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.programme.paste.bodylines import BodyLine, Entry
from app.programme.paste.drafts import ItemDraft
from app.programme.paste.runs import Run
from app.programme.paste.signs import SignReader, follows, sign_reader
from app.programme.paste.vocabulary import Vocabulary

_QUOTED = re.compile(r"(?P<said>[^\W\d_][^\":,.]{3,30}?)\s?:?\s?\"[^\"]{3,150}\"")
_MARKS = " :.,()|–-"  # behind the sign


def parted(entries: Sequence[Entry], words: Vocabulary) -> list[Entry]:
    """The entries, with what stands in one without a clock and counts on as entries of their own."""
    signs = sign_reader(words)
    return [one for entry in entries for one in _parts(entry, signs)]


def _parts(entry: Entry, signs: SignReader) -> Iterator[Entry]:
    places = _places(entry.body, signs)
    if not places:
        yield entry
        return
    body = entry.body
    ends = [*places[1:], len(body)]
    entry.body = body[: places[0]]
    yield entry
    for start, end in zip(places, ends, strict=True):
        first = replace(body[start], key="title")
        yield Entry(_beside(entry.item, first), [first, *body[start + 1 : end]])


def _places(body: Sequence[BodyLine], signs: SignReader) -> list[int]:
    if not body or body[0].key != "title":
        return []
    if (said := _quoting(body[0].run, signs)) and len(body) > 1:
        return [number for number, line in enumerate(body) if number and _quoting(line.run, signs) == said]
    last = _numbered(body[0].run, signs)
    found: list[int] = []
    for number, line in enumerate(body[1:] if last else (), start=1):
        told = None if line.key else _numbered(line.run, signs)
        if told and last and told[0] == last[0] and follows(told[1], last[1]):
            found.append(number)
            last = told
    return found


def _quoting(run: Run, signs: SignReader) -> str:
    """What a run says its title in quotation marks is: 'Workshop "Maps and games"'."""
    match = _QUOTED.match(run.folded)
    return match["said"] if match and signs.is_kind(run.part(0, match.end("said"))) else ""


def _numbered(run: Run, signs: SignReader) -> tuple[str, str] | None:
    """As the reader finds it, where something else stands in the line, too."""
    told = signs.numbered(run)
    if told is None or (told[1] and told[1] not in run.folded[len(told[0]) :]):
        return None
    start = run.folded.find(told[1], len(told[0])) + len(told[1])
    return told if run.text[start:].strip(_MARKS) else None


def _beside(item: ItemDraft, line: BodyLine) -> ItemDraft:
    return ItemDraft(
        line.line.number,
        item.day,
        item.times,
        item.clock,
        item.level,
        turn=item.turn,
        section=item.section,
        section_kind=item.section_kind,
        head=item.head,
    )
