"""Putting back a session that has left the draft, as the current release still knows it."""

from dataclasses import asdict
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
from app.programme.services import departed
from app.programme.services.drafting import editing
from app.programme.snapshot import SnapshotAppearance, SnapshotSession

_AS_IT_WAS = (
    "starts_fold", "ends_fold", "in_all_rooms", "abstract", "key_question", "objective", "focus_points",
    "note", "languages", "interpretation", "has_captions", "has_sign_language", "seats",
    "livestream_url", "recording_url",
)  # fmt: skip


def restore(event: Event, public_id: str, *, actor: Actor) -> ProgrammeItem:
    """Put the session back with its identity, so that calendars know it again.

    Rooms, tracks, people and the session around it come back as far as they are still there.
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
        since = departed.since(event, kept)
        item = ProgrammeItem(
            event=event, position=0, revision=ids.revision(), created_at=since, **_fields(event, kept)
        )
        item.appearances = _appearances(kept)
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


def _appearances(kept: SnapshotSession) -> list[Appearance]:
    wanted = {one.person for one in kept.appearances if one.person}
    known = people.hold_all(wanted)
    there = [one for one in kept.appearances if one.person in known or not one.person]
    return [_appearance(one, known.get(one.person), position) for position, one in enumerate(there, start=1)]


def _appearance(kept: SnapshotAppearance, person_id: int | None, position: int) -> Appearance:
    return Appearance(
        person_id=person_id,
        position=position,
        label=Translated(kept.label),
        role=AppearanceRole(kept.role),
        job=Translated(kept.job),
        organisation=Translated(kept.organisation),
        city=kept.city,
        country=kept.country,
        mode=AppearanceMode(kept.mode),
        state=AppearanceState(kept.state),
    )
