"""Sessions of people who sign in: rows that decide, not cookies."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.accounts import queries, rules
from app.accounts.errors import NoSuchSession, WrongCredentials
from app.accounts.models import Proof, UserSession
from app.accounts.services import sessions, users
from app.core import tokens
from app.core.actors import SYSTEM
from app.core.db import db
from tests.make import accounts as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def is_open(secret: str) -> bool:
    db.session.expire_all()
    return queries.session_by_secret(secret) is not None


def test_a_session_opens_with_its_secret_and_ends_for_every_copy() -> None:
    secret, _ = sessions.begin(make.user())
    assert is_open(secret)

    sessions.end(secret)

    assert not is_open(secret)


def test_the_database_keeps_no_secret_and_no_more_of_the_browser_than_its_name() -> None:
    secret, made = sessions.begin(
        make.user(), user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", proof=Proof.LINK
    )

    assert made.secret_digest == tokens.digest(secret)
    assert made.browser == "Firefox, Linux"
    assert made.proof is Proof.LINK


def test_a_session_ends_by_itself_after_fourteen_days() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret, _ = sessions.begin(make.user())
        clock.move_to(NOON + rules.SESSION_LASTS - timedelta(seconds=1))
        before = is_open(secret)
        clock.move_to(NOON + rules.SESSION_LASTS)

        assert (before, is_open(secret)) == (True, False)


def test_signing_in_sweeps_out_the_sessions_that_have_ended() -> None:
    user = make.user()
    with time_machine.travel(NOON, tick=False) as clock:
        sessions.begin(user)
        clock.move_to(NOON + rules.SESSION_LASTS)

        sessions.begin(user)

    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_all_other_sessions_end_and_those_of_others_go_on() -> None:
    ada, ben = make.user(), make.user(name="Ben")
    here, there, elsewhere = (sessions.begin(ada)[0] for _ in range(3))
    bens, _ = sessions.begin(ben)

    count = sessions.end_others(ada, keep=here)

    assert count == 2
    assert [is_open(secret) for secret in (here, there, elsewhere, bens)] == [True, False, False, True]


def test_one_browser_is_signed_out_from_another_but_never_somebody_elses() -> None:
    ada, ben = make.user(), make.user(name="Ben")
    secret, session_there = sessions.begin(ada)

    with pytest.raises(NoSuchSession):
        sessions.end_one(ben, session_there.public_id)
    assert is_open(secret)

    sessions.end_one(ada, session_there.public_id)

    assert not is_open(secret)


def test_a_disabled_account_is_signed_out_everywhere_and_cannot_begin_again() -> None:
    user = make.user()
    secret, _ = sessions.begin(user)

    users.disable(user, actor=SYSTEM)

    assert not is_open(secret)
    with pytest.raises(WrongCredentials):
        sessions.begin(user)


def test_the_list_shows_living_sessions_the_latest_first() -> None:
    user = make.user()
    with time_machine.travel(NOON, tick=False) as clock:
        _, ended = sessions.begin(user)
        clock.move_to(NOON + rules.SESSION_LASTS - timedelta(days=1))
        _, older = sessions.begin(user)
        clock.move_to(NOON + rules.SESSION_LASTS)
        _, newer = sessions.begin(user)

        listed = queries.sessions_of(user)

    assert [one.id for one in listed] == [newer.id, older.id]
    assert ended.id not in {one.id for one in listed}
