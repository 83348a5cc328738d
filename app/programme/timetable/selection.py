"""Which sessions of a release a reader asked for: by day, room, track, language and kind. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from app.core import localtime
from app.programme.snapshot import Snapshot, SnapshotSession

# What no session has: an unknown room answers with nothing, never with everything.
_NOTHING = "-"
_NIGHT = timedelta(hours=6)
_MOST_DAYS = 31
_PLAUSIBLE = re.compile(r"[\w' -]{1,40}")


@dataclass(frozen=True, slots=True)
class Selection:
    """An empty word stands for all."""

    day: str = ""  # 2026-09-28
    room: str = ""
    track: str = ""
    language: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return any(self.words().values())

    def words(self) -> dict[str, str]:
        """What was asked for, by name, in a fixed order."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: word for name, word in asked.items() if word}

    def is_known(self, snapshot: Snapshot) -> bool:
        """Whether the programme has all that is asked for, so that only so many answers exist."""
        known = {
            "day": days(snapshot) if self.day else (),
            "room": {room.id for room in snapshot.rooms},
            "track": {track.id for track in snapshot.tracks},
            "language": {code for one in snapshot.sessions for code in one.languages + one.interpretation},
            "kind": {one.kind for one in snapshot.sessions},
        }
        return all(word in known[name] for name, word in self.words().items())

    def sessions(self, snapshot: Snapshot) -> Iterator[SnapshotSession]:
        """The sessions asked for, in order. What a talk does not say, its panel says for it."""
        if self.room and all(room.id != self.room for room in snapshot.rooms):
            return  # what is in all rooms is not in one that does not exist
        parents = {session.id: session for session in snapshot.sessions if not session.parent}
        for session in snapshot.sessions:
            if self._matches(session, parents.get(session.parent), snapshot.timezone):
                yield session

    def _matches(self, session: SnapshotSession, parent: SnapshotSession | None, zone: str) -> bool:
        if self.kind and session.kind != self.kind:
            return False
        if self.day and self.day not in map(date.isoformat, days_of(session, zone)):
            return False
        if self.room and not _is_in_room(session, parent, self.room):
            return False
        if self.track and (session.track or (parent.track if parent else "")) != self.track:
            return False
        return not self.language or self.language in _languages(session, parent)


def read(words: Mapping[str, str]) -> Selection:
    """The selection an address asks for. What cannot be an identifier selects nothing."""
    asked = {field.name: words.get(field.name, "").strip() for field in fields(Selection)}
    return Selection(
        **{name: word if _PLAUSIBLE.fullmatch(word) else _NOTHING for name, word in asked.items() if word}
    )


def days(snapshot: Snapshot) -> list[str]:
    """All days on which something takes place, as an address asks for them."""
    found = {day for one in snapshot.sessions for day in days_of(one, snapshot.timezone)}
    return [day.isoformat() for day in sorted(found)]


def days_of(session: SnapshotSession, zone: str) -> list[date]:
    """The days it takes place on by the event's clock, the first of them first.

    What ends by six in the morning belongs to the evening before it: a dinner is nobody's next day.
    """
    starts, ends = session.starts_local, session.ends_local
    if session.timezone != zone:
        starts, ends = (_wall(at, zone) for at in (session.starts_at, session.ends_at))
    first, last = starts.date(), (ends - _NIGHT - timedelta.resolution).date()
    return list(between(first, max(first, last)))


def between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, as far as anybody would look."""
    for number in range(min((last - first).days, _MOST_DAYS) + 1):
        yield first + timedelta(days=number)


def _wall(at: datetime, zone: str) -> datetime:
    return localtime.to_local(at, zone).replace(tzinfo=None)


def _is_in_room(session: SnapshotSession, parent: SnapshotSession | None, room: str) -> bool:
    if session.in_all_rooms or room in session.rooms:
        return True
    return not session.rooms and parent is not None and (parent.in_all_rooms or room in parent.rooms)


def _languages(session: SnapshotSession, parent: SnapshotSession | None) -> list[str]:
    own = session.languages + session.interpretation
    return own or (parent.languages + parent.interpretation if parent else [])
