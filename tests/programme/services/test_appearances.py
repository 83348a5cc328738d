"""People in sessions: added, corrected, ordered, removed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.people.errors import NoSuchPerson
from app.people.models import Person
from app.people.services import NewPerson
from app.programme import queries
from app.programme.errors import AlreadyInSession, MayNotEditProgramme, NobodyNamed, NoSuchAppearance
from app.programme.models import Appearance, AppearanceMode, AppearanceRole, AppearanceState
from app.programme.services import appearances
from app.programme.services.appearances import AppearanceChanges, NewAppearance
from tests.make import events as make_events
from tests.make import programme as make

MAYORS = Translated({"en": "Selected mayors"})


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def editor(event: Event) -> Actor:
    return Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def actions() -> list[str]:
    return [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_the_same_person_in_several_sessions_is_one_person(event: Event) -> None:
    first, second = make.item(event), make.item(event)

    made = appearances.add_new_person(
        first,
        NewPerson(given_name="Ana", family_name="López"),
        NewAppearance(role=AppearanceRole.MODERATOR),
        actor=editor(event),
    )
    assert made.person is not None
    appearances.add(second, NewAppearance(person=made.person.public_id), actor=editor(event))

    person = db.session.scalars(select(Person)).one()
    assert [one.item for one in queries.appearances_of(event, [person.id])[person.id]] == [first, second]
    assert actions() == ["person.created", "appearance.added", "appearance.added"]


def test_what_somebody_is_belongs_to_the_appearance(event: Event) -> None:
    ana = make.person(home_event_id=event.id)
    fields = NewAppearance(
        person=ana.public_id,
        role=AppearanceRole.PANELLIST,
        job=Translated({"en": "Mayor"}),
        organisation=Translated({"en": "City of Querétaro"}),
        city="Querétaro",
        country="MX",
        mode=AppearanceMode.VIDEO_MESSAGE,
        state=AppearanceState.INVITED,
    )

    made = appearances.add(make.item(event), fields, actor=editor(event))

    db.session.expire_all()
    assert (made.person, made.role, made.job) == (ana, AppearanceRole.PANELLIST, {"en": "Mayor"})
    assert (made.organisation, made.city, made.country) == ({"en": "City of Querétaro"}, "Querétaro", "MX")
    assert (made.mode, made.state) == (AppearanceMode.VIDEO_MESSAGE, AppearanceState.INVITED)


def test_a_group_has_a_label_instead_of_a_person(event: Event) -> None:
    item = make.item(event)

    made = appearances.add(item, NewAppearance(label=MAYORS), actor=editor(event))
    with pytest.raises(NobodyNamed):
        appearances.add(item, NewAppearance(label=Translated({"fr": "Maires"})), actor=editor(event))

    assert (made.person, made.label) == (None, MAYORS)


def test_nobody_has_the_same_role_twice_but_may_have_two(event: Event) -> None:
    item, ana = make.item(event), make.person(home_event_id=event.id)
    speaker = NewAppearance(person=ana.public_id)
    appearances.add(item, speaker, actor=editor(event))

    with pytest.raises(AlreadyInSession):
        appearances.add(item, speaker, actor=editor(event))
    chair = appearances.add(
        item, NewAppearance(person=ana.public_id, role=AppearanceRole.CHAIR), actor=editor(event)
    )
    with pytest.raises(AlreadyInSession):
        appearances.edit(chair, AppearanceChanges(revision=1), actor=editor(event))

    db.session.expire_all()
    assert [one.role for one in item.appearances] == [AppearanceRole.SPEAKER, AppearanceRole.CHAIR]


def test_people_of_another_teams_draft_are_unknown_until_they_are_public(event: Event) -> None:
    other = make_events.event()
    stranger = make.person(home_event_id=other.id)
    make.item(other, people=[stranger])
    item, new = make.item(event), NewAppearance(person=stranger.public_id)

    with pytest.raises(NoSuchPerson):
        appearances.add(item, new, actor=editor(event))
    with transaction():
        stranger.published_at = clock.now()

    assert appearances.add(item, new, actor=editor(event)).person is stranger


def test_a_refused_appearance_does_not_leave_its_new_person_behind(event: Event) -> None:
    item = make.item(event)
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.EVENT_EDIT})})

    with pytest.raises(MayNotEditProgramme):
        appearances.add_new_person(item, NewPerson(family_name="Kim"), NewAppearance(), actor=viewer)

    assert db.session.scalars(select(Person)).all() == []


def test_an_edit_changes_the_role_and_keeps_the_person(event: Event) -> None:
    ana = make.person()
    (appearance,) = make.item(event, people=[ana]).appearances

    appearances.edit(
        appearance,
        AppearanceChanges(role=AppearanceRole.CHAIR, label=MAYORS, revision=1),
        actor=editor(event),
    )
    with pytest.raises(StaleEdit):
        appearances.edit(appearance, AppearanceChanges(revision=1), actor=editor(event))

    db.session.expire_all()
    assert (appearance.person, appearance.role, appearance.label) == (ana, AppearanceRole.CHAIR, {})
    assert appearance.revision == 2
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.event_id, entry.changes) == (
        "appearance.edited",
        event.id,
        {"fields": ["role"]},
    )


def test_people_change_places_and_leave(event: Event) -> None:
    item = make.item(event, people=[make.person(name) for name in ("A", "B", "C")])
    first, second, third = item.appearances

    appearances.move(third, "up", actor=editor(event))
    appearances.move(first, "up", actor=editor(event))
    appearances.remove(second, actor=editor(event))

    db.session.expire_all()
    assert item.appearances == [first, third]
    assert len(db.session.scalars(select(Person)).all()) == 3
    assert actions() == ["appearance.moved", "appearance.removed"]


def test_an_appearance_is_found_in_its_own_session_only(event: Event) -> None:
    item, other = make.item(event, people=[make.person()]), make.item(event, people=[make.person()])
    (appearance,) = item.appearances

    assert queries.appearance(item, appearance.public_id) is appearance
    with pytest.raises(NoSuchAppearance):
        queries.appearance(other, appearance.public_id)


ACTS: list[Callable[[Appearance, Actor], object]] = [
    lambda one, actor: appearances.add(one.item, NewAppearance(label=MAYORS), actor=actor),
    lambda one, actor: appearances.edit(
        one, AppearanceChanges(role=AppearanceRole.CHAIR, revision=1), actor=actor
    ),
    lambda one, actor: appearances.move(one, "down", actor=actor),
    lambda one, actor: appearances.remove(one, actor=actor),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_who_builds_the_programme_may_change_who_appears(
    event: Event, act: Callable[[Appearance, Actor], object]
) -> None:
    item = make.item(event, people=[make.person("A"), make.person("B")])
    before = list(item.appearances)
    elsewhere = Actor(ActorKind.USER, id=8, grants={event.id + 1: frozenset(Permission)})

    for actor in (ANONYMOUS, elsewhere):
        with pytest.raises(MayNotEditProgramme):
            act(before[0], actor)

    db.session.expire_all()
    assert item.appearances == before
    assert actions() == []
