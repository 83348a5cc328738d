"""Making things of a draft what a memento says of them: entered, changed and removed, however many.

Rows are written past the session, a thousand in a few statements; what it has loaded is read anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.core import clock, ids
from app.core.db import db
from app.core.types import Instant, LocalTime
from app.events.models import Event
from app.files import queries as files
from app.people import queries as people
from app.people import services as people_services
from app.people import signals
from app.programme.models import item_rooms
from app.programme.services.memento import MODELS, OWN, SHOWN, Fields, Key

Wanted = Mapping[Key, Fields | None]
_AT_ONCE = 500  # rows named by number in one statement
_TABLES: dict[str, Any] = {kind: model.__table__ for kind, model in MODELS.items()}


def put_back(event: Event, wanted: Wanted) -> None:
    """Make the draft's things what `wanted` says of them: fields that are named, or nothing at all.

    What one thing refers to and is gone by now is left out, and with it whoever is not known any more.
    The event must be locked.
    """
    db.session.flush()
    rows = _Rows(event, wanted)
    for kind in MODELS:
        rows.write(kind)
    rows.nest()
    rows.place()
    for (kind, public_id), fields in wanted.items():
        if kind == "person" and fields is not None:
            _describe(public_id, fields)
    for kind in reversed(MODELS):
        rows.remove(kind)
    _read_anew()


def _describe(public_id: str, fields: Fields) -> None:
    """Let a person appear like this again; a photo that has been forgotten meanwhile stays as it is.

    It is a change of the draft: event pages wait for the release, as they did for what is taken back.
    """
    person = people.by_public_id(public_id)
    before = person.likeness
    for name in SHOWN:
        if name in fields:
            setattr(person, name, fields[name])
    if "photo" in fields:
        photo = files.by_public_ids([fields["photo"]]).get(fields["photo"])
        person.photo = photo if photo is not None or not fields["photo"] else person.photo
    people_services.index(person)
    people_services.count_edit(person)
    signals.changed.send(person, held=before)


def _read_anew() -> None:
    db.session.flush()
    for thing in db.session.identity_map.values():
        if isinstance(thing, tuple(MODELS.values())):
            db.session.expire(thing)


class _Rows:
    """The rows of one draft by what they are called, and what shall become of them."""

    def __init__(self, event: Event, wanted: Wanted) -> None:
        self._event = event
        self._wanted = wanted
        self._there = {kind: self._known(kind) for kind in MODELS}
        self._made: set[Key] = set()
        named = {fields["person"] for fields in wanted.values() if fields and fields.get("person")}
        # Of nobody an appearance is a group's.
        self._persons: dict[str, int | None] = {"": None, **people_services.hold_all(named)}

    def write(self, kind: str) -> None:
        """Enter what is missing, and set what is said of the rest; sessions are nested and placed later."""
        made, changed = [], []
        for public_id, fields in self._of(kind):
            values = self._values(kind, fields)
            number = self._there[kind].get(public_id)
            if number is not None:
                changed.append({"number": number, **values})
            elif (new := self._new(kind, public_id, fields)) is not None:
                # What it had got to is gone with it: whoever has seen it before must be out of date.
                made.append({**new, **values, "revision": ids.revision()})
                self._made.add((kind, public_id))
        self._change(kind, changed)
        if made:
            _insert(_TABLES[kind], made)
            self._there[kind] = self._known(kind)

    def nest(self) -> None:
        """Put sessions into those they are part of, once all of them are there."""
        sessions, table = self._there["session"], _TABLES["session"]
        nested = [
            {"number": sessions[public_id], "parent_id": sessions.get(fields["parent"])}
            for public_id, fields in self._of("session")
            if "parent" in fields and (fields["parent"] or ("session", public_id) not in self._made)
        ]
        if nested:
            db.session.execute(update(table).where(table.c.id == bindparam("number")), nested)

    def place(self) -> None:
        """Put sessions into their rooms."""
        sessions, rooms = self._there["session"], self._there["room"]
        said = {public_id: fields["rooms"] for public_id, fields in self._of("session") if "rooms" in fields}
        placed = {sessions[public_id]: named for public_id, named in said.items()}
        moved = [sessions[public_id] for public_id in said if ("session", public_id) not in self._made]
        _delete(item_rooms, item_rooms.c.item_id, moved)
        _insert(
            item_rooms,
            [
                {"item_id": number, "room_id": rooms[room]}
                for number, named in placed.items()
                for room in dict.fromkeys(named)
                if room in rooms
            ],
        )

    def remove(self, kind: str) -> None:
        """Take away what shall not be there; the database takes what is part of it along."""
        gone = [name for (one, name), fields in self._wanted.items() if one == kind and fields is None]
        there = self._there.get(kind, {})
        table = _TABLES[kind]
        _delete(table, table.c.id, [there[name] for name in gone if name in there])

    def _of(self, kind: str) -> Iterator[tuple[str, Fields]]:
        for (one, public_id), fields in self._wanted.items():
            if one == kind and fields is not None:
                yield public_id, fields

    def _known(self, kind: str) -> dict[str, int]:
        table = _TABLES[kind]
        if kind != "appearance":
            found = select(table.c.public_id, table.c.id).where(table.c.event_id == self._event.id)
            return dict(db.session.execute(found).all())
        sessions = _TABLES["session"]
        found = select(sessions.c.public_id + "/" + table.c.public_id, table.c.id).join_from(table, sessions)
        mine = found.where(sessions.c.event_id == self._event.id)
        return dict(db.session.execute(mine).all())

    def _new(self, kind: str, public_id: str, fields: Fields) -> Fields | None:
        """Whose a new thing is; None where that has gone."""
        if kind != "appearance":
            return {"public_id": public_id, "event_id": self._event.id}
        session = self._there["session"].get(fields["session"])
        if session is None or fields["person"] not in self._persons:
            return None
        return {"public_id": public_id.rpartition("/")[2], "item_id": session}

    def _values(self, kind: str, fields: Fields) -> Fields:
        """What is said of a thing, as its columns have it."""
        columns = _TABLES[kind].c
        values = {
            name: _typed(columns[name].type, value)
            for name, value in fields.items()
            if name in columns and name not in OWN
        }
        if kind == "session" and "track" in fields:
            values["track_id"] = self._there["track"].get(fields["track"])
        # Whoever is not known any more stays who it is.
        if kind == "appearance" and fields.get("person") in self._persons:
            values["person_id"] = self._persons[fields["person"]]
        return values

    def _change(self, kind: str, rows: Sequence[Fields]) -> None:
        table = _TABLES[kind]
        counted = {"revision": table.c.revision + 1}
        if kind == "session":
            counted["updated_at"] = clock.now()
        for alike in _alike(rows):
            changing = update(table).where(table.c.id == bindparam("number")).values(counted)
            db.session.execute(changing, alike)


def _insert(table: Any, rows: Sequence[Fields]) -> None:
    for alike in _alike(rows):
        db.session.execute(insert(table), alike)


def _delete(table: Any, column: Any, numbers: Sequence[int]) -> None:
    for start in range(0, len(numbers), _AT_ONCE):
        db.session.execute(delete(table).where(column.in_(numbers[start : start + _AT_ONCE])))


def _alike(rows: Sequence[Fields]) -> list[list[Fields]]:
    """Those together of which the same is said: they go in one statement."""
    found: dict[frozenset[str], list[Fields]] = {}
    for row in rows:
        found.setdefault(frozenset(row), []).append(row)
    return list(found.values())


def _typed(column: Any, value: Any) -> Any:
    kind = getattr(column, "enum_class", None)
    if kind is not None and value is not None:
        return kind(value)
    return datetime.fromisoformat(value) if isinstance(column, (LocalTime, Instant)) and value else value
