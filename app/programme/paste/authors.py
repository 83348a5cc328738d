"""Author lists as papers print them: "Ana Lima1; Rui Costa2", then "1University A, 2Institute B"."""

import re
from collections.abc import Sequence
from functools import cache

from app.programme.paste.drafts import PersonDraft
from app.programme.paste.people import people_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_PARTS = re.compile(r"\s?;\s?|,\s?(?=[^\d\s])|\s(?:and|und|et|y|e|и)\s|\s?&\s?")
_BEFORE = re.compile(r"^(?P<numbers>\d{1,2}(?:\s?,\s?\d{1,2})*)[.)]?\s?(?=[^\W\d])")
_BEHIND = re.compile(r"(?<=[^\W\d]|[.*])\s?\(?(?P<numbers>\d{1,2}(?:\s?,\s?\d{1,2})*)\)?[*†]?$")
_AFFILIATION = re.compile(
    r"(?:^|(?<=[,;.])\s?|(?<=\s))\(?(?P<numbers>\d{1,2}(?:\s?[,&]\s?\d{1,2})*)\)?[.:]?\s?(?=[^\W\d])"
)
_OF = {"of", "and", "de", "du", "di", "da", "do", "von", "del", "the", "&"}
_LONGEST = 6_000


class AuthorReader:
    """Reads numbered authors and the numbered affiliations under them."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._rooms = room_reader(words)

    def authors(self, run: Run) -> list[tuple[PersonDraft, list[int]]]:
        """The people of a line in which names carry numbers; empty when it is none."""
        if len(run.text) > _LONGEST or not any(letter.isdigit() for letter in run.text):
            return []
        if self._rooms.is_room(run):
            return []
        found: list[tuple[PersonDraft, list[int]]] = []
        for part in run.split(_PARTS):
            match = _BEFORE.match(part.text) or _BEHIND.search(part.text)
            bare = part
            if match:
                bare = part.part(match.end()) if match.start() == 0 else part.part(0, match.start())
            end = self._people.is_honorific(bare)
            name = bare.part(end).stripped("*†,. ") if not bare.text.endswith(".") else bare.part(end)
            if not self._people.names.is_name(name, sure=True):
                return []
            person = PersonDraft(name, [bare.part(0, end)] if end else [], is_certain=True)
            numbers = [int(number) for number in re.findall(r"\d+", match["numbers"])] if match else []
            found.append((person, numbers))
        if len(found) == 1 and " " not in found[0][0].name.text:
            return []  # "Stand 4"
        return found if sum(bool(numbers) for _, numbers in found) * 2 > len(found) else []

    def affiliations(self, run: Run, expected: Sequence[int]) -> dict[int, Run]:
        """The numbered bodies of a line; empty when its numbers are not the authors'."""
        if not run.text[:3].strip("( [")[:1].isdigit() or len(run.text) > _LONGEST:
            return {}
        marks = [
            match
            for match in _AFFILIATION.finditer(run.text)
            if all(int(number) in expected for number in re.findall(r"\d+", match["numbers"]))
        ]
        if not marks or marks[0].start() > 1:
            return {}
        found: dict[int, Run] = {}
        for match, end in zip(marks, [*(later.start() for later in marks[1:]), len(run.text)], strict=True):
            body = run.part(match.end(), end).stripped(",;. ")
            for number in re.findall(r"\d+", match["numbers"]):
                found.setdefault(int(number), body)
        return found

    def affiliate(self, authors: list[tuple[PersonDraft, list[int]]], bodies: dict[int, Run]) -> None:
        """Give every author the bodies of the numbers."""
        for person, numbers in authors:
            for number in numbers[:1] if len(bodies) else []:
                if (body := bodies.get(number)) and not person.has_affiliation:
                    self._people.affiliate(person, [*self._with_country(body)])

    def _with_country(self, body: Run) -> list[Run]:
        head, _, tail = body.text.rpartition(",")
        last = body.part(len(head) + 1) if tail and head else None
        if last and self._words.whole(last, "countries"):
            return [body.part(0, len(head)), last]
        for hit in self._words.of(body, "countries"):  # "University of Athens Greece"
            before = body.part(0, hit.start)
            if (
                hit.end == len(body.text)
                and len(before.text.split()) > 1
                and before.folded.split()[-1] not in _OF
            ):
                return [before, body.part(hit.start)]
        return [body]


@cache
def author_reader(words: Vocabulary) -> AuthorReader:
    """The reader of a vocabulary, made once."""
    return AuthorReader(words)
