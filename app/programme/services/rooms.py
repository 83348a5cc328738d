"""What organisers do with rooms: name them, correct them, order them, remove them."""

from dataclasses import dataclass, field
from typing import Any

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import RoomNameMissing, StaleEdit
from app.programme.models import Room
from app.programme.services import drafting
from app.programme.services.drafting import Direction, editing


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    name: Translated
    capacity: int | None = None
    note: Translated = field(default_factory=lambda: Translated({}))
    livestream_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChanges(NewRoom):
    """All fields as they shall be; `revision` is the one the organiser has seen."""

    revision: int


def create(event: Event, new: NewRoom, *, actor: Actor) -> Room:
    """Add a room after the others. Raises RoomNameMissing, BadCount or BadAddress."""
    with editing(event, actor) as session:
        position = max((room.position for room in queries.rooms(event)), default=0) + 1
        room = Room(event_id=event.id, position=position, **_checked(event, new))
        session.add(room)
        session.flush()
        audit.record(actor, "room.created", room)
    return room


def edit(room: Room, changes: RoomChanges, *, actor: Actor) -> None:
    """Correct a room in all its sessions. Raises StaleEdit and what `create` raises."""
    with editing(room.event, actor) as session:
        lock(room)
        if room.revision != changes.revision:
            raise StaleEdit
        changed = drafting.take_over(room, _checked(room.event, changes))
        if not changed:
            return
        room.revision += 1
        session.flush()
        audit.record(actor, "room.edited", room, changes={"fields": changed})


def move(room: Room, direction: Direction, *, actor: Actor) -> None:
    """Change places with the room before or after it; at either end nothing happens."""
    with editing(room.event, actor) as session:
        if drafting.move(queries.rooms(room.event), room, direction):
            session.flush()
            audit.record(actor, "room.moved", room, changes={"direction": direction})


def remove(room: Room, *, actor: Actor) -> None:
    """Take the room out of the draft; its sessions stay, without a room."""
    with editing(room.event, actor) as session:
        audit.record(actor, "room.removed", room)
        session.delete(room)
        session.flush()


def _checked(event: Event, new: NewRoom) -> dict[str, Any]:
    if not new.name.get(event.main_language):
        raise RoomNameMissing
    drafting.check_count(new.capacity, "capacity")
    drafting.check_address(new.livestream_url, "livestream_url")
    return {
        "name": new.name,
        "capacity": new.capacity,
        "note": new.note,
        "livestream_url": new.livestream_url,
    }
