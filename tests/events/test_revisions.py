"""Touching an event: what cached pages, lists and the search learn."""

from datetime import UTC, datetime

import pytest
import time_machine

from app.core.db import db, transaction
from app.core.types import Translated
from app.events import queries
from app.events.models import Event
from app.events.services import revisions
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def stored(event: Event) -> Event:
    db.session.expire_all()
    found = db.session.get(Event, event.id)
    assert found is not None
    return found


@time_machine.travel(NOON, tick=False)
def test_a_touch_counts_one_change_of_the_event_and_none_of_the_lists() -> None:
    event = make.event()
    lists = queries.catalogue_key()[0]

    revisions.touch(event)

    assert (stored(event).revision, stored(event).updated_at) == (2, NOON)
    assert queries.catalogue_key()[0] == lists


@time_machine.travel(NOON, tick=False)
def test_a_touch_of_the_catalogue_counts_one_change_of_the_lists() -> None:
    event = make.event()
    lists = queries.catalogue_key()[0]

    revisions.touch(event, catalogue=True)

    assert queries.catalogue_key() == (lists + 1, NOON)


def test_the_search_finds_names_without_their_accents() -> None:
    event = make.event(
        title=Translated({"es": "Reunión en Querétaro"}), topics=["SDG 4"], city=Translated({})
    )

    revisions.touch(event, catalogue=True)

    assert "reunion en queretaro" in stored(event).search_text
    assert "sdg 4" in stored(event).search_text


def test_the_search_finds_whom_the_released_programme_names() -> None:
    event = make.event()
    with transaction():
        event.released_names = ["Éva Kovács", "Park Seoung Won"]

    revisions.touch(event, catalogue=True)

    assert "eva kovacs park seoung won" in stored(event).search_text


def test_two_touches_of_one_act_are_both_counted() -> None:
    event = make.event()

    with transaction():
        revisions.touch(event)
        revisions.touch(event)

    assert stored(event).revision == 3
