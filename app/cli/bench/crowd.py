"""A crowd at one barrier: everybody has the form open, everybody presses the button at once."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.cli.bench.registration_form import Filled, fill

PATIENCE = 120  # seconds for the slowest answer


@dataclass(slots=True)
class Outcome:
    """Statuses and latencies (seconds) of one rush; a refused or broken connection counts as 0."""

    statuses: Counter[int]
    seconds: list[float]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def rush(port: int, paths: Sequence[str], *, prefix: str) -> Outcome:
    """One client for each of `paths`; all post at the same moment.

    Each fetches its form first, then opens the connection it will post on and waits at the
    barrier, as 2,000 browsers with an open page would.
    """
    return asyncio.run(_rush(port, paths, prefix))


async def _rush(port: int, paths: Sequence[str], prefix: str) -> Outcome:
    few = asyncio.Semaphore(16)  # opening the forms is not what is measured
    forms = await asyncio.gather(
        *(_open_form(port, path, f"{prefix}-{number}@example.org", few) for number, path in enumerate(paths))
    )
    gate = asyncio.Event()
    ready = asyncio.Semaphore(0)
    posts = [asyncio.create_task(_post(port, form, gate, ready)) for form in forms]
    for _ in posts:
        await ready.acquire()
    gate.set()
    answers = await asyncio.gather(*posts)
    return Outcome(Counter(status for status, _ in answers), [seconds for _, seconds in answers])


async def _open_form(port: int, path: str, email: str, few: asyncio.Semaphore) -> Filled:
    async with few:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_request("GET", port, path))
        head, body = await _answer(reader)
        writer.close()
    return fill(path, head, body.decode(), email=email)


async def _post(port: int, form: Filled, gate: asyncio.Event, ready: asyncio.Semaphore) -> tuple[int, float]:
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        # Written down before: browsers have machines of their own, this process shares the server's.
        body = urlencode(form.fields).encode()
        request = _request("POST", port, form.path, cookie=form.cookie, body=body)
        ready.release()
        await gate.wait()
        began = time.perf_counter()
        writer.write(request)
        head, _ = await asyncio.wait_for(_answer(reader), PATIENCE)
        writer.close()
    except (OSError, asyncio.IncompleteReadError):
        ready.release()
        return 0, time.perf_counter() - began
    return int(head.split(" ", 2)[1]), time.perf_counter() - began


def _request(method: str, port: int, path: str, *, cookie: str = "", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    data = await reader.read(-1)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head:
        raise asyncio.IncompleteReadError(data, None)
    return head.decode("latin-1"), body
