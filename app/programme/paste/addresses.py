"""Titles that say whose words they are: "Mot de bienvenue de M. X", "Keynote by Jane Doe"."""

import re
from functools import cache

from app.programme.paste import brackets
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.runs import Run
from app.programme.paste.titleparts import TitleParts
from app.programme.paste.vocabulary import Vocabulary

_COLON = re.compile(r"\s?:\s")
_OF = re.compile(
    r"\s(?:by|von|vom|durch|от|от имени|of|de|du|de la|de l'|del|da|do|dos)\s(?:la\s|el\s|the\s)?$"
)
# Somebody who is spoken of, and does not speak.
_OTHERS = re.compile(
    r"(?<!\w)(?:memory|honou?r|tribute|homage|legacy|life|works?|portrait|book|memoire|hommage|honneur|vie|livre"
    r"|heritage|oeuvre|memoria|homenaje|homenagem|vida|obra|legado|libro|livro|retrato|gedenken|ehren|andenken)$"
)
_GIVEN = re.compile(
    r"(?P<title>\"[^\"]{3,200}\")\s?[,:–-]\s?(?:an?\s|une?\s|una?\s|uma?\s|eine?\s)?(?P<frame>[^\",]{4,60}?)"
    r"\s(?:d'|(?:by|with|of|de|par|avec|por|con|com|del|da|do|von|mit)\s)(?P<who>.+)"
)
_BY = re.compile(
    r"\s(?:(?P<sure>by|from|with|par|avec|por|con|com|durch|mit|с участием)|of|de|del|da|do|von)\s"
)


class AddressReader:
    """Parts a speech from its speaker where no mark stands between them."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._kinds = kind_reader(words)

    def take(self, parts: TitleParts) -> bool:
        """Somebody's words: "Mot de bienvenue de M. X", "Grußwort Frau Y"."""
        run = parts.title
        if self._take_behind_quotes(parts):
            return True
        for hit in self._words.of(run, "honorifics"):
            joint = _OF.search(run.folded, 0, hit.start) if hit.key == "title" else None
            head = run.part(0, joint.start() if joint else hit.start)
            if joint and _OTHERS.search(head.folded):
                return False  # "In memory of Prof. Jane Doe"
            if not head or hit.key != "title" or not (joint or self._kinds.is_only_kind(head)):
                continue
            people = self._people.people(run.part(hit.start))
            if people and people[0].is_titled:
                parts.people, parts.title = [*people, *parts.people], head
                self.quote(parts, people)
                return True
        return self._take_bare(parts)

    def _take_behind_quotes(self, parts: TitleParts) -> bool:
        """What somebody gives, behind its title: "Wells", a talk by Jane Doe (City of X)."""
        match = _GIVEN.match(parts.title.folded)
        kind = self._kinds.only(parts.title.part(*match.span("frame"))) if match else None
        people = self._people.people(parts.title.part(match.start("who"))) if match and kind else []
        if match is None or not people or not self._people.are_named(people):
            return False
        parts.people, parts.said_kind = [*people, *parts.people], kind
        parts.title = parts.title.part(0, match.end("title"))
        return True

    def introduce(self, parts: TitleParts) -> None:
        """What somebody gives, and its title behind a colon: "Talk by Dr Jane Doe (City of X): Wells"."""
        colon = next(brackets.outside(parts.title, _COLON), None)
        if colon is None or colon.end() >= len(parts.title.text):
            return
        frame, title = parts.title.part(0, colon.start()), parts.title.part(colon.end())
        if any(hit.end >= len(frame.text) for hit in self._words.of(frame, "roles")):
            return  # "Round table with A. Moderator: B"
        for match in _BY.finditer(frame.folded):
            head = frame.part(0, match.start())
            if not self._kinds.is_only_kind(head):
                return
            if people := self._given(frame.part(match.end()), match):
                parts.people, parts.title, parts.said_kind = people, title, self._kinds.kind(head)
                return

    def _given(self, run: Run, joint: re.Match[str]) -> list[PersonDraft]:
        """The people behind "by" or "of", and nothing else."""
        people = self._people.people(run) or self._people.officials(run)
        are_named = all(one.is_certain or self._people.names.is_name(one.name) for one in people)
        return people if people and are_named and (joint["sure"] or people[0].is_certain) else []

    def _take_bare(self, parts: TitleParts) -> bool:
        """The same without an honorific: "Conférence de Jean Dupont (Ville de X)", and nothing else."""
        run = parts.title
        for match in _BY.finditer(run.folded):
            head = run.part(0, match.start())
            if not self._kinds.is_only_kind(head):
                return False
            if people := self._given(run.part(match.end()), match):
                parts.people, parts.title = [*people, *parts.people], head
                self.quote(parts, people)
                return True
        return False

    def quote(self, parts: TitleParts, people: list[PersonDraft]) -> None:
        """The quoted end is the title: "Keynote: Maria Silva, 'The curious city'"."""
        last = people[-1]
        for pieces in (last.organisation, last.position):
            if pieces and pieces[-1].text[:1] in {'"', "'"} and len(pieces[-1].text.split()) > 1:
                quoted = pieces.pop()
                if self._kinds.is_only_kind(parts.title):
                    parts.said_kind = self._kinds.kind(parts.title)
                    parts.title = quoted


@cache
def address_reader(words: Vocabulary) -> AddressReader:
    """The reader of a vocabulary, made once."""
    return AddressReader(words)
