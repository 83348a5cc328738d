"""PostgreSQL: whether a connection that has been resting still leads to a server."""

import select
import time
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

RESTED = 30  # seconds after which a silent connection is asked as well; some router may have forgotten it
_LEFT_AT = "left at"


def prepare(engine: Engine) -> None:
    """Hook into `engine` if it speaks PostgreSQL; leave any other alone.

    A server that goes away says so or closes the line, and that can be seen without asking. To ask
    every time costs a round trip for each transaction, a tenth of what registering costs.
    """
    if engine.dialect.name != "postgresql":
        return

    def on_checkout(connection: Any, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        left_at = record.info.get(_LEFT_AT)
        if left_at is None:  # made a moment ago
            return
        has_rested = time.monotonic() - left_at > RESTED
        if (has_rested or connection.closed or _has_news(connection)) and not _answers(
            engine.dialect, connection
        ):
            raise InvalidatePoolError

    event.listen(engine, "checkin", _on_checkin)
    event.listen(engine, "checkout", on_checkout)


def _on_checkin(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_LEFT_AT] = time.monotonic()


def _has_news(connection: Any) -> bool:
    """Whether something waits to be read, where nothing has been asked: a farewell, mostly."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _answers(dialect: Dialect, connection: Any) -> bool:
    try:
        return dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        return False
