"""The command that follows a change of the world's time-zone rules."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from app.core.db import db, transaction
from app.events.models import Event
from tests.make import events


def refresh(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["events", "refresh-utc"])
    assert result.exit_code == 0, result.output
    return result.output


def test_refresh_utc_says_what_it_has_moved(app: Flask) -> None:
    events.event(slug="still")
    event = events.event(slug="iclc-7", announced_at=events.event().created_at)
    right = event.begins_at
    with transaction() as session:
        session.execute(
            update(Event).where(Event.id == event.id).values(begins_at=right - timedelta(hours=1))
        )
    db.session.expire_all()

    first, second = refresh(app), refresh(app)

    assert first == "moved: iclc-7\n3 events checked, 1 moved.\n"
    assert second == "3 events checked, 0 moved.\n"
    db.session.expire_all()
    assert (event.begins_at, event.sequence) == (right, 1)
