"""What an organiser decides by hand, and what calendars learn of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events import queries
from app.events.errors import MayNotEdit, NoSuchEvent, NoteMissing, NotReady, WrongStep
from app.events.models import Event, Lifecycle, Participation, TeamRole, Visibility
from app.events.services import lifecycle
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EARLIER = datetime(2026, 2, 1, tzinfo=UTC)
STORM = Translated({"en": "A storm is coming."})


def stored(event: Event) -> Event:
    db.session.expire_all()
    found = db.session.get(Event, event.id)
    assert found is not None
    return found


def announced(**fields: Any) -> Event:
    return make.event(**{"announced_at": EARLIER, "calendar_changed_at": EARLIER, **fields})


@time_machine.travel(NOON, tick=False)
def test_announcing_shows_a_draft_to_the_public() -> None:
    event = make.event(lifecycle=Lifecycle.DRAFT)
    lists = queries.catalogue_key()[0]

    lifecycle.announce(event, actor=make.actor(event))

    shown = stored(event)
    assert (shown.lifecycle, shown.announced_at, shown.calendar_changed_at) == (
        Lifecycle.ANNOUNCED, NOON, NOON,
    )  # fmt: skip
    assert (shown.sequence, queries.catalogue_key()[0]) == (0, lists + 1)
    assert queries.public_key(event.slug).id == event.id


def test_announcing_names_everything_that_is_missing() -> None:
    event = make.event(
        lifecycle=Lifecycle.DRAFT, title=Translated({"fr": "Forum"}), participation=Participation.EXTERNAL
    )

    with pytest.raises(NotReady) as refused:
        lifecycle.announce(event, actor=SYSTEM)

    assert str(refused.value) == (
        "Before the event can be announced, enter: "
        "a title in the main language; the address where people register."
    )
    with pytest.raises(NoSuchEvent):
        queries.public_key(event.slug)


@time_machine.travel(NOON, tick=False)
def test_a_cancelled_event_stays_reachable_and_calendars_are_told() -> None:
    event = announced()

    lifecycle.cancel(event, STORM, actor=SYSTEM)

    gone = stored(event)
    assert (gone.lifecycle, gone.status_note) == (Lifecycle.CANCELLED, STORM)
    assert (gone.sequence, gone.calendar_changed_at, gone.announced_at) == (1, NOON, EARLIER)
    assert queries.public_key(event.slug).id == event.id


def test_a_postponed_event_can_be_announced_again() -> None:
    event = announced()
    lifecycle.postpone(event, STORM, actor=SYSTEM)

    lifecycle.announce(event, actor=SYSTEM)

    again = stored(event)
    assert (again.lifecycle, again.status_note, again.sequence) == (Lifecycle.ANNOUNCED, {}, 2)
    assert again.announced_at == EARLIER


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (Lifecycle.DRAFT, "postpone"),
        (Lifecycle.DRAFT, "cancel"),
        (Lifecycle.ANNOUNCED, "announce"),
        (Lifecycle.CANCELLED, "postpone"),
        (Lifecycle.CANCELLED, "cancel"),
    ],
)
def test_a_step_that_somebody_else_has_taken_is_refused(before: Lifecycle, step: str) -> None:
    event = make.event(lifecycle=before)

    with pytest.raises(WrongStep):
        take(event, step)

    assert stored(event).lifecycle is before


def take(event: Event, step: str, **kwargs: Any) -> None:
    kwargs = {"actor": SYSTEM, **kwargs}
    if step == "announce":
        lifecycle.announce(event, **kwargs)
    else:
        getattr(lifecycle, step)(event, kwargs.pop("note", STORM), **kwargs)


@pytest.mark.parametrize("note", [{}, {"fr": "Une tempête arrive."}])
@pytest.mark.parametrize("step", ["postpone", "cancel"])
def test_whoever_stops_an_event_says_why_in_its_main_language(step: str, note: dict[str, str]) -> None:
    event = announced()

    with pytest.raises(NoteMissing):
        take(event, step, note=Translated(note))

    assert stored(event).lifecycle is Lifecycle.ANNOUNCED


@pytest.mark.parametrize("step", ["announce", "postpone", "cancel"])
def test_the_desk_decides_nothing_about_the_event(step: str) -> None:
    event = announced(lifecycle=Lifecycle.DRAFT if step == "announce" else Lifecycle.ANNOUNCED)
    actor = make.actor(event, TeamRole.REGISTRATION_DESK)

    with pytest.raises(MayNotEdit):
        take(event, step, actor=actor)
    with pytest.raises(MayNotEdit):
        lifecycle.set_visibility(event, Visibility.PRIVATE, actor=actor)


def test_a_private_event_is_nobodys_business() -> None:
    event = announced()

    lifecycle.set_visibility(event, Visibility.PRIVATE, actor=SYSTEM)

    with pytest.raises(NoSuchEvent):
        queries.public_key(event.slug)
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.changes) == (
        "event.visibility_changed",
        {"visibility": ["public", "private"]},
    )


def test_the_same_visibility_again_is_no_change() -> None:
    event = announced()

    lifecycle.set_visibility(event, Visibility.PUBLIC, actor=SYSTEM)

    assert stored(event).revision == 1
