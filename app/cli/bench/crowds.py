"""The rush at the opening and the last seat, with the promises of docs/performance.md."""

from http import HTTPStatus

from sqlalchemy import func, select

from app.cli.bench import crowd, data, scratch
from app.cli.bench.crowd import Outcome
from app.cli.bench.server import running
from app.core.db import db
from app.events.models import Event
from app.registration.models import Registration, RegistrationState
from app.registration.queries import invariants

SLOWEST = 6.0  # seconds, 95th percentile
LAST_SEAT_CLIENTS = 8
LAST_SEAT_WORKERS = (2, 8)
TOGETHER = 5  # last-seat trials that share one barrier


def measure(
    database: str | None, *, clients: int, seats: int, trials: int
) -> tuple[dict[str, bool], dict[str, object]]:
    """One rush of `clients` for `seats`, then `trials` rushes for one last seat each."""
    promises: dict[str, bool] = {}
    facts: dict[str, object] = {}
    with scratch.database(database) as made:
        event = data.conference("opening", sessions=0)
        data.category(event, capacity=seats)
        with running(made.settings, workers=2, threads=16) as server:
            paths = [f"/events/{event.slug}/register/"] * clients
            outcome = crowd.rush(server.port, paths, prefix="opening")
        counts, broken = _states(event), invariants.broken(event)
        facts |= _facts(outcome, counts)
        confirmed, waiting = counts["confirmed"], counts["waiting"]
        promises[f"exactly {min(seats, clients)} confirmed"] = confirmed == min(seats, clients)
        promises[f"exactly {max(0, clients - seats)} waiting"] = waiting == max(0, clients - seats)
        promises["every invariant holds, the queue is in order"] = not broken
        promises["no answer of 500 or more, no broken connection"] = not any(
            status == 0 or status >= HTTPStatus.INTERNAL_SERVER_ERROR for status in outcome.statuses
        )
        promises[f"95 % answered within {SLOWEST:g} s"] = outcome.percentile(0.95) <= SLOWEST
        facts["broken invariants"] = broken or "none"
        for workers in LAST_SEAT_WORKERS:
            oversold = _last_seats(made, workers, trials)
            promises[f"the last seat sold once in {trials} trials, {workers} workers"] = oversold == 0
    return promises, facts


def _facts(outcome: Outcome, counts: dict[str, int]) -> dict[str, object]:
    return {
        "statuses": dict(outcome.statuses),
        "registrations": counts,
        "p50, p95, slowest, seconds": [round(outcome.percentile(p), 2) for p in (0.5, 0.95, 1.0)],
    }


def _last_seats(made: scratch.Scratch, workers: int, trials: int) -> int:
    """How many of `trials` events with one seat did not end with exactly one confirmed."""
    events = [data.conference(f"last-{workers}-{number}", sessions=0) for number in range(trials)]
    for event in events:
        data.category(event, capacity=1)
    with running(made.settings, workers=workers) as server:
        for start in range(0, trials, TOGETHER):
            some = events[start : start + TOGETHER]
            paths = [f"/events/{e.slug}/register/" for e in some for _ in range(LAST_SEAT_CLIENTS)]
            crowd.rush(server.port, paths, prefix=f"last-{workers}-{start}")
    return sum(not _sold_once(event) for event in events)


def _sold_once(event: Event) -> bool:
    counts = _states(event)
    return counts == {"confirmed": 1, "waiting": LAST_SEAT_CLIENTS - 1}


def _states(event: Event) -> dict[str, int]:
    db.session.rollback()  # read what the server has committed, not this process's old view
    rows = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id, Registration.duplicate_of_id.is_(None))
        .group_by(Registration.state)
    )
    found = {RegistrationState(state).value: number for state, number in rows}
    return {"confirmed": 0, "waiting": 0, **found}
