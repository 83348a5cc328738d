"""How gunicorn serves Plenary: threads, patience, an access log without secrets, the worker inside."""

import os
from typing import Any

from sqlalchemy import create_engine

from app.core import schema
from config import load as load_settings

settings = load_settings()
# Read here and not by config.py: gunicorn listens before there is an application.
_environment = os.environ  # noqa: TID251
_processes = int(_environment.get("WEB_CONCURRENCY") or 1)

wsgi_app = "wsgi:app"
bind = f"{_environment.get('HOST') or '127.0.0.1'}:{_environment.get('PORT') or 5000}"
workers = _processes
worker_class = "gthread"
# One process leaves the machine room for its embedded worker; several are there for a rush.
threads = 16 if _processes > 1 else 8
backlog = 4096  # a lecture hall that presses "Register" at once waits instead of being refused
keepalive = 5
timeout = 60
graceful_timeout = 30
control_socket_disable = True  # nobody steers it from outside; two sites on one machine would share it

# Path without query: no token, no name somebody searched for, no network address. The path is
# masked once more by the formatter app.http.logs puts on these handlers.
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s"
errorlog = "-"
loglevel = "info"


def on_starting(_server: Any) -> None:
    """Refuse a database this version does not understand, before a port is open."""
    engine = create_engine(str(settings["SQLALCHEMY_DATABASE_URI"]))
    schema.require(engine)
    engine.dispose()  # no connection may be shared with the processes to come


def when_ready(_server: Any) -> None:
    """Tell whoever runs this on their own machine where to look."""
    if not settings["PRODUCTION"]:
        address = settings["BASE_URL"]
        print(f"Plenary is ready: {address}/   Mail: {address}/dev/mail   Stop: Ctrl-C", flush=True)  # noqa: T201


def post_worker_init(worker: Any) -> None:
    """Start the embedded mail worker, unless others do that work (EMBED_WORKER=0)."""
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
