"""Many people at once: real threads, each with a session of its own, all starting together."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask
from sqlalchemy import event

from app.core.db import db, lock, transaction
from app.registration.models import Category

T = TypeVar("T")

_A_MOMENT = 0.4  # seconds in which a thread that has begun to read comes to the lock that stops it


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


def overtaken(
    app: Flask, category: Category, act: Callable[[], T], meanwhile: Callable[[], object]
) -> T | Exception:
    """Let `act` run into the lock of `category`, do `meanwhile` before it, and let it go on then."""
    begun = threading.Event()

    def begin(*_statement: object) -> None:
        begun.set()

    def run() -> T | Exception:
        with app.app_context():
            event.listen(db.engine, "after_cursor_execute", begin)
            try:
                return act()
            except Exception as error:  # noqa: BLE001 - handed to the test
                return error
            finally:
                event.remove(db.engine, "after_cursor_execute", begin)
                db.session.remove()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction():
            lock(category)
            outcome = pool.submit(run)
            assert begun.wait(timeout=30)
            time.sleep(_A_MOMENT)
            meanwhile()
        return outcome.result(timeout=30)
