"""Putting back what has left the draft."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import MayNotEditProgramme, NotCancelled, StillThere
from app.programme.models import AppearanceState, DraftStep
from app.programme.services import appearances, merging, restoring, rooms_and_tracks, sessions
from app.programme.services.appearances import NewAppearance
from app.programme.services.merging import Choice
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at

A_LIFETIME_OF_EDITS = 60_000


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def test_whoever_has_a_session_open_from_before_it_left_overwrites_nothing(event: Event) -> None:
    item = make.item(event, "Talk", revision=3)
    make.release(event)
    sessions.remove(item, actor=SYSTEM)

    again = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert again.revision > 3 + A_LIFETIME_OF_EDITS


def test_everything_comes_back_as_it_was_released(event: Event) -> None:
    hall, track, ana = make.room(event), make.track(event), make.person()
    panel = make.item(event, "Panel")
    item = make.item(
        event, "Talk", parent=panel, starts=at("09:15"), rooms=[hall], track=track, people=[ana],
        abstract=Translated({"en": "About"}), languages=["en"], seats=7, has_captions=True,
        livestream_url="https://stream.example.org",
    )  # fmt: skip
    with transaction():
        item.appearances[0].state = AppearanceState.INVITED
    appearances.add(item, NewAppearance(label=Translated({"en": "Mayors"})), actor=SYSTEM)
    make.release(event)
    sessions.remove(item, actor=SYSTEM)

    again = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert (again.title, again.parent, again.rooms, again.track) == ({"en": "Talk"}, panel, [hall], track)
    assert (again.starts_local, again.ends_local) == (at("09:15"), None)
    assert (again.abstract, again.languages, again.seats, again.has_captions) == (
        {"en": "About"}, ["en"], 7, True,
    )  # fmt: skip
    assert [(one.person, one.label, one.state) for one in again.appearances] == [
        (ana, {}, AppearanceState.INVITED),
        (None, {"en": "Mayors"}, AppearanceState.CONFIRMED),
    ]
    assert not queries.preview(event).comparison.sessions


@pytest.mark.parametrize("is_remembered", [True, False])
def test_it_is_as_old_as_it_was_so_that_calendar_entries_only_grow_newer(
    event: Event, *, is_remembered: bool
) -> None:
    item = make.item(event, "Talk", created_at=datetime(2026, 2, 1, tzinfo=UTC))
    release = make.release(event)
    sessions.remove(item, actor=SYSTEM)
    if not is_remembered:
        with transaction() as session:
            session.execute(delete(DraftStep))

    again = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert again.created_at == (datetime(2026, 2, 1, tzinfo=UTC) if is_remembered else release.released_at)


def test_what_it_spoke_of_may_be_gone(event: Event) -> None:
    hall = make.room(event)
    panel = make.item(event, "Panel", starts=at("09:00"), rooms=[hall])
    talk = make.item(event, "Talk", starts=at("09:30"), parent=panel)
    make.release(event)
    sessions.remove(panel, actor=SYSTEM)
    rooms_and_tracks.remove(hall, actor=SYSTEM)

    alone = restoring.restore(event, talk.public_id, actor=SYSTEM)
    whole = restoring.restore(event, panel.public_id, actor=SYSTEM)

    assert (alone.parent, whole.rooms) == (None, [])


def test_two_who_have_become_one_person_since_come_back_as_one(event: Event) -> None:
    ana, ann = (make.person(given, home_event_id=event.id) for given in ("Ana", "Ann"))
    item = make.item(event, people=[ana, ann])
    with transaction():
        item.appearances[1].organisation = Translated({"en": "Night School"})
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    choice = Choice(from_other=(), kept_revision=ana.revision, other_revision=ann.revision)
    merging.merge(ana, ann, choice, event_id=event.id, actor=SYSTEM)

    back = restoring.restore(event, item.public_id, actor=SYSTEM)

    assert [(one.person, one.organisation) for one in back.appearances] == [(ana, {"en": "Night School"})]


def test_only_what_the_current_release_knows_can_come_back(event: Event) -> None:
    item, never = make.item(event), make.item(event, starts=None)
    with pytest.raises(NotCancelled):
        restoring.restore(event, item.public_id, actor=SYSTEM)
    make.release(event)
    sessions.remove(never, actor=SYSTEM)

    with pytest.raises(StillThere):
        restoring.restore(event, item.public_id, actor=SYSTEM)
    with pytest.raises(NotCancelled):
        restoring.restore(event, never.public_id, actor=SYSTEM)
    with pytest.raises(NotCancelled):
        restoring.restore(make_events.event(), item.public_id, actor=SYSTEM)


def test_only_who_builds_the_programme_may_put_back(event: Event) -> None:
    item = make.item(event)
    make.release(event)
    sessions.remove(item, actor=SYSTEM)

    with pytest.raises(MayNotEditProgramme):
        restoring.restore(event, item.public_id, actor=ANONYMOUS)

    assert [one.id for one in queries.removed(event)] == [item.public_id]
