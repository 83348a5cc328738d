"""What a release remembers of those before it: revisions for calendars, and cancelled sessions.

SEQUENCE rises when time, place, status or title differ, or whether there is a livestream, and
never falls, also for a session that comes back long after it was dropped; `changed_at` moves with
any difference; nothing moves when nothing differs. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from app.core import localtime
from app.programme.releases.comparing import Released, calendar_face, is_same_entry
from app.programme.snapshot import FormerSession, Snapshot, SnapshotRoom, SnapshotSession, SnapshotTrack

CANCELLED_STAY = timedelta(days=30)

Named = TypeVar("Named", SnapshotRoom, SnapshotTrack)


def follow(previous: Snapshot | None, fresh: Snapshot) -> Snapshot:
    """`fresh` (a draft as it is) as the release that comes after `previous`."""
    if previous is None:
        return fresh
    whole = _with_cancelled(previous, fresh)
    before = {session.id: session for session in previous.sessions}
    return replace(
        whole,
        sessions=[
            _stamp(Released(before[session.id], previous), Released(session, whole))
            if session.id in before
            else _return(session, previous.former)
            for session in whole.sessions
        ],
        former=_former(previous, whole),
    )


def _return(session: SnapshotSession, former: Mapping[str, FormerSession]) -> SnapshotSession:
    """A session the release before does not have: a new one, or one that was dropped long ago."""
    known = former.get(session.uid)
    if known is None:
        return session
    return replace(session, sequence=known.sequence + 1, first_published_at=known.first_published_at)


def _former(previous: Snapshot, whole: Snapshot) -> dict[str, FormerSession]:
    """Everything that was ever released and is not shown any more."""
    left = {one.uid: FormerSession(one.sequence, one.first_published_at) for one in previous.sessions}
    shown = {one.uid for one in whole.sessions}
    return {uid: kept for uid, kept in {**previous.former, **left}.items() if uid not in shown}


def _stamp(old: Released, new: Released) -> SnapshotSession:
    """The session with the revision, dates and memory that follow from the release before."""
    was, now = old.session, new.session
    if is_same_entry(old, new):
        changed_at, sequence = was.changed_at, was.sequence
    else:
        changed_at = new.release.released_at
        sequence = was.sequence + (calendar_face(old) != calendar_face(new))
    return replace(
        now,
        sequence=sequence,
        first_published_at=was.first_published_at,
        changed_at=changed_at,
        moved_from_local=_moved_from(was, now),
    )


def _moved_from(was: SnapshotSession, now: SnapshotSession) -> datetime | None:
    """The start readers may still have in mind, on the clock of the zone it has now."""
    remembered = was.moved_from_local
    if was.starts_at != now.starts_at:
        return localtime.to_local(was.starts_at, now.timezone).replace(tzinfo=None)
    if remembered is not None and was.timezone != now.timezone:
        instant = localtime.to_utc(remembered, was.timezone)
        return localtime.to_local(instant, now.timezone).replace(tzinfo=None)
    return remembered


def _with_cancelled(previous: Snapshot, fresh: Snapshot) -> Snapshot:
    """Sessions that are gone stay as cancelled, with the rooms, tracks and people they speak of."""
    gone = _gone(previous, fresh)
    if not gone:
        return fresh
    rooms = {public_id for session in gone for public_id in session.rooms}
    tracks = {session.track for session in gone}
    people = {one.person for session in gone for one in session.appearances if one.person}
    return replace(
        fresh,
        rooms=fresh.rooms + _missing(previous.rooms, rooms, fresh.rooms),
        tracks=fresh.tracks + _missing(previous.tracks, tracks, fresh.tracks),
        people={**{key: previous.people[key] for key in people}, **fresh.people},
        sessions=_in_order([*fresh.sessions, *gone]),
    )


def _gone(previous: Snapshot, fresh: Snapshot) -> list[SnapshotSession]:
    """What was released and is not in the draft, until 30 days past its time; now cancelled."""
    there = {session.id for session in fresh.sessions}
    missing = [session for session in previous.sessions if session.id not in there]
    kept = [session for session in missing if session.ends_at + CANCELLED_STAY >= fresh.released_at]
    # A cancelled panel stays as long as one of its talks does.
    needed = {session.id for session in kept} | {session.parent for session in kept}
    tops = {session.id for session in fresh.sessions if not session.parent}
    tops |= {session.id for session in missing if session.id in needed}
    return [
        replace(
            session,
            cancelled_at=session.cancelled_at or fresh.released_at,
            parent=session.parent if session.parent in tops else "",
        )
        for session in missing
        if session.id in needed
    ]


def _missing(old: Iterable[Named], wanted: set[str], there: Iterable[Named]) -> list[Named]:
    known = {one.id for one in there}
    return [one for one in old if one.id in wanted - known]


def _in_order(sessions: list[SnapshotSession]) -> list[SnapshotSession]:
    """By start, children after their parent; what starts together keeps the order it came in."""
    tops = sorted((one for one in sessions if not one.parent), key=_start)
    inside: dict[str, list[SnapshotSession]] = {}
    for session in sorted((one for one in sessions if one.parent), key=_start):
        inside.setdefault(session.parent, []).append(session)
    return [one for top in tops for one in (top, *inside.get(top.id, ()))]


def _start(session: SnapshotSession) -> datetime:
    return session.starts_at
