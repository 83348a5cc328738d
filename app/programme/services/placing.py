"""Giving a session of the draft its place: when it takes place, and where; or taking its time away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.core import localtime
from app.core.actors import Actor
from app.core.db import lock
from app.programme import queries, rules
from app.programme.arranging import plans
from app.programme.models import ProgrammeItem
from app.programme.rules import Moment
from app.programme.services import drafting, sessions
from app.programme.services.drafting import editing


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Wall-clock times and rooms; without a start the session waits to be scheduled.

    A fold says which of two is meant where the clock shows a time twice; None means: not asked yet.
    `revision` is the one the organiser has seen.
    """

    starts: datetime | None
    ends: datetime | None = None
    starts_fold: int | None = None
    ends_fold: int | None = None
    rooms: Sequence[str] = ()
    in_all_rooms: bool = False
    with_children: bool = True
    revision: int


def place(item: ProgrammeItem, placement: Placement, *, actor: Actor) -> list[ProgrammeItem]:
    """Put a session where it shall be. Returns the sessions inside it that have gone along.

    Those with times of their own keep their distance from its start; where it loses its time, so do
    they, or it would still be where they are. Their rooms stay.
    Raises StaleEdit, EndBeforeStart, EndWithoutStart, InGap, Ambiguous, DayOutOfRange or NoSuchRoom.
    """
    with editing(item.event, actor) as session:
        sessions.lock_unchanged(item, placement.revision)
        before = _start(item)
        values = {
            **sessions.times(item.event, _with_its_end(item, placement)),
            "rooms": []
            if placement.in_all_rooms
            else queries.rooms_by_public_id(item.event, placement.rooms),
            "in_all_rooms": placement.in_all_rooms,
        }
        followers = _followers(item) if placement.with_children and before != placement.starts else []
        sessions.save(session, item, values, actor)
        for child in followers:
            lock(child)
            sessions.save(session, child, _following(child, before, item), actor)
    return followers


def has_followers(item: ProgrammeItem) -> bool:
    """Whether sessions inside it would have to move with it."""
    return bool(_followers(item))


def _followers(item: ProgrammeItem) -> list[ProgrammeItem]:
    return [child for child in queries.children(item) if child.starts_local is not None]


def _start(item: ProgrammeItem) -> datetime | None:
    """When it starts by now, said or worked out from what is inside it."""
    if item.starts_local is not None or not _followers(item):
        return item.starts_local
    span = queries.draft(item.event).timetable.span(item)
    return span.starts.local if span else None


def _with_its_end(item: ProgrammeItem, placement: Placement) -> Placement:
    """What had only the time of what is inside, and takes that along, is over with it as before."""
    if item.starts_local is not None or placement.starts is None or placement.ends is not None:
        return placement
    draft = queries.draft(item.event)
    span, ends = draft.timetable.span(item), plans.last_of(draft, item)
    if ends is None or span is None or not placement.with_children:
        return placement
    zone = item.event.timezone
    starts = localtime.to_utc(placement.starts, zone, placement.starts_fold or 0)
    moved = plans.instant(starts + (ends.at - span.starts.at), item.event)
    return replace(placement, ends=moved.local, ends_fold=moved.fold)


def _following(child: ProgrammeItem, before: datetime | None, parent: ProgrammeItem) -> dict[str, Any]:
    """The times of a session inside `parent`, which started at `before`."""
    if parent.starts_local is None or before is None:
        return {"starts_local": None, "ends_local": None, "starts_fold": 0, "ends_fold": 0}
    by, zone = parent.starts_local - before, parent.event.timezone
    opening = rules.moment(parent.starts_local, parent.starts_fold, zone)
    starts, starts_fold = _moved(child.starts_local, by, opening, zone)
    ends, ends_fold = _moved(child.ends_local, by, opening, zone)
    return {
        "starts_local": starts,
        "ends_local": ends,
        "starts_fold": starts_fold,
        "ends_fold": ends_fold,
    }


def _moved(time: datetime | None, by: timedelta, opening: Moment, zone: str) -> tuple[datetime | None, int]:
    """A time inside a session that now opens there; of two it is the first that is not before."""
    if time is None:
        return None, 0
    moved = time + by
    is_too_early = moved >= opening.local and localtime.to_utc(moved, zone) < opening.at
    return moved, drafting.settle_fold("starts", moved, zone, int(is_too_early))
