"""What has ended is forgotten, and what has not is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.models import SignInLink, UserSession
from app.accounts.services import links, sessions, sweeping
from app.core.db import db
from tests.make import accounts as make

pytestmark = pytest.mark.usefixtures("app")


def test_only_sessions_and_links_whose_time_is_over_are_forgotten() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        sessions.begin(make.user())
        links.issue(make.user())
        clock.move_to(noon + timedelta(days=14))
        _, living = sessions.begin(make.user())
        links.issue(make.user())

        counts = [sweeping.forget_ended(), sweeping.forget_ended()]

    assert counts == [2, 0]
    assert db.session.scalars(select(UserSession.id)).all() == [living.id]
    assert len(db.session.scalars(select(SignInLink.id)).all()) == 1
