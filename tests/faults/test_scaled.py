"""Two web processes and two workers on PostgreSQL and Redis: pages are shared, letters go out once."""

import pickle
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import func, select

from app.cli.bench.server import Server, running
from app.core.db import db
from app.events.models import Event
from app.http.page_store import Page, StoredPage, finish
from app.outbox.models import Message, MessageState
from tests import servers, smtp
from tests.faults import clients, sites
from tests.smtp import Sink

pytestmark = pytest.mark.slow

PEOPLE = 60
LIMIT = 30  # seconds for everybody to be registered and to have the letter


@dataclass(frozen=True, slots=True)
class Scaled:
    """Both web processes running, one event open; workers are for the test to start."""

    settings: dict[str, str]
    event: Event
    one: Server
    other: Server
    mail: Sink


@pytest.fixture
def scaled(postgresql_server: str, redis_url: str, tmp_path: Path, worker_id: str) -> Iterator[Scaled]:
    url = servers.fresh_database(postgresql_server, f"faults_{worker_id}")
    with ExitStack() as stack:
        mail = stack.enter_context(smtp.sink())
        site = stack.enter_context(sites.site(url, tmp_path))
        event = sites.opening(seats=PEOPLE)
        settings = {
            **site.settings,
            "BASE_URL": "http://127.0.0.1:5000",  # one site, whichever process answers
            "REDIS_URL": redis_url,
            "QUEUE_URL": redis_url,
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": str(mail.port),
            "MAIL_SENDER": "office@plenary.example",
        }
        # Neither is asked for a page of the event before the test does.
        one, other = (stack.enter_context(running(settings, probe="/readyz")) for _ in range(2))
        yield Scaled(settings, event, one, other, mail)


def sent() -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Message).where(Message.state == MessageState.SENT)
    return db.session.scalar(query) or 0


def test_two_web_processes_and_two_workers_register_sixty_and_write_to_each_once(scaled: Scaled) -> None:
    path = sites.register_path(scaled.event)
    addresses = [f"guest-{number}@example.org" for number in range(PEOPLE)]
    here = clients.visitors(scaled.one.port, path, addresses[::2])
    there = clients.visitors(scaled.other.port, path, addresses[1::2])
    began = time.monotonic()

    with servers.mail_worker(scaled.settings), servers.mail_worker(scaled.settings):
        clients.insist(scaled.one.port, here, meanwhile=lambda: clients.insist(scaled.other.port, there))
        clients.wait_until(lambda: len(scaled.mail.received) >= PEOPLE and sent() == PEOPLE, "the letters")
        needed = time.monotonic() - began

    assert [visitor.answers[0].status for visitor in (*here, *there)] == [303] * PEOPLE
    assert sorted(sites.stored().values()) == sorted(addresses)
    assert Counter(letter.recipient for letter in scaled.mail.received) == Counter(addresses)
    assert set(scaled.mail.copies().values()) == {1}
    assert sites.broken() == []
    assert needed < LIMIT


def test_a_page_one_process_has_rendered_is_found_by_the_other(scaled: Scaled, redis_url: str) -> None:
    path = f"/events/{scaled.event.slug}/"
    rendered = clients.fetch(scaled.one.port, path).body

    with Redis.from_url(redis_url) as pages:
        (key,) = pages.keys("plenary:page:*")
        page: StoredPage = pickle.loads(pages.get(key))  # noqa: S301 - our own server has just written it
        marked = finish(Page(b"left in Redis for the other", page.content_type))
        pages.set(key, pickle.dumps(marked))

    assert page.body.decode() == rendered
    assert clients.fetch(scaled.one.port, path).body == rendered
    assert clients.fetch(scaled.other.port, path).body == "left in Redis for the other"
