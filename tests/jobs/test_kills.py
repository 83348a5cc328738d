"""Killing worker processes at the worst moments: nothing is lost, and what comes twice has one id."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, select, text, update

from app.core import clock, schema
from app.core.db import db, transaction
from app.outbox.models import Message, MessageState
from tests import smtp
from tests.make import outbox as make
from tests.smtp import Sink

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("_current_schema")]

ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[str]


@pytest.fixture
def _current_schema(app: Flask) -> Iterator[None]:
    """Mark the test's database as what it is: workers refuse any other."""
    del app
    head = ScriptDirectory(str(schema.MIGRATIONS)).get_current_head()
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
    yield
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
def start(app: Flask, mail_server: Sink, tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """`start()` begins one more worker process on the test's database and mail server."""
    running: list[Process] = []
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "PLENARY_DATA": str(tmp_path),
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mail_server.port),
        "MAIL_SENDER": "office@plenary.example",
    }

    def begin() -> Process:
        process = subprocess.Popen(
            (sys.executable, "-m", "flask", "--app", "wsgi", "worker"),
            env=environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        time.sleep(0.02)


def in_state(state: MessageState) -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Message).where(Message.state == state)
    return db.session.scalar(query) or 0


def let_leases_end() -> None:
    """What the clock does by itself within minutes."""
    with transaction() as session:
        session.execute(
            update(Message).where(Message.state == MessageState.SENDING).values(due_at=clock.now())
        )


def has_at_least(server: Sink, number: int) -> bool:
    return len(server.received) >= number


def kill(process: Process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_f03_killed_workers_lose_nothing_and_the_next_one_takes_over(
    start: Callable[[], Process], mail_server: Sink
) -> None:
    messages = [make.message() for _ in range(30)]
    mail_server.on_accept = lambda _received: time.sleep(0.02)
    workers = [start(), start()]

    for number in (5, 15):
        wait_for(partial(has_at_least, mail_server, number))
        kill(workers.pop(0))
        let_leases_end()  # also of the one that lives: it must not mind
        workers.append(start())
    wait_for(lambda: in_state(MessageState.SENT) == 30)

    copies = mail_server.copies()
    assert set(copies) == {message.message_id for message in messages}
    assert sum(copies.values()) <= 30 + 2 * 2  # one for each kill and for each lease taken from the living


def test_f04_t08_killed_after_the_server_took_it_the_second_copy_has_the_same_id(
    start: Callable[[], Process], mail_server: Sink
) -> None:
    messages = [make.message() for _ in range(6)]
    first = start()

    def kill_at_the_third(_received: smtp.Received) -> None:
        if len(mail_server.received) == 3:
            kill(first)

    mail_server.on_accept = kill_at_the_third
    wait_for(lambda: first.poll() is not None)
    assert in_state(MessageState.SENT) == 2
    assert in_state(MessageState.SENDING) == 1
    let_leases_end()
    start()
    wait_for(lambda: in_state(MessageState.SENT) == 6)

    copies = mail_server.copies()
    assert Counter(copies.values()) == Counter({1: 5, 2: 1})
    assert set(copies) == {message.message_id for message in messages}
    twice = next(message for message in messages if copies[message.message_id] == 2)
    assert (make.fresh(twice).attempts, twice.unclear_ends) == (2, 1)


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_end_finishes_its_letter_and_says_so(
    start: Callable[[], Process], mail_server: Sink, signal_number: signal.Signals
) -> None:
    for _ in range(5):
        make.message()
    mail_server.mode, mail_server.seconds = smtp.SLOW, 0.5
    worker = start()
    wait_for(lambda: in_state(MessageState.SENDING) >= 1)

    worker.send_signal(signal_number)
    output, _ = worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert output.rstrip().endswith("Worker stopped.")
    assert in_state(MessageState.SENDING) == 0
    assert in_state(MessageState.SENT) == len(mail_server.received)
    assert in_state(MessageState.QUEUED) >= 3
    assert set(mail_server.copies().values()) == {1}
