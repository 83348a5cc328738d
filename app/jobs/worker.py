"""The worker: delivers mail when called and every few seconds, and runs what runs by the clock.

It lives in threads, inside a web process (EMBED_WORKER) or alone in a process of its own, and
there may be any number of them: rows are claimed with leases, jobs may run twice.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol, cast

from flask import Flask, current_app
from werkzeug.utils import import_string

from app.jobs import outbox, periodic
from app.jobs.queue import Queue
from app.outbox import signals

log = logging.getLogger(__name__)

SWEEP = 15.0  # seconds; heals what a lost call or a crash has left
PATIENCE = 25.0  # seconds for the message in hand when we are told to stop


class Listener(Protocol):
    """Hears calls, in threads of its own."""

    @property
    def threads(self) -> list[threading.Thread]: ...

    def start(self) -> None: ...


class Worker:
    """Threads of one process. `start` returns at once; `stop` lets them finish what they hold."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._consumer: Listener | None = None
        self._timetable = periodic.Timetable()
        self.queue = Queue(app.config["QUEUE_URL"], app.config["SECRET_KEY"], self.deliver)

    def start(self) -> None:
        """Begin to work."""
        self._threads = [
            threading.Thread(target=self._repeat, args=(work,), name=name, daemon=True)
            for name, work in (
                ("sweep", self.deliver),
                ("clock", self._run_periodic),
                ("calls", self._listen),
            )
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = PATIENCE) -> bool:
        """Finish the message in hand and end. False when that took longer than `patience`."""
        self._stopping.set()
        deadline = time.monotonic() + patience
        for thread in self._threads:  # one of these may just be starting Huey's
            thread.join(max(0.0, deadline - time.monotonic()))
        others = self._consumer.threads if self._consumer is not None else []
        for thread in others:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in (*self._threads, *others))

    @property
    def is_listening(self) -> bool:
        """Whether calls reach this worker; without them it looks every few seconds."""
        return self._consumer is not None

    def deliver(self) -> None:
        """Deliver what is due, until nothing is or we are told to stop."""
        with self._app.app_context():
            outbox.deliver_due(is_stopping=self._stopping.is_set)

    def _run_periodic(self) -> None:
        with self._app.app_context():
            self._timetable.run_due()

    def _listen(self) -> None:
        """Begin to hear calls; a queue that is away is asked again at the next turn."""
        if self._consumer is None:
            self.queue.open()
            # Huey and its drivers weigh 30 MB; a process that never listens does without them.
            listener: Listener = import_string("app.jobs.consumer.QuietConsumer")(self.queue, self._stopping)
            self._consumer = listener
            listener.start()

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except Exception as error:
                # A database or a queue that is away comes back; the worker must still be there.
                log.exception("worker: %s", type(error).__name__)
            self._stopping.wait(SWEEP)


def init_app(app: Flask) -> None:
    """Give the process its worker, not yet started, and wake whichever one there is after a commit."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    outbox.init_app(app)
    app.extensions["worker"] = Worker(app)
    signals.queued.connect(_wake)


def embed(app: Flask) -> None:
    """Let the worker begin inside this process, and finish the message in hand when that ends."""
    inside: Worker = app.extensions["worker"]
    inside.start()
    atexit.register(inside.stop)


def worker() -> Worker:
    """The worker of this process, whether it has been started or not."""
    return cast("Worker", current_app.extensions["worker"])


def _wake(_sender: None) -> None:
    worker().queue.bell.ask()
