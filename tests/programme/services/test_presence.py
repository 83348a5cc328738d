"""Who has which page of a draft open: one statement for each call, and nothing that stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import User
from app.audit.models import AuditEntry
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.events.models import Event
from app.outbox.models import Message
from app.programme.errors import MayNotEditProgramme
from app.programme.models import DraftStep, Presence, ProgrammeItem
from app.programme.services import pasting, presence
from app.programme.services.pasting import NewText
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    return make.item(event)


def editor(event: Event, user: User) -> Actor:
    return Actor(ActorKind.USER, id=user.id, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Presence)) or 0


def test_two_who_have_one_session_open_see_each_other_and_not_themselves(
    event: Event, item: ProgrammeItem
) -> None:
    ana, bo = (editor(event, accounts.user(name=name)) for name in ("Ana", "Bo"))
    place, another = presence.place_of(item), presence.place_of(make.item(event))

    for actor in (ana, bo):
        presence.seen(event, place, actor=actor)

    assert presence.others(event, place, actor=ana) == ["Bo"]
    assert presence.others(event, place, actor=bo) == ["Ana"]
    assert presence.others(event, another, actor=bo) == []
    assert presence.of_sessions(event, actor=ana) == {item.public_id: ["Bo"]}


def test_who_says_nothing_for_a_minute_is_forgotten(event: Event, item: ProgrammeItem) -> None:
    ana, bo, place = (
        editor(event, accounts.user()),
        editor(event, accounts.user(name="Bo")),
        presence.place_of(item),
    )
    with time_machine.travel(NOW, tick=False) as clock:
        presence.seen(event, place, actor=bo)
        clock.shift(timedelta(seconds=50))
        presence.seen(event, place, actor=bo)
        clock.shift(presence.STAYS)
        assert presence.others(event, place, actor=ana) == ["Bo"]
        clock.shift(timedelta(seconds=1))

        assert presence.others(event, place, actor=ana) == []
        assert presence.of_sessions(event, actor=ana) == {}
        assert rows() == 1
        presence.forget_past()
        assert rows() == 0


def test_who_leaves_is_gone_at_once(event: Event, item: ProgrammeItem) -> None:
    ana, bo, place = editor(event, accounts.user()), editor(event, accounts.user()), presence.place_of(item)
    for actor in (ana, bo):
        presence.seen(event, place, actor=actor)

    presence.gone(event, place, actor=bo)

    assert presence.others(event, place, actor=ana) == []
    assert rows() == 1


def test_a_call_is_one_statement_and_leaves_no_trace(
    event: Event, item: ProgrammeItem, count_queries: list[str]
) -> None:
    ana, place, event_id = editor(event, accounts.user()), presence.place_of(item), event.id
    entries = db.session.scalar(select(func.count()).select_from(AuditEntry))
    presence.seen(event, place, actor=ana)
    db.session.get_one(Event, event_id)
    count_queries.clear()

    presence.seen(event, place, actor=ana)

    assert len(count_queries) == 1, count_queries
    assert rows() == 1
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == entries
    assert [db.session.scalar(select(func.count()).select_from(kind)) for kind in (DraftStep, Message)] == [
        0,
        0,
    ]


@pytest.mark.parametrize(
    "place",
    [
        "session/NOWHERE", "session/", "", "anywhere", "session/" + "x" * 400, "SESSION/x", "paste",
        "paste/NOWHERE", "session/\x7f", "session/\x00",
    ],
)  # fmt: skip
def test_places_that_do_not_exist_are_not_noted(event: Event, place: str) -> None:
    presence.seen(event, place, actor=editor(event, accounts.user()))

    assert rows() == 0


def test_a_session_of_another_event_is_no_place_of_this_one(event: Event) -> None:
    foreign = make.item(make_events.event())

    presence.seen(event, presence.place_of(foreign), actor=editor(event, accounts.user()))
    presence.seen(event, foreign.public_id, actor=editor(event, accounts.user()))

    assert rows() == 0


def test_the_review_of_a_pasted_text_is_a_place(event: Event) -> None:
    ana, bo = editor(event, accounts.user(name="Ana")), editor(event, accounts.user())
    new = NewText(source="9:00 Opening", first_day=date(2026, 9, 28), language="en")
    pasted = pasting.paste(event, new, actor=ana)
    place = presence.place_of(pasted)

    presence.seen(event, place, actor=ana)

    assert presence.others(event, place, actor=bo) == ["Ana"]
    assert presence.of_sessions(event, actor=bo) == {}


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(ActorKind.USER, id=1)])
def test_only_who_may_edit_is_noted(event: Event, item: ProgrammeItem, actor: Actor) -> None:
    with pytest.raises(MayNotEditProgramme):
        presence.seen(event, presence.place_of(item), actor=actor)

    assert rows() == 0


def test_the_system_has_no_page_open(event: Event, item: ProgrammeItem) -> None:
    presence.seen(event, presence.place_of(item), actor=SYSTEM)

    assert rows() == 0


def test_who_is_removed_is_nowhere(event: Event, item: ProgrammeItem) -> None:
    user = accounts.user()
    presence.seen(event, presence.place_of(item), actor=editor(event, user))

    with transaction() as session:
        session.delete(user)

    assert rows() == 0
