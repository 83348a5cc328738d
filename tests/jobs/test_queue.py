"""Calling the workers: cheaply, once for many, and without minding a queue that is away."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.core.db import db
from app.jobs.consumer import QuietConsumer
from app.jobs.queue import Bell, Queue

SECRET = "not a secret, only long enough to be taken for one"


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


@pytest.fixture
def queue_url(app: Flask, tmp_path: Path) -> str:
    """A queue beside the database of the test, as the settings would name it."""
    if db.engine.dialect.name == "sqlite":
        return f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture
def calls() -> list[int]:
    return []


@pytest.fixture
def queue(queue_url: str, calls: list[int]) -> Iterator[Queue]:
    made = Queue(queue_url, SECRET, lambda: calls.append(1))
    made.open()
    yield made
    made.huey.storage.flush_queue()
    made.huey.storage.close()


@pytest.fixture
def consumer(queue: Queue) -> Iterator[QuietConsumer]:
    made = QuietConsumer(queue, threading.Event())
    made.start()
    yield made
    made.stop(graceful=True)


def test_a_call_reaches_a_worker_within_a_second(
    queue: Queue, consumer: QuietConsumer, calls: list[int]
) -> None:
    del consumer

    queue.call()

    assert wait_for(lambda: calls == [1], 1.5)


def test_redis_carries_calls_between_processes_that_share_it(redis_url: str, calls: list[int]) -> None:
    web, worker = (Queue(redis_url, SECRET, lambda: calls.append(1)) for _ in range(2))
    worker.open()
    consumer = QuietConsumer(worker, threading.Event())
    consumer.start()
    began = time.monotonic()

    web.call()

    assert wait_for(lambda: calls == [1])
    assert time.monotonic() - began < 0.5
    consumer.stop(graceful=True)
    for queue in (web, worker):
        queue.huey.storage.pool.disconnect()


def test_calls_that_wait_are_not_repeated(queue: Queue) -> None:
    for _ in range(50):
        queue.call()

    assert queue.huey.storage.queue_size() == 1


def test_a_forged_call_is_refused(
    queue: Queue, queue_url: str, consumer: QuietConsumer, calls: list[int]
) -> None:
    del consumer
    stranger = Queue(queue_url, "another secret, just as long as the right one", lambda: None)
    stranger.call()
    stranger.huey.storage.close()

    assert wait_for(lambda: queue.huey.storage.queue_size() == 0)
    queue.call()
    assert wait_for(lambda: calls == [1], 2)


def test_many_askers_are_answered_by_few_rings_and_the_last_one_surely() -> None:
    rings: list[int] = []
    asked: list[int] = []

    def ring() -> None:
        rings.append(len(asked))

    bell = Bell(ring)
    for number in range(500):
        asked.append(number)
        bell.ask()
        time.sleep(0.0005)

    assert wait_for(lambda: bool(rings) and rings[-1] == 500)
    assert len(rings) < 25


def test_however_many_ask_first_there_is_one_bell() -> None:
    rings: list[str] = []
    bell = Bell(lambda: rings.append(threading.current_thread().name))
    ready = threading.Barrier(20)

    def ask() -> None:
        ready.wait(5)
        bell.ask()

    before = sum(thread.name == "bell" for thread in threading.enumerate())
    askers = [threading.Thread(target=ask) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert wait_for(lambda: bool(rings))
    assert sum(thread.name == "bell" for thread in threading.enumerate()) == before + 1


def test_a_store_that_does_not_answer_holds_up_nobody_who_asks() -> None:
    answered = threading.Event()
    bell = Bell(answered.wait)

    for _ in range(1000):
        bell.ask()

    answered.set()  # only reached where asking has not waited for it


def test_a_queue_that_is_away_is_a_warning_and_the_next_call_comes_through(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rung = threading.Event()
    moods = iter([ConnectionError("away"), None])

    def ring() -> None:
        mood = next(moods)
        if mood is not None:
            raise mood
        rung.set()

    bell = Bell(ring)
    bell.ask()
    assert wait_for(lambda: "the queue cannot be reached: ConnectionError" in caplog.text)
    bell.ask()

    assert rung.wait(2)
