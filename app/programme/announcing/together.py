"""Organisations of several roles behind one label: "Organised by X in cooperation with Y and the Z"."""

import re
from collections.abc import Iterator

from app.programme.announcing.labels import PARTIES
from app.programme.announcing.words import Inside, Words
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

# How a phrase ends that leads to a name, in the languages in which it stands before one.
_LEADING = (
    "by", "with", "of", "from", "par", "avec", "de", "por", "con", "com", "mit", "von", "с", "со",
    "поддержке", "مع",
)  # fmt: skip
_AND = re.compile(r"\s(?:and|et|y|e|und|и)\s")
_ARABIC_JOINT = re.compile(r"\s?[,،]\s?(?:و(?=\w{3}))?|\sو(?=\w{3})")
_ARTICLE = re.compile(
    r"(?:the|de\sla|la|le|les|du|des|el|del|los|las|do|da|o|a|os|as|die|der|dem|den|das)\s|(?:de\s)?l'"
)
_OF = re.compile(r"\s(?:of|for|de|del|du|des|d'|da|do|das|dos|der|für)(?:\s|(?<='))")
_EDGES = " ,;.("
_NOUN_FIRST = {"ar", "es", "fr", "pt", "ru"}  # languages that say first what it is, and then of what kind


class TogetherReader:
    """Parts the value of such a label."""

    def __init__(self, words: Words, spoken: Vocabulary, language: str) -> None:
        self._words, self._spoken, self._language = words, spoken, language

    def leads(self, run: Run) -> list[Inside]:
        """What leads to further roles: "in cooperation with"."""
        found = self._words.leads(run.folded, self._language, PARTIES, _LEADING)
        return [lead for lead in found if lead.start and not run.text[lead.start - 1].isalnum()]

    def parted(self, role: str, run: Run) -> list[tuple[str, Run]]:
        """The roles a value names one after another, each with what stands behind it."""
        leads = self.leads(run)
        starts = [(role, 0), *((lead.key, lead.end) for lead in leads)]
        ends = [*(lead.start for lead in leads), len(run.text)]
        return [
            (key, name)
            for (key, start), end in zip(starts, ends, strict=True)
            for name in self._names(run.part(start, end).stripped(_EDGES if leads else " "))
        ]

    def _names(self, run: Run) -> Iterator[Run]:
        """One name, or two that "and" joins where both begin like organisations."""
        joints = [
            match.span()
            for match in _AND.finditer(run.folded)
            if self._is_body(run.part(0, match.start())) and self._is_body(run.part(match.end()))
        ]
        if self._language == "ar":
            yield from self._arabic(run)
            return
        for name in run.between(joints[:1] if ";" not in run.text else []):
            article = _ARTICLE.match(name.folded) if name.text[:1].islower() else None
            yield name.part(article.end()) if article else name

    def _arabic(self, run: Run) -> Iterator[Run]:
        """Bodies behind commas or an "and" that is joined to the next word: none stands inside a name."""
        joints = [
            match.span()
            for match in _ARABIC_JOINT.finditer(run.folded)
            if self._is_body(run.part(0, match.start())) and self._is_body(run.part(match.end()))
        ]
        yield from run.between(joints)

    def _is_body(self, run: Run) -> bool:
        """Whether a run begins with what an organisation is, and of what: "School of Public Policy"."""
        article = _ARTICLE.match(run.folded)
        run = run.part(article.end()) if article else run
        bodies = [hit for hit in self._spoken.hits(run) if hit.key == "organisation" and hit.table == "words"]
        if article and bodies:
            return True
        if self._language in _NOUN_FIRST and " " in run.text:
            return any(not hit.start for hit in bodies)  # "Red Andina de Ciudades"
        return any(not hit.start and _OF.match(run.folded, hit.end) for hit in bodies)
