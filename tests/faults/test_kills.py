"""Web processes killed in the rush: what was acknowledged is there, and nobody is there twice (F02)."""

import os
import signal
from collections import Counter
from contextlib import suppress

import pytest

from app.cli.bench.server import Server, running
from tests.faults import clients, sites
from tests.faults.sites import Site

pytestmark = pytest.mark.slow

CLIENTS, SEATS = 150, 60
KILLS = 5


def test_f02_killing_web_processes_in_the_rush_loses_no_acknowledged_registration(site: Site) -> None:
    path = sites.register_path(sites.opening(seats=SEATS))
    addresses = [f"stubborn-{number}@example.org" for number in range(CLIENTS)]

    with running(site.settings, workers=2) as server:
        crowd = clients.visitors(server.port, path, addresses)
        killed: list[int] = []

        def kill() -> None:
            for number in range(KILLS):
                wanted = number * CLIENTS // (KILLS + 1) + 5
                clients.wait_until(lambda wanted=wanted: len(clients.registered(crowd)) >= wanted, "the rush")  # type: ignore[misc]
                clients.wait_until(lambda: bool(server.worker_pids()), "a process to kill")
                pids = server.worker_pids()
                with suppress(ProcessLookupError):
                    os.kill(pids[number % len(pids)], signal.SIGKILL)
                    killed.append(pids[number % len(pids)])

        clients.insist(server.port, crowd, meanwhile=kill)

    answers = Counter(answer.status for visitor in crowd for answer in visitor.answers)
    stored = sites.stored()
    assert len(killed) == KILLS
    assert set(answers) <= {303, 503, clients.BROKEN}
    assert [stored[visitor.registration or ""] for visitor in crowd] == addresses
    assert len(stored) == CLIENTS
    assert sites.broken() == []


@pytest.mark.sqlite
@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core has nothing to share out")
def test_as_many_processes_as_cores_stay_on_one_each_also_after_a_kill(site: Site) -> None:
    everywhere = os.sched_getaffinity(0)
    both = set(sorted(everywhere)[:2])
    os.sched_setaffinity(0, both)  # the server inherits it
    try:
        with running(site.settings, workers=2) as server:
            clients.wait_until(lambda: _cores(server) == [{core} for core in sorted(both)], "a core each")
            killed = server.worker_pids()[0]
            os.kill(killed, signal.SIGKILL)
            clients.wait_until(lambda: killed not in server.worker_pids(), "its end")
            clients.wait_until(lambda: _cores(server) == [{core} for core in sorted(both)], "the next")
    finally:
        os.sched_setaffinity(0, everywhere)


def _cores(server: Server) -> list[set[int]]:
    """Where each web process may run, in the order of the cores."""
    found = []
    for pid in server.worker_pids():
        with suppress(ProcessLookupError):
            found.append(os.sched_getaffinity(pid))
    return sorted(found, key=sorted)
