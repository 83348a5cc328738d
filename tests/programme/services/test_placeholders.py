"""Somebody who was to be confirmed gets a name."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.people.errors import NameMissing, NoSuchPerson
from app.people.models import Person
from app.people.services import NewPerson
from app.programme import queries
from app.programme.errors import AlreadyInSession, MayNotEditProgramme, NotAPlaceholder
from app.programme.models import Appearance, AppearanceRole, AppearanceState
from app.programme.services import appearances, undoing
from app.programme.services.appearances import NewAppearance
from tests.make import events as make_events
from tests.make import programme as make

MAYOR = Translated({"en": "Mayor of Hamburg, to be confirmed"})


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def placeholder(event: Event) -> Appearance:
    """The first of two in a panel."""
    item = make.item(event)
    new = NewAppearance(
        label=MAYOR, role=AppearanceRole.CHAIR, state=AppearanceState.INVITED, city="Hamburg",
        organisation=Translated({"en": "City of Hamburg"}),
    )  # fmt: skip
    made = appearances.add(item, new, actor=SYSTEM)
    appearances.add(
        item, NewAppearance(person=make.person("Kim", "Lee", home_event_id=event.id).public_id), actor=SYSTEM
    )
    return made


def test_the_named_person_takes_the_place_the_role_and_the_public_id(
    event: Event, placeholder: Appearance
) -> None:
    affiliation = {
        "position": {"en": "First Mayor"},
        "organisation": {"en": "Senate"},
        "city": "Berlin",
        "country": "DE",
    }
    ana = make.person(home_event_id=event.id, affiliations=[affiliation])
    before = (placeholder.public_id, placeholder.position, placeholder.role, placeholder.state)

    appearances.name_placeholder(placeholder, ana.public_id, actor=SYSTEM)

    db.session.expire_all()
    assert (placeholder.public_id, placeholder.position, placeholder.role, placeholder.state) == before
    assert (placeholder.person, placeholder.label) == (ana, {})
    assert (placeholder.job, placeholder.organisation) == ({"en": "First Mayor"}, {"en": "City of Hamburg"})
    assert (placeholder.city, placeholder.country) == ("Hamburg", "DE")
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    assert last.action == "appearance.named"


def name_of(one: Appearance) -> str:
    return one.person.public_id if one.person else ""


def test_naming_is_one_step_that_can_be_undone_and_done_again(event: Event, placeholder: Appearance) -> None:
    appearances.name_new_person(placeholder, NewPerson(given_name="Ana"), actor=SYSTEM)
    ana = name_of(placeholder)

    undoing.undo(event, actor=SYSTEM)
    db.session.expire_all()
    assert (name_of(placeholder), placeholder.label) == ("", MAYOR)

    undoing.redo(event, actor=SYSTEM)
    db.session.expire_all()
    assert (name_of(placeholder), placeholder.label) == (ana, {})


def test_refused_namings_leave_nothing_behind(event: Event, placeholder: Appearance) -> None:
    there = make.person("Ada", home_event_id=event.id)
    appearances.add(
        placeholder.item, NewAppearance(person=there.public_id, role=AppearanceRole.CHAIR), actor=SYSTEM
    )
    stranger = make.person("Eve", home_event_id=make_events.event().id)
    viewer = Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})
    named = queries.appearances_in(placeholder.item)[1]

    with pytest.raises(AlreadyInSession):
        appearances.name_placeholder(placeholder, there.public_id, actor=SYSTEM)
    with pytest.raises(NoSuchPerson):
        appearances.name_placeholder(placeholder, stranger.public_id, actor=make_events.actor(event))
    with pytest.raises(MayNotEditProgramme):
        appearances.name_placeholder(placeholder, there.public_id, actor=viewer)
    with pytest.raises(NotAPlaceholder):
        appearances.name_placeholder(named, there.public_id, actor=SYSTEM)
    with pytest.raises(NameMissing):
        appearances.name_new_person(placeholder, NewPerson(), actor=SYSTEM)

    db.session.expire_all()
    assert (placeholder.person, placeholder.label) == (None, MAYOR)
    assert len(db.session.scalars(select(Person)).all()) == 3
