"""Waiting for a turn, but not for ever."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 15  # seconds for which anybody waits for others; PostgreSQL is told the same in config.py


@contextmanager
def turn(lock: threading.Lock) -> Iterator[None]:
    """Hold `lock`; whoever has not got it within PATIENCE goes on without it."""
    mine = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            lock.release()
