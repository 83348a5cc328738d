"""Talks without clocks inside a session, one a line: "Ada Example – How we began", or the title first.

Or only who gives them, behind the place they speak for: "Cork: Ada Example, Head of Libraries".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from app.programme.paste import brackets
from app.programme.paste.bodylines import BodyLine
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_MARK = re.compile(
    r"(?P<colon>:\s)|(?P<dash>\s?–\s|\s-\s)|(?P<pipe>\s?\|\s)|(?P<quote>,\s(?=\"|'.{3,}'$))|(?P<comma>,\s)"
    r"|(?P<stop>(?<=[^\W\d_][^\W\d_])\s*[.?!]\s(?=[^\W\d_]))"
    r"|(?P<book>(?:(?<=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]\)))\s?(?=\"[^\"]{2,80}\"$))"
)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s?(?=[^\W\d])")
_ROW, _QUOTED = ("pipe", True), ("quote", True)
_BRACKETED = ("bracket", True)  # "Ada Example (City of X), How we began"
_ORIGIN, _ORIGIN_OR_NAME = ("origin", True), ("origin", False)  # "Cork", "Cape Town"
_NO_PLACES = {"kinds", "roles", "by", "labels", "sections", "groups", "tbc", "rooms", "weekdays", "months"}
_MOST_PLACE_WORDS = 4
_BEHIND = {"comma", "stop"}  # nobody stands before these: "How we began. Ada Example and Bo Sample"
_FEWEST = 2
_FEWEST_WORDS = 3  # of a title before several names
_LONG = 3  # letters; a longer word that begins small is no part of a name
_LONGEST = 300
_LONGEST_HAN = 4  # signs of a name
_MOST_TRIED = 6  # marks in a line


@dataclass(frozen=True, slots=True)
class Talk:
    """A line's people, and what they speak about."""

    people: list[PersonDraft]
    title: Run | None  # None where only their place is told beside them


class TalkReader:
    """Finds lines that are written alike: people, a mark, a title; or the other way round."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._kinds = kind_reader(words)

    def talks(self, body: Sequence[BodyLine]) -> dict[int, Talk]:
        """The talks by the numbers of their lines; none unless several lines are written alike."""
        ways: dict[tuple[str, bool], dict[int, Talk]] = defaultdict(dict)
        for number, line in enumerate(body[1:], 1):
            for way, talk in self._read(line.run) if not line.key else ():
                ways[way].setdefault(number, talk)
        doubtful = ways.pop(_ORIGIN_OR_NAME, {})
        if _ORIGIN in ways:
            ways[_ORIGIN] = doubtful
        sure = ways.get(_ROW) or ways.get(_QUOTED, {})  # one is enough, where cells or quotes part them
        found = max(ways.values(), key=len, default={})
        return found if len(found) >= _FEWEST else sure

    def is_talk(self, run: Run) -> bool:
        """Whether a row is somebody and what they speak about: "Ada Example | How we began"."""
        return any(way == _ROW for way, _ in self._read(run))

    def _read(self, run: Run) -> Iterator[tuple[tuple[str, bool], Talk]]:
        number = _NUMBER.match(run.text)
        run = run.part(number.end()) if number else run
        for talk, is_sure in self._origins(run):
            yield _ORIGIN_OR_NAME, talk
            if is_sure:
                yield _ORIGIN, talk
        for mark, head, tail in _cut(run):
            if mark in {"comma", "quote"} and head.text.endswith(")") and self._is_title(tail, mark):
                yield _BRACKETED, Talk(self._named(head), tail)
            if mark not in _BEHIND and self._is_title(tail, mark) and (people := self._named(head)):
                yield (mark, True), Talk(people, tail)
            elif self._is_topic(tail, mark) and (people := self._known(head, mark)):
                yield _QUOTED, Talk(people, tail)
            is_title = mark != "quote" and self._is_title(head, mark)
            may_be = is_title or (mark == "stop" and len(head.text.split()) >= _FEWEST_WORDS)
            people = self._named(tail.stripped(".") if mark == "stop" else tail) if may_be else []
            if people and (is_title or len(people) > 1):
                yield (mark, False), Talk(people, head)

    def _origins(self, run: Run) -> Iterator[tuple[Talk, bool]]:
        """People with the place or the body they speak for before them, and whether it is told to be one."""
        cuts = [(mark, head, tail) for mark, head, tail in _cut(run) if mark in {"colon", "dash"}]
        behind = [group for group in brackets.groups(run) if group[0] and group[1] >= len(run.text)]
        cuts += [("bracket", run.part(0, start), inside) for start, _, inside in behind]
        for mark, head, tail in cuts:
            if people := self._placed(head, tail):
                is_country = self._words.whole(head, "countries") is not None
                is_told = is_country or self._people.names_body(head) or self._people.is_honorific(tail) > 0
                is_told = is_told or (mark == "colon" and not self._named(head))
                yield Talk(people, None if is_country else self._affiliated(people, head)), is_told

    def _placed(self, head: Run, tail: Run) -> list[PersonDraft]:
        """The people behind the place or the body they speak for."""
        place = head.part(0, (head.text + " (").find(" ("))
        words = place.text.split()
        if not 0 < len(words) <= _MOST_PLACE_WORDS or not all(map(_is_of_name, words)):
            return []
        if any(hit.table in _NO_PLACES and hit.key != "weak" for hit in self._words.hits(head)):
            return []
        people = self._people.people(tail)
        if not people or not all(one.is_titled or self._people.names.is_name(one.name) for one in people):
            return []
        if self._words.whole(head, "countries"):
            for person in people:
                self._people.affiliate(person, [] if person.country else [head])
        return people

    def _affiliated(self, people: list[PersonDraft], head: Run) -> Run | None:
        """Give people the place before them; what stands there is a title where their bodies are told."""
        if any(person.organisation for person in people):
            return head
        countries = [inside for _, _, inside in brackets.groups(head)]
        place = head.part(0, (head.text + " (").find(" ("))
        for person in people:
            self._people.affiliate(person, [place, *([] if person.country else countries)])
        return None

    def _named(self, run: Run) -> list[PersonDraft]:
        """The people of a run that holds nothing but names, and what brackets say about them."""
        if not run.text[:1].isupper() or self._labels.role(run) or self._labels.field(run):
            return []
        people = self._people.people(run)
        are_named = all(self._people.names.is_name(one.name) and not one.position for one in people)
        return people if are_named else []

    def _is_topic(self, run: Run, mark: str) -> bool:
        """Whether a run is all in the quotation marks of a title, Chinese ones among them."""
        return mark == "book" or (mark == "dash" and _is_quoted(run))

    def _known(self, run: Run, mark: str) -> list[PersonDraft]:
        """Somebody with what they are and where: "Ada Example, Director, City of X"."""
        if run.text[:1].islower() or self._labels.role(run) or self._labels.field(run):
            return []
        is_sure = mark == "book" and run.text.endswith(")")  # a Chinese name, its body, its title
        person = self._people.person(run, sure=is_sure)
        if person is None or not person.has_affiliation:
            return []
        is_named = person.is_certain and self._people.names.is_name(person.name)
        return [person] if is_named or (is_sure and len(person.name.text) <= _LONGEST_HAN) else []

    def _is_title(self, run: Run, mark: str) -> bool:
        return mark == "quote" or self._kinds.reads_like_title(run)


def _is_quoted(run: Run) -> bool:
    """Whether a run stands in quotation marks, all of it."""
    return len(run.text) > _LONG and run.text[0] == '"' == run.text[-1] and run.text.count('"') == 2  # noqa: PLR2004


def _is_of_name(word: str) -> bool:
    """Whether a word may belong to the name of a place: "Rio", "de", "Évry-sur-Lac"."""
    return word[:1].isupper() or (len(word) <= _LONG and word.isalpha())


def _cut(run: Run) -> Iterator[tuple[str, Run, Run]]:
    """The ways to cut a line in two: the mark, and what stands before and behind it."""
    if len(run.text) > _LONGEST:
        return
    for match in islice(brackets.outside(run, _MARK), _MOST_TRIED):
        head, tail = run.part(0, match.start()), run.part(match.end())
        if head and tail:
            yield match.lastgroup or "", head, tail


@cache
def talk_reader(words: Vocabulary) -> TalkReader:
    """The reader of a vocabulary, made once."""
    return TalkReader(words)
