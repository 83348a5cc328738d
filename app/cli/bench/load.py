"""Clients: keep-alive connections in threads, and their latencies."""

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin


@dataclass(slots=True)
class Answers:
    """What came back: seconds a request took, statuses, and the last body's size on the wire."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    size: int = 0
    wall: float = 0.0

    def add(self, seconds: float, status: int, size: int) -> None:
        self.seconds.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.size = size

    def percentile(self, share: float) -> float:
        """The latency in seconds that `share` of the requests stayed under."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def get_many(
    port: int, path: str, *, requests: int, clients: int = 4, headers: Mapping[str, str] | None = None
) -> Answers:
    """`requests` GETs of one address over `clients` connections."""
    sent = {"Accept-Encoding": "gzip", **(headers or {})}

    def one(connection: HTTPConnection) -> tuple[int, int]:
        connection.request("GET", path, headers=sent)
        response = connection.getresponse()
        return response.status, len(response.read())

    return repeat(port, one, times=requests, clients=clients)


def repeat(
    port: int, act: Callable[[HTTPConnection], tuple[int, int]], *, times: int, clients: int
) -> Answers:
    """Let `clients` threads do `act` together `times` times; each has its own connection."""
    answers, lock = Answers(), threading.Lock()
    remaining = iter(range(times))

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                if next(remaining, None) is None:
                    break
            began = time.perf_counter()
            status, size = act(connection)
            took = time.perf_counter() - began
            with lock:
                answers.add(took, status, size)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.wall = time.perf_counter() - began
    return answers


def fetch(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
    """One GET on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def referenced(page: str) -> set[str]:
    """Addresses of the stylesheets and scripts a page loads at once."""
    sheets = re.findall(r'<link[^>]+rel="stylesheet"[^>]*>', page)
    found = {match[1] for sheet in sheets if (match := re.search(r'href="(/[^"]+)"', sheet))}
    return found | set(re.findall(r'<script[^>]+src="(/[^"]+)"', page))


def imported(address: str, script: str) -> set[str]:
    """Addresses of the modules a script imports."""
    names = re.findall(r"""(?:from|import)\s*\(?\s*["'](\.?/[^"']+)["']""", script)
    return {urljoin(address, name) for name in names}
