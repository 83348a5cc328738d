"""A mail server beside the application, and time that passes when told."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from redis import Redis, RedisError

from app.cli.bench.server import free_port
from app.core.clock import now
from app.jobs import outbox
from tests import smtp
from tests.smtp import Sink


@pytest.fixture
def mail_server(app: Flask) -> Iterator[Sink]:
    """A server the application delivers to."""
    settings = app.extensions["mail"]
    before = dict(vars(settings))
    try:
        with smtp.sink() as sink:
            settings.server, settings.port = "127.0.0.1", sink.port
            settings.default_sender = "office@plenary.example"
            yield sink
    finally:
        vars(settings).update(before)
        outbox.pause().end()


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of the test's own."""
    command = shutil.which("redis-server")
    if command is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    process = subprocess.Popen(
        (command, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)),
        stdout=subprocess.DEVNULL,
    )
    client = Redis(port=port)
    for _ in range(100):
        try:
            client.ping()
        except RedisError:
            time.sleep(0.05)
        else:
            break
    yield f"redis://127.0.0.1:{port}/0"
    client.close()
    process.terminate()
    process.wait()


@pytest.fixture
def later() -> Iterator[Callable[..., None]]:
    """`later(minutes=20)` moves the clock; a mail server that was away may be asked again."""
    with time_machine.travel(now(), tick=False) as traveller:

        def move(**by: float) -> None:
            traveller.shift(timedelta(**by))
            outbox.pause().end()

        yield move
