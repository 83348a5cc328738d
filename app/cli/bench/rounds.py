"""Measuring requests in rounds, each beside a bare view of the same size on the same kind of server."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.cli.bench import load
from app.cli.bench.report import Row
from app.cli.bench.server import Server

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Target:
    """One address to measure; `headers` may make it a conditional request."""

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    must_cpu: float | None = None
    must_ratio: float | None = None
    status: int = 200


def not_modified(server: Server, target: Target, *, must_cpu: float, must_ratio: float) -> Target:
    """The same address asked by somebody who has the answer already."""
    response, _ = load.fetch(server.port, target.path, {"Accept-Encoding": "gzip", **target.headers})
    etag = response.getheader("ETag") or ""
    return Target(
        f"{target.name}, 304", target.path, {"If-None-Match": etag}, must_cpu, must_ratio, status=304
    )


def measure(
    server: Server, bare: Server, targets: Sequence[Target], *, requests: int, clients: int = 4
) -> list[Row]:
    """Warm up, then measure every target in ROUNDS rounds, each against the bare view."""
    rows = [Row(t.name, must_cpu=t.must_cpu, must_ratio=t.must_ratio) for t in targets]
    for target, row in zip(targets, rows, strict=True):
        row.size = load.get_many(server.port, target.path, requests=30, headers=target.headers).size
    for _ in range(ROUNDS):
        for target, row in zip(targets, rows, strict=True):
            floor = _cost(bare, Target("bare", f"/bytes/{row.size}"), requests, clients)[0]
            cpu, answers = _cost(server, target, requests, clients)
            row.cpu.append(cpu)
            row.ratio.append(cpu / floor)
            row.rate.append(requests / answers.wall)
            row.p50.append(1000 * answers.percentile(0.5))
            row.p95.append(1000 * answers.percentile(0.95))
    return rows


def _cost(server: Server, target: Target, requests: int, clients: int) -> tuple[float, load.Answers]:
    """CPU milliseconds per request, and the answers."""
    before = server.cpu_seconds()
    answers = load.get_many(
        server.port, target.path, requests=requests, clients=clients, headers=target.headers
    )
    cpu = 1000 * (server.cpu_seconds() - before) / requests
    if answers.statuses != {target.status: requests}:
        raise RuntimeError(f"{target.path} answered {answers.statuses}, expected {target.status} only")
    return cpu, answers
