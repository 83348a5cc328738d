"""Waking the workers. Huey carries the call from whoever commits to whoever works.

The rows in the database are the truth and say what is to be done and in which order; a call
only says that there is something. Calls may be lost: every worker looks by itself as well.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from werkzeug.utils import import_string

log = logging.getLogger(__name__)

COALESCE = 0.05  # seconds in which many calls become one
# What must be loaded for a store, by the scheme of its address; SQLite comes with Python.
DRIVERS = {"redis": "redis", "rediss": "redis", "postgres": "psycopg", "postgresql": "psycopg"}


def driver(url: str) -> str | None:
    """The package a queue at `url` needs; None where it needs none."""
    return DRIVERS.get(urlsplit(url).scheme.partition("+")[0])


class Queue:
    """Where calls go. Opened when first used, so that starting needs no queue to be there."""

    def __init__(self, url: str, secret: str, on_call: Callable[[], object]) -> None:
        self._url = url
        self._secret = secret
        self._on_call = on_call
        self._opening = threading.Lock()
        self.bell = Bell(self.call)

    @cached_property
    def huey(self) -> Any:
        """Huey on the store QUEUE_URL names; loaded when it is first used, after its driver."""
        needed = driver(self._url)
        if needed is not None:
            import_module(needed)
        return import_string("app.jobs.consumer.store")(self._url, self._secret)

    @cached_property
    def deliver(self) -> Any:
        """The task that stands for a call; whichever worker takes it does what it was made with."""
        return self.huey.task(name="deliver")(self._on_call)

    def open(self) -> None:
        """Connect to the store and know the task. Raises what the store raises when it is away."""
        with self._opening:
            _ = self.deliver

    def call(self) -> None:
        """Call one worker, unless a call is waiting already: that one will be answered later than now."""
        self.open()
        if self.huey.storage.queue_size() == 0:
            self.deliver()


class Bell:
    """Calls from a thread of its own, so that no request waits for the queue's store.

    `ask` costs a microsecond; what is asked while the bell rings is answered by one more ring.
    """

    def __init__(self, ring: Callable[[], object]) -> None:
        self._ring = ring
        self._asked = threading.Event()
        self._starting = threading.Lock()
        self._process = 0

    def ask(self) -> None:
        """Have the bell rung soon."""
        if self._process != os.getpid():  # threads do not survive a fork
            self._start()
        self._asked.set()

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self._asked = threading.Event()
            self._process = os.getpid()
            threading.Thread(target=self._run, name="bell", daemon=True).start()

    def _run(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            try:
                self._ring()
            except Exception as error:  # noqa: BLE001 - away for a moment; workers look by themselves
                log.warning("the queue cannot be reached: %s", type(error).__name__)
            time.sleep(COALESCE)
