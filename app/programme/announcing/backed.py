"""Organisations named in sentences of scripts in which no capitals tell where a name begins and ends."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from app.programme.announcing.bending import unbent
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_LONGEST = 160
_MOST_WORDS = 9
_END = re.compile(r"[,.;:()\n،؛。；，]")
_CLAUSE = re.compile(r"\s?[，,；;]\s?")
_SENTENCE = re.compile(r"\s?[。！？]\s?")
_HAN_AND = re.compile(r"、|以及|和|与|與|及")
_HAN_TOGETHER = re.compile(r"(?:共同|联合|聯合)$")
_HAN_BY = re.compile(r".*由")
_ARABIC_AND = re.compile(r"\sو(?=\w{3})")
_JOINT_AT_END = re.compile(r"\sو$")  # of the next word
_RUSSIAN_AND = re.compile(r"\sи\s")
_MEANT = "backing"  # the table of words that stand beside the names of organisations
_BENT = "bent backing"  # those that bend the names behind them
_RUSSIAN_END = re.compile(r"[.!?](?:\s|$)")
_BEFORE_DAY = re.compile(r"\s\d[^а-я]{0,9}(?:[а-я]{3,9}\s)?(?:\d{4}\s?)?(?:г(?:\.|ода?)?\s?)?$")
_MOST_IN_FRONT = 12  # words of a name that begins a sentence


class Named:
    """Finds them beside the words a language has for what they do: in front of names, or behind them."""

    def __init__(self, words: Words, spoken: Vocabulary, language: str) -> None:
        self._words, self._spoken, self._language = words, spoken, language
        self._roles = {one: words.key(_MEANT, one, language) for one in words.spellings(_MEANT, language)}
        said = sorted(self._roles, key=lambda phrase: (-len(phrase), phrase))
        self._said = re.compile("|".join(map(re.escape, said)) or "(?!)")
        ways: Mapping[str, Callable[[Run], Iterator[tuple[str, Run]]]] = {
            "ar": self._behind, "ru": self._around, "zh": self._before,
        }  # fmt: skip
        self._way = ways.get(language)
        self._bent = {one: words.key(_BENT, one, language) for one in words.spellings(_BENT, language)}
        bent = sorted(self._bent, key=lambda phrase: (-len(phrase), phrase))
        self._said_bent = re.compile("|".join(map(re.escape, bent)) or "(?!)")
        self._and = _ARABIC_AND if language == "ar" else _RUSSIAN_AND
        self._stops = words.spellings("small", language) - {"и", "по", "для", "و"}

    def __call__(self, run: Run) -> Iterator[tuple[str, Run]]:
        """Each with what it does."""
        return self._way(run) if self._way else iter(())

    def _behind(self, run: Run) -> Iterator[tuple[str, Run]]:
        """After a verb: "ينظمه ...", "проводит ..."; a name bent by a case is left alone."""
        leads = [match for match in self._said.finditer(run.folded) if _is_free(run.folded, match)]
        ends = [match.start() for match in leads[1:]] + [len(run.text)]
        for lead, end in zip(leads, ends, strict=False):  # without a lead there is an end all the same
            behind = run.part(lead.end(), min(end, lead.end() + _LONGEST))
            said = self._without_event(behind.part(0, self._stop(behind)))
            said = said.stripped(" –-")
            if joint := _JOINT_AT_END.search(said.folded):
                said = said.part(0, joint.start())
            for name in self._parted(said):
                yield self._roles[lead[0]], name

    def _without_event(self, run: Run) -> Run:
        """What stands behind the event that is spoken of: "تنظم القمة جمعية ..."."""
        first = run.part(0, run.text.find(" ")) if " " in run.text else run
        is_event = self._words.key("occasion", first.folded, self._language) != ""
        return run.part(len(first.text)) if is_event else run

    def _around(self, run: Run) -> Iterator[tuple[str, Run]]:
        """Russian: also bent, behind "при поддержке", and in front of the verb: "Институт … проводит"."""
        yield from self._behind(run)
        for sentence in run.split(_RUSSIAN_END):
            for lead in self._said_bent.finditer(sentence.folded):
                behind = sentence.part(lead.end(), lead.end() + _LONGEST)
                for bent in self._bent_names(behind.part(0, self._stop(behind))):
                    yield self._bent[lead[0]], bent
            verb = next((one for one in self._said.finditer(sentence.folded) if one.start()), None)
            if verb and _is_free(sentence.folded, verb) and (name := self._in_front(sentence, verb.start())):
                yield self._roles[verb[0]], name

    def _bent_names(self, run: Run) -> Iterator[Run]:
        """Names that can be brought back to how they are called; a country's belongs to the one before."""
        joints = (one for one in self._and.finditer(run.folded) if unbent(run.text[one.end() :]))
        yield from (name for name in run.between(one.span() for one in joints) if unbent(name.text))

    def _in_front(self, sentence: Run, end: int) -> Run | None:
        """The organisation a sentence begins with, and nothing else but the day before the verb."""
        said = sentence.part(0, end)
        day = _BEFORE_DAY.search(said.folded)
        name = said.part(0, day.start()) if day else said
        if len(name.text.split()) > _MOST_IN_FRONT or _END.search(name.text):
            return None
        first = name.part(0, len(" ".join(name.text.split()[:_MOST_WORDS])))
        return name if self._is_body(first) else None

    def _stop(self, run: Run) -> int:
        """Where the names end: at a mark, or at a small word no name has inside."""
        bent = self._said_bent.search(run.folded)
        run = run.part(0, bent.start()) if bent else run
        ended = _END.search(run.text)
        words = re.finditer(r"\S+", run.folded)
        small = next((word.start() for word in words if word[0] in self._stops), len(run.text))
        return min(ended.start() if ended else len(run.text), small)

    def _parted(self, run: Run) -> Iterator[Run]:
        """One name, or several: what does not begin like an organisation belongs to the one before."""
        joints = (match for match in self._and.finditer(run.folded) if self._is_body(run.part(match.end())))
        yield from takewhile(self._is_body, run.between(match.span() for match in joints))

    def _is_body(self, run: Run) -> bool:
        """Whether a word for an organisation is among its first; in Cyrillic it begins with a capital."""
        if not run or len(run.text.split()) > _MOST_WORDS or run.text[:1].islower():
            return False
        near = len(" ".join(run.text.split()[:3]))
        return any(hit.key == "organisation" and hit.start <= near for hit in self._spoken.hits(run))

    def _before(self, run: Run) -> Iterator[tuple[str, Run]]:
        """Before a verb, behind 由: "由…协会和…大学主办，…图书馆协办"."""
        for sentence in run.split(_SENTENCE):
            is_led = False
            for clause in sentence.split(_CLAUSE):
                by, verb = _HAN_BY.match(clause.folded), self._said.search(clause.folded)
                is_led = is_led or by is not None
                if verb is None or not is_led or verb.start() > _LONGEST:
                    continue
                names = clause.part(by.end() if by and by.end() < verb.start() else 0, verb.start())
                if together := _HAN_TOGETHER.search(names.folded):
                    names = names.part(0, together.start())
                found = names.split(_HAN_AND)
                if all(map(self._is_han_body, found)):
                    yield from ((self._roles[verb[0]], name) for name in found)

    def _is_han_body(self, run: Run) -> bool:
        """Whether it ends with a word for an organisation."""
        hits = self._spoken.hits(run)
        return any(hit.key == "organisation" and hit.start > 0 and hit.end >= len(run.text) for hit in hits)


def _is_free(folded: str, match: re.Match[str]) -> bool:
    """Whether no letter touches it."""
    before = folded[: match.start()].removesuffix("و")[-1:]  # Arabic joins its "and" to the next word
    return not any(map(str.isalnum, before + folded[match.end() : match.end() + 1]))
