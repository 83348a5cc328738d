"""The documents a page offers: kind, name, and the address where each lies in each language."""

import re
from collections.abc import Sequence

from app.programme.announcing import tongues
from app.programme.announcing.result import AnnouncedDocument, Card
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.result import Found
from app.programme.paste.runs import Run

_FORMAT = re.compile(r"(?:\d+(?:[.,]\d+)?\s?)?(?:pdf|docx?|pptx?|xlsx?|zip|mp4|[km]b|[km]o|кб|мб)(?!\w)")
_BRACKET = re.compile(r"\s?[(\[](?P<inside>[^()\[\]]{2,60})[)\]]?$")
_LANGUAGES = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,60})[)\]]")
_BEHIND = re.compile(
    r"\s?[:–,]\s?(?P<inside>[^:–,]{2,30})$|\s-\s(?P<dashed>[^:–,]{2,30})$|[\s\x1f](?P<code>[a-z]{2})$"
)
_PARTS = re.compile(r"\s?[,;/|]\s?")
_EDGES = " :–-,;|→•*·/"
_BRACKETS = _EDGES + "()[]"
_LONGEST = 300
MOST = 20


class LeafletReader:
    """Reads the documents of one line after another."""

    def __init__(self, source: Source, words: Words, language: str) -> None:
        self._source, self._words, self._language = source, words, language

    def read_all(self, runs: Sequence[Run]) -> list[AnnouncedDocument]:
        """The documents of some lines; an address alone belongs to the name on the line above."""
        found: list[AnnouncedDocument] = []
        for run in runs:
            address = self._source.address(run)
            is_alone = address is not None and address[1].start <= run.start and address[1].end >= run.end
            if address and is_alone and found and found[-1].url is None:
                last = found[-1]
                last.url = self._source.read_as(address[0], [address[1]], "url", last.card)
            else:
                found += self.read(run)
        return found

    def read(self, run: Run) -> list[AnnouncedDocument]:
        """The documents a line names: one for each address on it, or one that waits for its file."""
        addresses = self._source.addresses(run)
        found: list[AnnouncedDocument] = []
        place = run.start
        for url, stretch in addresses:
            name = run.part(place - run.start, max(stretch.start - run.start, 0))
            if not found and not name.stripped(_BRACKETS):
                name = run.part(stretch.end - run.start)  # the address stands first
            place = max(place, stretch.end)
            name = name.part(0, len(name.text.rstrip(" ([")))  # the address was in brackets
            document = self._document(name, (url, stretch), found[0] if found else None)
            if document is not None:
                found.append(document)
        if not addresses and (document := self._document(run, None, None)):
            found += [document, *self._versions(run, document)]
        return found

    def _versions(self, run: Run, document: AnnouncedDocument) -> list[AnnouncedDocument]:
        """The same document in the other languages that stand in brackets: "Note [English] [French]"."""
        if document.language is None:
            return []
        found: list[AnnouncedDocument] = []
        for match in _LANGUAGES.finditer(run.folded):
            for part in run.part(*match.span("inside")).split(_PARTS):
                card = Card("document")
                language = self._spoken(part, card)
                known = {document.language.value, *(one.language.value for one in found if one.language)}
                if language is not None and language.value not in known:
                    found.append(AnnouncedDocument(document.kind, document.title, None, language, card))
        return found

    def _document(
        self, name: Run, address: tuple[str, Run] | None, before: AnnouncedDocument | None
    ) -> AnnouncedDocument | None:
        """`before` is the first of its line, of which this may be another language."""
        card = Card("document")
        url = self._source.read_as(address[0], [address[1]], "url", card) if address else None
        name, language = self._without_language(name.stripped(_EDGES), card)
        name = name.stripped(_EDGES if "(" in name.text else _BRACKETS)
        if not name or len(name.text) > _LONGEST:
            if url is None:
                return None
            if before is not None and language is not None:
                return AnnouncedDocument(before.kind, before.title, url, language, card)
            return AnnouncedDocument("other", None, url, language, card)
        inside = self._words.inside("documents", name.folded, self._language)
        kind = inside.key if inside else "other"
        title = self._source.found(name, "title", card)
        says_it_all = self._words.key("documents", name.folded, self._language) == kind
        return AnnouncedDocument(kind, None if says_it_all else title, url, language, card)

    def _without_language(self, name: Run, card: Card) -> tuple[Run, Found | None]:
        """The name without what says in which language and which format it lies there."""
        language = self._spoken(name.stripped(_BRACKETS), card)
        if language is not None:
            return name.part(len(name.text)), language
        while match := _BRACKET.search(name.folded):
            inside = name.part(*match.span("inside"))
            parts = inside.split(_PARTS)
            spoken = [found for part in parts if (found := self._spoken(part, card))]
            if not spoken and not any(_FORMAT.search(part.folded) for part in parts):
                return name, language
            language = language or (spoken[0] if spoken else None)
            self._source.ledger.claim(name.part(*match.span()), "title", card)
            name = name.part(0, match.start()).stripped(_EDGES)
        if match := _BEHIND.search(name.folded):
            inside = name.part(*match.span(match.lastgroup or 0))
            spoken_there = self._spoken(inside, card)
            if spoken_there is not None:
                return self._without_format(name.part(0, match.start()), card), spoken_there
        return name, language

    def _without_format(self, name: Run, card: Card) -> Run:
        """The name without the format before its language: "Note (PDF) – French"."""
        match = _BRACKET.search(name.folded)
        if match is None or not _FORMAT.search(match["inside"]):
            return name
        self._source.ledger.claim(name.part(*match.span()), "title", card)
        return name.part(0, match.start()).stripped(_EDGES)

    def _spoken(self, part: Run, card: Card) -> Found | None:
        code = tongues.code_of(part)
        return self._source.read_as(code, [part], "language", card) if code else None
