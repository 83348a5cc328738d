"""Documents for paper and for Word: made apart, within limits, one at a time in each process."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from app.core import text

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "pdf"
PATIENCE = 40  # seconds; the process apart gives up before
BARE = {"LANG": "C.UTF-8"}  # our own environment holds secrets, which are no business of libraries
LONGEST = 300  # characters of what went wrong
_FOLDER = Path(__file__).parent
_turn = threading.Lock()


class PressBusy(Exception):
    """Others are being served, and one's patience has ended."""


class PressFailed(Exception):
    """The document could not be made; the message is for the log."""


@contextmanager
def turn(patience: float) -> Iterator[None]:
    """Be the only one who prints here. Raises PressBusy after `patience` seconds.

    What somebody else may have printed meanwhile is looked for again inside: so a document many
    ask for at once is made once, and no crowd of readers becomes a crowd of processes.
    """
    if not _turn.acquire(timeout=patience):
        raise PressBusy
    try:
        yield
    finally:
        _turn.release()


def pdf(template: str, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The tagged PDF that templates/pdf/<template>.typ makes of `data`. Raises PressFailed.

    The same data of the same moment make the same bytes.
    """
    job = {"template": str(TEMPLATES / f"{template}.typ"), "data": data, "made_at": int(made_at.timestamp())}
    return make(_FOLDER / "typesetting.py", job)


def make(maker: Path, job: Mapping[str, Any]) -> bytes:
    """What the module `maker` makes of `job`, in a process of its own. Raises PressFailed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and modules; texts are only its input
            [sys.executable, "-s", "-E", str(_FOLDER / "apart.py"), str(maker)],
            input=json.dumps(job, ensure_ascii=False).encode("utf-8", "replace"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=BARE,
        )
    except subprocess.TimeoutExpired as error:
        raise PressFailed(f"{maker.stem} took too long") from error
    if done.returncode or not done.stdout:
        raise PressFailed(f"{maker.stem} ended with {done.returncode}: {_last_words(done.stderr)}")
    return done.stdout


def _last_words(stderr: bytes) -> str:
    """The last line of what a process said before it ended: what was wrong, without the way there."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return text.shorten(text.clean_line(lines[-1]), LONGEST) if lines else "nothing was said"
