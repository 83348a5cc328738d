"""Cells of tables whose column says what they hold."""

import re

from app.programme.paste.appearing import Entrance, State
from app.programme.paste.authors import author_reader
from app.programme.paste.drafts import ItemDraft, PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.ledger import Ledger
from app.programme.paste.origins import origin_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import Label, label_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_AFFILIATIONS = {"organisation", "position", "country"}
_UNREAD = {"number", "track", "duration", *_AFFILIATIONS}
_MOST_WORDS = 12
_LABEL = re.compile(r"[^\W\d][^:\n]{2,30}:\s")


class CellReader:
    """Reads a cell into an item by the name of its column."""

    def __init__(self, words: Vocabulary, ledger: Ledger) -> None:
        self._ledger = ledger
        self._entrance = Entrance(words, ledger)
        self._people = people_reader(words)
        self._authors = author_reader(words)
        self._labels = label_reader(words)
        self._origins = origin_reader(words)
        self._kinds = kind_reader(words)

    def read(self, item: ItemDraft, run: Run, key: str, state: State) -> bool:
        """Whether the cell could be read; False when it reads better as a line."""
        key = key.removeprefix("guess ")
        if key in {"people", "moderator"}:
            self._read_people(item, run, key, state)
        elif key == "room":
            item.room.append(run)
        elif key in _AFFILIATIONS and item.people:
            self._affiliate(item, run, key)
        elif key in {"kind", "role"}:
            self._read_word(item, run, key)
        elif key in {"note", "language"}:
            item.notes.append(run)
        elif key == "tbc":
            self._ledger.claim(run, "to be confirmed", item)
        elif key in _UNREAD:
            self._ledger.claim(run, key, item)
        elif item.people and not item.people[-1].has_affiliation and len(run.text.split()) <= _MOST_WORDS:
            self._people.affiliate(item.people[-1], [run])
        else:
            return False
        return True

    def _read_people(self, item: ItemDraft, run: Run, key: str, state: State) -> None:
        printed = self._labels.role(run)
        if printed and self._entrance.labelled(item, run.part(printed.end), printed, state):
            return
        authors = [person for person, _ in self._authors.authors(run)]
        label = Label("moderator", 0, run) if key == "moderator" else None
        if not authors and self._entrance.mixed(item, run, label, state):
            return
        people = authors or self._origins.of_country(run) or self._people.people(run, sure=True)
        people = people or self._behind_label(run)
        self._entrance.all(item, people, label, run)
        if not people:
            self._entrance.group(item, run, label)

    def _behind_label(self, run: Run) -> list[PersonDraft]:
        """People with honorifics behind a label nobody knows: "Steers the circle: Dr Ada Example"."""
        label = _LABEL.match(run.text)
        people = self._people.people(run.part(label.end()), sure=True) if label else []
        return people if all(person.is_titled for person in people) else []

    def _read_word(self, item: ItemDraft, run: Run, key: str) -> None:
        if key == "kind" and (kind := self._kinds.kind(run)):
            item.kind, item.kind_run = kind
        elif key == "role" and item.people and (label := self._labels.role(run)):
            item.people[-1].role, item.people[-1].role_run = label.key, label.said
        else:
            item.notes.append(run)

    def _affiliate(self, item: ItemDraft, run: Run, key: str) -> None:
        """What a column of its own says about everybody of the row who has none yet."""
        if key == "country":
            for person in item.people:
                person.country = person.country or run
        elif key == "position":
            item.people[-1].position.append(run)
        else:
            for person in [one for one in item.people if not one.organisation]:
                self._people.affiliate(person, [run])
