"""What organisers do with the sessions of the draft: add, edit, order, remove."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock, localtime
from app.core.actors import Actor
from app.core.db import lock
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.events.rules import EARLIEST, LATEST
from app.programme import queries
from app.programme.errors import (
    EndBeforeStart,
    EndWithoutStart,
    HasChildren,
    NoSuchSession,
    OwnParent,
    TitleMissing,
    TooDeep,
)
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.services import drafting
from app.programme.services.drafting import editing


def _no_text() -> Translated:
    return Translated({})


class Times(Protocol):
    """Whatever says when a session starts and ends."""

    @property
    def starts(self) -> datetime | None: ...
    @property
    def ends(self) -> datetime | None: ...
    @property
    def starts_fold(self) -> int | None: ...
    @property
    def ends_fold(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """One session as its form knows it; other things are named by their public ids.

    Times are wall clock. A fold says which of two is meant where the clock shows a time twice;
    None means: not asked yet.
    """

    title: Translated
    kind: SessionKind = SessionKind.OTHER
    parent: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    starts_fold: int | None = None
    ends_fold: int | None = None
    rooms: Sequence[str] = ()
    in_all_rooms: bool = False
    track: str = ""
    abstract: Translated = field(default_factory=_no_text)
    key_question: Translated = field(default_factory=_no_text)
    objective: Translated = field(default_factory=_no_text)
    focus_points: Translated = field(default_factory=_no_text)
    note: Translated = field(default_factory=_no_text)
    languages: Sequence[str] = ()
    interpretation: Sequence[str] = ()
    has_captions: bool = False
    has_sign_language: bool = False
    seats: int | None = None
    livestream_url: str = ""
    recording_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanges(NewSession):
    """All fields as they shall be; `revision` is the one the organiser has seen."""

    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanges:
    """What the table shows of a session; everything else stays as it is."""

    title: Translated
    kind: SessionKind
    starts: datetime | None
    ends: datetime | None
    starts_fold: int | None = None
    ends_fold: int | None = None
    rooms: Sequence[str]
    in_all_rooms: bool
    track: str
    revision: int


def create(event: Event, new: NewSession, *, actor: Actor) -> ProgrammeItem:
    """Add a session to the draft, after those that start with it.

    Raises TitleMissing, EndBeforeStart, EndWithoutStart, InGap, Ambiguous, DayOutOfRange,
    NoSuchRoom, NoSuchTrack, NoSuchSession (its parent), TooDeep, BadCount or BadAddress.
    """
    with editing(event, actor) as session:
        values = {**_line(event, new), **_details(new)}
        parent = _parent(event, new.parent)
        item = ProgrammeItem(event=event, parent=parent, position=_last_position(session, event), **values)
        session.add(item)
        session.flush()
        audit.record(actor, "session.created", item)
    return item


def edit(item: ProgrammeItem, changes: SessionChanges, *, actor: Actor) -> None:
    """Change a session. Raises StaleEdit, HasChildren, OwnParent and what `create` raises."""
    with editing(item.event, actor) as session:
        lock_unchanged(item, changes.revision)
        values = {**_line(item.event, changes), **_details(changes)}
        values["parent"] = _parent(item.event, changes.parent, item)
        save(session, item, values, actor)


def edit_line(item: ProgrammeItem, changes: LineChanges, *, actor: Actor) -> None:
    """Change what the table shows. Raises StaleEdit and the refusals of `create` about these fields."""
    with editing(item.event, actor) as session:
        lock_unchanged(item, changes.revision)
        save(session, item, _line(item.event, changes), actor)


def remove(item: ProgrammeItem, *, actor: Actor) -> None:
    """Take a session out of the draft, with those that are part of it.

    If it has been released, the next release shows it as cancelled, and it can be put back.
    """
    with editing(item.event, actor) as session:
        lock(item)
        for gone in [*queries.children(item), item]:
            audit.record(actor, "session.removed", gone)
            session.delete(gone)
            session.flush()


def lock_unchanged(item: ProgrammeItem, revision: int) -> None:
    lock(item)
    if item.revision != revision:
        raise StaleEdit


def save(session: Session, item: ProgrammeItem, values: dict[str, Any], actor: Actor) -> None:
    changed = drafting.take_over(item, values)
    if not changed:
        return
    item.revision += 1
    item.updated_at = clock.now()
    session.flush()
    audit.record(actor, "session.edited", item, changes={"fields": changed})


def _line(event: Event, new: NewSession | LineChanges) -> dict[str, Any]:
    """The checked values of what table and form share."""
    if not new.title.get(event.main_language):
        raise TitleMissing
    return {
        "title": new.title,
        "kind": new.kind,
        **times(event, new),
        "rooms": [] if new.in_all_rooms else queries.rooms_by_public_id(event, new.rooms),
        "in_all_rooms": new.in_all_rooms,
        "track": queries.track(event, new.track) if new.track else None,
    }


def _details(new: NewSession) -> dict[str, Any]:
    """The checked values of what only the form has."""
    drafting.check_count(new.seats, "seats")
    drafting.check_address(new.livestream_url, "livestream_url")
    drafting.check_address(new.recording_url, "recording_url")
    return {
        "abstract": new.abstract,
        "key_question": new.key_question,
        "objective": new.objective,
        "focus_points": new.focus_points,
        "note": new.note,
        "languages": list(new.languages),
        "interpretation": list(new.interpretation),
        "has_captions": new.has_captions,
        "has_sign_language": new.has_sign_language,
        "seats": new.seats,
        "livestream_url": new.livestream_url,
        "recording_url": new.recording_url,
    }


def times(event: Event, new: Times) -> dict[str, Any]:
    """Start and end as they are kept, once it is sure which instants they mean."""
    zone = event.timezone
    starts_fold = ends_fold = 0
    _refuse_far_away(starts=new.starts, ends=new.ends)
    if new.starts is not None:
        starts_fold = drafting.settle_fold("starts", new.starts, zone, new.starts_fold)
    if new.ends is not None:
        if new.starts is None:
            raise EndWithoutStart
        ends_fold = drafting.settle_fold("ends", new.ends, zone, new.ends_fold)
        if localtime.to_utc(new.ends, zone, ends_fold) < localtime.to_utc(new.starts, zone, starts_fold):
            raise EndBeforeStart
    return {
        "starts_local": new.starts,
        "ends_local": new.ends,
        "starts_fold": starts_fold,
        "ends_fold": ends_fold,
    }


def _refuse_far_away(**times: datetime | None) -> None:
    for name, time in times.items():
        if time is not None and not EARLIEST <= time.date() <= LATEST:
            raise DayOutOfRange(field=name)


def _parent(event: Event, public_id: str, item: ProgrammeItem | None = None) -> ProgrammeItem | None:
    """The session `item` shall be part of; two levels at most."""
    if not public_id:
        return None
    try:
        parent = queries.session(event, public_id)
    except NoSuchSession as refusal:
        refusal.field = "parent"
        raise
    if parent is item:
        raise OwnParent
    if parent.parent_id is not None:
        raise TooDeep
    if item is not None and queries.children(item):
        raise HasChildren
    return parent


def _last_position(session: Session, event: Event) -> int:
    last = session.scalar(select(func.max(ProgrammeItem.position)).where(ProgrammeItem.event_id == event.id))
    return (last or 0) + 1
