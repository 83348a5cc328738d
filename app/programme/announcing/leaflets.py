"""The documents a page offers: kind, name, and the address where each lies."""

import re

from app.programme.announcing.result import AnnouncedDocument, Card
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_FORMAT = re.compile(r"\s?[(\[][^()\[\]]{0,40}(?:pdf|docx?|pptx?|xlsx?|zip|mp4|[km]b)[^()\[\]]{0,20}[)\]]$")
_EDGES = " :–-,;|→•*()[]"
_LONGEST = 300
MOST = 20


def read(source: Source, words: Words, language: str, run: Run) -> AnnouncedDocument | None:
    """The document a line names; none when it names nothing."""
    card = Card("document")
    address = source.address(run)
    url = source.read_as(address[0], [address[1]], "url", card) if address else None
    name = run
    if address and run.start <= address[1].start < run.end:
        name = run.part(0, address[1].start - run.start) or run.part(address[1].end - run.start)
    name = name.stripped(" :–-,;|→•*")
    if match := _FORMAT.search(name.folded):
        source.ledger.claim(name.part(*match.span()), "title", card)
        name = name.part(0, match.start()).stripped(_EDGES)
    if not name or len(name.text) > _LONGEST:
        return None if url is None else AnnouncedDocument("other", None, url, card)
    inside = words.inside("documents", name.folded, language)
    kind = inside.key if inside else "other"
    title = source.found(name, "title", card)
    says_it_all = words.key("documents", name.folded, language) == kind
    return AnnouncedDocument(kind, None if says_it_all else title, url, card)
