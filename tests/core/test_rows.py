"""Rows past the session: one, or one with those about it, all or nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select
from sqlalchemy.exc import IntegrityError

from app.audit.models import AuditEntry
from app.core import clock
from app.core.db import db, execute, transaction
from app.core.rows import Row, append, store
from app.events.models import Event, TextBlock
from app.outbox.models import Message, MessageState, Priority
from tests.make import events as make
from tests.make import outbox

pytestmark = pytest.mark.usefixtures("app")

NOW = datetime(2027, 1, 12, 7, tzinfo=UTC)
BEGUN = {"actor_kind": "anonymous", "action": "thing.begun", "thing_kind": "text_blocks", "thing_id": None}


def letter(key: str, **values: Any) -> Row:
    named = {"dedupe_key": key, "message_id": f"<{key}@example.org>", "template": "test", "language": "en"}
    written = {"recipient": "a@example.org", "subject": "Subject", "text": "Text", "html": "<p>Text</p>"}
    about = {"thing_kind": "text_blocks", "thing_id": None}
    return Row(Message, {**named, **written, **about, **values}, about="thing_id")


def begun(**values: Any) -> Row:
    return Row(AuditEntry, {**BEGUN, **values}, about="thing_id")


def block(slug: str = "host") -> TextBlock:
    return TextBlock(slug=slug, title={"en": "The host city"}, body={"en": "By the sea."})


@pytest.mark.postgresql
def test_a_row_and_those_about_it_are_stored_together() -> None:
    event, made = make.event(), block()

    with clock.held_at(NOW), transaction():
        is_stored = store(made, begun(), letter("one"), seen=event)

    entry, message = db.session.scalars(select(AuditEntry)).one(), db.session.scalars(select(Message)).one()
    assert is_stored is True
    assert db.session.scalars(select(TextBlock)).all() == [made]
    assert (made.title, made.body) == ({"en": "The host city"}, {"en": "By the sea."})
    assert (entry.thing_id, message.thing_id) == (made.id, made.id)
    assert entry.changes == {}
    assert (message.state, message.priority, message.reply_to) == (MessageState.QUEUED, Priority.PERSONAL, "")
    assert entry.at == message.due_at == NOW


@pytest.mark.postgresql
def test_a_row_about_another_thing_keeps_its_number() -> None:
    event, older = make.event(), outbox.message()

    with transaction():
        store(block(), begun(thing_id=older.id), seen=event)

    assert db.session.scalars(select(AuditEntry.thing_id)).all() == [older.id]


@pytest.mark.postgresql
def test_the_stored_object_is_changed_like_any_other() -> None:
    event, made = make.event(), block()
    with transaction():
        store(made, seen=event)

    with transaction():
        made.slug = "harbour"

    db.session.expire_all()
    assert made.slug == "harbour"


@pytest.mark.postgresql
def test_nothing_is_stored_once_what_was_seen_has_changed() -> None:
    event, made = make.event(), block()
    seen = Event(id=event.id, revision=event.revision - 1)

    with transaction():
        is_stored = store(made, begun(), letter("one"), seen=seen)

    assert is_stored is False
    assert inspect(made).transient
    for model in (TextBlock, AuditEntry, Message):
        assert db.session.scalars(select(model)).all() == []


@pytest.mark.postgresql
def test_a_row_that_cannot_be_takes_the_others_with_it() -> None:
    event = make.event()
    outbox.message(dedupe_key="one")

    with pytest.raises(IntegrityError), transaction():
        store(block(), begun(), letter("one"), seen=event)

    for model in (TextBlock, AuditEntry):
        assert db.session.scalars(select(model)).all() == []


@pytest.mark.postgresql
def test_every_row_has_its_own_defaults() -> None:
    event = make.event()

    with transaction():
        for slug in ("one", "two"):
            store(block(slug), letter(slug), seen=event)

    assert len({*db.session.scalars(select(Message.public_id))}) == 2
    assert len({*db.session.scalars(select(TextBlock.id))}) == 2


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda: append(begun()), id="append"),
        pytest.param(lambda: store(block(), seen=Event(id=1, revision=1)), id="store"),
        pytest.param(lambda: execute(delete(Message), {}), id="execute"),
    ],
)
def test_nothing_is_written_past_the_session_outside_a_transaction(write: Callable[[], None]) -> None:
    message = outbox.message()

    with pytest.raises(RuntimeError, match="write outside transaction"):
        write()

    db.session.rollback()
    assert [one.id for one in db.session.scalars(select(Message))] == [message.id]
    assert clock.now() >= message.created_at
