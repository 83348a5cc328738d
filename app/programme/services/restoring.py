"""Putting back a session that has left the draft, as the current release still knows it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.audit import services as audit
from app.core import ids
from app.core.actors import Actor
from app.core.types import Translated
from app.events.models import Event
from app.people import services as people
from app.programme import queries
from app.programme.errors import NoSuchSession, NotCancelled, StillThere
from app.programme.models import (
    Appearance,
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ProgrammeItem,
    SessionKind,
)
from app.programme.services import departed, twins
from app.programme.services.departed import Memory
from app.programme.services.drafting import editing
from app.programme.services.memento import Fields
from app.programme.snapshot import SnapshotAppearance, SnapshotSession

_AS_IT_WAS = (
    "starts_fold", "ends_fold", "in_all_rooms", "abstract", "key_question", "objective", "focus_points",
    "note", "languages", "interpretation", "has_captions", "has_sign_language", "seats",
    "livestream_url", "recording_url",
)  # fmt: skip


def restore(event: Event, public_id: str, *, actor: Actor) -> ProgrammeItem:
    """Put the session back with its identity, so that calendars know it again.

    Rooms, tracks, people and the session around it come back as far as they are still there; what people
    have answered stands, also what they answered after the release.
    Raises StillThere or NotCancelled.
    """
    with editing(event, actor) as session:
        released = queries.current(event)
        kept = released.session(public_id) if released else None
        if kept is None:
            raise NotCancelled
        if _find(event, public_id) is not None:
            raise StillThere
        # What it had got to is gone with it: whoever has the session open still must be out of date.
        memory = departed.memory(event, kept)
        since = datetime.fromisoformat(memory.fields["created_at"])
        item = ProgrammeItem(
            event=event, position=0, revision=ids.revision(), created_at=since, **_fields(event, kept)
        )
        item.appearances = _appearances(kept, memory)
        session.add(item)
        session.flush()
        audit.record(actor, "session.restored", item)
    return item


def _find(event: Event, public_id: str) -> ProgrammeItem | None:
    try:
        return queries.session(event, public_id)
    except NoSuchSession:
        return None


def _fields(event: Event, kept: SnapshotSession) -> dict[str, Any]:
    parent = _find(event, kept.parent) if kept.parent else None
    known = asdict(kept)
    return {
        **{name: known[name] for name in _AS_IT_WAS},
        "public_id": kept.id,
        "calendar_uid": kept.uid,
        "kind": SessionKind(kept.kind),
        "title": Translated(kept.title),
        "starts_local": None if kept.start_is_derived else kept.starts_local,
        "ends_local": None if kept.end_is_derived else kept.ends_local,
        "parent": parent if parent is not None and parent.parent_id is None else None,
        "rooms": [room for room in queries.rooms(event) if room.public_id in kept.rooms],
        "track": next((one for one in queries.tracks(event) if one.public_id == kept.track), None),
    }


def _appearances(kept: SnapshotSession, memory: Memory) -> list[Appearance]:
    left = dict(memory.appearances)
    wanted = {one.person for one in kept.appearances if one.person}
    known = people.hold_all({*wanted, *(was["person"] for was in left.values() if was["person"])})
    there = [one for one in kept.appearances if one.person in known or not one.person]
    found: dict[tuple[int | str, str], Appearance] = {}
    for position, one in enumerate(there, start=1):
        public_id = _as_remembered(one, left, known)
        was = left.pop(public_id, {})
        made = _appearance(one, public_id, was.get("state", one.state), known.get(one.person), position)
        first = found.setdefault((made.person_id or made.public_id, one.role), made)
        if first is not made:  # two who have become one person since are there once
            twins.fill(first, made)
    return [*found.values()]


def _as_remembered(one: SnapshotAppearance, left: Mapping[str, Fields], known: Mapping[str, int]) -> str:
    """What the draft called it last; releases made before they knew that tell it by person and role."""
    if one.id:
        return one.id
    alike = (
        public_id
        for public_id, was in left.items()
        if was["role"] == one.role
        and (known.get(was["person"]) == known[one.person] if one.person else was["label"] == one.label)
    )
    return next(alike, "")


def _appearance(
    kept: SnapshotAppearance, public_id: str, state: str, person_id: int | None, position: int
) -> Appearance:
    return Appearance(
        public_id=public_id or ids.session_code(),
        person_id=person_id,
        position=position,
        label=Translated(kept.label),
        role=AppearanceRole(kept.role),
        job=Translated(kept.job),
        organisation=Translated(kept.organisation),
        city=kept.city,
        country=kept.country,
        mode=AppearanceMode(kept.mode),
        state=AppearanceState(state),
    )
