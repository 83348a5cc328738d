"""What is measured: a conference of 3 days, 6 rooms, many sessions, and a third more speakers."""

from datetime import date, datetime, time, timedelta

from app.core import clock, ids, localtime
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Attendance, Event, EventKind, Lifecycle, Participation
from app.people.models import Person
from app.programme.models import (
    Appearance,
    AppearanceRole,
    ProgrammeItem,
    Room,
    SessionKind,
    Track,
)
from app.registration.models import Category, CategoryAttendance

ZONE = "Europe/Berlin"
ROOMS, TRACKS, DAYS = 6, 5, 3
ABSTRACT = (
    "How do cities turn everyday places into places to learn? Three cities report what they tried, "
    "what it cost and who came. Participants leave with a plan they can use at home. "
)


def conference(slug: str, *, sessions: int) -> Event:
    """An announced event, two months ahead, with a draft of `sessions` sessions in six rooms."""
    first = clock.now().date() + timedelta(days=60)
    with transaction() as session:
        event = _event(slug, first)
        session.add(event)
        session.flush()
        rooms = [_room(event, number) for number in range(ROOMS)]
        tracks = [_track(event, number) for number in range(TRACKS)]
        people = [_person(number) for number in range(sessions * 4 // 3)]
        session.add_all([*rooms, *tracks, *people])
        session.flush()
        for number in range(sessions):
            item = _session(event, number, first)
            item.rooms = [rooms[number % ROOMS]]
            item.track = tracks[number % TRACKS]
            item.appearances = [
                _appearance(people[(number * 4 + offset) % len(people)], offset) for offset in range(3)
            ]
            session.add(item)
    return event


def category(event: Event, *, capacity: int | None) -> Category:
    """One kind of participant with that many seats and a waiting list."""
    with transaction() as session:
        made = Category(
            event_id=event.id,
            position=1,
            name=Translated({"en": "Participant"}),
            attendance=CategoryAttendance.IN_PERSON,
            capacity=capacity,
        )
        session.add(made)
    return made


def _event(slug: str, first: date) -> Event:
    last = first + timedelta(days=DAYS - 1)
    return Event(
        slug=slug,
        kind=EventKind.CONFERENCE,
        attendance=Attendance.HYBRID,
        title=Translated({"en": "Conference on Learning Cities"}),
        acronym="BENCH",
        summary=Translated({"en": ABSTRACT * 3}),
        first_day=first,
        last_day=last,
        daily_start=time(9),
        daily_end=time(18),
        timezone=ZONE,
        begins_at=localtime.to_utc(datetime.combine(first, time(9)), ZONE),
        finishes_at=localtime.to_utc(datetime.combine(last, time(18)), ZONE),
        venue_name=Translated({"en": "Congress Centre"}),
        city=Translated({"en": "Hamburg"}),
        country="DE",
        contact_email="office@example.org",
        lifecycle=Lifecycle.ANNOUNCED,
        announced_at=clock.now(),
        participation=Participation.HERE,
        hold_hours=0,
    )


def _room(event: Event, number: int) -> Room:
    return Room(event_id=event.id, position=number, name=Translated({"en": f"Hall {number + 1}"}))


def _track(event: Event, number: int) -> Track:
    return Track(event_id=event.id, position=number, name=Translated({"en": f"Track {number + 1}"}))


def _person(number: int) -> Person:
    given, family = f"Given{number}", f"Family{number}"
    return Person(
        public_id=ids.person_code(),
        given_name=given,
        family_name=family,
        biography=Translated({"en": f"{given} {family} has worked on learning in cities for years."}),
    )


def _session(event: Event, number: int, first: date) -> ProgrammeItem:
    """Slots of 30 minutes from 09:00, filled room by room, day by day."""
    slot, day = number // ROOMS % 18, number // (ROOMS * 18) % DAYS
    start = datetime.combine(first + timedelta(days=day), time(9)) + timedelta(minutes=30 * slot)
    return ProgrammeItem(
        event_id=event.id,
        position=number % ROOMS,
        kind=SessionKind.WORKSHOP if number % 3 else SessionKind.PANEL,
        title=Translated({"en": f"Session {number + 1}: learning in every street of the city"}),
        abstract=Translated({"en": ABSTRACT}),
        starts_local=start,
        ends_local=start + timedelta(minutes=30),
        languages=["en"],
    )


def _appearance(person: Person, order: int) -> Appearance:
    return Appearance(
        person=person,
        position=order,
        role=AppearanceRole.MODERATOR if order == 0 else AppearanceRole.PANELLIST,
        job=Translated({"en": "Director"}),
        organisation=Translated({"en": "City Learning Office"}),
        country="DE",
    )
