"""What comes off the wire broken is answered, and no part of it is kept (trust rule T34)."""

import contextlib
import io
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from app.cli.bench import server
from app.cli.bench.server import Server
from tests import servers
from tests.browserless import Browser, Page
from tests.make import accounts

FORM = "POST /account/sign-in/ HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
UPLOAD = "POST /account/sign-in/ HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x"
PART = '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nada'
BROKEN = {
    "a length that is no number": f"{FORM}\r\nContent-Length: x\r\n\r\na=b",
    "a length below nothing": f"{FORM}\r\nContent-Length: -1\r\n\r\na=b",
    "two lengths": f"{FORM}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\na=b",
    "a length and chunks": f"{FORM}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length of nothing asked for": "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    "chunks twice": f"{FORM}\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "a chunk without a size": f"{FORM}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n",
    "a chunk of another size": f"{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na=b\r\n0\r\n\r\n",
    "chunks without an end": f"{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n",
    "an upload in a chunk without a size": f"{UPLOAD}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{PART}",
    "half a form": f"{FORM}\r\nContent-Length: 100\r\n\r\nemail=ada",
    "half an upload": f"{UPLOAD}\r\nContent-Length: 1000\r\n\r\n{PART}",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A web server as it is deployed, and where it writes."""
    folder = tmp_path_factory.mktemp("wire")
    with (
        servers.migrated(folder) as settings,
        server.running({**settings, "EMBED_WORKER": "0"}, probe="/healthz") as running,
    ):
        yield running, folder / f"server-{running.port}.log"


def answer(port: int, message: str) -> str:
    """What comes back for these bytes, and the end of the connection after them."""
    host = f"\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(message.replace("\r\n", host, 1).encode())
        wire.shutdown(socket.SHUT_WR)
        with wire.makefile("rb") as reader:
            return reader.read().decode()


@pytest.mark.slow
@pytest.mark.parametrize("message", BROKEN.values(), ids=BROKEN)
def test_t34_a_message_that_is_not_made_as_http_wants_it_is_answered(
    site: tuple[Server, Path], message: str
) -> None:
    running, log = site

    answered = answer(running.port, message)

    assert answered.split()[:2] == ["HTTP/1.1", "400"]
    assert "This page was open for too long" not in answered  # it was refused before it was looked at
    assert "Traceback" not in log.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/account/sign-in/", "/events/no-such-event/register/"])
@pytest.mark.parametrize("chunked", [False, True], ids=["of a length", "in chunks"])
def test_t29_who_sends_too_much_before_reading_hears_why(
    site: tuple[Server, Path], path: str, *, chunked: bool
) -> None:
    running, _log = site
    large = b"x" * 30_000_000
    body = (large[start : start + 1_000_000] for start in range(0, len(large), 1_000_000))
    line = HTTPConnection("127.0.0.1", running.port, timeout=20)

    with contextlib.closing(line):
        line.request(
            "POST", path, body if chunked else large,
            {"Content-Type": "multipart/form-data; boundary=x"}, encode_chunked=chunked,
        )  # fmt: skip
        heard = line.getresponse()

        assert heard.status == 413
        assert b"What you sent is too large." in heard.read()


@pytest.mark.slow
def test_f16_who_asks_to_be_disconnected_and_stays_keeps_nobody_else_waiting(
    site: tuple[Server, Path],
) -> None:
    running, log = site
    robots = f"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nConnection: close\r\n\r\n"

    with contextlib.ExitStack() as everybody:
        for _ in range(30):
            wire = everybody.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
            wire.sendall(robots.encode())

        assert "200 OK" in answer(running.port, "GET /robots.txt HTTP/1.1\r\n\r\n")  # in less than 10 s

    assert "Traceback" not in log.read_text()


@pytest.fixture
def member(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(accounts.user(name="Ada Organiser"))
    return browser


def test_what_a_lost_connection_has_cut_off_is_not_taken_for_all_of_it(member: Browser) -> None:
    token = member.get("/account/").form()["csrf_token"]
    body = f"csrf_token={token}&language=en&name=Ada Org".encode()

    lost = member.post(
        "/account/",
        content_type="application/x-www-form-urlencoded",
        # As gunicorn hands it over: it says that a body ends where there is no more.
        environ_overrides={
            "CONTENT_LENGTH": str(len(body) + len("aniser")),
            "wsgi.input": io.BytesIO(body),
            "wsgi.input_terminated": True,
        },
    )

    assert (lost.status, heading(lost)) == (400, "We could not understand this request.")
    assert member.get("/account/").form()["name"] == "Ada Organiser"


def heading(page: Page) -> str:
    return page.one("h1").get_text()
