"""What events hear from the packages below them."""

from threading import Thread

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db, lock, transaction
from app.events.models import Event, FeaturedPerson
from app.events.services import revisions
from app.people import services as people
from app.people.models import Person
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")


def correct(person: Person, event: Event) -> None:
    changes = people.PersonChanges(given_name="Ada", family_name="Byron", revision=person.revision)
    people.edit(person, changes, event_id=event.id, actor=SYSTEM)


def test_a_page_shows_a_person_as_corrected_and_the_search_finds_them() -> None:
    event, other = make.event(), make.event()
    person = make.featured(event, "Lovelace").person

    correct(person, event)

    db.session.expire_all()
    assert (event.revision, other.revision) == (2, 1)
    assert "ada byron" in event.search_text


def test_a_correction_and_a_save_of_one_of_the_pages_do_not_wait_for_each_other_for_ever(app: Flask) -> None:
    first, second = make.event(), make.event()
    person = make.featured(first).person
    with transaction() as session:
        session.add(FeaturedPerson(event_id=second.id, person_id=person.id, position=1))
    person_id, event_id = person.id, second.id
    db.session.rollback()

    def correct_elsewhere() -> None:
        with app.app_context():
            correct(db.session.get_one(Person, person_id), db.session.get_one(Event, event_id))

    correcting = Thread(target=correct_elsewhere)
    with transaction():
        mine = lock(db.session.get_one(Event, event_id))
        correcting.start()
        correcting.join(timeout=0.5)  # it has come to the second event, which is ours
        revisions.touch(mine, catalogue=True)
    correcting.join()

    db.session.expire_all()
    assert db.session.get_one(Person, person_id).name == "Ada Byron"
    assert db.session.get_one(Event, event_id).revision == 3


def test_a_new_photo_reaches_the_page() -> None:
    event = make.event()
    person = make.featured(event).person

    people.set_photo(person, None, event_id=event.id, actor=SYSTEM)

    db.session.expire_all()
    assert event.revision == 2
