"""The unit of work: what is done before its commit, and what only after it."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.audit.models import AuditEntry
from app.core.db import db, in_the_end, lock, on_commit, transaction
from app.core.rows import Row, append
from app.outbox.models import Message
from tests.make import outbox

pytestmark = pytest.mark.usefixtures("app")


def test_last_things_are_done_once_just_before_the_outermost_commit() -> None:
    done: list[str] = []

    with transaction():
        on_commit(lambda: done.append("committed"))
        with transaction():
            in_the_end("pages", lambda: done.append("first told"))
            in_the_end("pages", lambda: done.append("told again"))
        done.append("work")

    assert done == ["work", "first told", "committed"]


def test_last_things_of_work_that_failed_are_never_done() -> None:
    done: list[str] = []

    def fails() -> None:
        with transaction():
            in_the_end("pages", lambda: done.append("told"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    with transaction():
        pass
    assert done == []


def test_work_whose_last_thing_fails_is_undone() -> None:
    done: list[str] = []

    def fails() -> None:
        with transaction():
            on_commit(lambda: done.append("committed"))
            in_the_end("pages", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        fails()

    assert done == []


def test_what_is_decided_survives_a_second_lock_in_the_same_transaction() -> None:
    message = outbox.message()

    with transaction():
        lock(message).subject = "Decided"
        lock(message)

    assert outbox.fresh(message).subject == "Decided"


@pytest.mark.postgresql(alone=True)
def test_what_is_asked_for_on_every_page_stays_prepared(app: Flask) -> None:
    kept = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%messages%'")

    for _visit in range(8):
        with app.app_context():
            db.session.scalars(select(Message)).all()

    with app.app_context():
        assert db.session.scalar(kept) == 1


def test_work_that_is_interrupted_by_the_end_of_its_request_is_undone(app: Flask) -> None:
    request = app.app_context()
    request.push()
    work = transaction()
    work.__enter__()
    append(Row(AuditEntry, {"actor_kind": "anonymous", "action": "half", "thing_kind": "message"}))
    request.pop()

    assert db.session.scalars(select(AuditEntry)).all() == []
