"""The draft of one event, made anew for its copy on other days."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core.db import transaction
from app.events.models import Event
from app.events.services.copying import columns
from app.programme.models import Appearance, AppearanceState, ProgrammeItem, Room, Track

T = TypeVar("T", Room, Track)

# Identities and counters are new, and so are streams and recordings: these belong to the other days.
_OWN = frozenset(
    {"id", "public_id", "calendar_uid", "event_id", "item_id", "parent_id", "track_id", "revision",
     "created_at", "updated_at", "livestream_url", "recording_url"}
)  # fmt: skip
_TIMES = frozenset({"starts_local", "ends_local", "starts_fold", "ends_fold"})


def copy_draft(source: Event, target: Event, *, days: int) -> None:
    """Give `target` the rooms, tracks and sessions of `source`, `days` later on the wall clock.

    Nobody has agreed to the new days yet: people are proposed anew, and who declined is left
    out. Releases stay with `source`.
    """
    with transaction() as session:
        rooms = {room.id: room for room in _of(session, Room, source)}
        tracks = {track.id: track for track in _of(session, Track, source)}
        new_rooms = {number: _new(room, target) for number, room in rooms.items()}
        new_tracks = {number: _new(track, target) for number, track in tracks.items()}
        items = session.scalars(
            select(ProgrammeItem)
            .options(selectinload(ProgrammeItem.rooms), selectinload(ProgrammeItem.appearances))
            .where(ProgrammeItem.event_id == source.id)
            .order_by(ProgrammeItem.id)
            .execution_options(populate_existing=True)  # as stored, whatever this request has loaded
        ).all()
        made = {item.id: _moved(item, target, timedelta(days=days)) for item in items}
        for item in items:
            new = made[item.id]
            new.parent = made.get(item.parent_id) if item.parent_id else None
            new.track = new_tracks.get(item.track_id) if item.track_id else None
            new.rooms = [new_rooms[room.id] for room in item.rooms]
        session.add_all([*new_rooms.values(), *new_tracks.values(), *made.values()])
        session.flush()


def _of(session: Session, kind: type[T], event: Event) -> list[T]:
    return list(session.scalars(select(kind).where(kind.event_id == event.id).order_by(kind.id)))


def _new(thing: T, target: Event) -> T:
    return type(thing)(event=target, **columns(thing, without=_OWN))


def _moved(item: ProgrammeItem, target: Event, step: timedelta) -> ProgrammeItem:
    new = anew(item, target, with_people=True)
    new.starts_local, new.ends_local = _later(item.starts_local, step), _later(item.ends_local, step)
    return new


def anew(item: ProgrammeItem, target: Event, *, with_people: bool) -> ProgrammeItem:
    """A session of `target` that says the same, still without times, rooms, track and parent.

    Nobody has agreed to it yet: people are proposed anew, and who declined is left out.
    """
    new = ProgrammeItem(event=target, **columns(item, without=_OWN | _TIMES))
    if with_people:
        new.appearances = [
            _proposed(one) for one in item.appearances if one.state is not AppearanceState.DECLINED
        ]
    return new


def _later(local: datetime | None, step: timedelta) -> datetime | None:
    return None if local is None else local + step


def _proposed(appearance: Appearance) -> Appearance:
    new = Appearance(**columns(appearance, without=_OWN))
    if new.person_id is not None:
        new.state = AppearanceState.PROPOSED
    return new
