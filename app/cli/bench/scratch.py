"""A scratch database for one measurement: migrated, filled, and thrown away."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
import psycopg
from flask import Flask
from psycopg import sql
from werkzeug.utils import import_string

import config
from app.core.db import db

NAME = "plenary_bench"
SECRET = "measured-with-a-key-that-protects-nothing-at-all"  # noqa: S105 - scratch data only


@dataclass(frozen=True, slots=True)
class Scratch:
    """The application on the scratch database, and the environment a server needs to use it too."""

    app: Flask
    settings: dict[str, str]


@contextmanager
def database(server: str | None) -> Iterator[Scratch]:
    """A fresh database: SQLite in a temporary folder, or `plenary_bench` on a PostgreSQL server.

    `server` is the address of any database of that server, of a role that may create others.
    """
    folder = Path(tempfile.mkdtemp(prefix="plenary-bench-"))
    url = _on_server(server) if server else f"sqlite:///{folder / 'bench.sqlite3'}"
    settings = {
        "DATABASE_URL": url,
        "PLENARY_DATA": str(folder),
        "SECRET_KEY": SECRET,
        "EMBED_WORKER": "0",
        "FORM_SECONDS": "0",  # the load fills in its forms at once
    }
    try:
        # By name at run time: this module is itself loaded while create_app's module is.
        app: Flask = import_string("app.create_app")(config.load(settings))
        with app.app_context():
            flask_migrate.upgrade()
            yield Scratch(app, settings)
            db.session.remove()
            db.engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on_server(server: str) -> str:
    plain = server.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        name = sql.Identifier(NAME)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    head, mark, query = plain.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{NAME}{mark}{query}"
