"""A mail server beside the application, and time that passes when told."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

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
def later() -> Iterator[Callable[..., None]]:
    """`later(minutes=20)` moves the clock; a mail server that was away may be asked again."""
    with time_machine.travel(now(), tick=False) as traveller:

        def move(**by: float) -> None:
            traveller.shift(timedelta(**by))
            outbox.pause().end()

        yield move
