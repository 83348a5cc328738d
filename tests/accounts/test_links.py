"""Mailed links: once, for twenty minutes, and nothing is said of unknown addresses."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts import queries
from app.accounts.errors import LinkEnded
from app.accounts.models import SignInLink
from app.accounts.services import links, users
from app.audit.models import AuditEntry
from app.core import tokens
from app.core.actors import SYSTEM
from app.core.db import db
from app.outbox.models import Message, Priority
from tests.make import accounts as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def count(model: type[SignInLink | Message]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_link_signs_in_once_and_looking_does_not_use_it_up() -> None:
    user = make.user()
    secret = links.issue(user)
    for _ in range(3):
        assert queries.link_by_secret(secret) is not None

    assert links.use(secret).id == user.id

    with pytest.raises(LinkEnded):
        links.use(secret)
    db.session.expire_all()
    assert queries.link_by_secret(secret) is None


def test_two_clicks_at_once_sign_in_once(app: Flask) -> None:
    secret = links.issue(make.user())
    db.session.rollback()

    def click(_number: int) -> bool:
        with app.app_context():
            try:
                links.use(secret)
            except LinkEnded:
                return False
            return True

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(click, range(8)))

    assert answers.count(True) == 1


def test_a_link_ends_after_twenty_minutes() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret = links.issue(make.user())
        clock.move_to(NOON + timedelta(minutes=20, seconds=-1))
        before = queries.link_by_secret(secret)
        clock.move_to(NOON + timedelta(minutes=20))

        assert before is not None
        assert queries.link_by_secret(secret) is None
        with pytest.raises(LinkEnded):
            links.use(secret)


@pytest.mark.parametrize("secret", ["", "x", "\0", "ä" * 43, "a" * 10_000, "../../etc/passwd"])
def test_what_is_no_link_signs_nobody_in(secret: str) -> None:
    links.issue(make.user())

    assert queries.link_by_secret(secret) is None
    with pytest.raises(LinkEnded):
        links.use(secret)


def test_a_disabled_account_has_no_links() -> None:
    user = make.user()
    secret = links.issue(user)

    users.disable(user, actor=SYSTEM)
    links.send(user.email, language="en")

    with pytest.raises(LinkEnded):
        links.use(secret)
    assert (count(SignInLink), count(Message)) == (0, 0)


def test_the_database_keeps_only_the_digest() -> None:
    secret = links.issue(make.user())

    kept = db.session.scalars(select(SignInLink)).one()

    assert kept.secret_digest == tokens.digest(secret)
    assert secret not in repr(vars(kept))


def test_a_new_link_sweeps_out_those_that_have_ended() -> None:
    user = make.user()
    with time_machine.travel(NOON, tick=False) as clock:
        links.issue(user)
        clock.move_to(NOON + timedelta(hours=1))

        links.issue(user)

    assert count(SignInLink) == 1


def test_the_letter_goes_first_and_holds_a_link_of_ours_and_nothing_else() -> None:
    user = make.user(email="ada@example.org")

    links.send("ADA@example.org", language="en", next_page="/organise/?page=2")

    letter = db.session.scalars(select(Message)).one()
    urls = [word for word in letter.text.split() if "://" in word]
    base = "http://127.0.0.1:5000/"
    assert (letter.recipient, letter.priority, letter.event_id) == (user.email, Priority.SIGN_IN, None)
    assert len([url for url in urls if "/account/sign-in/link/" in url]) == 1
    assert all(url.startswith(base) for url in urls)
    assert "/?next=%2Forganise%2F%3Fpage%3D2" in letter.text


@pytest.mark.parametrize("address", ["nobody@example.org", "no address", "", "a@b@c"])
def test_an_unknown_address_gets_nothing_and_no_refusal(address: str) -> None:
    make.user()

    links.send(address, language="en")

    assert (count(SignInLink), count(Message)) == (0, 0)


def test_t22_whoever_asks_is_noted_by_number_alone_and_so_is_who_has_none() -> None:
    """One row either way: a commit that writes nothing would be faster, and tell."""
    user = make.user(email="known@example.org")
    disabled = make.user(email="disabled@example.org")
    users.disable(disabled, actor=SYSTEM)
    for who in ("known", "disabled", "unknown"):
        links.send(f"{who}@example.org", language="en")

    wishes = select(AuditEntry).where(AuditEntry.action == "user.link_asked").order_by(AuditEntry.id)
    noted = [
        (one.actor_kind, one.thing_kind, one.thing_id, one.changes) for one in db.session.scalars(wishes)
    ]

    assert noted == [("anonymous", "users", number, {}) for number in (user.id, disabled.id, None)]
    assert (count(SignInLink), count(Message)) == (1, 1)


def test_t22_asking_for_a_link_takes_about_as_long_for_nobody() -> None:
    make.user(email="known@example.org")

    known = _least_seconds(lambda: links.send("known@example.org", language="en"))
    unknown = _least_seconds(lambda: links.send("unknown@example.org", language="en"))

    assert abs(known - unknown) < 0.02


def _least_seconds(act: Callable[[], object]) -> float:
    """Of this thread's own work: what others do on the machine meanwhile says nothing about the act."""

    def once() -> float:
        start = time.thread_time()
        act()
        return time.thread_time() - start

    return min(once() for _ in range(15))
