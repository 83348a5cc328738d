"""Drafts for tests of pure functions: plain facts that are edited, and models made from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from app.core.types import Translated
from app.events.models import Attendance, Event, Lifecycle
from app.people.models import Person
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
    ReleaseState,
    Room,
    SessionKind,
)
from app.programme.releases import sequencing, snapshotting
from app.programme.releases.snapshotting import Stamp
from app.programme.rules import Draft, Timetable
from app.programme.snapshot import Snapshot
from tests.make.programme import NINE


@dataclass(frozen=True)
class Fact:
    """What a test says of one session; its number is its identity."""

    number: int
    title: str = "Session"
    starts: datetime | None = NINE
    ends: datetime | None = None
    room: str = ""
    person: str = ""
    abstract: str = ""
    link: str = ""
    parent: int | None = None


@dataclass(frozen=True)
class Facts:
    """What a test says of a whole draft and of the event around it."""

    sessions: Sequence[Fact] = ()
    timezone: str = "Europe/Berlin"
    city: str = "Hamburg"
    lifecycle: Lifecycle = Lifecycle.ANNOUNCED
    rooms: dict[str, str] = field(default_factory=lambda: {"A": "Hall A", "B": "Hall B"})

    def change(self, number: int, **fields: object) -> "Facts":
        sessions = [replace(one, **fields) if one.number == number else one for one in self.sessions]  # type: ignore[arg-type]
        return replace(self, sessions=sessions)


def draft(facts: Facts) -> Draft:
    """The models those facts describe, as the database would hand them out."""
    event = _event(facts)
    rooms = {
        key: Room(id=place, public_id=key, name=Translated({"en": name}), note=Translated({}))
        for place, (key, name) in enumerate(facts.rooms.items())
    }
    items = [_item(fact, rooms) for fact in facts.sessions]
    return Draft(event=event, rooms=list(rooms.values()), tracks=[], timetable=Timetable(items, event))


def release(
    previous: Snapshot | None, facts: Facts, at: datetime, state: ReleaseState = ReleaseState.DRAFT
) -> Snapshot:
    """The release after `previous`, without a database."""
    number = previous.number + 1 if previous else 1
    stamp = Stamp(number=number, state=state, at=at, calendar_host="calendar.example.org")
    return sequencing.follow(previous, snapshotting.snapshot(draft(facts), stamp))


def _event(facts: Facts) -> Event:
    return Event(
        id=1, public_id="event", slug="event", title=Translated({"en": "Event"}), main_language="en",
        content_languages=["en"], contact_name="", contact_email="office@example.org", accent="#0b5394",
        attendance=Attendance.HYBRID, venue_name=Translated({}), address_lines=[], district="",
        postcode="", city=Translated({"en": facts.city}), state="", country="DE", map_url="",
        first_day=date(2026, 9, 28), last_day=date(2026, 9, 30), daily_end=time(17),
        timezone=facts.timezone, calendar_uid="event-uid", livestream_is_public=True,
        lifecycle=facts.lifecycle, status_note=Translated({}),
    )  # fmt: skip


def _item(fact: Fact, rooms: dict[str, Room]) -> ProgrammeItem:
    item = ProgrammeItem(
        id=fact.number, public_id=f"S{fact.number}", calendar_uid=f"uid-{fact.number}",
        position=fact.number, parent_id=fact.parent, kind=SessionKind.OTHER,
        title=Translated({"en": fact.title}), abstract=Translated({"en": fact.abstract}),
        key_question=Translated({}), objective=Translated({}), focus_points=Translated({}),
        note=Translated({}), starts_local=fact.starts, ends_local=fact.ends, starts_fold=0, ends_fold=0,
        in_all_rooms=False, languages=[], interpretation=[], has_captions=False,
        has_sign_language=False, livestream_url=fact.link, recording_url="",
    )  # fmt: skip
    item.rooms = [rooms[fact.room]] if fact.room else []
    item.appearances = [_appearance(fact.person)] if fact.person else []
    return item


def _appearance(name: str) -> Appearance:
    person = Person(
        public_id=f"P-{name}", honorific="", given_name=name, family_name="", family_name_first=False,
        country="", biography=Translated({}), links=[], photo_credit="",
    )  # fmt: skip
    return Appearance(
        person=person, position=1, role=AppearanceRole.SPEAKER, label=Translated({}),
        job=Translated({}), organisation=Translated({}), city="", country="",
        mode=AppearanceMode.IN_PERSON, state=AppearanceState.CONFIRMED,
    )  # fmt: skip
