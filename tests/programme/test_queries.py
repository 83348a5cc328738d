"""Whom and what an event's team may find."""

import pytest
from flask import Flask

from app.core import clock
from app.core.db import transaction
from app.events.models import Event, FeaturedPerson
from app.people import queries as people
from app.programme import queries
from app.programme.errors import NoSuchRelease, NoSuchRoom, NoSuchSession
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def test_people_belong_to_an_event_by_home_by_session_or_by_its_page(event: Event) -> None:
    home = make.person("Home", home_event_id=event.id)
    speaker, featured = make.person("Speaker"), make.person("Featured")
    make.item(event, people=[speaker])
    with transaction() as session:
        session.add(FeaturedPerson(event_id=event.id, person_id=featured.id, position=1))
    other = make_events.event()
    make.item(other, people=[make.person("Elsewhere")])
    public = make.person("Public", published_at=clock.now())

    assert people.search("", queries.takes_part_in(event)).items == [featured, home, speaker]
    assert people.search("", queries.may_be_found_for(event)).items == [featured, home, public, speaker]


def test_nobody_is_listed_twice(event: Event) -> None:
    ana = make.person(home_event_id=event.id)
    for _ in range(3):
        make.item(event, people=[ana])

    assert people.search("", queries.takes_part_in(event)).items == [ana]


def test_appearances_are_listed_by_person_in_order(event: Event) -> None:
    ana, ben = make.person("Ana"), make.person("Ben")
    late = make.item(event, starts=at("15:00"), people=[ana])
    early = make.item(event, people=[ben, ana])
    make.item(make_events.event(), people=[ana])

    found = queries.appearances_of(event, [ana.id])

    assert {key: [one.item for one in made] for key, made in found.items()} == {ana.id: [early, late]}
    assert queries.appearances_of(event, []) == {}


def test_what_belongs_to_another_event_does_not_exist(event: Event) -> None:
    other = make_events.event()
    item, room = make.item(other), make.room(other)
    make.release(other)

    with pytest.raises(NoSuchSession):
        queries.session(event, item.public_id)
    with pytest.raises(NoSuchRoom):
        queries.rooms_by_public_id(event, [room.public_id])
    with pytest.raises(NoSuchRelease):
        queries.release_row(event, 1)
    assert queries.releases(event) == []
    assert queries.removed(event) == []


def test_only_top_sessions_may_become_parents(event: Event) -> None:
    panel = make.item(event, starts=None)
    make.item(event, parent=panel)
    early = make.item(event)

    assert queries.possible_parents(event) == [early, panel]


def test_releases_name_their_authors(event: Event) -> None:
    item = make.item(event)
    by_system = make.release(event)
    user = accounts.user(name="Eve")
    with transaction():
        item.seats = 4
    by_eve = make.release(event)
    with transaction():
        by_eve.released_by_id = user.id

    assert queries.release_authors([by_system, by_eve]) == {by_eve.id: "Eve"}


def test_of_many_namesakes_the_event_s_own_come_first(event: Event) -> None:
    for _number in range(9):
        make.person("Ana", "Díaz", published_at=clock.now())
    own = make.person("Ana", "Diaz", home_event_id=event.id)

    found = queries.namesakes(event, "Ana Díaz")

    assert found[0] == own
    assert len(found) == len(set(found)) > 1
