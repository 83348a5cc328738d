"""No room on the disk: pages are read, forms are kept and refused for a moment, and it heals (F07)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.cli.bench.server import running
from app.core.db import db
from tests.faults import clients, disks, sites
from tests.faults.clients import Visitor
from tests.faults.disks import Disk

pytestmark = pytest.mark.slow

CLIENTS = 20


@pytest.fixture(params=["full", "failing"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    kinds = {"full": disks.full, "failing": disks.failing}
    with kinds[request.param](tmp_path / "disk") as made:
        yield made


def pragma(words: str) -> object:
    db.session.remove()  # an open reader would keep the log from being emptied
    with db.engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {words}")).scalar()


def test_f07_without_room_on_the_disk_reading_works_and_writing_is_503_until_there_is(
    disk: Disk, tmp_path: Path
) -> None:
    database, data = disk.folder / "plenary.sqlite3", tmp_path / "data"

    with sites.site(f"sqlite:///{database}", data) as site:
        event = sites.opening(seats=CLIENTS)
        path, event_path = sites.register_path(event), f"/events/{event.slug}/"
        with running(site.settings, workers=2) as server:
            crowd = clients.visitors(server.port, path, (f"early-{n}@example.org" for n in range(CLIENTS)))
            first, *others = crowd
            clients.press(server.port, [first])
            acknowledged = sites.stored()
            pragma("wal_checkpoint(TRUNCATE)")  # or the log has room for a few more

            disk.fill(server)
            clients.press(server.port, others)
            page = first.answers[0].headers["location"]
            reads = [clients.fetch(server.port, address).status for address in (event_path, path, page)]
            kept, health = sites.stored(), pragma("integrity_check")

            disk.free(server)
            clients.insist(server.port, others)

        assert {answer.answers[0].status for answer in others} == {503}
        assert all(is_offered_again(visitor) for visitor in others)
        assert reads == [200, 200, 200]
        assert (kept, health) == (acknowledged, "ok")
        assert clients.registered(crowd) == set(sites.stored())
        assert len(sites.stored()) == CLIENTS
        assert sites.broken() == []
        assert pragma("integrity_check") == "ok"


def is_offered_again(visitor: Visitor) -> bool:
    """Whether the refusal says when to come back and holds what was typed."""
    answer, fields = visitor.answers[0], visitor.form.fields
    return answer.headers["retry-after"] == "5" and all(
        f'name="{name}" value="{fields[name]}"' in answer.body for name in ("email", "name", "form_key")
    )
