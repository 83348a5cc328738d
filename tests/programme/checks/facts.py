"""Facts for the checks, without a database: an event of three days and what is put into it."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from app.core.types import Translated
from app.events.models import Attendance, Event, EventSection, Party, PartyRole, TextBlock
from app.people.models import Person
from app.programme.checks import running
from app.programme.checks.finding import Finding
from app.programme.checks.known import Known
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
    Room,
    SessionKind,
)
from app.programme.rules import Draft, Timetable
from tests.make.programme import at

_numbers = itertools.count(1)


def words(value: str | dict[str, str]) -> Translated:
    return Translated(value if isinstance(value, dict) else {"en": value} if value else {})


def event(**fields: Any) -> Event:
    """28 to 30 September 2026 in Hamburg, from 9 to 17 h, in English."""
    values: dict[str, Any] = {
        "id": 1, "public_id": "event", "title": words("Cities that learn"), "attendance": Attendance.HYBRID,
        "main_language": "en", "content_languages": ["en"], "timezone": "Europe/Berlin",
        "first_day": date(2026, 9, 28), "last_day": date(2026, 9, 30),
        "daily_start": time(9), "daily_end": time(17),
        "begins_at": datetime(2026, 9, 28, 7, tzinfo=UTC),
        "finishes_at": datetime(2026, 9, 30, 15, tzinfo=UTC),
        "image_credit": "", "starts_fold": 0, "ends_fold": 0, "address_lines": [], "district": "",
    }  # fmt: skip
    return Event(**{**values, **fields})


def item(
    title: str | dict[str, str] = "Session",
    starts: str | None = "09:00",
    ends: str | None = "10:00",
    *,
    day: int = 28,
    people: Sequence[Appearance] = (),
    rooms: Sequence[Room] = (),
    inside: ProgrammeItem | None = None,
    **fields: Any,
) -> ProgrammeItem:
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": number, "public_id": f"S{number}", "position": number, "kind": SessionKind.OTHER,
        "title": words(title), "starts_fold": 0, "ends_fold": 0, "in_all_rooms": False,
        "starts_local": at(starts, day) if starts else None, "ends_local": at(ends, day) if ends else None,
        "parent_id": inside.id if inside is not None else None,
    }  # fmt: skip
    made = ProgrammeItem(**{**values, **fields})
    made.rooms, made.appearances = list(rooms), list(people)
    return made


def room(name: str = "Hall", **fields: Any) -> Room:
    number = next(_numbers)
    return Room(id=number, public_id=f"R{number}", name=words(name), position=number, **fields)


def person(given: str = "Ana", family: str = "López", **fields: Any) -> Person:
    made = Person(
        public_id=f"P{next(_numbers)}", given_name=given, family_name=family, family_name_first=False,
        photo_credit="", biography=words(""),
    )  # fmt: skip
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def appearing(
    who: Person | str, organisation: str | dict[str, str] = "City of Hamburg", **fields: Any
) -> Appearance:
    """Somebody, or a group that goes by a label."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "public_id": f"A{number}", "position": number, "role": AppearanceRole.SPEAKER,
        "city": "", "country": "",
        "mode": AppearanceMode.IN_PERSON, "state": AppearanceState.CONFIRMED, "job": words(""),
        "person": who if isinstance(who, Person) else None,
        "label": words(who if isinstance(who, str) else ""),
        "organisation": words(organisation),
    }  # fmt: skip
    return Appearance(**{**values, **fields})


def section(
    title: str = "Aims", body: str | dict[str, str] = "To learn.", block: TextBlock | None = None
) -> EventSection:
    return EventSection(public_id=f"T{next(_numbers)}", title=words(title), body=words(body), block=block)


def party(name: str) -> Party:
    return Party(public_id=f"O{next(_numbers)}", role=PartyRole.HOST, name=words(name))


def known(*items: ProgrammeItem, of: Event | None = None, rooms: Sequence[Room] = (), **parts: Any) -> Known:
    about = of or event()
    draft = Draft(event=about, rooms=rooms, tracks=[], timetable=Timetable(items, about))
    return Known(draft, **parts)


def found(*items: ProgrammeItem, **parts: Any) -> list[Finding]:
    return running.run(known(*items, **parts))


def codes(*items: ProgrammeItem, **parts: Any) -> list[str]:
    return [finding.code for finding in found(*items, **parts)]


def told(*items: ProgrammeItem, **parts: Any) -> list[str]:
    """Code and sentence of everything found."""
    return [f"{finding.code}: {finding.message}" for finding in found(*items, **parts)]
