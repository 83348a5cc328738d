"""How gunicorn serves Plenary: threads, patience, an access log without secrets, the worker inside."""

import contextlib
import ctypes
import os
import re
import subprocess
import sys
from typing import Any

from gunicorn.glogging import Logger
from sqlalchemy import create_engine

from app.cli.demo import organiser
from app.core import schema
from app.http.doorkeeper import Doorkeeper
from app.web import door  # noqa: F401 - loaded here once; web processes share its memory
from config import load as load_settings

settings = load_settings()
# Read here and not by config.py: gunicorn listens before there is an application.
_environment = os.environ  # noqa: TID251
_processes = int(str(settings["WEB_CONCURRENCY"]))

wsgi_app = "app:create_app()"
bind = f"{_environment.get('HOST') or '127.0.0.1'}:{_environment.get('PORT') or 5000}"
workers = _processes
worker_class = Doorkeeper
# One process leaves the machine room for its embedded worker; several are there for a rush.
threads = 16 if _processes > 1 else 8
backlog = 4096  # a lecture hall that presses "Register" at once waits instead of being refused
keepalive = 5
timeout = 60
graceful_timeout = 30
# Seconds a thread keeps the interpreter while others want it. The one that holds the database's
# write lock gives it away at every statement; at Python's 5 ms each time it waits to get it back,
# and everybody behind it waits too. Measured with `flask bench crowd`.
SWITCH_INTERVAL = 0.001
# glibc gives each thread a heap of its own and returns every page at once, to ask for it again with the
# next request. Two heaps that keep some room cost less time and less memory (mallopt(3)).
MALLOC = {-8: 2, -2: 4 * 1024 * 1024}  # M_ARENA_MAX, M_TOP_PAD in bytes
# Threads of a process take turns at its interpreter. Handed to a thread on another core, it finds that
# core's caches cold. With as many processes for every core, each stays on one: a crowd is answered in three
# quarters of the time (`flask bench crowd`). With fewer, the cores left over are free for whoever comes.
_cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
_stay = bool(_cores) and _processes % len(_cores) == 0
control_socket_disable = True  # nobody steers it from outside; two sites on one machine would share it

# Path without query: no token, no name somebody searched for, no network address. The path is
# masked once more by the formatter app.http.logs puts on these handlers.
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s"
errorlog = "-"
loglevel = "info"
_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f]")


class AccessLog(Logger):
    """Puts together what the format above shows, not all that any format could."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What the letters of the format stand for, for one answer.

        What gunicorn refuses by itself has no PATH_INFO; without a line there would be no answer.
        """
        return {
            "m": environ["REQUEST_METHOD"],
            # A path could write lines of its own.
            "U": _CONTROLS.sub("?", environ.get("PATH_INFO", req.path)),
            "s": str(resp.status).split(" ", 1)[0],
            "B": resp.sent,
            "M": round(request_time.total_seconds() * 1000),
            "{x-request-id}o": dict(resp.headers).get("X-Request-ID", "-"),
        }


logger_class = AccessLog


def on_starting(_server: Any) -> None:
    """Refuse a database this version does not understand, and one anybody may sign in to.

    Before a port is open. On one's own machine a new database gets its tables.
    """
    engine = create_engine(str(settings["SQLALCHEMY_DATABASE_URI"]))
    if not settings["PRODUCTION"] and schema.is_new(engine):
        # In a process of its own: what makes tables would stay in the memory of every web process.
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], check=True)
    schema.require(engine)
    if settings["PRODUCTION"]:
        organiser.require_unknown_password(engine)
    engine.dispose()  # no connection may be shared with the processes to come


def when_ready(_server: Any) -> None:
    """Tell whoever runs this on their own machine where to look."""
    if not settings["PRODUCTION"]:
        address = settings["BASE_URL"]
        print(f"Plenary is ready: {address}/   Mail: {address}/dev/mail   Stop: Ctrl-C", flush=True)  # noqa: T201


def pre_fork(server: Any, worker: Any) -> None:
    """Choose the core of a process that is about to start: the one that fewest others have."""
    held = [other.core for other in server.WORKERS.values()]
    worker.core = min(_cores, key=held.count, default=None)


def post_worker_init(worker: Any) -> None:
    """Start the embedded mail worker, unless others do that work (EMBED_WORKER=0)."""
    if _stay:
        with contextlib.suppress(OSError):  # the core may have been taken away since; any other will do
            os.sched_setaffinity(0, {worker.core})  # of the threads to come, too
    sys.setswitchinterval(SWITCH_INTERVAL)
    with contextlib.suppress(OSError, AttributeError):  # another C library, which knows no such thing
        for parameter, value in MALLOC.items():
            ctypes.CDLL("libc.so.6").mallopt(parameter, value)
    inside = _embedded(worker)
    if inside is not None:
        inside.start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Let the message in hand be finished."""
    inside = _embedded(worker)
    if inside is not None:
        inside.stop()


def _embedded(worker: Any) -> Any:
    application = getattr(worker, "wsgi", None)
    if application is None:  # it could not be loaded; gunicorn has said why
        return None
    if not getattr(application, "config", {}).get("EMBED_WORKER"):
        return None
    return application.extensions["worker"]
