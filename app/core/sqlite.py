"""SQLite, made trustworthy: write-ahead log, full sync, foreign keys, our own BEGIN, a queue of writers."""

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from app.core import patience
from app.core.patience import PATIENCE

_POLL = 0.0005  # seconds between two looks at another process's lock
_writers = threading.Lock()

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # an acknowledged registration survives a power cut
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={PATIENCE * 1000}",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=268435456",  # read without copying: each commit of others empties the cache
    "PRAGMA cache_size=-4000",  # kB for each of up to twenty connections; the system caches files too
)


def prepare(engine: Engine) -> None:
    """Hook into `engine` if it speaks SQLite; leave any other alone."""
    if not speaks(engine):
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def speaks(engine: Engine) -> bool:
    """Whether `engine` leads to a database of this kind."""
    return engine.dialect.name == "sqlite"


def _on_connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver would begin too late; we begin ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait in line to write, one thread of one process after the other; nothing for other databases.

    SQLite itself makes writers sleep longer and longer between looks, so that a crowd waits for
    seconds while the database is idle. Whoever is not let in within PATIENCE goes on without a
    turn, and SQLite says whether the database is locked. A process that dies gives its turn up.
    """
    name = engine.url.database
    if not speaks(engine) or not name or name == ":memory:":
        yield
        return
    deadline = time.monotonic() + PATIENCE
    with patience.turn(_writers), Path(f"{name}.writer").open("ab") as gate:
        _wait(gate.fileno(), deadline)
        yield  # closing the file ends the turn


def _wait(gate: int, deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_POLL)
        else:
            return
