"""Rooms and tracks: named, corrected, ordered, removed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.core.actors import ANONYMOUS, Actor, ActorKind, Permission
from app.core.db import db
from app.core.errors import DomainError, Gone, StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import (
    BadAddress,
    BadColour,
    BadCount,
    MayNotEditProgramme,
    NameMissing,
    NoSuchRoom,
    NoSuchTrack,
)
from app.programme.models import Room, Track
from app.programme.services import rooms_and_tracks
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from tests.make import events as make_events
from tests.make import programme as make

HALL = Translated({"en": "Hall"})


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def editor(event: Event) -> Actor:
    return Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def actions() -> list[str]:
    return [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_rooms_and_tracks_come_in_the_order_they_were_made_until_moved(event: Event) -> None:
    first, second = (
        rooms_and_tracks.create(event, NewRoom(name=Translated({"en": name})), actor=editor(event))
        for name in "AB"
    )
    red, blue = (
        rooms_and_tracks.create(event, NewTrack(name=Translated({"en": name})), actor=editor(event))
        for name in "RB"
    )
    assert (queries.rooms(event), queries.tracks(event)) == ([first, second], [red, blue])

    rooms_and_tracks.move(second, "up", actor=editor(event))
    rooms_and_tracks.move(red, "down", actor=editor(event))
    rooms_and_tracks.move(red, "down", actor=editor(event))

    db.session.expire_all()
    assert (queries.rooms(event), queries.tracks(event)) == ([second, first], [blue, red])
    assert actions() == [
        "room.created", "room.created", "track.created", "track.created", "room.moved", "track.moved",
    ]  # fmt: skip


def test_every_field_of_a_room_is_kept(event: Event) -> None:
    new = NewRoom(
        name=Translated({"en": "Hall", "ar": "قاعة"}),
        capacity=600,
        note=Translated({"en": "Ground floor, step-free"}),
        livestream_url="https://stream.example.org",
    )

    made = rooms_and_tracks.create(event, new, actor=editor(event))

    db.session.expire_all()
    assert (made.name, made.capacity, made.note, made.livestream_url) == (
        {"en": "Hall", "ar": "قاعة"},
        600,
        {"en": "Ground floor, step-free"},
        "https://stream.example.org",
    )


def test_a_colour_is_kept_in_one_spelling(event: Event) -> None:
    made = rooms_and_tracks.create(event, NewTrack(name=HALL, colour="0B5394"), actor=editor(event))

    assert made.colour == "#0b5394"


def test_an_edit_is_remembered_and_a_stale_one_refused(event: Event) -> None:
    room, track = make.room(event), make.track(event)

    rooms_and_tracks.edit(room, NewRoom(name=HALL, capacity=5), seen=1, actor=editor(event))
    rooms_and_tracks.edit(track, NewTrack(name=HALL), seen=1, actor=editor(event))
    with pytest.raises(StaleEdit):
        rooms_and_tracks.edit(room, NewRoom(name=Translated({"en": "Mine"})), seen=1, actor=editor(event))
    with pytest.raises(StaleEdit):
        rooms_and_tracks.edit(track, NewTrack(name=Translated({"en": "Mine"})), seen=1, actor=editor(event))

    db.session.expire_all()
    assert (room.name, room.capacity, room.revision) == (HALL, 5, 2)
    assert (track.name, track.revision) == (HALL, 2)
    assert actions() == ["room.edited", "track.edited"]


def test_an_edit_that_changes_nothing_leaves_no_trace(event: Event) -> None:
    room, track = make.room(event, "Hall"), make.track(event, "Hall")

    rooms_and_tracks.edit(room, NewRoom(name=HALL), seen=1, actor=editor(event))
    rooms_and_tracks.edit(track, NewTrack(name=HALL), seen=1, actor=editor(event))

    assert (room.revision, track.revision, actions()) == (1, 1, [])


@pytest.mark.parametrize(
    ("new", "refusal", "field"),
    [
        (NewRoom(name=Translated({})), NameMissing, "name"),
        (NewRoom(name=HALL, capacity=-1), BadCount, "capacity"),
        (NewRoom(name=HALL, livestream_url="data:text/html,x"), BadAddress, "livestream_url"),
        (NewTrack(name=Translated({"fr": "Salle"})), NameMissing, "name"),
        (NewTrack(name=HALL, colour="red;}"), BadColour, "colour"),
    ],
)
def test_a_refusal_says_where_and_leaves_nothing_behind(
    event: Event, new: Any, refusal: type[DomainError], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        rooms_and_tracks.create(event, new, actor=editor(event))

    assert refused.value.field == field
    assert (queries.rooms(event), queries.tracks(event), actions()) == ([], [], [])


def test_removing_a_room_or_track_keeps_the_sessions(event: Event) -> None:
    room, track = make.room(event), make.track(event)
    item = make.item(event, rooms=[room], track=track)
    assert queries.sessions_per_room(event) == {room.id: 1}
    assert queries.sessions_per_track(event) == {track.id: 1}

    rooms_and_tracks.remove(room, actor=editor(event))
    rooms_and_tracks.remove(track, actor=editor(event))

    db.session.expire_all()
    assert (item.rooms, item.track) == ([], None)
    assert (queries.sessions_per_room(event), queries.sessions_per_track(event)) == ({}, {})


def test_those_of_another_event_do_not_exist_here(event: Event) -> None:
    other = make_events.event()
    room, track = make.room(other), make.track(other)

    with pytest.raises(NoSuchRoom):
        queries.room(event, room.public_id)
    with pytest.raises(NoSuchTrack):
        queries.track(event, track.public_id)


ACTS: list[Callable[[Event, Actor], object]] = [
    lambda event, actor: rooms_and_tracks.create(event, NewRoom(name=HALL), actor=actor),
    lambda event, actor: rooms_and_tracks.edit(
        queries.rooms(event)[0], NewRoom(name=HALL), seen=1, actor=actor
    ),
    lambda event, actor: rooms_and_tracks.move(queries.rooms(event)[0], "down", actor=actor),
    lambda event, actor: rooms_and_tracks.remove(queries.rooms(event)[0], actor=actor),
    lambda event, actor: rooms_and_tracks.create(event, NewTrack(name=HALL), actor=actor),
    lambda event, actor: rooms_and_tracks.edit(
        queries.tracks(event)[0], NewTrack(name=HALL), seen=1, actor=actor
    ),
    lambda event, actor: rooms_and_tracks.move(queries.tracks(event)[0], "down", actor=actor),
    lambda event, actor: rooms_and_tracks.remove(queries.tracks(event)[0], actor=actor),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_who_builds_the_programme_may_change_them(
    event: Event, act: Callable[[Event, Actor], object]
) -> None:
    before = [make.room(event), make.room(event)], [make.track(event), make.track(event)]
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})

    for actor in (ANONYMOUS, viewer):
        with pytest.raises(MayNotEditProgramme):
            act(event, actor)

    db.session.expire_all()
    assert (queries.rooms(event), queries.tracks(event)) == before
    assert actions() == []


@pytest.mark.parametrize("make_one", [make.room, make.track])
@pytest.mark.parametrize(
    "act",
    [
        lambda thing, actor: rooms_and_tracks.move(thing, "up", actor=actor),
        lambda thing, actor: rooms_and_tracks.remove(thing, actor=actor),
    ],
)
def test_what_somebody_has_just_removed_is_gone(
    event: Event, make_one: Callable[[Event], Room | Track], act: Callable[[Room | Track, Actor], None]
) -> None:
    """A second click on the button, while the first was still on its way."""
    make_one(event)
    thing = make_one(event)
    with db.engine.begin() as other:
        other.execute(delete(type(thing)).where(type(thing).id == thing.id))

    with pytest.raises(Gone):
        act(thing, editor(event))

    assert actions() == []
