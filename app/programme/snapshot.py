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
from app.events.models import Lifecycle
from app.programme.models import SessionKind

SCHEMA = 1

# Pauses: shown quietly, nobody is busy in them, and the stream of their room has nothing to show.
QUIET = frozenset({SessionKind.BREAK.value, SessionKind.MEAL.value})

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class SnapshotRoom:
    id: str
    name: Texts
    capacity: int | None = None
    note: Texts = field(default_factory=dict)
    livestream_url: str = ""  # of everything that takes place in it


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
    photo_alt: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SnapshotAppearance:
    """`person` is a SnapshotPerson's id; empty for an unnamed group, which has a label instead.

    `state` is confirmed, or invited: to be confirmed. `id` is what the draft calls it, and answers of
    speakers name; empty in releases made before they knew it.
    """

    role: str
    id: str = ""
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

    `told_start` and `told_end` are the instants that calendars were told, by the zone rules of
    then. They are only compared: what is shown comes from the wall clock and today's rules.
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
    told_start: datetime | None = None
    told_end: datetime | None = None
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
    def has_own_start(self) -> bool:
        """Whether its start was announced.

        A heading begins with the first talk inside it; a talk without a time, somewhere inside
        the session around it.
        """
        return not (self.parent and self.start_is_derived)

    @property
    def has_own_end(self) -> bool:
        """Whether an end was announced, and not only worked out from what comes next."""
        return self.has_own_start and not self.end_is_derived

    @property
    def starts_at(self) -> datetime:
        """The instant it begins, UTC, by today's zone rules."""
        return localtime.to_utc(self.starts_local, self.timezone, self.starts_fold)

    @property
    def ends_at(self) -> datetime:
        return localtime.to_utc(self.ends_local, self.timezone, self.ends_fold)


@dataclass(frozen=True, slots=True)
class FormerSession:
    """What calendars may still hold of a session that has left the programme for good."""

    sequence: int
    first_published_at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A released programme. Sessions are ordered by start, position; children follow their parent.

    `lifecycle` is the event's: announced, postponed or cancelled; `status_note` says why. `former`
    keeps what is left of dropped sessions, by their UID: one that comes back must not count anew.
    """

    event_id: str  # Event.public_id
    slug: str  # where the event's pages are today: queries.release sees to it
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
    streams_are_public: bool = False  # Event.livestream_is_public: everybody may be led to streams
    lifecycle: str = Lifecycle.ANNOUNCED.value
    status_note: Texts = field(default_factory=dict)
    first_day: str = ""  # the event's days when this was released, as 2026-09-28
    last_day: str = ""
    rooms: list[SnapshotRoom] = field(default_factory=list)
    tracks: list[SnapshotTrack] = field(default_factory=list)
    people: dict[str, SnapshotPerson] = field(default_factory=dict)
    sessions: list[SnapshotSession] = field(default_factory=list)
    former: dict[str, FormerSession] = field(default_factory=dict)

    @property
    def takes_place(self) -> bool:
        """Whether its times hold: the event is neither postponed nor cancelled."""
        return self.lifecycle == Lifecycle.ANNOUNCED

    @property
    def photos(self) -> set[str]:
        """The public ids of the files it speaks of."""
        return {person.photo for person in self.people.values() if person.photo}

    def session(self, public_id: str) -> SnapshotSession | None:
        return next((session for session in self.sessions if session.id == public_id), None)

    def room(self, public_id: str) -> SnapshotRoom:
        return next(room for room in self.rooms if room.id == public_id)

    def whereabouts(self, session: SnapshotSession) -> SnapshotSession:
        """The session that says where this one is: a talk without a room is where its panel is."""
        if session.in_all_rooms or session.rooms or not session.parent:
            return session
        return self.session(session.parent) or session

    def stream(self, session: SnapshotSession) -> str:
        """Where it is shown online: at its own address, else at that of its room; empty for nowhere."""
        if session.livestream_url or session.kind in QUIET:
            return session.livestream_url
        streams = (self.room(public_id).livestream_url for public_id in self.whereabouts(session).rooms)
        return next(filter(None, streams), "")

    def children(self, session: SnapshotSession) -> list[SnapshotSession]:
        return [child for child in self.sessions if child.parent == session.id]


def dump(snapshot: Snapshot) -> str:
    """The snapshot as JSON text; the same snapshot always gives the same text."""
    return json.dumps(
        {"schema": SCHEMA, **asdict(snapshot)}, ensure_ascii=False, sort_keys=True, default=_plain
    )


def load(text: str) -> Snapshot:
    """Read what `dump` wrote, also before it knew of fields that have a default.

    Raises ValueError for a schema from the future.
    """
    data = json.loads(text)
    schema = data.pop("schema")
    if schema != SCHEMA:
        raise ValueError(f"release with schema {schema}; this version reads {SCHEMA}")
    data["released_at"] = datetime.fromisoformat(data["released_at"])
    data["rooms"] = [SnapshotRoom(**room) for room in data["rooms"]]
    data["tracks"] = [SnapshotTrack(**track) for track in data["tracks"]]
    data["people"] = {key: SnapshotPerson(**person) for key, person in data["people"].items()}
    data["sessions"] = [_session(session) for session in data["sessions"]]
    data["former"] = {uid: _former(**former) for uid, former in data.get("former", {}).items()}
    return Snapshot(**data)


_TIMES = (
    "starts_local", "ends_local", "told_start", "told_end", "first_published_at", "changed_at",
    "cancelled_at", "moved_from_local",
)  # fmt: skip


def _session(data: dict[str, Any]) -> SnapshotSession:
    for name in _TIMES:
        if data.get(name) is not None:
            data[name] = datetime.fromisoformat(data[name])
    data["appearances"] = [SnapshotAppearance(**one) for one in data["appearances"]]
    return SnapshotSession(**data)


def _former(sequence: int, first_published_at: str) -> FormerSession:
    return FormerSession(sequence, datetime.fromisoformat(first_published_at))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")
