"""The one process of a small site: web server and worker together, with a log that tells no secrets."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from app.cli.bench import server
from app.cli.bench.server import Server, free_port
from app.outbox.models import MessageState
from tests import servers, smtp
from tests.make import outbox as make
from tests.smtp import Sink

pytestmark = pytest.mark.slow

PATIENCE = 30  # seconds: the machine may be busy
TOKEN = "AbCdEfGhIjKlMnOpQrStUvAbCdEfGhIjKlMnOpQrStUvWxYz0"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A site of its own, with its tables."""
    with servers.migrated(tmp_path) as values:
        yield {**values, "MAIL_SENDER": "office@plenary.example"}


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp.sink() as made:
        yield made


@pytest.fixture
def site(settings: dict[str, str], sink: Sink) -> Iterator[Server]:
    with server.running(
        {**settings, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(sink.port)},
        probe="/healthz",
    ) as running:
        yield running


def get(site: Server, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def log_lines(site: Server, folder: Path) -> list[str]:
    return (folder / f"server-{site.port}.log").read_text().splitlines()


def told(site: Server, folder: Path, words: str, times: int = 1) -> list[str]:
    """The lines of the log with these words, once there are so many: an answer is sent before it is told."""
    deadline = time.monotonic() + PATIENCE
    while len(found := [line for line in log_lines(site, folder) if words in line]) < times:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
    return found


def test_what_waits_when_the_site_starts_is_delivered_by_its_embedded_worker(
    settings: dict[str, str], sink: Sink
) -> None:
    message = make.message()

    with server.running(
        {**settings, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(sink.port)},
        probe="/healthz",
    ):
        deadline = time.monotonic() + PATIENCE
        while make.fresh(message).state is not MessageState.SENT and time.monotonic() < deadline:
            time.sleep(0.05)

    assert make.fresh(message).state is MessageState.SENT
    assert [received.message_id for received in sink.received] == [message.message_id]


def test_flasks_own_server_delivers_by_itself_too(settings: dict[str, str], sink: Sink) -> None:
    message, port = make.message(), free_port()
    mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(sink.port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "run", "--port", str(port)],
        env={"PATH": os.defpath, **settings, **mail},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    try:
        deadline = time.monotonic() + PATIENCE
        while make.fresh(message).state is not MessageState.SENT and time.monotonic() < deadline:
            with (
                suppress(OSError),
                closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection,
            ):
                connection.request("GET", "/healthz")  # it may not listen yet
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)

    assert [received.message_id for received in sink.received] == [message.message_id]


def test_t38_the_access_log_tells_paths_without_tokens_queries_or_visitors(
    site: Server, tmp_path: Path
) -> None:
    for path in (f"/registrations/{TOKEN}/", f"/feeds/{TOKEN}.ics", f"/join/{TOKEN}/?name=Ada"):
        assert get(site, path) == 404

    lines = told(site, tmp_path, "[hidden]", times=3)
    assert ["gunicorn.access" in line for line in lines] == [True] * 3
    everything = "\n".join(log_lines(site, tmp_path))
    assert TOKEN not in everything
    assert "Ada" not in everything
    assert "GET 127.0.0.1" not in everything


def test_the_access_log_is_one_line_of_one_answer_whatever_the_path(site: Server, tmp_path: Path) -> None:
    assert get(site, "/events/none%0aGET%20forged%0d%1b[31m/") == 404

    lines = told(site, tmp_path, "forged")
    line = r"INFO gunicorn\.access: GET /events/none\?GET forged\?\?\[31m/ 404 \d+ bytes \d+ ms [0-9a-f]{16}"
    assert [bool(re.fullmatch(line, one)) for one in lines] == [True]


def test_the_server_ends_cleanly_when_told(site: Server, tmp_path: Path) -> None:
    site.process.terminate()
    code = site.process.wait(PATIENCE)

    assert code == 0
    assert not [line for line in log_lines(site, tmp_path) if "Traceback" in line]


def test_a_public_site_logs_json(tmp_path: Path, settings: dict[str, str]) -> None:
    public = {
        **settings,
        "BASE_URL": "https://events.example.org",
        "SECRET_KEY": "kR4_0tL9-vYw2QzXn8BmC3sD6fGh1jKp",
        "MAIL_SERVER": "127.0.0.1",
        "EMBED_WORKER": "0",
    }

    with server.running(public, probe="/healthz") as site:
        get(site, f"/registrations/{TOKEN}/")
        lines = told(site, tmp_path, '"gunicorn.access"')

    found = [json.loads(line) for line in lines]
    assert found
    assert {"at", "level", "logger", "message"} <= set(found[0])
