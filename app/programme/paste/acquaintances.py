"""People met elsewhere in the text: a bare name behind a title is theirs, too."""

import re
from collections.abc import Iterator, Sequence

from app.programme.paste import brackets
from app.programme.paste.drafts import ItemDraft, PersonDraft
from app.programme.paste.names import is_full
from app.programme.paste.people import people_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_TAIL = re.compile(r"[,:.;]\s|\s[-–|]\s|\s–|\s/{1,2}\s|[,:](?=[\u3400-\u9fff])")
_WORD = re.compile("[\u3400-\u9fff]|[^\\W\\d_\u3400-\u9fff]+")
_LABEL = re.compile(r"[^:]{2,30}:\s")
_EDGES = " :-–|•,;.("
_MOST_TAILS = 12
_LONGEST = 600  # letters of a title


class Acquaintances:
    """Knows who is certainly a person of this text, and finds these people again."""

    def __init__(self, words: Vocabulary, items: Sequence[ItemDraft]) -> None:
        self._words = words
        self._people = people_reader(words)
        self._known = {
            person.name.folded
            for item in items
            for person in item.people
            if (person.is_certain or person.role_run) and is_full(person.name)
        }
        self._begun = {next(_beginnings(name), "") for name in self._known}

    def introduce(self, items: Sequence[ItemDraft]) -> None:
        """Let in whom a title or a line of text names."""
        if not self._known:
            return
        for item in items:
            if item.title and len(item.title[-1].text) <= _LONGEST:
                self._behind_title(item)
            for run in [*item.abstract]:
                there = {person.name.folded for person in item.people}
                people = self._met(run) or self._met_behind_label(run)
                if people and not any(person.name.folded in there for person in people):
                    item.abstract.remove(run)
                    item.people += people

    def _behind_title(self, item: ItemDraft) -> None:
        if self._is_title(item):
            return
        for head, tail in self._cut(item.title[-1]):
            people = self._met(tail) if head else []
            if people:
                item.title[-1] = head
                item.people = [*people, *item.people]
                return

    def _is_title(self, item: ItemDraft) -> bool:
        """Whether a title is only somebody with a body, "Jane Doe – Seed Trust": then it is the name."""
        title = item.title[-1]
        if item.people or len(item.title) > 1 or self._begun.isdisjoint(_beginnings(title.folded)):
            return False
        people = self._people.people(title, sure=True)
        if len(people) != 1 or people[0].name.folded not in self._known or not people[0].has_affiliation:
            return False
        if people[0].name.start != title.start:
            return False
        item.people, item.title = people, [people[0].name]
        return True

    def _cut(self, title: Run) -> Iterator[tuple[Run, Run]]:
        """The ways to take a title apart: at its marks, and before a bracket at its end."""
        for tried, match in enumerate(brackets.outside(title, _TAIL)):
            if tried > _MOST_TAILS:
                break
            head = title.part(0, match.start())
            if match[0][0] == "." and self._words.knows(head.folded.rpartition(" ")[2], "honorifics"):
                continue  # "In memory of Prof. Jane Doe"
            yield head.stripped(_EDGES), title.part(match.end())
        for start, end, inside in brackets.groups(title):
            if end >= len(title.text):
                yield title.part(0, start).stripped(_EDGES), inside

    def _met_behind_label(self, run: Run) -> list[PersonDraft]:
        """The people behind a label nobody knows, if one of them has been met: "In talks: A, B"."""
        label = _LABEL.match(run.text)
        people = self._people.people(run.part(label.end()), sure=True) if label else []
        is_met = any(one.name.folded in self._known for one in people)
        are_people = all(one.is_certain or self._people.names.is_name(one.name) for one in people)
        return people if is_met and are_people else []

    def _met(self, run: Run) -> list[PersonDraft]:
        """The people of a run that consists of known names and nothing else."""
        if self._begun.isdisjoint(_beginnings(run.folded)):
            return []  # a first look that costs little
        people = self._people.people(run, sure=True)
        are_met = all(one.name.folded in self._known and not one.has_affiliation for one in people)
        return people if are_met else []


def _beginnings(folded: str) -> Iterator[str]:
    """What names may begin with in a text: its words, and every Chinese character."""
    return (match[0] for match in _WORD.finditer(folded))
