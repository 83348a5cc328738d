"""The database goes away and comes back, the web stays: nothing acknowledged is lost (F06)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.bench.server import running
from app.core.db import db
from tests import servers
from tests.faults import clients, sites
from tests.servers import BreakablePostgreSQL

pytestmark = pytest.mark.slow

CLIENTS, SEATS = 120, 50
BEFORE = 30  # registered when it breaks


@pytest.fixture
def server_to_break() -> Iterator[BreakablePostgreSQL]:
    made = BreakablePostgreSQL()
    yield made
    made.close()


def test_f06_a_database_that_breaks_in_the_rush_is_503_until_it_is_back(
    server_to_break: BreakablePostgreSQL, tmp_path: Path
) -> None:
    url = servers.fresh_database(server_to_break.url, "plenary")
    addresses = [f"patient-{number}@example.org" for number in range(CLIENTS)]

    with sites.site(url, tmp_path) as site:
        path = sites.register_path(sites.opening(seats=SEATS))
        db.session.remove()
        with running(site.settings, workers=2) as server:
            before = server.worker_pids()
            crowd = clients.visitors(server.port, path, addresses)

            def restart() -> None:
                clients.wait_until(lambda: len(clients.registered(crowd)) >= BEFORE, "the rush")
                server_to_break.break_down()
                clients.wait_until(
                    lambda: any(answer.status == 503 for one in crowd for answer in one.answers), "a 503"
                )
                server_to_break.come_back()

            clients.insist(server.port, crowd, meanwhile=restart)
            after = server.worker_pids()
            page = clients.fetch(server.port, path)

        refusals = [(one, a) for one in crowd for a in one.answers if a.status == 503]
        stored = sites.stored()
        assert {answer.status for one in crowd for answer in one.answers} == {303, 503}
        assert {answer.headers["retry-after"] for _, answer in refusals} == {"5"}
        assert all(f'value="{one.form.fields["email"]}"' in answer.body for one, answer in refusals)
        assert (page.status, after) == (200, before)
        assert [stored[one.registration or ""] for one in crowd] == addresses
        assert len(stored) == CLIENTS
        assert sites.broken() == []
