"""The running text of a page as sections in Markdown, and the lines of its programme as they stand."""

import re
from collections.abc import Sequence

from app.programme.announcing.labels import unnumbered
from app.programme.announcing.result import AnnouncedSection, Announcement, Card
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source, said
from app.programme.paste.lines import Line
from app.programme.paste.result import Found
from app.programme.paste.runs import Run

MOST = 24
_PHONE = re.compile(r"\+\s?\d")  # the plus before it is no bullet


def section(source: Source, passage: Passage) -> AnnouncedSection | None:
    """One section; none for a passage that says nothing."""
    if not passage.said:
        return None
    card = Card("section")
    if passage.heading:
        source.ledger.claim(passage.heading, "heading", card)
    title = source.found(unnumbered(passage.heading), "heading", card) if passage.heading else None
    return AnnouncedSection(title, _body(source, passage.lines, card), card)


def sections(source: Source, passages: Sequence[Passage], found: Announcement) -> None:
    """As many as one page of review can hold; the rest stays not understood."""
    for passage in passages[: MOST - len(found.sections)]:
        read = section(source, passage)
        if read is not None:
            found.sections.append(read)


def programme(source: Source, labels: Sequence[Run], lines: Sequence[Line]) -> Found | None:
    """The lines of the programme as they stand in the source."""
    card = source.card("programme")
    source.read_as("", labels, "label", card)
    if not any(line.whole for line in lines):
        return None
    text = "\n".join(source.raw(line.whole) for line in lines)
    return source.read_as(text.strip("\n"), [line.whole for line in lines if line.whole], "programme", card)


def _body(source: Source, lines: Sequence[Line], card: Card) -> Found:
    written = [_markdown(source, line) for line in lines]
    text = "\n".join(written).strip("\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return source.read_as(text, [line.whole for line in lines if line.whole], "body", card)


def _markdown(source: Source, line: Line) -> str:
    if not line.run:
        return ""
    if line.heading:
        return f"\n### {said(source.raw(line.run))}\n"
    if line.has_bullet and not _PHONE.match(line.whole.text):
        return f"- {source.raw(line.run)}"
    return source.raw(line.whole)
