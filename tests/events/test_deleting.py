"""A draft nobody has heard of goes with all that hangs on it; anything else stays."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, delete, func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import Base, db, transaction
from app.core.errors import Conflict, Gone
from app.core.types import Translated
from app.events import queries, signals
from app.events.errors import EventAnnounced, MayNotDelete, ParticipantsKnow
from app.events.models import Attendance, Event, EventKind, FeaturedPerson, Lifecycle, TeamRole
from app.events.rules import Schedule
from app.events.services import deleting, editing, lifecycle
from app.events.services.editing import NewEvent
from app.outbox.models import Message
from app.people import services as people
from app.people.models import Person
from app.people.services import NewPerson, PersonChanges
from app.registration.models import RegistrationState
from tests.make import documents, events, outbox, programme, registrations

pytestmark = pytest.mark.usefixtures("app")

KEPT = {"audit_entries", "catalogue", "persons", "stored_files", "users"}


def draft(**fields: Any) -> Event:
    return events.event(**{"lifecycle": Lifecycle.DRAFT, **fields})


def entered(event: Event, family: str) -> Person:
    return people.create(NewPerson(family_name=family), event_id=event.id, actor=SYSTEM)


def furnished() -> Event:
    """A draft with something in everything an event can have."""
    series = queries.all_series() or [events.series()]
    blocks = queries.all_blocks() or [events.block()]
    event = draft(series_id=series[0].id, image_id=documents.file().id)
    events.section(event, block_id=blocks[0].id)
    events.party(event)
    events.link(event)
    events.featured(event)
    documents.version(documents.document(event), file=documents.file())
    room, track = programme.room(event), programme.track(event)
    panel = programme.item(event, rooms=[room], track=track, people=[entered(event, "Curie")])
    programme.item(event, parent=panel, people=[entered(event, "Meitner")])
    programme.release(event)
    registrations.category(event)
    return event


def rows() -> dict[str, int]:
    """How many rows every table has that has any."""
    db.session.rollback()
    tables: list[Table] = list(Base.metadata.sorted_tables)
    counted = {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}
    return {name: count for name, count in counted.items() if count}


def test_everything_that_hangs_on_the_draft_goes_with_it() -> None:
    event = furnished()
    owner = events.actor(event)
    before = rows()

    deleting.delete(event, actor=owner)

    gone = set(before) - set(rows())
    assert set(rows()) - KEPT == {"series", "text_blocks"}
    assert gone >= {"events", "event_members", "documents", "programme_items", "releases", "categories"}
    assert queries.by_slug(event.slug) is None


def test_another_event_keeps_all_of_its_own() -> None:
    kept = furnished()
    before = rows()
    event = furnished()

    deleting.delete(event, actor=SYSTEM)

    after = rows()
    assert {name: after[name] for name in before if name not in KEPT} == {
        name: count for name, count in before.items() if name not in KEPT
    }
    assert queries.event_page(kept.id).sections[0].title == {"en": "Aims"}


def test_its_address_is_free_again() -> None:
    actor = events.actor(may_create_events=True)
    new = NewEvent(
        kind=EventKind.WEBINAR,
        attendance=Attendance.ONLINE,
        title=Translated({"en": "Reading the city"}),
        main_language="en",
        schedule=Schedule(first_day=date(2026, 9, 1), last_day=date(2026, 9, 1), timezone="Europe/Paris"),
        slug="reading",
    )
    events.catalogue()
    first = editing.create(new, actor=actor)
    deleting.delete(first, actor=SYSTEM)

    second = editing.create(new, actor=actor)

    assert second.slug == "reading"
    assert second.public_id != first.public_id
    assert second.calendar_uid != first.calendar_uid


def test_the_log_keeps_who_deleted_what_and_the_next_event_does_not_inherit_it() -> None:
    event = draft(slug="mistake")
    owner = events.actor(event)
    entered(event, "Curie")
    number = event.id

    deleting.delete(event, actor=owner)

    kept = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.action, one.event_id) for one in kept] == [("person.created", None), ("event.deleted", None)]
    assert (kept[-1].actor_id, kept[-1].thing_kind, kept[-1].thing_id) == (owner.id, "events", number)
    assert kept[-1].changes == {"slug": "mistake"}


def test_whoever_corrects_one_of_its_people_meanwhile_waits_or_comes_first(app: Flask) -> None:
    """Both lock people before events: else each would wait for what the other has locked."""
    event, is_locked = draft(), threading.Event()
    slug, number = event.slug, entered(event, "Curie").id
    with transaction() as session:
        session.add(FeaturedPerson(event_id=event.id, person_id=number, position=1))
    db.session.rollback()

    def hold(_event: Event) -> None:
        is_locked.set()
        time.sleep(0.3)  # enough for the other to go as far as it can

    def correct() -> None:
        with app.app_context():
            is_locked.wait(5)
            found = db.session.get_one(Person, number)
            changes = PersonChanges(family_name="Skłodowska", revision=found.revision)
            people.edit(found, changes, event_id=0, actor=SYSTEM)

    with ThreadPoolExecutor(1) as other, signals.deleting.connected_to(hold):
        correcting = other.submit(correct)
        deleting.delete(event, actor=SYSTEM)

        assert isinstance(correcting.exception(), Gone)
    assert queries.by_slug(slug) is None


def test_people_only_this_draft_knew_are_forgotten_and_others_stay() -> None:
    event, other = draft(), events.event()
    entered(event, "Alone")
    shared, presented, famous = (entered(event, name) for name in ("Shared", "Presented", "Famous"))
    guest = entered(other, "Guest")
    programme.item(other, people=[shared])
    programme.item(event, people=[shared, guest])
    with transaction() as session:
        session.add(FeaturedPerson(event_id=other.id, person_id=presented.id, position=1))
        famous.published_at = datetime(2026, 1, 1, tzinfo=UTC)

    deleting.delete(event, actor=SYSTEM)

    found = db.session.execute(select(Person.family_name, Person.home_event_id).order_by(Person.family_name))
    assert [tuple(row) for row in found] == [
        ("Famous", None), ("Guest", other.id), ("Presented", None), ("Shared", None),
    ]  # fmt: skip


@pytest.mark.parametrize("role", [role for role in TeamRole if role is not TeamRole.OWNER])
def test_only_an_owner_may_delete(role: TeamRole) -> None:
    event = draft()
    actor = events.actor(event, role)

    with pytest.raises(MayNotDelete):
        deleting.delete(event, actor=actor)

    assert queries.by_slug(event.slug) is not None


def test_the_owner_of_another_event_may_not() -> None:
    event, elsewhere = draft(), events.event()

    with pytest.raises(MayNotDelete):
        deleting.delete(event, actor=events.actor(elsewhere))


@pytest.mark.parametrize("state", [Lifecycle.ANNOUNCED, Lifecycle.POSTPONED, Lifecycle.CANCELLED])
def test_what_has_been_announced_is_cancelled_instead(state: Lifecycle) -> None:
    event = events.event(lifecycle=state, announced_at=datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(EventAnnounced):
        deleting.delete(event, actor=events.actor(event))

    assert queries.by_slug(event.slug) is not None


def test_an_event_announced_while_its_owner_was_asked_stays() -> None:
    event = draft()
    shown = queries.event_page(event.id)
    lifecycle.announce(event, actor=SYSTEM)

    with pytest.raises(EventAnnounced):
        deleting.delete(shown, actor=SYSTEM)


@pytest.mark.parametrize("state", [RegistrationState.CONFIRMED, RegistrationState.WITHDRAWN])
def test_whoever_has_ever_registered_keeps_the_event(state: RegistrationState) -> None:
    event = registrations.event()
    registration = registrations.registration(registrations.category(event))
    with transaction() as session:
        registration.state = state
        event.lifecycle, event.announced_at = Lifecycle.DRAFT, None
        session.execute(delete(Message))

    with pytest.raises(ParticipantsKnow):
        deleting.delete(event, actor=SYSTEM)

    assert rows()["registrations"] == 1


def test_whoever_has_been_written_to_keeps_the_event() -> None:
    event = draft()
    outbox.message(event_id=event.id)
    outbox.message(event_id=event.id + 1)

    with pytest.raises(ParticipantsKnow):
        deleting.delete(event, actor=SYSTEM)


def test_a_letter_about_another_event_does_not() -> None:
    event = draft()
    outbox.message(event_id=event.id + 1)

    deleting.delete(event, actor=SYSTEM)

    assert queries.by_slug(event.slug) is None


def test_a_refusal_leaves_everything_as_it_was() -> None:
    event = furnished()
    outbox.message(event_id=event.id)
    before = rows()

    with pytest.raises(Conflict):
        deleting.delete(event, actor=SYSTEM)

    assert rows() == before


def test_a_second_click_is_told_that_it_is_gone() -> None:
    event = draft()
    deleting.delete(event, actor=SYSTEM)

    with pytest.raises(Gone):
        deleting.delete(event, actor=SYSTEM)


def test_whoever_edits_what_somebody_else_has_deleted_is_told() -> None:
    event = draft()
    db.session.rollback()
    with db.engine.begin() as somebody_else:
        somebody_else.execute(delete(Event))

    with pytest.raises(Gone):
        lifecycle.announce(event, actor=SYSTEM)
