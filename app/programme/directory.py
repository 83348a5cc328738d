"""The people of one event as a directory: found by their names, and by whom they speak for."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from app.core import text
from app.core.db import db
from app.core.pages import Page
from app.core.types import Translated
from app.events.models import Event
from app.people import queries as people
from app.people.models import Person
from app.programme import queries
from app.programme.models import Appearance, ProgrammeItem


def find(event: Event, typed: str, *, page: int = 1) -> Page[Person]:
    """One page of the event's people with every word of `typed` in a name or an organisation of theirs.

    An organisation counts by its name in any language, in a session of the draft or anywhere.
    """
    here = queries.takes_part_in(event)
    if not typed.strip():
        return people.search("", here, page=page)
    return people.search_with(typed, _spoken_for(event), here, page=page)


def find_known(event: Event, typed: str, *known: ColumnElement[bool], size: int) -> Page[Person]:
    """The first `size` of the `known` persons with every word of `typed` in their name or organisations.

    Whose name it is comes first. Organisations told in a session count for the draft of this event alone.
    """
    if not typed.strip():
        return people.search("", *known, size=size)
    return people.search_with(typed, _spoken_for(event), *known, names_first=True, size=size)


def organisations(person: Person, appearances: Iterable[Appearance]) -> list[Translated]:
    """Where somebody is from, in order, each once: their own, and those of these appearances."""
    found: list[Translated] = []
    own = (Translated(one.get("organisation") or {}) for one in person.affiliations)
    for one in (*own, *(appearance.organisation for appearance in appearances)):
        if one and one not in found:
            found.append(one)
    return found


def _spoken_for(event: Event) -> dict[int, str]:
    """The organisations of each person in the draft, by number, as searched texts are."""
    query = (
        select(Appearance.person_id, Appearance.organisation)
        .join(ProgrammeItem, ProgrammeItem.id == Appearance.item_id)
        .where(ProgrammeItem.event_id == event.id, Appearance.person_id.is_not(None))
    )
    found: dict[int, str] = {}
    for number, organisation in db.session.execute(query):
        if number is not None and organisation:
            found[number] = f"{found.get(number, '')} {text.searchable(*organisation.values())}"
    return found
