"""What is different between two releases, session by session. Pure.

The rows that `Change.as_row` makes are kept with the release and read by its public pages and
feeds. `before` and `after` depend on the kind of change:

    event                               {"lifecycle", "note"}; the row has no session
    general                             nothing; `fields` names what is different; it has no session either
    added, moved, cancelled, restored   {"starts_local", "ends_local", "starts_fold", "ends_fold", "timezone",
                                         "has_own_start", "has_own_end"}
    room                                {"rooms": [texts by language, …], "in_all_rooms": bool}
    renamed                             the title by language
    people                              [{"person", "name", "label", "role", "job", "organisation", …}, …]
    changed                             nothing; `fields` names what is different
"""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from app.events.models import Lifecycle
from app.programme.models import ReleaseState
from app.programme.snapshot import Snapshot, SnapshotAppearance, SnapshotSession, Texts


class ChangeKind(enum.StrEnum):
    EVENT = "event"
    ADDED = "added"
    MOVED = "moved"
    ROOM = "room"
    RENAMED = "renamed"
    PEOPLE = "people"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    CHANGED = "changed"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of one session, or of the event. `session` is a public id, `title` the newest one."""

    change: ChangeKind
    session: str
    title: Texts
    before: Any = None
    after: Any = None
    fields: list[str] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        return {
            "change": self.change.value,
            "session": self.session,
            "title": self.title,
            "before": self.before,
            "after": self.after,
            "fields": self.fields,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences: those of sessions and of the event's state, and the names of what else differs."""

    title: Texts  # the event's
    sessions: list[Change] = field(default_factory=list)
    general: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sessions or self.general)

    def as_rows(self) -> list[dict[str, Any]]:
        """Everything, as it is kept with a release."""
        general = [Change(ChangeKind.GENERAL, "", self.title, fields=self.general)] if self.general else []
        return [change.as_row() for change in self.sessions + general]


class Released(NamedTuple):
    """A session together with the release that explains its rooms and people."""

    session: SnapshotSession
    release: Snapshot


_DETAILS = (
    "kind", "parent", "abstract", "key_question", "objective", "focus_points", "note", "languages",
    "interpretation", "has_captions", "has_sign_language", "seats", "recording_url",
)  # fmt: skip
_LOCATION = ("venue_name", "city", "country", "latitude", "longitude")  # of what calendars show
_GENERAL: dict[str, Callable[[Snapshot], Any]] = {
    "title": lambda release: release.title,
    "place": lambda release: (release.place, release.attendance),
    "contact": lambda release: (release.contact_name, release.contact_email),
    "livestream": lambda release: release.streams_are_public,
    "languages": lambda release: (release.main_language, release.content_languages),
    "accent": lambda release: release.accent,
    "rooms": lambda release: [replace(room, livestream_url="") for room in release.rooms],
    "tracks": lambda release: release.tracks,
}


def compare(old: Snapshot | None, new: Snapshot) -> Comparison:
    """The change list from `old` to `new`; everything is added when there was nothing before."""
    before = {session.id: session for session in old.sessions} if old else {}
    changes: list[Change] = list(_of_event(old, new)) if old else []
    for session in new.sessions:
        was = before.pop(session.id, None)
        if was is not None and old is not None:
            changes += differences(Released(was, old), Released(session, new))
        elif not session.is_cancelled:
            changes.append(Change(ChangeKind.ADDED, session.id, session.title, after=_time(session)))
    gone = [session for session in before.values() if not session.is_cancelled]
    changes += [Change(ChangeKind.CANCELLED, one.id, one.title, before=_time(one)) for one in gone]
    return Comparison(new.title, changes, list(_general(old, new)) if old else [])


def _of_event(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Postponed, cancelled, or on after all: told once, and not again for each session."""
    if old.lifecycle != new.lifecycle:
        yield Change(ChangeKind.EVENT, "", new.title, _standing(old), _standing(new))


def _standing(release: Snapshot) -> dict[str, Any]:
    return {"lifecycle": release.lifecycle, "note": release.status_note}


def differences(old: Released, new: Released) -> Iterator[Change]:
    """What happened to one session between two releases."""
    was, now = old.session, new.session
    if now.is_cancelled:
        if not was.is_cancelled:
            yield Change(ChangeKind.CANCELLED, now.id, now.title, before=_time(was))
        return
    if was.is_cancelled:
        yield Change(ChangeKind.RESTORED, now.id, now.title, after=_time(now))
    has_moved = _when(was) != _when(now)
    if has_moved:
        yield Change(ChangeKind.MOVED, now.id, now.title, _time(was), _time(now))
    for kind, read in _READERS.items():
        before, after = read(old), read(new)
        if before != after:
            yield Change(kind, now.id, now.title, before, after)
    fields = [] if has_moved or _is_announced(was) == _is_announced(now) else ["times"]
    fields += [name for name in _DETAILS if getattr(was, name) != getattr(now, name)]
    fields += [name for name, read in _MORE_DETAILS.items() if read(old) != read(new)]
    if fields:
        yield Change(ChangeKind.CHANGED, now.id, now.title, fields=fields)


def _general(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """What differs besides the sessions themselves, by name."""
    yield from (name for name, read in _GENERAL.items() if read(old) != read(new))
    if _streams(old).items() - _streams(new).items():
        yield "streams"
    if any(old.people[known] != new.people[known] for known in old.people.keys() & new.people.keys()):
        yield "people"
    if _neighbours(old, new) != _neighbours(new, old):
        yield "order"
    if _has_other_rules(old, new):
        yield "clock"


def _streams(release: Snapshot) -> dict[str, str]:
    """Addresses are replaced without the public hearing of it; whether there is a stream is told."""
    return {one.id: stream for one in release.sessions if (stream := release.stream(one))}


def _has_other_rules(old: Snapshot, new: Snapshot) -> bool:
    """Whether a time on the same wall clock has become another instant."""
    before = {one.id: one for one in old.sessions}
    pairs = ((before[one.id], one) for one in new.sessions if one.id in before)
    return any(_told(was) != _told(now) and _when(was) == _when(now) for was, now in pairs)


def _told(session: SnapshotSession) -> tuple[datetime | None, datetime | None]:
    return session.told_start, session.told_end


def _neighbours(release: Snapshot, other: Snapshot) -> dict[tuple[Any, ...], list[str]]:
    """Who comes first among sessions with one parent and one start, of those `other` has there too."""
    steady = {_place_in_time(session) for session in other.sessions}
    groups: dict[tuple[Any, ...], list[str]] = {}
    for session in release.sessions:
        if _place_in_time(session) in steady:
            groups.setdefault((session.starts_at, session.parent), []).append(session.id)
    return groups


def _place_in_time(session: SnapshotSession) -> tuple[Any, ...]:
    return session.id, session.starts_at, session.parent


class Status(enum.StrEnum):
    """What becomes of a session, as far as a release knows."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def calendar_face(of: Released) -> tuple[Any, ...]:
    """What raises SEQUENCE when it is different (calendar.md section 4).

    Of a stream only that there is one: entries lead to our own page, whatever its address is.
    """
    session, release = of
    return (
        session.starts_local, session.starts_fold, session.ends_local, session.ends_fold, session.timezone,
        _told(session),
        _rooms(Released(release.whereabouts(session), release)),
        [release.place.get(name) for name in _LOCATION],
        status(of), session.title, release.streams_are_public and bool(release.stream(session)),
    )  # fmt: skip


def _wording(of: Released) -> tuple[Any, ...]:
    """What else an entry says that is not the session's own."""
    session, release = of
    around = release.session(session.parent) if session.parent and not session.is_cancelled else None
    return (
        release.title, release.main_language, release.contact_name, release.contact_email,
        _track(of), _people(of),
        around.title if around and not session.has_own_start else None,
        None if session.is_cancelled else release.status_note,
    )  # fmt: skip


def status(of: Released) -> Status:
    """Cancelled or postponed, also with the event; confirmed once the programme is final."""
    session, release = of
    if session.is_cancelled or release.lifecycle == Lifecycle.CANCELLED:
        return Status.CANCELLED
    if release.lifecycle == Lifecycle.POSTPONED:
        return Status.POSTPONED
    return Status.CONFIRMED if release.state == ReleaseState.FINAL else Status.TENTATIVE


def is_same_entry(old: Released, new: Released) -> bool:
    """Whether a calendar would be told the very same thing again."""
    return (
        calendar_face(old) == calendar_face(new)
        and _wording(old) == _wording(new)
        and next(differences(old, new), None) is None
    )


def _when(session: SnapshotSession) -> dict[str, Any]:
    return {
        "starts_local": session.starts_local.isoformat(),
        "ends_local": session.ends_local.isoformat(),
        "starts_fold": session.starts_fold,
        "ends_fold": session.ends_fold,
        "timezone": session.timezone,
    }


def _is_announced(session: SnapshotSession) -> dict[str, bool]:
    return {"has_own_start": session.has_own_start, "has_own_end": session.has_own_end}


def _time(session: SnapshotSession) -> dict[str, Any]:
    return {**_when(session), **_is_announced(session)}


def _rooms(of: Released) -> dict[str, Any]:
    session, release = of
    return {
        "rooms": [release.room(public_id).name for public_id in session.rooms],
        "in_all_rooms": session.in_all_rooms,
    }


def _title(of: Released) -> Texts:
    return of.session.title


def _people(of: Released) -> list[dict[str, Any]]:
    return [_appearing(appearance, of.release) for appearance in of.session.appearances]


def _appearing(appearance: SnapshotAppearance, release: Snapshot) -> dict[str, Any]:
    person = release.people.get(appearance.person)
    name = f"{person.honorific} {person.name}".strip() if person else ""
    return {
        "person": appearance.person,
        "name": name,
        "label": appearance.label,
        "role": appearance.role,
        "job": appearance.job,
        "organisation": appearance.organisation,
        "city": appearance.city,
        "country": appearance.country,
        "mode": appearance.mode,
        "state": appearance.state,
    }


def _track(of: Released) -> tuple[Texts, str] | None:
    found = ((track.name, track.colour) for track in of.release.tracks if track.id == of.session.track)
    return next(found, None)


_READERS: dict[ChangeKind, Callable[[Released], Any]] = {
    ChangeKind.ROOM: _rooms,
    ChangeKind.RENAMED: _title,
    ChangeKind.PEOPLE: _people,
}
_MORE_DETAILS: dict[str, Callable[[Released], Any]] = {
    "livestream_url": lambda of: bool(of.release.stream(of.session)),
    "track": lambda of: (_track(of) or [None])[0],
}
