"""What is different between two releases, session by session. Pure.

The rows that `Change.as_row` makes are kept with the release and read by its public pages and
feeds. `before` and `after` depend on the kind of change:

    added, moved, cancelled, restored   {"starts_local", "ends_local", "starts_fold", "ends_fold", "timezone"}
    room                                {"rooms": [texts by language, …], "in_all_rooms": bool}
    renamed                             the title by language
    people                              [{"person", "name", "label", "role", "job", "organisation", …}, …]
    changed                             nothing; `fields` names what is different
"""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.programme.models import ReleaseState
from app.programme.snapshot import Snapshot, SnapshotAppearance, SnapshotSession, Texts


class ChangeKind(enum.StrEnum):
    ADDED = "added"
    MOVED = "moved"
    ROOM = "room"
    RENAMED = "renamed"
    PEOPLE = "people"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of one session. `session` is its public id, `title` the newest there is."""

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

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Change":
        return cls(**{**row, "change": ChangeKind(row["change"])})


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences: those of sessions, and the names of what else is different."""

    sessions: list[Change] = field(default_factory=list)
    general: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sessions or self.general)


class Released(NamedTuple):
    """A session together with the release that explains its rooms and people."""

    session: SnapshotSession
    release: Snapshot


_DETAILS = (
    "kind", "parent", "abstract", "key_question", "objective", "focus_points", "note", "languages",
    "interpretation", "has_captions", "has_sign_language", "seats", "livestream_url", "recording_url",
)  # fmt: skip
_LOCATION = ("venue_name", "city", "country", "latitude", "longitude")  # of what calendars show
_GENERAL: dict[str, Callable[[Snapshot], Any]] = {
    "title": lambda release: release.title,
    "place": lambda release: (release.place, release.attendance),
    "contact": lambda release: (release.contact_name, release.contact_email),
    "address": lambda release: release.slug,
    "livestream": lambda release: release.streams_are_public,
    "languages": lambda release: (release.main_language, release.content_languages),
    "accent": lambda release: release.accent,
    "rooms": lambda release: release.rooms,
    "tracks": lambda release: release.tracks,
}


def compare(old: Snapshot | None, new: Snapshot) -> Comparison:
    """The change list from `old` to `new`; everything is added when there was nothing before."""
    before = {session.id: session for session in old.sessions} if old else {}
    changes: list[Change] = []
    for session in new.sessions:
        was = before.pop(session.id, None)
        if was is not None and old is not None:
            changes += differences(Released(was, old), Released(session, new))
        elif not session.is_cancelled:
            changes.append(Change(ChangeKind.ADDED, session.id, session.title, after=_time(session)))
    gone = [session for session in before.values() if not session.is_cancelled]
    changes += [Change(ChangeKind.CANCELLED, one.id, one.title, before=_time(one)) for one in gone]
    return Comparison(changes, list(_general(old, new)) if old else [])


def differences(old: Released, new: Released) -> Iterator[Change]:
    """What happened to one session between two releases."""
    was, now = old.session, new.session
    if now.is_cancelled:
        if not was.is_cancelled:
            yield Change(ChangeKind.CANCELLED, now.id, now.title, before=_time(was))
        return
    if was.is_cancelled:
        yield Change(ChangeKind.RESTORED, now.id, now.title, after=_time(now))
    for kind, read in _READERS.items():
        before, after = read(old), read(new)
        if before != after:
            yield Change(kind, now.id, now.title, before, after)
    fields = [name for name in _DETAILS if getattr(was, name) != getattr(now, name)]
    fields += [name for name, read in _MORE_DETAILS.items() if read(old) != read(new)]
    if fields:
        yield Change(ChangeKind.CHANGED, now.id, now.title, fields=fields)


def _general(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """What differs besides the sessions themselves, by name."""
    yield from (name for name, read in _GENERAL.items() if read(old) != read(new))
    if any(old.people[known] != new.people[known] for known in old.people.keys() & new.people.keys()):
        yield "people"
    if _neighbours(old, new) != _neighbours(new, old):
        yield "order"


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


def calendar_face(of: Released) -> tuple[Any, ...]:
    """What raises SEQUENCE when it is different (calendar.md section 4)."""
    session, release = of
    return (
        session.starts_local, session.starts_fold, session.ends_local, session.ends_fold, session.timezone,
        _rooms(of), [release.place.get(name) for name in _LOCATION],
        status(of), session.title, session.livestream_url if release.streams_are_public else "",
    )  # fmt: skip


def _wording(of: Released) -> tuple[Any, ...]:
    """What else an entry says that is not the session's own."""
    release = of.release
    return (
        release.title, release.slug, release.main_language, release.contact_name, release.contact_email,
        _track(of), _people(of),
    )  # fmt: skip


def status(of: Released) -> str:
    """As calendars call it: cancelled, confirmed once the programme is final, tentative before."""
    if of.session.is_cancelled:
        return "cancelled"
    return "confirmed" if of.release.state == ReleaseState.FINAL else "tentative"


def is_same_entry(old: Released, new: Released) -> bool:
    """Whether a calendar would be told the very same thing again."""
    return (
        calendar_face(old) == calendar_face(new)
        and _wording(old) == _wording(new)
        and next(differences(old, new), None) is None
    )


def _time(session: SnapshotSession) -> dict[str, Any]:
    return {
        "starts_local": session.starts_local.isoformat(),
        "ends_local": session.ends_local.isoformat(),
        "starts_fold": session.starts_fold,
        "ends_fold": session.ends_fold,
        "timezone": session.timezone,
    }


def _when(of: Released) -> dict[str, Any]:
    return _time(of.session)


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
    ChangeKind.MOVED: _when,
    ChangeKind.ROOM: _rooms,
    ChangeKind.RENAMED: _title,
    ChangeKind.PEOPLE: _people,
}
_MORE_DETAILS: dict[str, Callable[[Released], Any]] = {"track": lambda of: (_track(of) or [None])[0]}
