"""What events hear from the packages below them."""

import pytest

from app.core.actors import SYSTEM
from app.core.db import db
from app.events.models import Event
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


def test_a_new_photo_reaches_the_page() -> None:
    event = make.event()
    person = make.featured(event).person

    people.set_photo(person, None, event_id=event.id, actor=SYSTEM)

    db.session.expire_all()
    assert event.revision == 2
