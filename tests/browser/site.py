"""A real server for a real browser: the whole application on a port of its own, with its own data."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

import config
from app import create_app
from app.core.db import db
from tests import emptying

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CALENDAR_HOST = "calendar.example.org"


@dataclass(frozen=True, slots=True)
class Site:
    """Where it answers, and the application for calling services directly."""

    url: str
    app: Flask

    def empty(self) -> None:
        """Take every row away, and every page made of them."""
        with self.app.app_context():
            db.session.remove()
            emptying.empty(db.engine)
        self.app.extensions["page_store"].clear()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing: the test's own output matters."""


def _whole(app: "WSGIApplication") -> "WSGIApplication":
    """The same, read to the end before it is sent: this server does not always close what it is sending."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        body = app(environ, start_response)
        try:
            return list(body)
        finally:
            getattr(body, "close", bool)()

    return answer


@contextmanager
def serve(folder: Path, **settings: object) -> Iterator[Site]:
    """The application answering on a free port, on a database of its own in `folder`."""
    server = make_server("127.0.0.1", 0, Flask(__name__), threaded=True, request_handler=_Quiet)
    url = f"http://127.0.0.1:{server.server_port}"
    environment = {
        "BASE_URL": url,
        "PLENARY_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "EMBED_WORKER": "0",
        "FORM_SECONDS": "0",  # Chromium types faster than people
    }
    app = create_app({**config.load(environment), **settings})
    with app.app_context():
        db.create_all()
    server.app = _whole(app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(url, app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def awake(page: Page) -> None:
    """Wait until scripts have improved what they improve: a key pressed before is nobody's."""
    expect(page.locator("[data-component]:not([data-awake=yes])")).to_have_count(0)
