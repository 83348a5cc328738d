"""What a release holds: everything the public side needs, and nothing it must look up again.

Kept as JSON with a schema number. Reading gives frozen objects; nothing here touches the
database. Times are wall-clock; instants are derived on reading, so a change of a country's
rules does not move a planned 09:00.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from app.core import localtime

SCHEMA = 1

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class SnapshotRoom:
    id: str
    name: Texts
    capacity: int | None = None
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SnapshotTrack:
    id: str
    name: Texts
    colour: str


@dataclass(frozen=True, slots=True)
class SnapshotPerson:
    """`photo` is the public id of a stored file, or empty."""

    id: str
    name: str
    sort_name: str
    honorific: str = ""
    country: str = ""
    biography: Texts = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    photo: str = ""
    photo_credit: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotAppearance:
    """`person` is a SnapshotPerson's id; empty for an unnamed group, which has a label instead.

    `state` is confirmed, or invited: to be confirmed.
    """

    role: str
    person: str = ""
    label: Texts = field(default_factory=dict)
    job: Texts = field(default_factory=dict)
    organisation: Texts = field(default_factory=dict)
    city: str = ""
    country: str = ""
    mode: str = "in person"
    state: str = "confirmed"


@dataclass(frozen=True, slots=True)
class SnapshotSession:
    """One session as released. `id` is its public id, `uid` its calendar UID without the host.

    `sequence`, `first_published_at` and `changed_at` follow calendar.md section 4. A cancelled
    session stays, with `cancelled_at`, until 30 days past its time.
    """

    id: str
    uid: str
    kind: str
    title: Texts
    starts_local: datetime
    ends_local: datetime
    timezone: str
    first_published_at: datetime
    changed_at: datetime
    sequence: int = 0
    starts_fold: int = 0
    ends_fold: int = 0
    start_is_derived: bool = False
    end_is_derived: bool = False
    cancelled_at: datetime | None = None
    moved_from_local: datetime | None = None  # the start it had in an earlier release
    parent: str = ""
    rooms: list[str] = field(default_factory=list)
    in_all_rooms: bool = False
    track: str = ""
    abstract: Texts = field(default_factory=dict)
    key_question: Texts = field(default_factory=dict)
    objective: Texts = field(default_factory=dict)
    focus_points: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    interpretation: list[str] = field(default_factory=list)
    has_captions: bool = False
    has_sign_language: bool = False
    seats: int | None = None
    livestream_url: str = ""
    recording_url: str = ""
    appearances: list[SnapshotAppearance] = field(default_factory=list)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def starts_at(self) -> datetime:
        """The instant it begins, UTC, by today's zone rules."""
        return localtime.to_utc(self.starts_local, self.timezone, self.starts_fold)

    @property
    def ends_at(self) -> datetime:
        return localtime.to_utc(self.ends_local, self.timezone, self.ends_fold)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A released programme. Sessions are ordered by start, position; children follow their parent."""

    event_id: str  # Event.public_id
    slug: str
    number: int
    state: str
    released_at: datetime
    timezone: str
    title: Texts  # the event's
    main_language: str
    content_languages: list[str]
    calendar_host: str
    note: Texts = field(default_factory=dict)
    contact_name: str = ""
    contact_email: str = ""
    accent: str = ""
    attendance: str = ""
    place: dict[str, Any] = field(default_factory=dict)  # venue_name, city: texts; country; latitude…
    event_uid: str = ""  # Event.calendar_uid, the parent of every session's calendar entry
    streams_are_public: bool = False  # Event.livestream_is_public: sessions' streams may be named
    rooms: list[SnapshotRoom] = field(default_factory=list)
    tracks: list[SnapshotTrack] = field(default_factory=list)
    people: dict[str, SnapshotPerson] = field(default_factory=dict)
    sessions: list[SnapshotSession] = field(default_factory=list)

    def session(self, public_id: str) -> SnapshotSession | None:
        return next((session for session in self.sessions if session.id == public_id), None)

    def room(self, public_id: str) -> SnapshotRoom:
        return next(room for room in self.rooms if room.id == public_id)

    def children(self, session: SnapshotSession) -> list[SnapshotSession]:
        return [child for child in self.sessions if child.parent == session.id]


def dump(snapshot: Snapshot) -> str:
    """The snapshot as JSON text; the same snapshot always gives the same text."""
    return json.dumps(
        {"schema": SCHEMA, **asdict(snapshot)}, ensure_ascii=False, sort_keys=True, default=_plain
    )


def load(text: str) -> Snapshot:
    """Read what `dump` wrote. Raises ValueError for a schema from the future."""
    data = json.loads(text)
    schema = data.pop("schema")
    if schema != SCHEMA:
        raise ValueError(f"release with schema {schema}; this version reads {SCHEMA}")
    data["released_at"] = datetime.fromisoformat(data["released_at"])
    data["rooms"] = [SnapshotRoom(**room) for room in data["rooms"]]
    data["tracks"] = [SnapshotTrack(**track) for track in data["tracks"]]
    data["people"] = {key: SnapshotPerson(**person) for key, person in data["people"].items()}
    data["sessions"] = [_session(session) for session in data["sessions"]]
    return Snapshot(**data)


_TIMES = (
    "starts_local", "ends_local", "first_published_at", "changed_at", "cancelled_at", "moved_from_local",
)  # fmt: skip


def _session(data: dict[str, Any]) -> SnapshotSession:
    for name in _TIMES:
        if data[name] is not None:
            data[name] = datetime.fromisoformat(data[name])
    data["appearances"] = [SnapshotAppearance(**one) for one in data["appearances"]]
    return SnapshotSession(**data)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")
