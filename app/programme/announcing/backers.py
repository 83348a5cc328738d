"""Organisations named in the first sentences: "organised by the Union of Lamps in cooperation with …"."""

import re
from collections.abc import Iterator

from app.programme.announcing.backed import Named
from app.programme.announcing.labels import PARTIES
from app.programme.announcing.result import AnnouncedParty, Announcement, Card
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_HOLDING = {"organiser", "co-organiser", "host", "co-host"}
_PASSAGES = 2
_LINES = 6
_MOST = 8
_LONGEST = 160
_LONGEST_SHORT = 4  # letters of a word that its point may shorten: "St.", "Co."
_SHORTENED = {"univ.", "dept.", "assoc.", "inst.", "intl.", "fac.", "prov."}
_LEADING = ("by", "with", "of", "par", "avec", "de", "por", "con", "com", "von", "mit")  # to a name
_ARTICLE = re.compile(r"(?:the|la|le|les|el|los|las|o|a|os|as|die|der|dem|den|das)\s|l'")
_AND = re.compile(
    r"\s(?:and\s(?:by\s|with\s)?the|et\s(?:par\s|avec\s)?(?:la|les?)|et\sl'|y\s(?:por\s|con\s)?(?:el|l[ao]s?)|"
    r"e\s(?:por\s|com\s|pel)?[oa]s?|und\s(?:de[mr]|die|das))(?:\s|(?<='))"
)
_JOINTS = {
    "of", "for", "and", "the", "de", "du", "des", "d'", "et", "pour", "la", "le", "les", "y", "para", "del",
    "los", "las", "el", "da", "do", "das", "dos", "e", "von", "für", "und", "der", "&",
}  # fmt: skip
_INVITING = re.compile(
    r"\s(?:ladt|laden|(?:cordially\s)?invites?|(?:vous\s)?invite(?:nt)?|invitan?|(?:tem|tienen?)\s.{0,20}invitar"
    r"|convidam?)(?!\w)"
)
_WORD = re.compile(r"[^\s,;:()]+")


class BackerReader:
    """Proposes them; the text stays, and what is not written like a name is left alone."""

    def __init__(self, source: Source, words: Words, spoken: Vocabulary, found: Announcement) -> None:
        self._source, self._words, self._found = source, words, found
        self._named_beside = Named(words, spoken, found.language)

    def read(self, passages: list[Passage]) -> None:
        """Where no label names who holds it, ask the first sentences, for what no label has said."""
        told = {one.role for one in self._found.parties}
        if told & _HOLDING:
            return
        for passage in passages[:_PASSAGES]:
            for line in passage.said[:_LINES]:
                told_here = (*self._inviting(line.run), *self._named(line.run), *self._named_beside(line.run))
                for role, name in told_here:
                    if role not in told:
                        self._add(role, name)

    def _inviting(self, run: Run) -> Iterator[tuple[str, Run]]:
        """Who invites: "The Guild of Lamps and the Harbour Museum invite you to ..."."""
        verb = _INVITING.search(run.folded[:_LONGEST])
        parts = run.part(0, verb.start()).split(_AND) if verb else []
        names = [name for part in parts if (name := name_at(part)) and name.end == part.end]
        if names and len(names) == len(parts):
            yield from (("organiser", name) for name in names)

    def _named(self, run: Run) -> Iterator[tuple[str, Run]]:
        leads = list(self._words.leads(run.folded, self._found.language, PARTIES, _LEADING))
        ends = [lead.start for lead in leads[1:]] + [len(run.text)]
        for lead, end in zip(leads, ends, strict=False):  # without a lead there is an end all the same
            behind = run.part(lead.end, end)
            for part in behind.part(0, _LONGEST).split(_AND):
                name = name_at(part)
                if name is None:
                    break
                yield lead.key, name
                if name.end < part.end:
                    break  # the sentence goes on

    def _add(self, role: str, name: Run) -> None:
        if len(self._found.parties) < _MOST:
            card = Card("party")
            self._found.parties.append(AnnouncedParty(role, self._source.called(name, card), card=card))


def name_at(run: Run) -> Run | None:
    """The name a run begins with: words with a capital, and what joins them."""
    if article := _ARTICLE.match(run.folded):
        run = run.part(article.end())
    end, place = 0, 0
    for match in _WORD.finditer(run.text):
        word = match[0]
        if run.text[place : match.start()].strip():
            break  # a comma, a bracket
        place = match.end()
        if word[0].isupper() or word[0].isdigit():
            end = match.end()
            if len(word) > _LONGEST_SHORT and word.endswith(".") and word.lower() not in _SHORTENED:
                break  # the sentence ends
        elif not end or word not in _JOINTS:
            break
    name = run.part(0, end).stripped(".")
    return name if len(name.text.split()) > 1 or name.text.isupper() else None
