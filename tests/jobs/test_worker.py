"""The worker's threads: called, or looking by themselves; ending when told."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.db import db
from app.jobs import outbox, periodic, worker
from app.jobs.periodic import Job, Timetable
from app.jobs.worker import Worker
from app.outbox.models import Message, MessageState
from tests import smtp
from tests.make import events
from tests.make import outbox as make
from tests.smtp import Sink


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def is_sent(message: Message) -> bool:
    return make.fresh(message).state is MessageState.SENT


@pytest.fixture
def here(app: Flask, mail_server: Sink) -> Iterator[Worker]:
    """A worker in this process; started by the test."""
    del mail_server
    made = Worker(app)
    made.queue.open()
    made.queue.huey.storage.flush_queue()
    yield made
    made.stop()
    made.queue.huey.storage.close()


def test_what_lies_in_the_outbox_at_the_start_is_sent_at_once(here: Worker) -> None:
    message = make.message()

    here.start()

    assert wait_for(lambda: is_sent(message))


def test_a_commit_wakes_the_worker_long_before_it_would_look_by_itself(here: Worker) -> None:
    here.start()
    assert wait_for(lambda: here.is_listening)
    time.sleep(0.3)  # the look at the start is over
    message = make.message()
    began = time.monotonic()

    assert wait_for(lambda: is_sent(message))
    assert time.monotonic() - began < worker.SWEEP / 3


def test_t07_a_lost_call_is_healed_by_looking(here: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SWEEP", 0.2)
    message = make.message()
    here.queue.huey.storage.flush_queue()

    here.start()

    assert wait_for(lambda: is_sent(message))


def test_without_its_queue_the_worker_still_works(
    app: Flask, mail_server: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    del mail_server
    monkeypatch.setattr(worker, "SWEEP", 0.2)
    monkeypatch.setitem(app.config, "QUEUE_URL", "redis://127.0.0.1:9/0")  # nobody listens there
    lonely = Worker(app)
    message = make.message()

    lonely.start()

    assert wait_for(lambda: is_sent(message))
    assert lonely.stop()


def test_a_failure_is_logged_and_the_worker_goes_on(
    here: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "SWEEP", 0.1)
    deliver = outbox.deliver_due
    moods = iter([ConnectionError("the database is away")])

    def moody(**options: Callable[[], bool]) -> object:
        for mood in moods:
            raise mood
        return deliver(**options)

    monkeypatch.setattr(outbox, "deliver_due", moody)
    message = make.message()

    here.start()

    assert wait_for(lambda: is_sent(message))
    assert "worker: ConnectionError" in caplog.text


def test_stopping_lets_the_message_in_hand_arrive_and_no_other(here: Worker, mail_server: Sink) -> None:
    mail_server.mode, mail_server.seconds = smtp.SLOW, 0.6
    messages = [make.message() for _ in range(4)]
    here.start()
    assert wait_for(lambda: any(make.fresh(m).state is MessageState.SENDING for m in messages))

    assert here.stop()

    states = [make.fresh(message).state for message in messages]
    assert states.count(MessageState.SENDING) == 0
    assert states.count(MessageState.SENT) == len(mail_server.received)
    assert 1 <= len(mail_server.received) <= 2  # two threads may each hold one


def test_stopping_does_not_wait_for_ever(here: Worker, mail_server: Sink) -> None:
    mail_server.mode, mail_server.seconds = smtp.SLOW, 1.5
    message = make.message()
    here.start()
    assert wait_for(lambda: make.fresh(message).state is MessageState.SENDING)
    began = time.monotonic()

    assert not here.stop(patience=0.2)

    assert time.monotonic() - began < 1
    assert wait_for(lambda: is_sent(message))


def test_a_worker_that_never_began_ends_at_once(app: Flask) -> None:
    assert Worker(app).stop()


def test_jobs_run_at_the_start_and_again_when_their_time_has_come() -> None:
    runs: list[str] = []
    timetable = Timetable(
        (
            Job("often", 0.0, lambda: runs.append("often")),
            Job("daily", periodic.DAY, lambda: runs.append("daily")),
        )
    )

    timetable.run_due()
    timetable.run_due()

    assert runs == ["often", "daily", "often"]


@pytest.mark.usefixtures("app")
def test_a_job_that_fails_keeps_no_other_from_running(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []

    def broken() -> None:
        raise ZeroDivisionError

    Timetable((Job("broken", 60, broken), Job("next", 60, lambda: runs.append("next")))).run_due()

    assert runs == ["next"]
    assert "periodic job broken failed" in caplog.text


@pytest.mark.usefixtures("app")
def test_every_registered_job_runs_twice_without_harm(caplog: pytest.LogCaptureFixture) -> None:
    names = [job.name for job in periodic.JOBS]
    event = events.event(begins_at=datetime(2026, 9, 28, 6, tzinfo=UTC))  # an hour off

    for _ in range(2):
        Timetable().run_due()

    assert len(set(names)) == len(names) == 13
    assert "failed" not in caplog.text
    db.session.refresh(event)
    assert event.begins_at == datetime(2026, 9, 28, 7, tzinfo=UTC)
