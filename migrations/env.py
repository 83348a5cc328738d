"""How migrations run: each in one transaction, without losing a child row on SQLite."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.accounts import models as _accounts  # noqa: F401
from app.audit import models as _audit  # noqa: F401
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


def render_item(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write plain column types into migrations, so that old ones survive a move of core.types."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        plain: TypeEngine[Any] = thing.impl_instance
        return f"sa.{plain!r}"
    return False


def run() -> None:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _migrate_sqlite(connection)
        else:
            _migrate_server(connection)


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
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        _configure(connection)
        context.run_migrations()


run()
