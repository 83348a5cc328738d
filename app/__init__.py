"""Plenary: events, programmes, registrations, calendars. create_app() wires and decides nothing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import import_string

import config
from app import extensions
from app.cli import commands
from app.core import sqlite
from app.core.db import db
from app.events import receivers as event_receivers
from app.files import storage
from app.http import (
    access,
    csrf,
    guard,
    headers,
    identity,
    language,
    limits,
    logs,
    page_store,
    static_files,
)
from app.jobs import worker
from app.programme import receivers as programme_receivers
from app.registration import receivers as registration_receivers
from app.web import routes

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """The application. `settings` replace those config.py reads from the environment."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(config.load() if settings is None else settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    logs.init_app(app)
    db.init_app(app)
    with app.app_context():
        sqlite.prepare(db.engine)
    app.extensions["migrate"] = LocalProxy(lambda: _migrate(app))
    limits.init_app(app)
    extensions.mail.init_app(app)
    worker.init_app(app)
    language.init_app(app)
    identity.init_app(app)
    page_store.init_app(app)
    storage.configure(Path(app.config["DATA"]) / "files")
    for receivers in (event_receivers, programme_receivers, registration_receivers):
        receivers.connect()

    guard.init_app(app)
    csrf.init_app(app)
    headers.init_app(app)
    static_files.init_app(app)
    routes.init_app(app)
    commands.init_app(app)

    app.config["RENDERING_FINGERPRINT"] = _fingerprint(app)
    access.refuse_unmarked(app)
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _migrate(app: Flask) -> Any:
    """Flask-Migrate, when a command asks for it: with Alembic it would cost every process 20 MB."""
    import_string("flask_migrate.Migrate")(compare_type=True).init_app(
        app, db, directory=str(ROOT / "migrations")
    )
    return app.extensions["migrate"]  # from now on the real one, in the place of the proxy


def _fingerprint(app: Flask) -> str:
    """Whatever shapes rendered bytes besides the data: code, templates, catalogues, address."""
    digest = hashlib.sha256(f"{app.config['BASE_URL']}|{app.config['STATIC_VERSION']}".encode())
    for folder in (ROOT / "templates", ROOT / "app"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".py", ".po", ".json", ".csv", ".txt"}:
                stat = path.stat()
                digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
