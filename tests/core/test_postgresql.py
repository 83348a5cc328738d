"""Connections to PostgreSQL that have been resting in the pool."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from app.core import postgresql

PID = text("SELECT pg_backend_pid()")


@pytest.fixture
def engine(postgresql_server: str) -> Iterator[Engine]:
    made = create_engine(postgresql_server)
    postgresql.prepare(made)
    yield made
    made.dispose()


@pytest.fixture
def other(postgresql_server: str) -> Iterator[Engine]:
    """Somebody else at the same server."""
    made = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    yield made
    made.dispose()


def pid_of(engine: Engine) -> int:
    with engine.connect() as connection:
        found: int = connection.execute(PID).scalar_one()
    return found


def last_asked(other: Engine, pid: int) -> str:
    with other.connect() as connection:
        asked = text("SELECT query FROM pg_stat_activity WHERE pid = :pid")
        return str(connection.execute(asked, {"pid": pid}).scalar_one())


def end(other: Engine, pid: int) -> None:
    """Let the server close its side, and wait until it has."""
    still = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        while connection.execute(still, {"pid": pid}).scalar_one():
            time.sleep(0.01)


def test_one_the_server_has_closed_is_replaced_before_anybody_uses_it(engine: Engine, other: Engine) -> None:
    closed = pid_of(engine)
    end(other, closed)

    assert pid_of(engine) != closed


def test_one_that_lives_is_used_again_without_being_asked(engine: Engine, other: Engine) -> None:
    resting = pid_of(engine)

    with engine.connect():
        asked = last_asked(other, resting)

    assert asked == "ROLLBACK"
    assert pid_of(engine) == resting


def test_one_that_has_rested_long_is_asked_first(
    engine: Engine, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting = pid_of(engine)
    monkeypatch.setattr(postgresql, "RESTED", -1)

    with engine.connect():
        asked = last_asked(other, resting)

    assert asked != "ROLLBACK"  # what it last heard from us
    assert pid_of(engine) == resting
