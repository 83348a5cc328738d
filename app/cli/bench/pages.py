"""Public pages and feeds, measured from the store, as 304, and built anew."""

import gc
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack

from sqlalchemy import event as sqlalchemy_events

from app.cli.bench import data, load, rounds, scratch
from app.cli.bench.report import Row
from app.cli.bench.rounds import Target
from app.cli.bench.scratch import Scratch
from app.cli.bench.server import BARE, Server, running
from app.core.actors import SYSTEM
from app.core.db import db
from app.http import caching
from app.programme import queries as programme
from app.programme.models import ReleaseState
from app.programme.services.releasing import NewRelease, release

REQUESTS = 600
REBUILDS = 5
SLUG = "bench"
Result = tuple[list[Row], dict[str, object]]


def measure_pages(database: str | None, *, size: int, workers: int) -> Result:
    """Every public page of an event with `size` sessions."""
    with scratch.database(database) as made:
        session = _released(size)
        targets = [
            Target("programme", f"/events/{SLUG}/programme/", must_cpu=2.5, must_ratio=3.5),
            Target("people", f"/events/{SLUG}/people/", must_cpu=2.5, must_ratio=3.5),
            Target("event", f"/events/{SLUG}/", must_cpu=3.5),
            Target("session", f"/events/{SLUG}/programme/{session}/", must_cpu=3.5),
            Target("events", "/events/", must_cpu=2.5, must_ratio=3.5),
            Target("home", "/", must_cpu=2.5, must_ratio=3.5),
        ]
        rows, facts = _measure(made, targets, workers)
        rebuilt = {"programme": (targets[0], 80), "event": (targets[2], 80), "people": (targets[1], 80)}
        rows += [_rebuild(made, f"rebuild {name}", t, must) for name, (t, must) in rebuilt.items()]
        facts["first load of the event page, bytes"] = _first_load(made, targets[2].path)
        facts["first load of the programme, bytes"] = _first_load(made, targets[0].path)
    return rows, facts


def measure_feeds(database: str | None, *, size: int, workers: int) -> Result:
    """Every calendar address of an event with `size` sessions."""
    with scratch.database(database) as made:
        session = _released(size)
        targets = [
            Target("programme.ics", f"/events/{SLUG}/programme.ics", must_cpu=2.5, must_ratio=3.5),
            Target("event.ics", f"/events/{SLUG}/event.ics", must_cpu=3.0),
            Target("session.ics", f"/events/{SLUG}/programme/{session}.ics", must_cpu=3.0),
            Target("events.ics", "/events.ics", must_cpu=2.5, must_ratio=3.5),
            Target("events.atom", "/events.atom", must_cpu=2.5, must_ratio=3.5),
        ]
        rows, facts = _measure(made, targets, workers)
        rows.append(_rebuild(made, "rebuild programme.ics", targets[0], 250))
    return rows, facts


def _released(size: int) -> str:
    """Make the event and release it; returns one session's public id."""
    event = data.conference(SLUG, sessions=size)
    release(event, NewRelease(state=ReleaseState.FINAL), actor=SYSTEM)
    snapshot = programme.release(event.id, 1)
    return snapshot.sessions[0].id


def _measure(made: Scratch, targets: Sequence[Target], workers: int) -> Result:
    with ExitStack() as stack:
        server = stack.enter_context(running(made.settings, workers=workers))
        bare = stack.enter_context(running(made.settings, application=BARE, workers=workers))
        unchanged = [rounds.not_modified(server, t, must_cpu=2.0, must_ratio=3.0) for t in targets]
        rows = rounds.measure(server, bare, [*targets, *unchanged], requests=REQUESTS)
        for row, target in zip(rows, [*targets, *unchanged], strict=True):
            row.queries = _queries(made, target)
        facts = _facts(server, bare)
    return rows, facts


def _facts(server: Server, bare: Server) -> dict[str, object]:
    before = bare.cpu_seconds()
    load.get_many(bare.port, "/", requests=REQUESTS)
    hello = 1000 * (bare.cpu_seconds() - before) / REQUESTS
    return {
        "bare hello, cpu ms": round(hello, 2),
        "seconds to the first answer": round(server.seconds_to_first_answer, 2),
        "memory of the largest worker, MB": round(server.worker_memory() / 1e6),
    }


def _queries(made: Scratch, target: Target) -> int:
    """Statements one answer from the store costs, counted in this process."""
    client, statements = made.app.test_client(), []
    client.get(target.path, headers=target.headers)

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    sqlalchemy_events.listen(db.engine, "before_cursor_execute", remember)
    client.get(target.path, headers=target.headers)
    sqlalchemy_events.remove(db.engine, "before_cursor_execute", remember)
    return len(statements)


def _rebuild(made: Scratch, name: str, target: Target, must: float) -> Row:
    """CPU of building a page that nobody has asked for yet, without the network."""
    row, client = Row(name, must_cpu=must), made.app.test_client()
    client.get(target.path)
    for _ in range(REBUILDS):
        caching.store().clear()
        programme.forget_releases()
        gc.collect()
        began = time.process_time()
        answer = client.get(target.path)
        row.cpu.append(1000 * (time.process_time() - began))
        row.size = len(answer.data)
    row.p50 = [statistics.median(row.cpu)]
    return row


def _first_load(made: Scratch, path: str) -> int:
    """Bytes of a page with its stylesheets and scripts, compressed, images aside."""
    client, gzip = made.app.test_client(), {"Accept-Encoding": "gzip"}
    total, seen = len(client.get(path, headers=gzip).data), set()
    waiting = load.referenced(client.get(path).text)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        total += len(client.get(address, headers=gzip).data)
        if address.endswith(".js"):
            waiting |= load.imported(address, client.get(address).text)
    return total
