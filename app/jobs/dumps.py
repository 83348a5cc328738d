"""The whole database in one file, and back: SQLite by its online backup, PostgreSQL by its own programs."""

import contextlib
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool


class DumpFailed(Exception):
    """The database, or the program that should copy it, said no; the message is for an operator."""


def dump(url: URL, target: Path) -> None:
    """Write what is committed at this moment to `target`, without stopping anybody. Raises DumpFailed."""
    if _is_sqlite(url):
        _copy(_file(url), target)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(url: URL, source: Path) -> None:
    """Put the dump in place of everything the database holds, or change nothing. Raises DumpFailed."""
    if _is_sqlite(url):
        _copy(source, _file(url))
        return
    with tempfile.TemporaryDirectory(prefix="plenary-") as folder:
        script = Path(folder) / "script.sql"
        _run_program(
            "pg_restore", "--no-owner", "--no-privileges", "--schema=public", f"--file={script}", str(source)
        )
        # pg_restore itself could drop only what the dump knows of, or the rest in another transaction.
        _run(
            "psql", url, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            "--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public", f"--file={script}",
        )  # fmt: skip


@contextlib.contextmanager
def scratch(url: URL, source: Path) -> Iterator[Engine]:
    """The dump in a database of its own, beside the one at `url`, which is not touched."""
    with contextlib.ExitStack() as stack:
        if _is_sqlite(url):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plenary-")))
            place = URL.create("sqlite", database=str(folder / "check.sqlite3"))
        else:
            place = stack.enter_context(_scratch_database(url))
        load(place, source)
        engine = create_engine(place, poolclass=NullPool)
        stack.callback(engine.dispose)
        yield engine


def damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages and references; empty when it is sound."""
    if connection.dialect.name != "sqlite":
        return []  # pg_restore has just built every index and foreign key anew
    try:
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    except DatabaseError as error:
        return [str(error.orig)]
    return [line for line in found if line != "ok"] + [
        f"{table}, row {row}: its {parent} is missing" for table, row, parent, _number in broken
    ]


def kind(url: URL) -> str:
    """The word an archive remembers, so that nobody restores one kind into the other."""
    return url.get_backend_name()


def _is_sqlite(url: URL) -> bool:
    return kind(url) == "sqlite"


def _file(url: URL) -> Path:
    return Path(str(url.database))


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup: one consistent state, whatever others write meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=60)) as old,
            contextlib.closing(sqlite3.connect(target, timeout=60)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise DumpFailed(f"SQLite could not copy {source.name}: {error}.") from error


@contextlib.contextmanager
def _scratch_database(url: URL) -> Iterator[URL]:
    name = f"plenary_check_{secrets.token_hex(4)}"
    try:
        _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise DumpFailed("checking needs a database role that may create databases.") from error
    try:
        yield url.set(database=name)
    finally:
        _execute(url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(url: URL, statement: sql.Composed) -> None:
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(statement)


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database; the password travels in a file only we can read."""
    with tempfile.NamedTemporaryFile("w", prefix="plenary-") as passwords:
        passwords.write(f"*:*:*:*:{_escaped(url.password)}\n")
        passwords.flush()
        place = url.set(password=None).update_query_dict({"passfile": passwords.name})
        _run_program(program, f"--dbname={_plain(place)}", *arguments)


def _run_program(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise DumpFailed(f"{program} is missing; install PostgreSQL's client programs.")
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        [path, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise DumpFailed(f"{program} said: {done.stderr.strip()}")


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _escaped(password: object) -> str:
    return str(password or "").replace("\\", "\\\\").replace(":", "\\:")
