"""Killed in the middle, or started by several at once: the schema is the old one or the new one."""

import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from app.cli.bench.server import free_port
from app.core import schema
from app.core.db import db

STEPS = sorted((schema.MIGRATIONS / "versions").glob("*.py"))
HEAD = f"{len(STEPS):04}"
PATIENCE = 60  # seconds for a process to get somewhere

SLOW = '''
"""Change the schema and the data, then dawdle until somebody pulls the plug."""

import time
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE catalogue SET revision = 999")
    Path("{marker}").touch()
    time.sleep({seconds})


def downgrade():
    op.drop_table("half_done")
'''


Start = Callable[..., subprocess.Popen[str]]
FLASK = ("flask", "--app", "wsgi")


@pytest.fixture
def start(quick_python: tuple[str, ...], tmp_path: Path) -> Start:
    """`python -m …` as an operator types it, on the database at an address."""

    def begin(url: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*quick_python, *words],
            cwd=schema.MIGRATIONS.parent,
            env={"DATABASE_URL": url, "PLENARY_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return begin


def finish(*processes: subprocess.Popen[str]) -> list[tuple[int, str]]:
    """(exit code, what was said) of each."""
    said = [process.communicate(timeout=PATIENCE)[0] for process in processes]
    return [(process.returncode, words) for process, words in zip(processes, said, strict=True)]


def wait_for(marker: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not marker.exists():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline, "the migration did not get that far"
        time.sleep(0.05)


def problem() -> str | None:
    with db.engine.connect() as connection:
        return schema.problem(connection)


def catalogue_revisions() -> list[int]:
    with db.engine.connect() as connection:
        return list(connection.execute(text("SELECT revision FROM catalogue")).scalars())


@pytest.mark.usefixtures("empty_app")
def test_f13_a_migration_killed_in_the_middle_leaves_the_old_schema(
    start: Start, database_url: str, tmp_path: Path, planted: Path
) -> None:
    marker, step = tmp_path / "half-way", planted / "versions" / "9999_slow.py"
    assert finish(start(database_url, *FLASK, "db", "upgrade")) == [(0, "")]
    step.write_text(SLOW.format(head=HEAD, marker=marker, seconds=300))

    victim = start(database_url, *FLASK, "db", "upgrade", "-d", str(planted))
    wait_for(marker, victim)
    victim.kill()
    victim.communicate()

    assert problem() is None
    assert catalogue_revisions() == [1]
    assert "half_done" not in inspect(db.engine).get_table_names()

    step.write_text(SLOW.format(head=HEAD, marker=marker, seconds=0))
    assert finish(start(database_url, *FLASK, "db", "upgrade", "-d", str(planted))) == [(0, "")]
    assert catalogue_revisions() == [999]
    assert "half_done" in inspect(db.engine).get_table_names()


@pytest.mark.usefixtures("empty_app")
def test_f13_the_old_version_says_what_to_do_about_a_newer_schema(
    start: Start, database_url: str, tmp_path: Path, planted: Path
) -> None:
    step = planted / "versions" / "9999_slow.py"
    step.write_text(SLOW.format(head=HEAD, marker=tmp_path / "done", seconds=0))
    finish(start(database_url, *FLASK, "db", "upgrade", "-d", str(planted)))

    with pytest.raises(schema.WrongSchema) as refusal:
        schema.require(db.engine)

    assert str(refusal.value.code) == (
        "Plenary cannot start: the database is at step 9999, which this version does not know: a newer "
        "version has changed it. Start that version, or restore a backup from before the change."
    )


def test_an_empty_database_and_an_old_one_are_told_apart(
    start: Start, empty_app: Flask, database_url: str
) -> None:
    empty = problem()
    finish(start(database_url, *FLASK, "db", "upgrade", "0001"))
    old = problem()
    finish(start(database_url, *FLASK, "db", "upgrade"))

    assert empty == "the database has no tables yet; run `flask --app wsgi db upgrade`."
    assert old == (
        f"the database is at step 0001, this version needs {HEAD}; run `flask --app wsgi db upgrade`."
    )
    assert problem() is None
    with empty_app.app_context():
        schema.require(db.engine)


@pytest.mark.usefixtures("empty_app")
def test_f14_of_four_that_start_at_once_one_migrates_and_the_others_wait(
    start: Start, database_url: str
) -> None:
    four = [start(database_url, *FLASK, "db", "upgrade") for _ in range(4)]

    assert finish(*four) == [(0, "")] * 4
    assert problem() is None
    assert catalogue_revisions() == [1]


def readiness(port: int) -> int:
    """What /readyz says once the server answers at all."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/readyz")
                return connection.getresponse().status
        except OSError:  # not listening yet
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("empty_app")
def test_f14_web_servers_that_start_at_once_on_an_empty_folder_all_serve(
    start: Start, database_url: str
) -> None:
    ports = [free_port() for _ in range(4)]
    gunicorn = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind"]
    own = [*FLASK, "run", "--port"]
    commands = [[*gunicorn, f"127.0.0.1:{port}"] for port in ports[:2]]
    commands += [[*own, str(port)] for port in ports[2:]]

    servers = [start(database_url, *command) for command in commands]
    try:
        answers = [readiness(port) for port in ports]
    finally:
        for server in servers:
            server.terminate()
        finish(*servers)

    assert answers == [200] * 4
    assert catalogue_revisions() == [1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("empty_app")
def test_t40_before_a_step_a_copy_of_the_database_is_kept(
    start: Start, database_url: str, tmp_path: Path
) -> None:
    finish(start(database_url, *FLASK, "db", "upgrade", "0001"))
    assert list(tmp_path.glob("*.before-migration")) == []

    finish(start(database_url, *FLASK, "db", "upgrade"))

    copy = tmp_path / "empty.sqlite3.before-migration"
    assert finish(start(f"sqlite:///{copy}", *FLASK, "db", "current")) == [(0, "0001\n")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("empty_app")
@pytest.mark.parametrize(
    "command",
    [
        [*FLASK, "worker"],
        ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"],
    ],
    ids=["worker", "web"],
)
def test_web_and_worker_do_not_start_on_a_database_they_do_not_understand(
    start: Start, database_url: str, command: list[str]
) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))

    code, words = finish(start(database_url, *command))[0]

    assert code == 1
    assert "Plenary cannot start: the database is at step 9999, which this version does not know" in words
    assert "Traceback" not in words
