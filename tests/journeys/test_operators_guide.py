"""The operator's guide, typed line by line on a site with production settings."""

import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

import docx
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "operators-guide.md").read_text()
BIN = Path(sys.executable).parent
PATIENCE = 60
# Takes minutes, and has tests of its own.
LEFT_OUT = "flask --app wsgi bench"


def lines() -> list[str]:
    """Every command of ours in the guide's blocks, in order, without remarks."""
    blocks = re.findall(r"^ {4}(flask --app wsgi .+)$", GUIDE, re.MULTILINE)
    return [line.partition("    #")[0].strip() for line in blocks if not line.startswith(LEFT_OUT)]


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{BIN}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "BASE_URL": "https://events.example.org",
        "SECRET_KEY": "correct-horses-graze-on-41-quiet-batteries",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": "9",
        "PLENARY_DATA": str(folder / "data"),
    }


def typed(line: str, folder: Path, *before: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A line as an operator types it, or with what starts it in less time before it."""
    return subprocess.run(
        [*before, *shlex.split(line)],
        cwd=folder,
        env={**environment(folder), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The web server as systemd would start it; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [BIN / "gunicorn", "--config", "deploy/gunicorn.conf.py"],
        cwd=ROOT,
        env={**environment(folder), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def status(url: str, host: str = "events.example.org") -> int:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers={"Host": host})) as answer:  # noqa: S310
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except URLError:  # not listening yet
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_guide_can_be_typed_from_top_to_bottom(tmp_path: Path) -> None:
    commands = lines()
    assert typed("flask --app wsgi db upgrade", tmp_path).returncode == 0
    programme = docx.Document()
    programme.add_paragraph("09:00 Opening")
    programme.save(str(tmp_path / "programme.docx"))

    said = {}
    for line in commands:  # as an operator does, also in what a start takes
        done = typed(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        said[line] = done.stdout

    assert len(commands) >= 8
    assert "Sign in within a day at https://events.example.org/account/sign-in/link/" in said[commands[0]]
    assert said["flask --app wsgi restore plenary.backup --check"].endswith("It is sound.\n")
    assert (tmp_path / "plenary.backup").stat().st_mode & 0o777 == 0o600


def test_commands_of_the_tables_exist_too(tmp_path: Path, quick_python: tuple[str, ...]) -> None:
    typed("flask --app wsgi db upgrade", tmp_path, *quick_python)
    for person in ("person", "organiser"):
        create = f"flask --app wsgi users create --email {person}@example.org --name Person"
        typed(create, tmp_path, *quick_python)

    for line in re.findall(r"^\|.*`(flask --app wsgi [^`]+)`", GUIDE, re.MULTILINE):
        done = typed(line, tmp_path, *quick_python)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_a_public_site_answers_to_its_own_name_only_and_has_no_toys(
    tmp_path: Path, quick_python: tuple[str, ...]
) -> None:
    typed("flask --app wsgi db upgrade", tmp_path, *quick_python)

    with served(tmp_path) as address:
        assert status(f"{address}/readyz") == 200
        assert status(f"{address}/") == 200
        assert status(f"{address}/dev/mail/") == 404
        assert status(f"{address}/readyz", host="evil.example.com") == 400


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "a" * 64, "SECRET_KEY is weak; use at least 32 random characters."),
        ("MAIL_SERVER", "", "MAIL_SERVER is needed where BASE_URL is public."),
        (
            "WEB_CONCURRENCY",
            "2",
            "several web processes need LIMITER_URL (or REDIS_URL) to count attempts together.",
        ),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must begin with sqlite:// or postgresql://."),
        (
            "DATABASE_URL",
            "sqlite:////nowhere/plenary.sqlite3",
            "the database of DATABASE_URL cannot be used: unable to open database file.",
        ),
    ],
)
def test_t39_a_dangerous_setting_ends_the_start_with_one_sentence(
    tmp_path: Path, quick_python: tuple[str, ...], name: str, value: str, sentence: str
) -> None:
    serve = f"gunicorn --config {ROOT}/deploy/gunicorn.conf.py --bind 127.0.0.1:0"
    done = typed(serve, tmp_path, *quick_python, **{name: value})

    assert done.returncode == 1
    assert f"Plenary cannot start: {sentence}" in done.stderr
    assert "Traceback" not in done.stderr


def test_t39_the_made_secret_is_long_and_for_its_owner_only(
    tmp_path: Path, quick_python: tuple[str, ...]
) -> None:
    here = {"BASE_URL": "http://127.0.0.1:5000", "SECRET_KEY": ""}

    done = typed("flask --app wsgi db upgrade", tmp_path, *quick_python, **here)

    assert done.returncode == 0, done.stderr
    secret = tmp_path / "data" / "secret_key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) >= 32


COMMANDS = (
    "users create --email person@example.org --name Person",
    "users list",
    "users disable person@example.org",
    "outbox deliver",
    "outbox test person@example.org",
    "events refresh-utc",
    "worker",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_tables_a_command_says_what_to_do(
    tmp_path: Path, quick_python: tuple[str, ...], command: str
) -> None:
    done = typed(f"flask --app wsgi {command}", tmp_path, *quick_python)

    assert done.returncode == 1
    assert done.stderr == (
        "Plenary cannot start: the database has no tables yet; run `flask --app wsgi db upgrade`.\n"
    )


def test_a_backup_of_nothing_is_none(tmp_path: Path, quick_python: tuple[str, ...]) -> None:
    done = typed("flask --app wsgi backup plenary.backup", tmp_path, *quick_python)

    assert done.returncode == 1
    assert done.stderr == "Error: The database has no tables yet: there is nothing to back up.\n"
    assert not (tmp_path / "plenary.backup").exists()


def test_a_backup_that_cannot_be_written_says_so_in_a_sentence(
    tmp_path: Path, quick_python: tuple[str, ...]
) -> None:
    typed("flask --app wsgi db upgrade", tmp_path, *quick_python)

    done = typed("flask --app wsgi backup nowhere/plenary.backup", tmp_path, *quick_python)

    assert done.returncode == 1
    assert done.stderr == "Error: nowhere/plenary.backup cannot be written: No such file or directory.\n"


@pytest.mark.parametrize("command", ["db upgrade", "users list", "backup x.backup", "restore x.backup"])
def test_a_database_that_is_away_is_told_in_a_sentence(
    tmp_path: Path, quick_python: tuple[str, ...], command: str
) -> None:
    (tmp_path / "x.backup").touch()
    away = "postgresql://plenary:sesame@127.0.0.1:9/plenary"

    done = typed(f"flask --app wsgi {command}", tmp_path, *quick_python, DATABASE_URL=away)

    assert done.returncode == 1
    assert done.stderr.startswith("Plenary cannot start: the database of DATABASE_URL cannot be used: ")
    assert "Traceback" not in done.stderr
    assert "sesame" not in done.stderr


def test_the_example_fills_a_new_database_by_itself(tmp_path: Path, quick_python: tuple[str, ...]) -> None:
    here = {"BASE_URL": "http://127.0.0.1:5000"}

    done = typed("flask --app wsgi demo load", tmp_path, *quick_python, **here)

    assert done.returncode == 0, done.stderr
    assert "seven lamps on the quay" in done.stdout
