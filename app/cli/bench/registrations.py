"""Complete registrations: get the form, send it, be registered."""

from contextlib import ExitStack
from http.client import HTTPConnection
from itertools import count as counting
from urllib.parse import urlencode

from app.cli.bench import data, load, rounds, scratch
from app.cli.bench.registration_form import fill
from app.cli.bench.report import Row
from app.cli.bench.server import BARE, Server, running
from app.registration.queries import invariants

SLUG = "bench"
FASTEST = 110  # registrations a second, at least
SLOWEST = 150  # milliseconds, 95th percentile


def measure(
    database: str | None, *, workers: int, clients: int, count: int
) -> tuple[list[Row], dict[str, object]]:
    """`count` complete registrations by `clients` clients in each round, into one category."""
    row = Row("complete registration", must_cpu=12)
    with scratch.database(database) as made, ExitStack() as stack:
        event = data.conference(SLUG, sessions=0)
        data.category(event, capacity=None)
        server = stack.enter_context(running(made.settings, workers=workers))
        bare = stack.enter_context(running(made.settings, application=BARE, workers=workers))
        numbers = counting()
        _round(server, numbers, clients, 40)
        for _ in range(rounds.ROUNDS):
            before = bare.cpu_seconds()
            load.get_many(bare.port, "/", requests=2 * count)
            floor = 1000 * (bare.cpu_seconds() - before) / count
            before = server.cpu_seconds()
            answers = _round(server, numbers, clients, count)
            row.cpu.append(1000 * (server.cpu_seconds() - before) / count)
            row.ratio.append(row.cpu[-1] / floor)
            row.rate.append(count / answers.wall)
            row.p50.append(1000 * answers.percentile(0.5))
            row.p95.append(1000 * answers.percentile(0.95))
        broken = invariants.broken(event)
    facts: dict[str, object] = {
        f"at least {FASTEST} a second": max(row.rate) >= FASTEST,
        f"95 % within {SLOWEST} ms": min(row.p95) <= SLOWEST,
        "broken invariants": broken or "none",
    }
    return [row], facts


def _round(server: Server, numbers: "counting[int]", clients: int, count: int) -> load.Answers:
    path = f"/events/{SLUG}/register/"

    def one(connection: HTTPConnection) -> tuple[int, int]:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        head = f"HTTP/1.1 {response.status}\r\n{response.headers}"
        form = fill(path, head, body, email=f"person-{next(numbers)}@example.org")
        headers = {"Cookie": form.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(form.fields), headers)
        answer = connection.getresponse()
        return answer.status, len(answer.read())

    answers = load.repeat(server.port, one, times=count, clients=clients)
    if set(answers.statuses) - {302, 303}:
        raise RuntimeError(f"registrations were answered {answers.statuses}")
    return answers
