"""People somebody looks for, to put them somewhere or to make two entries one: found and told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g
from sqlalchemy import ColumnElement

from app.core.pages import Page, part
from app.people import queries as people
from app.people.models import Person
from app.programme import directory, queries
from app.programme.models import Appearance
from app.web.organiser.forms.appearances import described


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """A page of people, each with where they appear in this event's draft."""

    page: Page[Person]
    appearances: Mapping[int, Sequence[Appearance]]

    def described(self, person: Person) -> str:
        """A name with what tells its bearer from others, also by what a session says of them."""
        return described(person, directory.organisations(person, self.appearances.get(person.id, ())))


def find(typed: str, *known: ColumnElement[bool], size: int) -> FoundPeople:
    """Those of the `known` with every word in a name or an organisation of theirs."""
    return _of(directory.find_known(g.event, typed, *known, size=size))


def alike(name: str, *known: ColumnElement[bool]) -> FoundPeople:
    """Those of the `known` whose name may be the same."""
    return _of(part(people.namesakes(name, *known)))


def _of(page: Page[Person]) -> FoundPeople:
    return FoundPeople(page, queries.appearances_of(g.event, [person.id for person in page.items]))
