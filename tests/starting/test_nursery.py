"""A process of the nursery ends, is told and is killed like one that was started by itself."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 30  # seconds: the machine may be busy
MODULE = """
import os, sys, time
print(os.getpid(), flush=True)
print(os.getcwd(), dict(os.environ)["COLOUR"], sys.argv[1:], input(), file=sys.stderr, flush=True)
time.sleep(60 if sys.argv[1] == "stay" else 0)
sys.exit(int(sys.argv[1]))
"""
Process = subprocess.Popen[str]


@pytest.fixture
def start(quick_python: tuple[str, ...], tmp_path: Path) -> Callable[[str], Process]:
    """`start("7")` begins a process that ends with 7, and `start("stay")` one that stays."""
    (tmp_path / "lives.py").write_text(MODULE)

    def begin(word: str) -> Process:
        return subprocess.Popen(
            [*quick_python, "lives", word],
            cwd=tmp_path,
            env={"PATH": os.defpath, "COLOUR": "blue"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return begin


def is_gone(pid: int) -> bool:
    """Within moments: the one that looks after it has to notice first."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_it_has_its_own_files_folder_environment_words_and_end(
    start: Callable[[str], Process], tmp_path: Path
) -> None:
    process = start("7")

    said, complained = process.communicate("typed\n", timeout=PATIENCE)

    assert process.returncode == 7
    assert said.strip() != str(process.pid)
    assert complained == f"{tmp_path} blue ['7'] typed\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_ends_the_one_who_asked_ends_the_process(
    start: Callable[[str], Process], number: signal.Signals
) -> None:
    process = start("stay")
    assert process.stdout is not None
    pid = int(process.stdout.readline())

    process.send_signal(number)
    process.communicate(timeout=PATIENCE)  # to the end of what the process itself could say

    assert process.returncode == -number
    assert is_gone(pid)


def test_many_live_at_the_same_time(start: Callable[[str], Process]) -> None:
    many = [start(str(code)) for code in range(4)]

    for process in reversed(many):
        process.communicate("typed\n", timeout=PATIENCE)

    assert [process.returncode for process in many] == [0, 1, 2, 3]
