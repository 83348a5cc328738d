"""The whole draft as plain values, to compare it with itself and to put parts of it back.

Things are named as (kind, public id) and refer to each other by public ids, so that what has been
removed can come back as what it was. Counters and times of editing belong to the rows, not to the draft.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core import clock
from app.core.db import Base, db
from app.core.types import LocalTime
from app.events.models import Event
from app.files import queries as files
from app.people import queries as people
from app.people import services as people_services
from app.people import signals
from app.people.models import Person
from app.programme.models import Appearance, ProgrammeItem, Room, Track, item_rooms

Fields = dict[str, Any]
Key = tuple[str, str]  # kind, public id; an appearance stands behind its session: "session/appearance"
Memento = dict[Key, Fields]

MODELS: dict[str, type[Base]] = {
    "room": Room, "track": Track, "session": ProgrammeItem, "appearance": Appearance,
}  # fmt: skip
_OWN = frozenset(
    {"id", "public_id", "event_id", "item_id", "parent_id", "track_id", "person_id", "revision",
     "created_at", "updated_at"}
)  # fmt: skip


# Of a person only where a step is about them: what the programme shows under their name.
_SHOWN = (
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
    found: Memento = _people(people)
    numbers: dict[str, dict[int, str]] = {}
    for kind in ("room", "track", "session"):
        rows = _rows(kind, MODELS[kind].__table__.c.event_id == event.id)
        numbers[kind] = {row["id"]: row["public_id"] for row in rows}
        found |= {(kind, row["public_id"]): _fields(row) for row in rows}
        if kind == "session":
            _refer(found, rows, numbers)
    _add_appearances(found, numbers["session"])
    return found


def _people(public_ids: Collection[str]) -> Memento:
    wanted = Person.public_id.in_(public_ids), Person.merged_into_id.is_(None)
    query = select(Person).options(joinedload(Person.photo)).where(*wanted)
    return (
        {("person", one.public_id): _appears(one) for one in db.session.scalars(query)} if public_ids else {}
    )


def _appears(person: Person) -> Fields:
    photo = person.photo.public_id if person.photo else ""
    return {**{name: getattr(person, name) for name in _SHOWN}, "photo": photo}


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
    return {name: _plain(value) for name, value in row.items() if name not in _OWN}


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


def put_back(event: Event, wanted: Mapping[Key, Fields | None]) -> None:
    """Make the draft's things what `wanted` says of them: fields that are named, or nothing at all.

    What one thing refers to and is gone by now is left out, and with it whoever is not known any more.
    """
    things = _Things(event)
    for kind in ("room", "track", "session", "appearance"):
        for (one_kind, public_id), fields in wanted.items():
            if one_kind == kind and fields is not None:
                things.write(kind, public_id, fields)
    for (kind, public_id), fields in wanted.items():
        if kind == "session" and fields is not None:
            things.refer(public_id, fields)
    _describe_all(wanted)
    things.flush()
    for kind in ("appearance", "session", "track", "room"):
        for (one_kind, public_id), fields in wanted.items():
            if one_kind == kind and fields is None:
                things.remove(kind, public_id)
    things.flush()


def _describe_all(wanted: Mapping[Key, Fields | None]) -> None:
    for (kind, public_id), fields in wanted.items():
        if kind == "person" and fields is not None:
            _describe(public_id, fields)


def _describe(public_id: str, fields: Fields) -> None:
    """Let a person appear like this again; a photo that has been forgotten meanwhile stays as it is."""
    person = people.by_public_id(public_id)
    for name in _SHOWN:
        if name in fields:
            setattr(person, name, fields[name])
    if "photo" in fields:
        photo = files.by_public_ids([fields["photo"]]).get(fields["photo"])
        person.photo = photo if photo is not None or not fields["photo"] else person.photo
    people_services.index(person)
    people_services.count_edit(person)
    signals.changed.send(person)


class _Things:
    """The rows of one draft by what they are called."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._found: dict[Key, Any] = {}
        for kind in ("room", "track", "session"):
            model: Any = MODELS[kind]
            for thing in db.session.scalars(select(model).where(model.event_id == event.id)):
                self._found[kind, thing.public_id] = thing
        sessions = {thing.id: name for (kind, name), thing in self._found.items() if kind == "session"}
        for thing in db.session.scalars(select(Appearance).where(Appearance.item_id.in_(sessions))):
            self._found["appearance", f"{sessions[thing.item_id]}/{thing.public_id}"] = thing
        self.flush()

    def write(self, kind: str, public_id: str, fields: Fields) -> None:
        """Set the plain fields of a thing, which is made where it is missing."""
        thing = self._found.get((kind, public_id))
        if thing is None:
            thing = self._made(kind, public_id, fields)
            if thing is None:
                return
        elif kind == "appearance" and "person" in fields:
            self._name(thing, fields["person"])
        table: Any = MODELS[kind].__table__
        for name, value in fields.items():
            if name in table.c and name not in _OWN:
                setattr(thing, name, _typed(table.c[name].type, value))
        thing.revision = (thing.revision or 0) + 1
        if kind == "session":
            thing.updated_at = clock.now()

    def _name(self, appearance: Appearance, public_id: str) -> None:
        """Let an appearance be this person's, if they are still known; of nobody it is a group's."""
        person = people.followed([public_id]).get(public_id)
        if person is not None or not public_id:
            appearance.person = person

    def _made(self, kind: str, public_id: str, fields: Fields) -> Any:
        if kind != "appearance":
            thing: Any = MODELS[kind](public_id=public_id, event=self._event)
        else:
            person = people.followed([fields["person"]]).get(fields["person"])
            session = self._found.get(("session", fields["session"]))
            if session is None or (fields["person"] and person is None):
                return None
            thing = Appearance(public_id=public_id.rpartition("/")[2], item=session, person=person)
        db.session.add(thing)
        self._found[kind, public_id] = thing
        return thing

    def refer(self, public_id: str, fields: Fields) -> None:
        """Set what a session belongs to, once everything is there."""
        session = self._found["session", public_id]
        if "parent" in fields:
            session.parent = self._found.get(("session", fields["parent"]))
        if "track" in fields:
            session.track = self._found.get(("track", fields["track"]))
        if "rooms" in fields:
            rooms = [self._found.get(("room", one)) for one in fields["rooms"]]
            session.rooms = [room for room in rooms if room is not None]

    def remove(self, kind: str, public_id: str) -> None:
        thing = self._found.pop((kind, public_id), None)
        if thing is not None:
            db.session.delete(thing)
            self.flush()

    def flush(self) -> None:
        """Store what has been set; whatever knew of a thing that has come or gone reads it anew."""
        db.session.flush()
        for thing in self._found.values():
            db.session.expire(thing)


def _typed(column: Any, value: Any) -> Any:
    kind = getattr(column, "enum_class", None)
    if kind is not None and value is not None:
        return kind(value)
    return datetime.fromisoformat(value) if isinstance(column, LocalTime) and value else value
