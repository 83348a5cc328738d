"""Instants derived anew when a country has changed its rules (product rule, section 2)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import update

from app.core.db import db, transaction
from app.events import queries
from app.events.models import Event
from app.events.services import refreshing
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EARLIER = datetime(2026, 2, 1, tzinfo=UTC)


def by_the_old_rules(event: Event) -> datetime:
    """As if the instants had been derived when summer time still moved them by an hour."""
    right = event.begins_at
    with transaction() as session:
        session.execute(
            update(Event)
            .where(Event.id == event.id)
            .values(begins_at=right - timedelta(hours=1), finishes_at=event.finishes_at - timedelta(hours=1))
        )
    db.session.expire_all()
    return right


@time_machine.travel(NOON, tick=False)
def test_f08_an_event_keeps_its_planned_nine_oclock_and_calendars_are_told() -> None:
    event = make.event(announced_at=EARLIER, calendar_changed_at=EARLIER)
    right = by_the_old_rules(event)
    lists = queries.catalogue_key()[0]

    refreshed = refreshing.refresh_utc()

    db.session.expire_all()
    assert (refreshed.checked, refreshed.moved) == (1, [event.slug])
    assert (event.begins_at, event.sequence, event.calendar_changed_at) == (right, 1, NOON)
    assert (event.revision, queries.catalogue_key()[0]) == (2, lists + 1)


def test_two_who_refresh_at_once_tell_calendars_once() -> None:
    event = make.event(announced_at=EARLIER, calendar_changed_at=EARLIER)
    right = by_the_old_rules(event)
    assert event.begins_at != right  # loaded before somebody else has put it right
    with db.engine.begin() as other:
        other.execute(
            update(Event)
            .where(Event.id == event.id)
            .values(begins_at=right, finishes_at=event.finishes_at + timedelta(hours=1))
        )

    assert refreshing.refresh_utc().moved == []
    assert (event.begins_at, event.sequence) == (right, 0)


def test_what_is_right_already_is_left_alone() -> None:
    event = make.event(announced_at=EARLIER)
    moved = make.event()
    by_the_old_rules(moved)

    assert refreshing.refresh_utc().moved == [moved.slug]
    assert refreshing.refresh_utc().moved == []

    db.session.expire_all()
    assert (event.revision, event.sequence) == (1, 0)


def test_a_draft_is_corrected_without_telling_anybody() -> None:
    event = make.event(announced_at=None, calendar_changed_at=EARLIER)
    right = by_the_old_rules(event)

    refreshing.refresh_utc()

    db.session.expire_all()
    assert (event.begins_at, event.sequence, event.calendar_changed_at) == (right, 0, EARLIER)
