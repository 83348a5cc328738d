"""Speakers' calendar entries: of the draft, beside the public ones, and never older than one given out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.people import services as people
from app.people.models import Person
from app.programme import queries
from app.programme.models import ProgrammeItem, Room
from app.programme.services import placing, sessions, steps, undoing
from app.programme.services.placing import Placement
from app.programme.services.sessions import NewSession
from app.speakers import slots
from app.speakers.models import SpeakerLink
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    with time_machine.travel(NOW, tick=False):
        return make_events.event(slug="cities")


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    with time_machine.travel(NOW, tick=False):
        person = make.person(home_event_id=event.id)
        return make.item(event, "Opening", starts=make.at("09:00"), ends=make.at("09:30"), people=[person])


@pytest.fixture
def link(event: Event, item: ProgrammeItem) -> SpeakerLink:
    (one,) = item.appearances
    assert one.person is not None
    return speakers.link(event, one.person)


def entry(link: SpeakerLink, item: ProgrammeItem) -> icalendar.Event:
    db.session.expire_all()
    (found,) = icalendar.Calendar.from_ical(slots.calendar(link, item.public_id, "en")).walk("VEVENT")
    return found


def order(found: icalendar.Event) -> tuple[int, datetime, datetime]:
    return int(found["SEQUENCE"]), found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt


def move(event: Event, item: ProgrammeItem, by: timedelta) -> None:
    with transaction() as session, steps.recorded(session, event, SYSTEM):
        assert item.starts_local is not None
        assert item.ends_local is not None
        item.starts_local, item.ends_local = item.starts_local + by, item.ends_local + by
        item.updated_at = clock.now()


def rename_a_room(event: Event) -> None:
    with transaction() as session, steps.recorded(session, event, SYSTEM):
        session.add(Room(event=event, position=1, name={"en": "Hall"}))


def call(person: Person | None, name: str) -> None:
    assert person is not None
    with transaction():
        person.family_name = name
        people.count_edit(person)


def test_an_entry_that_goes_forth_and_back_is_newer_each_time(
    event: Event, item: ProgrammeItem, link: SpeakerLink
) -> None:
    hour = timedelta(hours=1)
    after = NewSession(title=Translated({"en": "What its end is worked out from"}), starts=make.at("10:00"))
    changes: list[Callable[[], object]] = [
        lambda: make.release(event),
        lambda: move(event, item, hour),
        lambda: move(event, item, -hour),
        lambda: make.item(event, "Closing"),
        lambda: rename_a_room(event),
        lambda: move(event, item, hour),
        lambda: undoing.undo(event, actor=SYSTEM),
        lambda: sessions.create(event, after, actor=SYSTEM),
        lambda: undoing.undo(event, actor=SYSTEM),
        lambda: undoing.redo(event, actor=SYSTEM),
        lambda: rename_a_room(event),
        lambda: undoing.undo(event, actor=SYSTEM),
        lambda: call(item.appearances[0].person, "Lovelace"),
    ]

    seen = [order(entry(link, item))]
    for number, change in enumerate(changes, start=1):
        with time_machine.travel(NOW + number * timedelta(minutes=1), tick=False):
            change()
            seen.append(order(entry(link, item)))

    assert seen == sorted(set(seen))


def test_an_entry_of_a_session_that_left_and_came_back_is_newer(
    event: Event, item: ProgrammeItem, link: SpeakerLink
) -> None:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        move(event, item, timedelta(hours=1))
        before = order(entry(link, item))
        sessions.remove(item, actor=SYSTEM)

    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        undoing.undo(event, actor=SYSTEM)
        (back,) = queries.draft(event).timetable
        after = order(entry(link, back))

    assert after > before


def test_what_has_lost_its_time_waits_for_another_one(
    event: Event, item: ProgrammeItem, link: SpeakerLink
) -> None:
    with time_machine.travel(NOW, tick=False):
        make.release(event)
        before = int(entry(link, item)["SEQUENCE"])

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        placing.place(item, Placement(starts=None, revision=item.revision), actor=SYSTEM)

        (slot,) = slots.of(link, "en", event.timezone)
        kept = entry(link, item)  # where it was put into a calendar with its old time

    assert (slot.session, slot.about, slot.entry) == (None, None, None)
    assert kept["STATUS"] == "CANCELLED"
    assert int(kept["SEQUENCE"]) > before


def test_nothing_changed_is_the_same_entry(item: ProgrammeItem, link: SpeakerLink) -> None:
    first = slots.calendar(link, item.public_id, "en")

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert slots.calendar(link, item.public_id, "en") == first


def test_it_stands_beside_the_public_one(item: ProgrammeItem, link: SpeakerLink) -> None:
    uid = str(entry(link, item)["UID"])

    assert uid == f"speaker-{item.calendar_uid}@calendar.example.org"


@pytest.mark.parametrize(
    "hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}], ids=["draft", "private"]
)
def test_it_leads_nowhere_the_public_cannot_go(
    event: Event, item: ProgrammeItem, link: SpeakerLink, hidden: dict[str, object]
) -> None:
    make.release(event)
    assert str(entry(link, item)["URL"]).endswith(f"/events/cities/programme/{item.public_id}/")
    with transaction():
        for name, value in hidden.items():
            setattr(event, name, value)
    found = entry(link, item)

    assert "URL" not in found
    assert "/events/" not in found.to_ical().decode()


def test_before_the_release_it_leads_to_the_event(item: ProgrammeItem, link: SpeakerLink) -> None:
    assert str(entry(link, item)["URL"]).endswith("/events/cities/")


def test_slots_come_in_the_order_of_time_however_that_was_said(event: Event, link: SpeakerLink) -> None:
    """Databases disagree where what has no time of its own belongs."""
    people = [link.person]
    panel = make.item(event, "Panel", starts=make.at("14:00"), ends=make.at("15:00"))
    make.item(event, "Whenever", starts=None, people=people)
    make.item(event, "In the panel", starts=None, parent=panel, people=people)

    found = slots.of(link, "en", event.timezone)

    assert [one.appearance.item.title["en"] for one in found] == ["Opening", "In the panel", "Whenever"]
