"""Reading the log of an event."""

import pytest

from app.audit import queries
from app.audit import services as audit
from app.audit.queries import Filter
from app.core import actors
from app.core.actors import SYSTEM, Actor, ActorKind
from app.core.db import transaction
from app.events.models import Event
from tests.make import events

pytestmark = pytest.mark.usefixtures("app")

ADA, BEN = Actor(ActorKind.USER, id=7), Actor(ActorKind.USER, id=8)


@pytest.fixture
def event() -> Event:
    """An event with a log of six acts."""
    made = events.event()
    with transaction():
        for actor, action in (
            (ADA, "event.changed"),
            (BEN, "event.changed"),
            (SYSTEM, "event.changed"),
            (actors.participant(7), "registration.edited"),
            (actors.ANONYMOUS, "registration.registered"),
            (ADA, "room.created"),
        ):
            audit.record(actor, action, made, event_id=made.id)
        audit.record(ADA, "track.created", events.event(), event_id=made.id + 1)
        audit.record(ADA, "user.described", made)
    return made


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (
            Filter(),
            [
                "room.created",
                "registration.registered",
                "registration.edited",
                "event.changed",
                "event.changed",
                "event.changed",
            ],
        ),
        (Filter(action="event.changed"), ["event.changed"] * 3),
        (Filter(action="event"), []),
        (Filter(actor_kind=ActorKind.USER, actor_id=7), ["room.created", "event.changed"]),
        (Filter(actor_kind=ActorKind.USER, actor_id=7, action="room.created"), ["room.created"]),
        (Filter(actor_kind=ActorKind.PARTICIPANT), ["registration.edited"]),
        (Filter(actor_kind=ActorKind.SYSTEM), ["event.changed"]),
        (Filter(actor_kind=ActorKind.USER, actor_id=9), []),
    ],
)
def test_the_log_is_the_newest_first_and_only_of_this_event(
    event: Event, wanted: Filter, found: list[str]
) -> None:
    page = queries.of_event(event.id, wanted)

    assert [entry.action for entry in page.items] == found
    assert page.total == len(found)


def test_what_can_be_chosen_is_what_there_is(event: Event) -> None:
    assert queries.actions(event.id) == [
        "event.changed",
        "registration.edited",
        "registration.registered",
        "room.created",
    ]
    assert queries.users(event.id) == [7, 8]
