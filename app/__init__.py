"""Plenary: events, programmes, registrations, calendars. create_app() wires and decides nothing."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.local import LocalProxy
from werkzeug.utils import import_string

import config
from app import extensions
from app.cli import commands
from app.core import postgresql, schema, sqlite
from app.core.db import db, end_reading
from app.documents import models as _documents  # noqa: F401 - every process knows every table
from app.events import receivers as event_receivers
from app.files import storage
from app.http import language, logs
from app.http.first_request import FirstRequest
from app.jobs import worker
from app.programme import receivers as programme_receivers
from app.registration import receivers as registration_receivers
from app.speakers import receivers as speaker_receivers

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Mapping[str, object] | None = None, *, doors_open: bool = True) -> Flask:
    """The application. `settings` replace those config.py reads from the environment.

    Without `doors_open` its pages are bound, and its worker begins, when the first request comes, which
    in a process that only runs a command is never.
    """
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(config.load() if settings is None else settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    logs.init_app(app)
    db.init_app(app)
    with app.app_context():
        sqlite.prepare(db.engine)
        postgresql.prepare(db.engine)
    app.teardown_appcontext(end_reading)  # bound after the database's own, so it comes before that
    app.extensions["migrate"] = LocalProxy(lambda: _migrate(app))
    extensions.mail.init_app(app)
    worker.init_app(app)
    language.init_app(app)
    storage.configure(Path(app.config["DATA"]) / "files")
    for receivers in (event_receivers, programme_receivers, registration_receivers, speaker_receivers):
        receivers.connect()
    commands.init_app(app)

    if doors_open:
        _open_doors(app)
    else:
        app.wsgi_app = FirstRequest(app, _open_for_visitors)  # type: ignore[method-assign]
    return app


def _open_for_visitors(app: Flask) -> None:
    """What makes a web server of this process, whoever has started it: `flask run`, for one."""
    if not app.config["PRODUCTION"]:
        with app.app_context(), suppress(schema.WrongSchema):  # a database that is away is told by every page
            schema.begin(db.engine)
    _open_doors(app)
    if app.config["EMBED_WORKER"]:
        worker.embed(app)


def _open_doors(app: Flask) -> None:
    """Bind the pages. Loaded only here: views, forms and what they draw with weigh 20 MB."""
    import_string("app.web.door.init_app")(app)


def _migrate(app: Flask) -> Any:
    """Flask-Migrate, when a command asks for it: with Alembic it would cost every process 20 MB."""
    import_string("flask_migrate.Migrate")(compare_type=True).init_app(
        app, db, directory=str(ROOT / "migrations")
    )
    return app.extensions["migrate"]  # from now on the real one, in the place of the proxy
