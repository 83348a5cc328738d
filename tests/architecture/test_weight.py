"""Processes carry what they use: commands no pages, workers no drivers of stores they do not have."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.db import Base
from app.web import door  # noqa: F401 - with everything there is
from tests import servers
from tests.architecture import tree

HEAVY = ("app.web.routes", "app.files.images", "PIL", "xlsxwriter", "icalendar", "huey", "redis", "psycopg",
         "alembic", "css_inline")  # fmt: skip
SELDOM = ("app.programme.paste.parsing", "app.programme.matching.matching",
          "app.programme.announcing.reading", "rapidfuzz", "segno", "xlsxwriter", "css_inline", "PIL",
          "sqlalchemy.dialects.postgresql", "argon2", "app.programme.text.sources")  # fmt: skip
MEGABYTE = 1024  # in the units of /proc
WORKER_LIMIT = 90 * MEGABYTE


def settings(folder: Path) -> dict[str, str]:
    return {"PLENARY_DATA": str(folder), "MAIL_SERVER": "127.0.0.1"}


def run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tree.ROOT,
        env={"PATH": os.defpath, **settings(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("name", [*HEAVY, *SELDOM])
def test_the_names_of_heavy_modules_are_right(name: str) -> None:
    """Or the next test would promise nothing."""
    __import__(name)

    assert name in sys.modules


def test_a_process_that_shows_no_page_loads_nothing_that_pages_are_made_with(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", f"import wsgi, sys; print(*sorted(set(sys.modules) & set({HEAVY!r})))")

    assert said.split() == []


def test_a_process_with_every_page_leaves_what_few_pages_need_until_one_is_asked_for(tmp_path: Path) -> None:
    said = run(
        tmp_path,
        "-c",
        f"import wsgi, sys; from app.web import door; print(*sorted(set(sys.modules) & set({SELDOM!r})))",
    )

    assert said.split() == []


def test_also_a_process_without_pages_knows_every_table(tmp_path: Path) -> None:
    """Or files and people would count as unused because nobody has heard of the table that uses them."""
    known = run(tmp_path, "-c", "import wsgi; from app.core.db import Base; print(*Base.metadata.tables)")

    assert set(known.split()) == set(Base.metadata.tables)


def test_a_worker_keeps_its_budget_of_memory(tmp_path: Path) -> None:
    run(tmp_path, "-m", "flask", "--app", "wsgi", "db", "upgrade")

    with servers.mail_worker(settings(tmp_path)) as worker:
        weight = settled(worker.pid)

    assert 0 < weight <= WORKER_LIMIT


def settled(pid: int) -> int:
    """Resident memory of a process once it has stopped growing for two seconds, in kB."""
    deadline = time.monotonic() + 30
    seen = [0]
    while time.monotonic() < deadline:
        time.sleep(0.5)
        seen.append(resident(pid))
        if len(seen) > 8 and seen[-1] == seen[-5] and seen[-1] > 40 * MEGABYTE:
            break
    return seen[-1]


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])
