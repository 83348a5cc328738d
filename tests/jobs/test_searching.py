"""A new version's idea of what sounds alike reaches what was stored by an older one."""

import pytest
from sqlalchemy import update

from app.core.db import db, transaction
from app.events.models import Event
from app.jobs import searching
from app.people import queries as people
from app.people.models import Person
from app.registration.models import Registration
from app.registration.queries import desk
from tests.make import events, programme, registrations

pytestmark = pytest.mark.usefixtures("app")

OLD = "o’brien مـدن ٢٠٢٦"  # as the first version kept it
NEW = "o'brien مدن 2026"


def test_rows_folded_by_an_older_version_are_found_by_what_people_type() -> None:
    person = programme.person()
    registration = registrations.registration(registrations.category())
    with transaction() as session:
        for model in (Event, Person, Registration):
            session.execute(update(model).values(search_text=OLD))

    count, again = searching.fold_anew(), searching.fold_anew()

    db.session.expire_all()
    assert (count, again) == (3, 0)
    assert [one.id for one in people.search("O'Brien 2026").items] == [person.id]
    found = desk.registrations(registration.event, desk.Filter(words="مدن 2026"))
    assert [one.id for one in found.items] == [registration.id]
    assert registration.event.search_text == NEW


def test_rows_of_this_version_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PIECE", 2)
    made = [programme.person(family=f"Ødegård{number}").id for number in range(5)]
    with transaction() as session:
        session.execute(update(Person).where(Person.id == made[-1]).values(search_text=OLD))
    events.event(search_text="plain")

    assert searching.fold_anew() == 1
