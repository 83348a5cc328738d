"""A release as JSON for other programs. Pure: a snapshot in, plain values out.

The shape is a promise. Add to it freely; change or remove something only under another `version`.
Addresses of streams, e-mail addresses and whatever else is not for everybody are not in it.
"""

from typing import Any, TypedDict

from app.core import localtime
from app.programme.snapshot import Snapshot, SnapshotAppearance, SnapshotPerson, SnapshotSession
from app.programme.timetable.reader import Reader, is_confirmed
from app.rendering.links import absolute

VERSION = 1


class EventOut(TypedDict):
    id: str
    title: str
    url: str
    time_zone: str
    status: str  # announced, postponed, cancelled
    status_note: str


class ReleaseOut(TypedDict):
    number: int
    state: str  # draft, provisional, final
    released_at: str
    note: str


class PersonOut(TypedDict):
    id: str
    name: str
    sort_name: str
    honorific: str
    biography: str  # Markdown
    links: list[dict[str, str]]
    url: str


class AppearanceOut(TypedDict):
    person: str | None  # none: a group without names
    name: str
    role: str
    position: str
    organisation: str
    city: str
    country: str  # two letters
    mode: str
    is_confirmed: bool


class SessionOut(TypedDict):
    """`starts_at` and `ends_at` have the event's own offset; what nobody announced is an estimate."""

    id: str
    uid: str
    url: str
    kind: str
    title: str
    starts_at: str
    ends_at: str
    is_start_estimated: bool
    is_end_estimated: bool
    is_cancelled: bool
    parent: str | None
    rooms: list[str]
    in_all_rooms: bool
    track: str | None
    note: str
    abstract: str  # Markdown
    key_question: str
    objective: str
    focus_points: list[str]
    languages: list[str]
    interpretation: list[str]
    has_captions: bool
    has_sign_language: bool
    seats: int | None
    recording_url: str
    people: list[AppearanceOut]


class ProgrammeOut(TypedDict):
    """`release` is none before the first one, and everything else is empty then."""

    version: int
    language: str
    event: EventOut
    release: ReleaseOut | None
    rooms: list[dict[str, Any]]
    tracks: list[dict[str, str]]
    people: list[PersonOut]
    sessions: list[SessionOut]


def of_release(snapshot: Snapshot, language: str) -> ProgrammeOut:
    """The whole release with its texts in `language`, or in another one where it has none."""
    reader = Reader(snapshot, language)
    about = EventOut(
        id=snapshot.event_id,
        title=reader.title,
        url=absolute(f"/events/{snapshot.slug}/"),
        time_zone=snapshot.timezone,
        status=snapshot.lifecycle,
        status_note=reader.text(snapshot.status_note),
    )
    release = ReleaseOut(
        number=snapshot.number,
        state=snapshot.state,
        released_at=snapshot.released_at.isoformat(),
        note=reader.text(snapshot.note),
    )
    return ProgrammeOut(
        version=VERSION,
        language=language,
        event=about,
        release=release,
        rooms=[
            {
                "id": one.id, "name": reader.rooms[one.id],
                "capacity": one.capacity, "note": reader.text(one.note),
            }
            for one in snapshot.rooms
        ],
        tracks=[
            {"id": one.id, "name": reader.text(one.name), "colour": one.colour} for one in snapshot.tracks
        ],
        people=[_person(one, reader) for one in snapshot.people.values()],
        sessions=[_session(one, reader) for one in snapshot.sessions],
    )  # fmt: skip


def nothing_yet(event: EventOut, language: str) -> ProgrammeOut:
    """Before the first release."""
    return ProgrammeOut(
        version=VERSION, language=language, event=event, release=None,
        rooms=[], tracks=[], people=[], sessions=[],
    )  # fmt: skip


def _person(person: SnapshotPerson, reader: Reader) -> PersonOut:
    return PersonOut(
        id=person.id,
        name=person.name,
        sort_name=person.sort_name,
        honorific=person.honorific,
        biography=reader.text(person.biography),
        links=[{"url": link["url"], "label": link.get("label", "")} for link in person.links],
        url=absolute(f"/events/{reader.snapshot.slug}/people/{person.id}/"),
    )


def _session(session: SnapshotSession, reader: Reader) -> SessionOut:
    zone = reader.snapshot.timezone
    return SessionOut(
        id=session.id,
        uid=f"{session.uid}@{reader.snapshot.calendar_host}",
        url=absolute(reader.session_path(session)),
        kind=session.kind,
        title=reader.text(session.title),
        starts_at=localtime.to_local(session.starts_at, zone).isoformat(),
        ends_at=localtime.to_local(session.ends_at, zone).isoformat(),
        is_start_estimated=not session.has_own_start,
        is_end_estimated=not session.has_own_end,
        is_cancelled=session.is_cancelled,
        parent=session.parent or None,
        rooms=list(session.rooms),
        in_all_rooms=session.in_all_rooms,
        track=session.track or None,
        note=reader.text(session.note),
        abstract=reader.text(session.abstract),
        key_question=reader.text(session.key_question),
        objective=reader.text(session.objective),
        focus_points=[line for line in reader.text(session.focus_points).splitlines() if line.strip()],
        languages=list(session.languages),
        interpretation=list(session.interpretation),
        has_captions=session.has_captions,
        has_sign_language=session.has_sign_language,
        seats=session.seats,
        recording_url=session.recording_url,
        people=[_appearance(one, reader) for one in session.appearances],
    )


def _appearance(one: SnapshotAppearance, reader: Reader) -> AppearanceOut:
    person = reader.person(one)
    return AppearanceOut(
        person=one.person or None,
        name=person.name if person else reader.text(one.label),
        role=one.role,
        position=reader.text(one.job),
        organisation=reader.text(one.organisation),
        city=one.city,
        country=one.country,
        mode=one.mode,
        is_confirmed=is_confirmed(one),
    )
