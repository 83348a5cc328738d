"""Real servers for measurements: gunicorn on a free port, and what they cost in CPU time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BARE = "app.cli.bench.bare:app"
START_LIMIT = 60  # seconds to the first answer, on a busy machine
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and which database process names belong to it."""

    port: int
    process: "subprocess.Popen[bytes]"
    database: str
    seconds_to_first_answer: float

    def cpu_seconds(self) -> float:
        """User and system time so far of the server, its workers and its database sessions."""
        pids = _tree(self.process.pid) | _backends(self.database)
        return sum(_cpu(pid) for pid in pids)

    def worker_memory(self) -> int:
        """Resident memory of the largest worker, in bytes."""
        return max(_memory(pid) for pid in _tree(self.process.pid))

    def worker_pids(self) -> list[int]:
        return sorted(_tree(self.process.pid) - {self.process.pid})


@contextmanager
def running(
    settings: dict[str, str], *, application: str = "", workers: int = 1, threads: int = 8, probe: str = "/"
) -> Iterator[Server]:
    """Start gunicorn as it is deployed, or with another `application` ("module:name"); stop it afterwards."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py"),
        "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads),
        *([application] if application else []),
    ]  # fmt: skip
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(workers),
        **settings,
    }
    log = Path(settings["PLENARY_DATA"]) / f"server-{port}.log"
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and configuration
            command, env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait(port, probe, process, log)
        yield Server(port, process, settings.get("DATABASE_URL", ""), time.monotonic() - began)
    finally:
        _stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(port: int, path: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    fields = _stat(pid)  # proc(5): utime and stime are fields 14 and 15, counted from 1
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _memory(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _tree(root: int) -> set[int]:
    parents = {
        int(folder.name): int(fields[1])
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and (fields := _stat(int(folder.name)))
    }
    found = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def _backends(database: str) -> set[int]:
    """PostgreSQL's processes that serve the database named in the address."""
    if not database.startswith("postgres"):
        return set()
    name = database.partition("?")[0].rsplit("/", 1)[-1]
    found = set()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if command.startswith("postgres:") and f" {name} " in command:
            found.add(int(folder.name))
    return found
