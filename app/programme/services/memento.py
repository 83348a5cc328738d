"""The whole draft as plain values, to compare it with itself and to put parts of it back (putting_back).

Things are named as (kind, public id) and refer to each other by public ids, so that what has been
removed can come back as what it was. Counters and times of editing belong to the rows, not to the draft;
since when there is a session belongs to it: calendars count from then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.db import Base, db
from app.events.models import Event
from app.people import queries as people
from app.people.models import Person
from app.programme.models import Appearance, ProgrammeItem, Room, Track, item_rooms

Fields = dict[str, Any]
Key = tuple[str, str]  # kind, public id; an appearance stands behind its session: "session/appearance"
Memento = dict[Key, Fields]

MODELS: dict[str, type[Base]] = {
    "room": Room, "track": Track, "session": ProgrammeItem, "appearance": Appearance,
}  # fmt: skip
OWN = frozenset(
    {"id", "public_id", "event_id", "item_id", "parent_id", "track_id", "person_id", "revision",
     "updated_at"}
)  # fmt: skip


# Of a person only where a step is about them: what the programme shows under their name.
SHOWN = (
    "honorific",
    "given_name",
    "family_name",
    "family_name_first",
    "biography",
    "photo_credit",
    "photo_alt",
)


def read(event: Event, people: Collection[str] = ()) -> Memento:
    """The draft of `event` as it is stored now; and of these persons, by public id, how they appear."""
    found = read_people(people)
    numbers: dict[str, dict[int, str]] = {}
    for kind in ("room", "track", "session"):
        rows = _rows(kind, MODELS[kind].__table__.c.event_id == event.id)
        numbers[kind] = {row["id"]: row["public_id"] for row in rows}
        found |= {(kind, row["public_id"]): _fields(row) for row in rows}
        if kind == "session":
            _refer(found, rows, numbers)
    _add_appearances(found, numbers["session"])
    return found


def read_people(public_ids: Collection[str]) -> Memento:
    """How these persons appear; those who have become part of others are left out."""
    wanted = Person.public_id.in_(public_ids), Person.merged_into_id.is_(None)
    query = select(Person).options(joinedload(Person.photo)).where(*wanted)
    return (
        {("person", one.public_id): _appears(one) for one in db.session.scalars(query)} if public_ids else {}
    )


def _appears(person: Person) -> Fields:
    return {**{name: getattr(person, name) for name in SHOWN}, "photo": person.photo_public_id}


def _refer(found: Memento, rows: Iterable[Mapping[str, Any]], numbers: dict[str, dict[int, str]]) -> None:
    """Say by public ids what sessions belong to."""
    held = select(item_rooms).where(item_rooms.c.item_id.in_(numbers["session"]))
    rooms: dict[int, list[str]] = {}
    for item_id, room_id in db.session.execute(held):
        rooms.setdefault(item_id, []).append(numbers["room"][room_id])
    for row in rows:
        found["session", row["public_id"]] |= {
            "parent": numbers["session"].get(row["parent_id"], ""),
            "track": numbers["track"].get(row["track_id"], ""),
            "rooms": sorted(rooms.get(row["id"], [])),
        }


def _add_appearances(found: Memento, sessions: dict[int, str]) -> None:
    rows = _rows("appearance", Appearance.item_id.in_(sessions))
    wanted = {row["person_id"] for row in rows}
    known = dict(db.session.execute(select(Person.id, Person.public_id).where(Person.id.in_(wanted))).all())
    for row in rows:
        session = sessions[row["item_id"]]
        found["appearance", f"{session}/{row['public_id']}"] = {
            **_fields(row), "session": session, "person": known.get(row["person_id"], ""),
        }  # fmt: skip


def _rows(kind: str, where: Any) -> list[Mapping[str, Any]]:
    table: Any = MODELS[kind].__table__
    return [*db.session.execute(select(table).where(where).order_by(table.c.id)).mappings()]


def _fields(row: Mapping[str, Any]) -> Fields:
    return {name: _plain(value) for name, value in row.items() if name not in OWN}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def with_people_of_today(changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a step knows, with those who have been merged since under the public id that is theirs now."""
    sides = [side for one in changes for side in (one["before"], one["after"]) if side]
    named = people.successors({side["person"] for side in sides if side.get("person")})
    return [{**one, **{when: _renamed(one[when], named) for when in ("before", "after")}} for one in changes]


def _renamed(fields: Fields | None, named: Mapping[str, str]) -> Fields | None:
    if not fields or "person" not in fields:
        return fields
    return {**fields, "person": named.get(fields["person"], fields["person"])}
