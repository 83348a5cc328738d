"""Huey: the store calls lie in, and the threads that hear them. Imported only where it is used."""

import threading
from typing import Any

from werkzeug.utils import import_string

from app.jobs import sparing
from app.jobs.queue import DRIVERS, Queue, driver

# Huey loads the drivers of all stores it finds installed, 15 MB; the queue has loaded the one it uses.
with sparing.without(*DRIVERS.values()):
    from huey import PostgresHuey, RedisHuey, SqliteHuey
    from huey.consumer import Consumer, Environment
    from huey.serializer import SignedSerializer

NAME = "plenary"
_PATIENCE = 5  # seconds for the queue's store to answer
_POLL = 0.5  # the longest wait between looks into a queue that cannot call by itself
_AWAY = 30.0  # the same for one that can: it is then away


def store(url: str, secret: str) -> Any:
    """Huey on SQLite, Redis or PostgreSQL, by the scheme of `url`; calls are signed with `secret`."""
    options = {"results": False, "serializer": SignedSerializer(secret, salt="plenary.queue")}
    needed = driver(url)
    if needed is None:
        return SqliteHuey(NAME, filename=url.removeprefix("sqlite:///"), fsync=False, **options)
    if needed == "redis":
        pool = import_string("redis.ConnectionPool").from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        return RedisHuey(NAME, connection_pool=pool, **options)
    dsn = url.replace("+psycopg", "", 1)
    return PostgresHuey(NAME, dsn=dsn, connect_timeout=_PATIENCE, **options)


class QuietConsumer(Consumer):
    """Huey's consumer inside somebody else's process: it leaves signals and the clock to others."""

    def __init__(self, queue: Queue, stopping: threading.Event) -> None:
        self._stopping = stopping
        storage = queue.huey.storage
        is_called = getattr(storage, "blocking", False)
        queue.huey.on_shutdown("close")(storage.close)  # in the thread that has connected
        super().__init__(
            queue.huey,
            workers=1,
            periodic=False,
            max_delay=_AWAY if is_called else _POLL,
            scheduler_interval=60,
            check_worker_health=False,
        )

    def get_environment(self, worker_type: str) -> Environment:
        """Threads that look at our own flag: told to stop before they begin, they end at once."""
        environment = super().get_environment(worker_type)
        environment.get_stop_flag = lambda: self._stopping
        return environment

    @property
    def threads(self) -> list[threading.Thread]:
        """Huey's own."""
        return [self.scheduler, *(thread for _, thread in self.worker_threads)]

    def _set_signal_handlers(self) -> None:
        """The process has its own."""
