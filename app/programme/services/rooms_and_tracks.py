"""What organisers do with rooms and tracks: name them, correct them, order them, remove them."""

from collections.abc import MutableSequence
from dataclasses import dataclass, field, fields
from typing import Any, overload

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import BadColour, NameMissing
from app.programme.models import Room, Track
from app.programme.services import drafting
from app.programme.services.drafting import Direction, editing
from app.rendering import colour


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    name: Translated
    capacity: int | None = None
    note: Translated = field(default_factory=lambda: Translated({}))
    livestream_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTrack:
    """`colour` is #rrggbb; pages darken or lighten it until it can be read."""

    name: Translated
    colour: str = colour.DEFAULT


@overload
def create(event: Event, new: NewRoom, *, actor: Actor) -> Room: ...


@overload
def create(event: Event, new: NewTrack, *, actor: Actor) -> Track: ...


def create(event: Event, new: NewRoom | NewTrack, *, actor: Actor) -> Room | Track:
    """Add one after the others of its kind. Raises NameMissing, BadCount, BadAddress or BadColour."""
    model = Room if isinstance(new, NewRoom) else Track
    with editing(event, actor) as session:
        position = max((one.position for one in _every(model, event)), default=0) + 1
        made = model(event_id=event.id, position=position, **_checked(event, new))
        session.add(made)
        session.flush()
        _record(actor, made, "created")
    return made


def edit(thing: Room | Track, new: NewRoom | NewTrack, *, seen: int, actor: Actor) -> None:
    """Correct one in all its sessions; `seen` is the revision the organiser knows.

    Raises StaleEdit and what `create` raises.
    """
    with editing(thing.event, actor) as session:
        lock(thing)
        if thing.revision != seen:
            raise StaleEdit
        changed = drafting.take_over(thing, _checked(thing.event, new))
        if not changed:
            return
        thing.revision += 1
        session.flush()
        _record(actor, thing, "edited", fields=changed)


def move(thing: Room | Track, direction: Direction, *, actor: Actor) -> None:
    """Change places with the one before or after it; at either end nothing happens."""
    with editing(thing.event, actor) as session:
        lock(thing)
        if drafting.move(_every(type(thing), thing.event), thing, direction):
            session.flush()
            _record(actor, thing, "moved", direction=direction)


def remove(thing: Room | Track, *, actor: Actor) -> None:
    """Take it out of the draft; its sessions stay, without it."""
    with editing(thing.event, actor) as session:
        lock(thing)
        _record(actor, thing, "removed")
        session.delete(thing)
        session.flush()


def _every(model: type[Room | Track], event: Event) -> MutableSequence[Any]:
    return queries.rooms(event) if model is Room else queries.tracks(event)


def _checked(event: Event, new: NewRoom | NewTrack) -> dict[str, Any]:
    if not new.name.get(event.main_language):
        raise NameMissing
    values = {one.name: getattr(new, one.name) for one in fields(new)}
    if isinstance(new, NewRoom):
        drafting.check_count(new.capacity, "capacity")
        drafting.check_address(new.livestream_url, "livestream_url")
        return values
    read = colour.read(new.colour)
    if read is None:
        raise BadColour
    return {**values, "colour": read}


def _record(actor: Actor, thing: Room | Track, verb: str, **changes: Any) -> None:
    noun = "room" if isinstance(thing, Room) else "track"
    audit.record(actor, f"{noun}.{verb}", thing, changes=changes)
