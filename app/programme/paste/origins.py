"""Where people come from, told on a line below several names, or before a colon and one name."""

import re
from functools import cache

from app.programme.paste.drafts import PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_FARTHEST = 60  # letters before a colon
_FEW = 4  # words of what somebody does
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")


class OriginReader:
    """Finds what several people have in common, and what stands before a name instead of behind it."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._kinds = kind_reader(words)

    def is_shared_body(self, run: Run) -> bool:
        """Whether a line under several names says where all of them come from."""
        is_body = any(hit.table == "words" and hit.key == "organisation" for hit in self._words.hits(run))
        is_labelled = ": " in run.text  # "In conversation: Ada Example (City Radio)"
        return is_body and not (is_labelled or self._people.people(run) or _SENTENCE.search(run.text))

    def of_country(self, run: Run) -> list[PersonDraft]:
        """People behind the country they speak for: "Chile: Ms Jane Doe"."""
        colon = run.text.find(": ")
        country = run.part(0, colon) if 0 < colon < _FARTHEST else None
        if country is None or not self._words.whole(country, "countries"):
            return []
        people = self._people.people(run.part(colon + 1), sure=True)
        for person in people:
            self._people.affiliate(person, [] if person.country else [country])
        return people

    def titled_behind(self, run: Run) -> list[PersonDraft]:
        """People with honorifics behind where they come from: "Thung Song, Thailand: Mr Joe Bell, Mayor".

        Or people who are certain ones behind what they do, in words nobody knows: "Music: Ada Doe (Cork)".
        """
        if people := self.of_country(run):
            return people
        colon = run.text.find(": ")
        rest = run.part(colon + 1) if 0 < colon < _FARTHEST else None
        is_title = run.text[:1] in {'"', "'"}  # "Wells": Ms Ada Doe
        if rest is None or is_title or "@" in rest.text or self._kinds.is_only_kind(run.part(0, colon)):
            return []
        if "," in run.text[:colon]:
            is_origin = self._people.is_honorific(rest) and not self._kinds.kind(run.part(0, colon))
            return self._people.people(rest) if is_origin else []
        people = self._people.people(rest) if len(run.text[:colon].split()) <= _FEW else []
        return people if all(one.is_certain for one in people) else []


@cache
def origin_reader(words: Vocabulary) -> OriginReader:
    """The reader of a vocabulary, made once."""
    return OriginReader(words)
