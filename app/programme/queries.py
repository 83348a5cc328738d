"""Reading programmes: the draft whole or in parts, releases as snapshots, people an event may know."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import User
from app.core import clock
from app.core.actors import Actor
from app.core.db import db
from app.events.models import Catalogue, Event, FeaturedPerson
from app.files.models import StoredFile
from app.people import queries as people
from app.people.models import Person
from app.programme.checks import reading
from app.programme.checks.finding import Finding
from app.programme.checks.reading import Waived
from app.programme.errors import NoSuchAppearance, NoSuchRelease, NoSuchRoom, NoSuchSession, NoSuchTrack
from app.programme.models import (
    Appearance,
    ProgrammeItem,
    Release,
    ReleaseState,
    Room,
    Track,
    item_rooms,
    release_files,
)
from app.programme.releases import comparing, sequencing, snapshotting
from app.programme.releases.comparing import Comparison
from app.programme.releases.snapshotting import Stamp
from app.programme.rules import Draft, Timetable
from app.programme.snapshot import Snapshot, SnapshotSession, load

_AS_STORED = {"populate_existing": True}
SNAPSHOTS_KEPT = 16  # in each process; one of 300 sessions takes about 2 MB


@dataclass(frozen=True, slots=True)
class Preview:
    """What a release of the draft would be."""

    draft: Draft
    current: Snapshot | None
    snapshot: Snapshot
    comparison: Comparison
    findings: list[Finding]  # without those that are waived
    waived: list[Waived]

    @property
    def removed(self) -> list[SnapshotSession]:
        """The sessions the public reads of that have left the draft: they can be put back."""
        there = {item.public_id for item in self.draft.timetable}
        return [one for one in self.current.sessions if one.id not in there] if self.current else []

    @property
    def mark(self) -> str:
        """Tells later whether the draft is still the same; worked out when asked for, it takes a while."""
        return snapshotting.mark(self.draft)


def draft(event: Event) -> Draft:
    """The whole draft with rooms, tracks and people, in a fixed number of queries.

    As it is stored now, whatever this request has loaded before: a release must not freeze what
    somebody else has corrected since.
    """
    items = db.session.scalars(
        select(ProgrammeItem)
        .options(
            selectinload(ProgrammeItem.rooms),
            joinedload(ProgrammeItem.track),
            selectinload(ProgrammeItem.appearances).joinedload(Appearance.person).joinedload(Person.photo),
        )
        .where(ProgrammeItem.event_id == event.id)
        .order_by(ProgrammeItem.id),
        execution_options=_AS_STORED,
    ).all()
    return Draft(
        event=event,
        rooms=db.session.scalars(_rooms(event), execution_options=_AS_STORED).all(),
        tracks=db.session.scalars(_tracks(event), execution_options=_AS_STORED).all(),
        timetable=Timetable(items, event),
    )


def preview(event: Event) -> Preview:
    """The draft beside the current release: what would change for readers, and what is wrong."""
    working, released = draft(event), current(event)
    fresh = _next_release(working, released)
    checked = reading.check(working)
    return Preview(
        draft=working,
        current=released,
        snapshot=fresh,
        comparison=comparing.compare(released, fresh),
        findings=checked.open,
        waived=checked.waived,
    )


def next_release(event: Event) -> Snapshot:
    """As Preview.snapshot, for those who only read what would be released."""
    return _next_release(draft(event), current(event))


def _next_release(working: Draft, released: Snapshot | None) -> Snapshot:
    stamp = Stamp(
        number=released.number + 1 if released else 1,
        state=ReleaseState(released.state) if released else ReleaseState.DRAFT,
        at=clock.now(),
        calendar_host=calendar_host(),
    )
    return sequencing.follow(released, snapshotting.snapshot(working, stamp))


def session(event: Event, public_id: str) -> ProgrammeItem:
    """One session of this event's draft with all that belongs to it. Raises NoSuchSession."""
    found = db.session.scalar(
        select(ProgrammeItem)
        .options(
            joinedload(ProgrammeItem.parent),
            joinedload(ProgrammeItem.track),
            selectinload(ProgrammeItem.rooms),
            selectinload(ProgrammeItem.appearances).joinedload(Appearance.person),
        )
        .where(ProgrammeItem.event_id == event.id, ProgrammeItem.public_id == public_id)
    )
    if found is None:
        raise NoSuchSession
    return found


def children(item: ProgrammeItem) -> list[ProgrammeItem]:
    """The sessions that are part of `item`."""
    query = select(ProgrammeItem).where(ProgrammeItem.parent_id == item.id).order_by(ProgrammeItem.id)
    return list(db.session.scalars(query))


def possible_parents(event: Event) -> list[ProgrammeItem]:
    """The sessions others may become part of: those that are part of none."""
    return list(
        db.session.scalars(
            select(ProgrammeItem)
            .where(ProgrammeItem.event_id == event.id, ProgrammeItem.parent_id.is_(None))
            .order_by(
                ProgrammeItem.starts_local.is_(None),
                ProgrammeItem.starts_local,
                ProgrammeItem.position,
                ProgrammeItem.id,
            )
        )
    )


def appearance(item: ProgrammeItem, public_id: str) -> Appearance:
    """One person or group in this session. Raises NoSuchAppearance."""
    found = next((one for one in item.appearances if one.public_id == public_id), None)
    if found is None:
        raise NoSuchAppearance
    return found


def appearances_in(item: ProgrammeItem) -> list[Appearance]:
    """The people and groups of a session as the database has them now, in order."""
    query = select(Appearance).where(Appearance.item_id == item.id)
    return list(db.session.scalars(query.order_by(Appearance.position, Appearance.id)))


def rooms(event: Event) -> list[Room]:
    """The event's rooms in the organiser's order."""
    return list(db.session.scalars(_rooms(event)))


def _rooms(event: Event) -> Select[Room]:
    return select(Room).where(Room.event_id == event.id).order_by(Room.position, Room.id)


def room(event: Event, public_id: str) -> Room:
    """One room of this event. Raises NoSuchRoom."""
    found = db.session.scalar(select(Room).where(Room.event_id == event.id, Room.public_id == public_id))
    if found is None:
        raise NoSuchRoom
    return found


def rooms_by_public_id(event: Event, public_ids: Collection[str]) -> list[Room]:
    """Those rooms of this event, in order. Raises NoSuchRoom when one is not among them."""
    found = [one for one in rooms(event) if one.public_id in public_ids]
    if len(found) != len(set(public_ids)):
        raise NoSuchRoom
    return found


def tracks(event: Event) -> list[Track]:
    """The event's tracks in the organiser's order."""
    return list(db.session.scalars(_tracks(event)))


def _tracks(event: Event) -> Select[Track]:
    return select(Track).where(Track.event_id == event.id).order_by(Track.position, Track.id)


def track(event: Event, public_id: str) -> Track:
    """One track of this event. Raises NoSuchTrack."""
    found = db.session.scalar(select(Track).where(Track.event_id == event.id, Track.public_id == public_id))
    if found is None:
        raise NoSuchTrack
    return found


def sessions_per_room(event: Event) -> dict[int, int]:
    """How many sessions of the draft name each room, by the room's number."""
    rows = db.session.execute(
        select(item_rooms.c.room_id, func.count())
        .join(Room, Room.id == item_rooms.c.room_id)
        .where(Room.event_id == event.id)
        .group_by(item_rooms.c.room_id)
    )
    return dict(rows.all())


def sessions_per_track(event: Event) -> dict[int, int]:
    """How many sessions of the draft are in each track, by the track's number."""
    rows = db.session.execute(
        select(ProgrammeItem.track_id, func.count())
        .where(ProgrammeItem.event_id == event.id, ProgrammeItem.track_id.is_not(None))
        .group_by(ProgrammeItem.track_id)
    )
    return {track_id: count for track_id, count in rows if track_id is not None}


def calendar_host() -> str:
    """The right half of every calendar UID, fixed when the database was made."""
    host = db.session.scalar(select(Catalogue.calendar_host))
    if host is None:
        raise RuntimeError("the catalogue has no row: run `flask db upgrade`")
    return host


def releases(event: Event) -> list[Release]:
    """All releases of this event, the newest first, without their snapshots."""
    query = select(Release).where(Release.event_id == event.id).order_by(Release.number.desc())
    return list(db.session.scalars(query))


def release_authors(made: Collection[Release]) -> dict[int, str]:
    """Who made each release, by the release's number in the database; nobody where it is not known."""
    authors = {release.released_by_id for release in made} - {None}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(authors)))
    names = dict(rows.all())
    return {one.id: names[one.released_by_id] for one in made if one.released_by_id in names}


def removed(event: Event) -> list[SnapshotSession]:
    """As Preview.removed, for those who need nothing else of the draft."""
    released = current(event)
    query = select(ProgrammeItem.public_id).where(ProgrammeItem.event_id == event.id)
    there = set(db.session.scalars(query))
    return [one for one in released.sessions if one.id not in there] if released else []


def release_row(event: Event, number: int) -> Release:
    """One release of this event with its change list, without its snapshot. Raises NoSuchRelease."""
    found = db.session.scalar(select(Release).where(Release.event_id == event.id, Release.number == number))
    if found is None:
        raise NoSuchRelease
    return found


def release(event_id: int, number: int) -> Snapshot:
    """What release `number` says; read once per process, then one small query. Raises NoSuchRelease.

    The snapshot is shared between threads: read it, never change it.
    """
    row = db.session.execute(
        select(Release.id, Release.released_at, Event.public_id, Event.slug)
        .join(Event, Event.id == Release.event_id)
        .where(Release.event_id == event_id, Release.number == number)
    ).first()
    if row is None:
        raise NoSuchRelease
    return _load(*row)


def current(event: Event) -> Snapshot | None:
    """The release the public reads; None before the first."""
    return None if event.current_release is None else release(event.id, event.current_release)


@lru_cache(maxsize=SNAPSHOTS_KEPT)
def _load(release_id: int, _released_at: datetime, _event_public_id: str, slug: str) -> Snapshot:
    """Releases never change; two further arguments tell databases apart that number alike.

    But an event that is still a draft may get another address, and then its pages are there alone.
    """
    text = db.session.scalar(select(Release.snapshot).where(Release.id == release_id))
    if text is None:
        raise NoSuchRelease
    return replace(load(text), slug=slug)


def forget_releases() -> None:
    """Read releases anew from now on: for measurements of a first reading."""
    _load.cache_clear()


def events_showing(file: StoredFile) -> list[Event]:
    """The events of which a release, also an old one, shows this file."""
    released = (
        select(Release.event_id)
        .join(release_files, release_files.c.release_id == Release.id)
        .where(release_files.c.file_id == file.id)
    )
    return list(db.session.scalars(select(Event).where(Event.id.in_(released)).order_by(Event.id)))


def takes_part_in(event: Event) -> ColumnElement[bool]:
    """The condition that a person belongs to this event: appears, is featured, or was entered for it."""
    appears = (
        select(Appearance.id)
        .join(ProgrammeItem, ProgrammeItem.id == Appearance.item_id)
        .where(ProgrammeItem.event_id == event.id, Appearance.person_id == Person.id)
        .exists()
    )
    featured = (
        select(FeaturedPerson.id)
        .where(FeaturedPerson.event_id == event.id, FeaturedPerson.person_id == Person.id)
        .exists()
    )
    return or_(Person.home_event_id == event.id, appears, featured)


def may_be_found_for(event: Event) -> ColumnElement[bool]:
    """The condition that the event's team may know of a person: one of theirs, or public already.

    Whoever another team has only in its draft stays unknown (trust rule T18).
    """
    return or_(takes_part_in(event), Person.published_at.is_not(None))


def namesakes(event: Event, name: str) -> list[Person]:
    """Whom a name may mean: first the event's own people, however many are public elsewhere."""
    ours = people.namesakes(name, takes_part_in(event))
    return [*ours, *(one for one in people.namesakes(name, may_be_found_for(event)) if one not in ours)]


def may_be_found_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that whoever has no event yet may know of a person: of their teams, or public already."""
    return or_(people.entered_by_teams_of(actor), Person.published_at.is_not(None))


def events_with(person: Person) -> set[int]:
    """The numbers of the events that have the person in their draft or on their page."""
    in_drafts = (
        select(ProgrammeItem.event_id)
        .join(Appearance, Appearance.item_id == ProgrammeItem.id)
        .where(Appearance.person_id == person.id)
    )
    on_pages = select(FeaturedPerson.event_id).where(FeaturedPerson.person_id == person.id)
    return set(db.session.scalars(in_drafts.union(on_pages)))


def events_naming(people: Collection[str]) -> set[int]:
    """The numbers of the events whose current release names one of these persons, by public id."""
    named = or_(*(Release.snapshot.contains(f'"{person}"', autoescape=True) for person in people))
    query = select(Event.id).join(Release, Release.event_id == Event.id)
    return set(db.session.scalars(query.where(Release.number == Event.current_release, named)))


def latest_appearance(event: Event, person: Person) -> Appearance | None:
    """What this event's draft last said a person is."""
    query = select(Appearance).join(Appearance.item)
    mine = query.where(ProgrammeItem.event_id == event.id, Appearance.person_id == person.id)
    return db.session.scalar(mine.order_by(Appearance.id.desc()).limit(1))


def appearances_of(event: Event, people: Collection[int]) -> dict[int, list[Appearance]]:
    """Where those persons appear in this event's draft, by person, with the sessions loaded."""
    found: dict[int, list[Appearance]] = {}
    rows = db.session.scalars(
        select(Appearance)
        .join(Appearance.item)
        .options(joinedload(Appearance.item))
        .where(ProgrammeItem.event_id == event.id, Appearance.person_id.in_(people))
        .order_by(ProgrammeItem.starts_local, ProgrammeItem.id, Appearance.position)
    )
    for one in rows:
        if one.person_id is not None:
            found.setdefault(one.person_id, []).append(one)
    return found
