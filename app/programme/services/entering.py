"""Sessions typed as single lines, as the outline does it: a new one after another, a title with a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core import lazy, ordering
from app.core.actors import Actor
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.arranging import plans
from app.programme.errors import DayNotKnown
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.rules import Draft, Span
from app.programme.services import placing, sessions
from app.programme.services.drafting import editing
from app.programme.services.placing import Placement
from app.programme.services.sessions import LineChanges, NewSession

if TYPE_CHECKING:
    from app.programme.paste.entry import Entry

entries = lazy.module("app.programme.paste.entry")  # its words and patterns weigh as much as a library


class Level(StrEnum):
    """Beside the session before, inside it, or beside what that one is inside."""

    SAME = ""
    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A line as it was typed: on a day, or after another session, named by its public id.

    `all_rooms` is what its writer calls all rooms together. Folds as in NewSession.
    """

    line: str
    day: date | None = None
    after: str = ""
    level: Level = Level.SAME
    all_rooms: str = ""
    starts_fold: int | None = None
    ends_fold: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retitling:
    """A title as it was typed, perhaps behind a time; `revision` is the one its writer has seen."""

    line: str
    revision: int
    all_rooms: str = ""
    starts_fold: int | None = None
    ends_fold: int | None = None


def enter(event: Event, new: NewEntry, *, actor: Actor) -> ProgrammeItem:
    """Add the session a line tells of. Behind another session it comes right after it, in the same rooms.

    Without a time it begins when the one before ends, if that has been said, else together with it;
    inside another one it may do without. Raises NoSuchSession, DayNotKnown and what `sessions.create` raises.
    """
    with editing(event, actor) as session:
        draft = queries.draft(event)
        before, parent = _surroundings(draft, new)
        entry = entries.read(new.line, _room_names(draft), all_rooms=new.all_rooms)
        item = sessions.create(event, _new_session(draft, entry, before, parent, new), actor=actor)
        if before is not None and (entry.starts is None or _begin_together(before, item)):
            _place_behind(draft, before, item)
            session.flush()
    return item


def _surroundings(draft: Draft, new: NewEntry) -> tuple[ProgrammeItem | None, ProgrammeItem | None]:
    """The session before the new one at its level, and the one around both."""
    if not new.after:
        return None, None
    before = queries.session(draft.event, new.after)
    parent = draft.timetable.parent(before)
    if new.level is Level.OUTSIDE and parent is not None:
        return parent, None
    if new.level is Level.INSIDE and parent is None:
        inside = draft.timetable.children(before)
        return (inside[-1] if inside else None), before
    return before, parent


def retitle(item: ProgrammeItem, wish: Retitling, *, actor: Actor) -> None:
    """Give a session the title of a line, its times and its rooms, as far as it names some.

    A line without a title leaves the one there is. A start alone moves the session and keeps its length;
    what is inside goes along. Raises StaleEdit, DayNotKnown and what `sessions.edit_line` raises.
    """
    event = item.event
    with editing(event, actor):
        draft = queries.draft(event)
        entry = entries.read(wish.line, _room_names(draft), all_rooms=wish.all_rooms)
        changes = LineChanges(
            title=_title(entry, event, item.title),
            kind=item.kind,
            starts=item.starts_local,
            ends=item.ends_local,
            starts_fold=item.starts_fold,
            ends_fold=item.ends_fold,
            rooms=[room.public_id for room in item.rooms],
            in_all_rooms=item.in_all_rooms,
            track=item.track.public_id if item.track else "",
            revision=wish.revision,
        )
        if entry.starts is not None:
            changes = _retimed(changes, draft, item, entry, wish)
        if entry.rooms is not None:
            changes = replace(changes, rooms=entry.rooms, in_all_rooms=entry.in_all_rooms)
        if changes.starts != item.starts_local:
            changes = _moved(item, changes, actor)
        sessions.edit_line(item, changes, actor=actor)


def _moved(item: ProgrammeItem, changes: LineChanges, actor: Actor) -> LineChanges:
    """The changes that are left once the session is where they put it."""
    there = Placement(
        starts=changes.starts,
        ends=changes.ends,
        starts_fold=changes.starts_fold,
        ends_fold=changes.ends_fold,
        rooms=changes.rooms,
        in_all_rooms=changes.in_all_rooms,
        revision=changes.revision,
    )
    placing.place(item, there, actor=actor)
    return replace(
        changes,
        starts=item.starts_local,
        ends=item.ends_local,
        starts_fold=item.starts_fold,
        ends_fold=item.ends_fold,
        revision=item.revision,
    )


def _room_names(draft: Draft) -> dict[str, str]:
    """The rooms' public ids by what they are called in any language."""
    return {name: room.public_id for room in draft.rooms for name in room.name.values()}


def _title(entry: "Entry", event: Event, known: Translated) -> Translated:
    return Translated({**known, event.main_language: entry.title or known.get(event.main_language, "")})


def _new_session(
    draft: Draft, entry: "Entry", before: ProgrammeItem | None, parent: ProgrammeItem | None, new: NewEntry
) -> NewSession:
    rooms: Sequence[str] = entry.rooms or ()
    if before is not None and entry.rooms is None and not before.in_all_rooms:
        rooms = [room.public_id for room in before.rooms]
    starts, ends, fold = _times(draft, entry, before or parent, new, is_first_inside=before is None)
    return NewSession(
        title=_title(entry, draft.event, Translated({})),
        kind=SessionKind(entry.kind or SessionKind.OTHER),
        parent=parent.public_id if parent else "",
        starts=starts,
        ends=ends,
        starts_fold=new.starts_fold if fold is None else fold,
        ends_fold=new.ends_fold,
        rooms=rooms,
        in_all_rooms=entry.in_all_rooms,
    )


def _times(
    draft: Draft, entry: "Entry", near: ProgrammeItem | None, new: NewEntry, *, is_first_inside: bool
) -> tuple[datetime | None, datetime | None, int | None]:
    """Start, end, and the start's fold where the session before has answered that."""
    span = draft.timetable.span(near) if near else None
    if entry.starts is not None:
        day = _day(draft, near, span, new.day)
        return entry.starts_on(day), entry.ends_on(day), None
    if near is None or near.starts_local is None or is_first_inside:
        return None, None, None
    moment = plans.ends_of(near, draft.event) or plans.starts_of(near, draft.event)
    return (moment.local, None, moment.fold) if moment else (None, None, None)


def _day(draft: Draft, item: ProgrammeItem | None, span: Span | None, said: date | None) -> date:
    """The day a typed time is on. Raises DayNotKnown."""
    if span is not None:
        return span.day
    if said is not None:
        return said
    parent = draft.timetable.parent(item) if item else None
    outer = draft.timetable.span(parent) if parent else None
    if outer is not None:
        return outer.day
    if draft.event.first_day == draft.event.last_day:
        return draft.event.first_day
    raise DayNotKnown


def _retimed(
    changes: LineChanges, draft: Draft, item: ProgrammeItem, entry: "Entry", wish: Retitling
) -> LineChanges:
    day = _day(draft, item, draft.timetable.span(item), None)
    starts, ends = entry.starts_on(day), entry.ends_on(day)
    if ends is None and item.starts_local and item.ends_local and starts:
        ends = starts + (item.ends_local - item.starts_local)
    return replace(changes, starts=starts, ends=ends, starts_fold=wish.starts_fold, ends_fold=wish.ends_fold)


def _begin_together(one: ProgrammeItem, other: ProgrammeItem) -> bool:
    return (one.starts_local, one.starts_fold) == (other.starts_local, other.starts_fold)


def _place_behind(draft: Draft, before: ProgrammeItem, item: ProgrammeItem) -> None:
    """Let `item` come right after `before`: next to it, or first of those that begin together."""
    begins = _beginning(draft, item)
    level = [
        one for one in draft.timetable if one.parent_id == item.parent_id and _beginning(draft, one) == begins
    ]
    level.insert(level.index(before) + 1 if before in level else 0, item)
    ordering.number(level)


def _beginning(draft: Draft, item: ProgrammeItem) -> datetime | None:
    """When it begins by its own time, by what is inside it, or with what it is inside; also a new one."""
    own, span = plans.starts_of(item, draft.event), draft.timetable.span(item)
    if own is None and span is None and item.parent is not None:
        span = draft.timetable.span(item.parent)
    return own.at if own else span.starts.at if span else None
