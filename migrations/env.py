"""How migrations run: one process at a time, all or nothing, without losing a child row on SQLite."""

import contextlib
import fcntl
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.accounts import models as _accounts  # noqa: F401
from app.audit import models as _audit  # noqa: F401
from app.core import schema
from app.core.db import Base, db
from app.documents import models as _documents  # noqa: F401
from app.events import models as _events  # noqa: F401
from app.files import models as _files  # noqa: F401
from app.outbox import models as _outbox  # noqa: F401
from app.people import models as _people  # noqa: F401
from app.programme import models as _programme  # noqa: F401
from app.registration import models as _registration  # noqa: F401

# One number for "somebody is migrating", known to all processes of this database.
ADVISORY_LOCK = 0x504C454E


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write plain column types into migrations, so that old ones survive a move of core.types."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        plain: TypeEngine[Any] = thing.impl_instance
        return f"sa.{plain!r}"
    return False


def run() -> None:
    schema.is_new(db.engine)  # ends with one sentence where the database does not answer
    if db.engine.dialect.name == "sqlite":
        database = Path(str(db.engine.url.database))
        with _alone(database):
            _keep_copy(database)
            with db.engine.connect() as connection:
                _migrate_sqlite(connection)
    else:
        with db.engine.connect() as connection:
            _migrate_server(connection)


@contextlib.contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Hold the file beside the database that one migrating process has; others wait here.

    SQLite's own lock is not enough: switching a new file to its write-ahead log does not wait.
    """
    with database.with_name(f"{database.name}.migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _keep_copy(database: Path) -> None:
    """Before a step on a database that has data: the way back when the new version disappoints."""
    with db.engine.connect() as connection:
        if schema.problem(connection) is None or schema.is_empty(connection):
            return
    with (
        contextlib.closing(sqlite3.connect(database)) as source,
        contextlib.closing(sqlite3.connect(f"{database}.before-migration")) as copy,
    ):
        source.backup(copy)


def _configure(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        transactional_ddl=True,
        **current_app.extensions["migrate"].configure_args,
    )


def _migrate_sqlite(connection: Connection) -> None:
    """Batch mode drops and renames tables; with foreign keys on, that would delete child rows."""
    connection = connection.execution_options(sqlite_begin="IMMEDIATE")
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
    try:
        with connection.begin():
            _configure(connection)
            context.run_migrations()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration would leave rows without their parents: {broken[:3]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _migrate_server(connection: Connection) -> None:
    with connection.begin():
        # Waiting for another process to finish may take long; waiting for a table must not,
        # since everybody else would queue behind us.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10min'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        _configure(connection)
        context.run_migrations()


run()
