"""What organisers do with tracks: name them, colour them, order them, remove them."""

from dataclasses import dataclass
from typing import Any

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import BadColour, StaleEdit, TrackNameMissing
from app.programme.models import Track
from app.programme.services import drafting
from app.programme.services.drafting import Direction, editing
from app.rendering import colour


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTrack:
    """`colour` is #rrggbb; pages darken or lighten it until it can be read."""

    name: Translated
    colour: str = colour.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChanges(NewTrack):
    """All fields as they shall be; `revision` is the one the organiser has seen."""

    revision: int


def create(event: Event, new: NewTrack, *, actor: Actor) -> Track:
    """Add a track after the others. Raises TrackNameMissing or BadColour."""
    with editing(event, actor) as session:
        position = max((track.position for track in queries.tracks(event)), default=0) + 1
        track = Track(event_id=event.id, position=position, **_checked(event, new))
        session.add(track)
        session.flush()
        audit.record(actor, "track.created", track)
    return track


def edit(track: Track, changes: TrackChanges, *, actor: Actor) -> None:
    """Correct a track in all its sessions. Raises StaleEdit and what `create` raises."""
    with editing(track.event, actor) as session:
        lock(track)
        if track.revision != changes.revision:
            raise StaleEdit
        changed = drafting.take_over(track, _checked(track.event, changes))
        if not changed:
            return
        track.revision += 1
        session.flush()
        audit.record(actor, "track.edited", track, changes={"fields": changed})


def move(track: Track, direction: Direction, *, actor: Actor) -> None:
    """Change places with the track before or after it; at either end nothing happens."""
    with editing(track.event, actor) as session:
        if drafting.move(queries.tracks(track.event), track, direction):
            session.flush()
            audit.record(actor, "track.moved", track, changes={"direction": direction})


def remove(track: Track, *, actor: Actor) -> None:
    """Take the track out of the draft; its sessions stay, without a track."""
    with editing(track.event, actor) as session:
        audit.record(actor, "track.removed", track)
        session.delete(track)
        session.flush()


def _checked(event: Event, new: NewTrack) -> dict[str, Any]:
    if not new.name.get(event.main_language):
        raise TrackNameMissing
    read = colour.read(new.colour)
    if read is None:
        raise BadColour
    return {"name": new.name, "colour": read}
