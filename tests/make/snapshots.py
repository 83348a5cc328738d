"""Typed makers of released programmes for tests, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.programme.snapshot import (
    Snapshot,
    SnapshotAppearance,
    SnapshotPerson,
    SnapshotRoom,
    SnapshotSession,
    SnapshotTrack,
)

RELEASED = datetime(2026, 2, 12, 10, tzinfo=UTC)
HOST = "calendar.example.org"

HALL = SnapshotRoom(id="HALL22", name={"en": "Main hall", "fr": "Grande salle"}, capacity=600)
STUDIO = SnapshotRoom(id="STUD22", name={"en": "Studio"})
GREEN = SnapshotTrack(id="GREEN2", name={"en": "Green cities"}, colour="#2e7d32")
ADA = SnapshotPerson(
    id="ADA22222", name="Ada Lovelace", sort_name="Lovelace Ada", honorific="Ms", country="GB",
    biography={"en": "Wrote the **first** programme."},
    links=[{"label": "Home page", "url": "https://ada.example.org/"}],
)  # fmt: skip
PARK = SnapshotPerson(id="PARK2222", name="Park Seoung Won", sort_name="Park Seoung Won", country="KR")


def wall(text: str) -> datetime:
    """A wall-clock time: 2026-09-28 09:00."""
    return datetime.fromisoformat(text)


def session(identifier: str, starts: str, ends: str, **fields: Any) -> SnapshotSession:
    """A released session; `identifier` is its public id and the end of its calendar UID."""
    values: dict[str, Any] = {
        "uid": f"00000000-0000-4000-8000-{identifier.lower():0>12}",
        "kind": "panel",
        "title": {"en": f"Session {identifier}"},
        "timezone": "Europe/Berlin",
        "first_published_at": RELEASED,
        "changed_at": RELEASED,
    }
    return SnapshotSession(
        id=identifier, starts_local=wall(starts), ends_local=wall(ends), **{**values, **fields}
    )


def appearance(person: SnapshotPerson, role: str = "speaker", **fields: Any) -> SnapshotAppearance:
    return SnapshotAppearance(role=role, person=person.id, **fields)


def snapshot(*sessions: SnapshotSession, **fields: Any) -> Snapshot:
    """Release 3, a draft, of a conference in Hamburg."""
    values: dict[str, Any] = {
        "event_id": "event-public-id",
        "slug": "learning-cities",
        "number": 3,
        "state": "draft",
        "released_at": RELEASED,
        "timezone": "Europe/Berlin",
        "title": {"en": "Learning cities"},
        "main_language": "en",
        "content_languages": ["en", "fr"],
        "calendar_host": HOST,
        "contact_name": "Conference office",
        "contact_email": "office@example.org",
        "accent": "#0b5394",
        "attendance": "hybrid",
        "place": {
            "venue_name": {"en": "Congress Centre"}, "city": {"en": "Hamburg"}, "country": "DE",
            "latitude": None, "longitude": None,
        },
        "event_uid": "11111111-1111-4111-8111-111111111111",
        "rooms": [HALL, STUDIO],
        "tracks": [GREEN],
        "people": {ADA.id: ADA, PARK.id: PARK},
        "sessions": list(sessions),
    }  # fmt: skip
    return Snapshot(**{**values, **fields})


def large(number: int = 300, rooms: int = 6, days: int = 3) -> Snapshot:
    """As many sessions as the performance budgets speak of, with people and abstracts."""
    halls = [SnapshotRoom(id=f"ROOM{one:02}", name={"en": f"Room {chr(65 + one)}"}) for one in range(rooms)]
    people = {
        f"P{one:07}": replace(ADA, id=f"P{one:07}", name=f"Given{one} Family{one * 7919 % 997}")
        for one in range(400)
    }
    keys = list(people)
    made = []
    for one in range(number):
        day, slot, room = one % days, one // days // rooms, one // days % rooms
        hour, minute = divmod(9 * 60 + slot * 30, 60)
        start = f"2026-09-{28 + day} {hour:02}:{minute:02}"
        hour, minute = divmod(9 * 60 + slot * 30 + 30, 60)
        speakers = [keys[(one * 3 + offset) % len(keys)] for offset in range(3)]
        made.append(
            session(
                f"S{one:05}",
                start,
                f"2026-09-{28 + day} {hour:02}:{minute:02}",
                title={"en": f"How cities {one * 7919 % 1009} learn to share {one * 104729 % 2003} ideas"},
                rooms=[halls[room].id],
                track=GREEN.id,
                languages=["en", "fr"],
                abstract={"en": f"What {one} cities have tried, and what they would do again. " * 8},
                appearances=[SnapshotAppearance(role="speaker", person=key) for key in speakers],
            )
        )
    made.sort(key=lambda one: (one.starts_local, one.id))
    return snapshot(*made, rooms=halls, people=people)
