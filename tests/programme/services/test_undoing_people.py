"""Whom a step has entered is forgotten with it, unless somebody needs them by then."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.events.models import Event
from app.events.services import rows
from app.events.services.rows import FeaturedRow
from app.people import services as people_services
from app.people.models import Person
from app.people.services import NewPerson, PersonChanges
from app.programme import queries
from app.programme.services import appearances, memento, merging, sessions, undoing
from app.programme.services.appearances import NewAppearance
from app.programme.services.merging import Choice
from tests.make import events, pasting
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")

TEXT = """Monday, 28 September 2026

09:00 – 09:30 Opening
Ms Ana Díaz, Mayor, City of Lumen

09:30 – 10:30 Panel: Who learns after work?
Moderator: Mr Tariq Aziz, Director, Night School
Dr Yuki Mori, Professor, Coast University

11:00 – 12:00 Workshop: Maps of a neighbourhood
"""


def put_in(event: Event, text: str = TEXT) -> None:
    pasting.put_in(event, text)


def in_opening(event: Event) -> list[Person]:
    opening = queries.draft(event).timetable.top[0]
    return [one.person for one in opening.appearances if one.person is not None]


def known() -> dict[str, str]:
    """Everybody there is, by name."""
    db.session.expire_all()
    return {person.name: person.public_id for person in db.session.scalars(select(Person))}


def test_those_whom_only_an_undone_text_has_entered_are_forgotten_with_it_and_come_back() -> None:
    event = events.event()
    make.person("Tariq", "Aziz", home_event_id=event.id)
    put_in(event)
    everybody, whole = known(), memento.read(event)

    for _time in range(2):
        undoing.undo(event, actor=SYSTEM)
        assert list(known()) == ["Tariq Aziz"]

        undoing.redo(event, actor=SYSTEM)
        assert (known(), memento.read(event)) == (everybody, whole)


def test_whom_somebody_needs_by_then_is_not_forgotten() -> None:
    event, other = events.event(), events.event(slug="other")
    put_in(event, f"{TEXT}Mr Bo Lund\nMs Cleo Mbeki\n")
    persons = {person.name: person for person in db.session.scalars(select(Person))}
    edited = PersonChanges(given_name="Ana", family_name="Díaz", honorific="Dr", revision=1)
    people_services.edit(persons["Ana Díaz"], edited, event_id=event.id, actor=SYSTEM)
    make.item(other, people=[persons["Tariq Aziz"]])
    rows.add(other, FeaturedRow(person_id=persons["Yuki Mori"].id), actor=SYSTEM)
    with transaction():
        persons["Bo Lund"].published_at = clock.now()

    undoing.undo(event, actor=SYSTEM)
    assert sorted(known()) == ["Ana Díaz", "Bo Lund", "Tariq Aziz", "Yuki Mori"]

    undoing.redo(event, actor=SYSTEM)
    assert [person.name for person in in_opening(event)] == ["Ana Díaz"]


def test_whom_a_release_names_is_not_forgotten() -> None:
    event = events.event()
    put_in(event)
    make.waive_errors(event)
    make.release(event)

    with transaction():
        for person in db.session.scalars(select(Person)):
            person.published_at = None
    undoing.undo(event, actor=SYSTEM)

    assert sorted(known()) == ["Ana Díaz", "Tariq Aziz", "Yuki Mori"]


def test_somebody_entered_for_one_session_is_forgotten_with_that() -> None:
    event = events.event()
    item = make.item(event)
    new = NewPerson(given_name="Ana", family_name="Díaz")
    appearances.add_new_person(item, new, NewAppearance(), actor=SYSTEM)
    appearances.name_new_person(make.placeholder(item), replace(new, given_name="Bo"), actor=SYSTEM)
    everybody = known()

    undoing.undo(event, actor=SYSTEM)
    assert list(known()) == ["Ana Díaz"]
    undoing.undo(event, actor=SYSTEM)
    assert known() == {}

    undoing.redo(event, actor=SYSTEM)
    undoing.redo(event, actor=SYSTEM)
    assert known() == everybody


def called_otherwise(event: Event) -> Person:
    """Somebody whose form of address the last step has changed, with the time of their session."""
    put_in(event)
    put_in(event, TEXT.replace("Ms Ana", "Dr Ana").replace("09:00", "09:10"))
    (ana,) = in_opening(event)
    assert ana.honorific == "Dr"
    return ana


def test_what_somebody_is_called_goes_back_with_the_step() -> None:
    event = events.event()
    ana = called_otherwise(event)

    undoing.undo(event, actor=SYSTEM)
    assert ana.honorific == "Ms"

    undoing.redo(event, actor=SYSTEM)
    assert ana.honorific == "Dr"


@pytest.mark.parametrize("news", [{"honorific": "Prof."}, {"home_event_id": None}])
def test_what_has_been_made_of_somebody_since_stays_and_keeps_nothing_else_back(
    news: dict[str, object],
) -> None:
    event = events.event()
    ana = called_otherwise(event)
    with transaction():
        for name, value in news.items():
            setattr(ana, name, value)
    called = ana.honorific

    undoing.undo(event, actor=SYSTEM)

    opening = queries.draft(event).timetable.top[0]
    assert (ana.honorific, opening.starts_local) == (called, at("09:00"))
    undoing.redo(event, actor=SYSTEM)
    assert (ana.honorific, opening.starts_local) == (called, at("09:10"))


def test_a_step_that_says_how_somebody_was_called_is_undone_after_they_became_part_of_another_entry() -> None:
    event = events.event()
    ana = called_otherwise(event)
    other = make.person("Ana", "Diaz", home_event_id=event.id)
    seen = Choice(from_other=[], kept_revision=other.revision, other_revision=ana.revision)
    merging.merge(other, ana, seen, event_id=event.id, actor=SYSTEM)

    undoing.undo(event, actor=SYSTEM)

    assert queries.draft(event).timetable.top[0].starts_local == at("09:00")


def test_two_who_have_become_one_person_since_come_back_as_one_and_leave_as_one() -> None:
    event = events.event()
    ana, ann = (make.person(given, home_event_id=event.id) for given in ("Ana", "Ann"))
    item = make.item(event, people=[ana, ann])
    sessions.remove(item, actor=SYSTEM)
    choice = Choice(from_other=(), kept_revision=ana.revision, other_revision=ann.revision)
    merging.merge(ana, ann, choice, event_id=event.id, actor=SYSTEM)

    undoing.undo(event, actor=SYSTEM)
    assert in_opening(event) == [ana]

    undoing.redo(event, actor=SYSTEM)
    assert list(queries.draft(event).timetable) == []
