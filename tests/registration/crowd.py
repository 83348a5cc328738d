"""Many people at once: real threads, each with a session of its own, all starting together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

from app.core.db import db

T = TypeVar("T")


def rush(app: Flask, acts: Sequence[Callable[[], T]], *, threads: int = 8) -> list[T | Exception]:
    """Do all `acts` at the same time, `threads` at once; an act that raises gives its exception."""
    db.session.rollback()  # what this thread has open would stand in the way
    start = threading.Barrier(min(threads, len(acts)))
    waiting = threading.local()

    def run(act: Callable[[], T]) -> T | Exception:
        if not getattr(waiting, "has_started", False):
            waiting.has_started = True
            start.wait(timeout=30)
        with app.app_context():
            try:
                return act()
            except Exception as error:  # noqa: BLE001 - handed to the test, which looks at each
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(max_workers=min(threads, len(acts))) as pool:
        return list(pool.map(run, acts))
