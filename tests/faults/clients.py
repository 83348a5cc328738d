"""Visitors who press a button all at once, note every answer, and try again as people do."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from app.cli.bench.registration_form import Filled, fill

T = TypeVar("T")

PATIENCE = 60  # seconds until a crowd must have been answered, on a busy machine
PAUSE = 0.2  # seconds before somebody tries again
BROKEN = 0  # the status of a connection that ended without a whole answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `status` is BROKEN when nothing whole did."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def registration(self) -> str | None:
        """The public id in the address of the page a registered person is sent to."""
        location = self.headers.get("location", "")
        if self.status != HTTPStatus.SEE_OTHER or "/registrations/" not in location:
            return None
        return location.partition("/registrations/")[2][:22]


@dataclass(slots=True)
class Visitor:
    """Somebody with a filled-in form, and every answer it got."""

    form: Filled
    answers: list[Answer] = field(default_factory=list)

    @property
    def registration(self) -> str | None:
        """What the last answer acknowledged."""
        return self.answers[-1].registration if self.answers else None


def _run(story: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


def fetch(port: int, path: str) -> Answer:
    """One page, as anybody gets it."""
    return _run(_exchange(port, _request("GET", port, path)))


def visitors(port: int, path: str, addresses: Iterable[str]) -> list[Visitor]:
    """One for each address; each has opened the form at `path` and filled it in."""
    return _run(_open_all(port, path, list(addresses)))


def press(port: int, crowd: Sequence[Visitor]) -> None:
    """All send their forms at the same moment, once."""
    _run(_press(port, crowd, is_stubborn=False, meanwhile=None))


def insist(port: int, crowd: Sequence[Visitor], meanwhile: Callable[[], None] | None = None) -> None:
    """All send their forms at the same moment, and the same again until they are registered.

    `meanwhile` runs beside them in a thread; it may look at the answers so far.
    """
    _run(_press(port, crowd, is_stubborn=True, meanwhile=meanwhile))


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Returns when it is so; fails the test, naming `what`, when that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        threading.Event().wait(0.01)


def registered(crowd: Iterable[Visitor]) -> set[str]:
    """The public ids acknowledged to them so far."""
    return {visitor.registration for visitor in crowd if visitor.registration is not None}


async def _open_all(port: int, path: str, addresses: list[str]) -> list[Visitor]:
    few = asyncio.Semaphore(16)

    async def open_one(address: str) -> Visitor:
        async with few:
            answer = await _exchange(port, _request("GET", port, path))
        head = f"HTTP/1.1 {answer.status}\r\nset-cookie: {answer.headers.get('set-cookie', '')}"
        return Visitor(fill(path, head, answer.body, email=address))

    return await asyncio.gather(*map(open_one, addresses))


async def _press(
    port: int, crowd: Sequence[Visitor], *, is_stubborn: bool, meanwhile: Callable[[], None] | None
) -> None:
    posts = [_post(port, visitor, is_stubborn=is_stubborn) for visitor in crowd]
    beside = [asyncio.to_thread(meanwhile)] if meanwhile is not None else []
    await asyncio.gather(*posts, *beside)


async def _post(port: int, visitor: Visitor, *, is_stubborn: bool) -> None:
    deadline = time.monotonic() + PATIENCE
    body = urlencode(visitor.form.fields).encode()
    request = _request("POST", port, visitor.form.path, cookie=visitor.form.cookie, body=body)
    while True:
        visitor.answers.append(await _exchange(port, request))
        if not is_stubborn or visitor.registration is not None or time.monotonic() > deadline:
            return
        await asyncio.sleep(PAUSE)


async def _exchange(port: int, request: bytes) -> Answer:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        data = await asyncio.wait_for(reader.read(-1), PATIENCE)
        writer.close()
    except OSError:  # a timeout is one, too
        return Answer(BROKEN)
    return _read(data)


def _request(method: str, port: int, path: str, *, cookie: str = "", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if method == "POST":
        lines += [
            f"Origin: http://127.0.0.1:{port}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _read(data: bytes) -> Answer:
    head, separator, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not separator or len(body) < int(headers.get("content-length", 0)):
        return Answer(BROKEN)
    return Answer(int(first.split(" ", 2)[1]), headers, body.decode())
