"""From the draft to a snapshot. Pure: loaded rows in, frozen objects out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from app.core.types import Translated
from app.events.models import Event, Lifecycle
from app.people.models import Person
from app.programme.models import Appearance, ProgrammeItem, ReleaseState, Room, Track
from app.programme.rules import SHOWN_STATES, Draft, Span
from app.programme.snapshot import (
    Snapshot,
    SnapshotAppearance,
    SnapshotPerson,
    SnapshotRoom,
    SnapshotSession,
    SnapshotTrack,
    dump,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a release is called and when it was made; everything else comes from the draft."""

    number: int
    state: ReleaseState
    at: datetime
    calendar_host: str
    note: Translated = field(default_factory=lambda: Translated({}))


# Stands in for the real one where only the content counts.
NO_STAMP = Stamp(number=0, state=ReleaseState.DRAFT, at=datetime(1970, 1, 1, tzinfo=UTC), calendar_host="")


def snapshot(draft: Draft, stamp: Stamp) -> Snapshot:
    """The draft as a release on its own, without any memory of earlier ones.

    Sessions that are not scheduled are left out; so is whoever has not been invited or has declined.
    """
    event, timetable = draft.event, draft.timetable
    around = {child.id: top.public_id for top in timetable.top for child in timetable.children(top)}
    sessions = [_session(item, span, around, event, stamp) for item, span in timetable.scheduled()]
    return Snapshot(
        event_id=event.public_id,
        slug=event.slug,
        number=stamp.number,
        state=stamp.state.value,
        released_at=stamp.at,
        timezone=event.timezone,
        title=event.title,
        main_language=event.main_language,
        content_languages=list(event.content_languages),
        calendar_host=stamp.calendar_host,
        note=stamp.note,
        contact_name=event.contact_name,
        contact_email=event.contact_email,
        accent=event.accent,
        attendance=event.attendance.value,
        place=_place(event),
        event_uid=event.calendar_uid,
        streams_are_public=event.livestream_is_public,
        lifecycle=lifecycle(event).value,
        status_note=event.status_note,
        first_day=event.first_day.isoformat(),
        last_day=event.last_day.isoformat(),
        rooms=[_room(room) for room in draft.rooms],
        tracks=[_track(track) for track in draft.tracks],
        people=_people(item for item, _span in timetable.scheduled()),
        sessions=sessions,
    )


def lifecycle(event: Event) -> Lifecycle:
    """How a programme of `event` stands. What is still a draft itself will take place."""
    return Lifecycle.ANNOUNCED if event.lifecycle is Lifecycle.DRAFT else event.lifecycle


def told_anew(sessions: Iterable[SnapshotSession]) -> list[SnapshotSession]:
    """Released sessions with the instants their wall clocks mean by today's zone rules."""
    return [replace(one, told_start=one.starts_at, told_end=one.ends_at) for one in sessions]


def mark(draft: Draft) -> str:
    """A fingerprint of everything a release of this draft would say."""
    plain = replace(snapshot(draft, NO_STAMP), slug="")
    return hashlib.sha256(dump(plain).encode()).hexdigest()[:32]


def _session(
    item: ProgrammeItem, span: Span, around: dict[int, str], event: Event, stamp: Stamp
) -> SnapshotSession:
    return SnapshotSession(
        id=item.public_id,
        uid=item.calendar_uid,
        kind=item.kind.value,
        title=item.title,
        starts_local=span.starts.local,
        ends_local=span.ends.local,
        timezone=event.timezone,
        first_published_at=stamp.at,
        changed_at=stamp.at,
        starts_fold=span.starts.fold,
        ends_fold=span.ends.fold,
        told_start=span.starts.at,
        told_end=span.ends.at,
        start_is_derived=span.start_is_derived,
        end_is_derived=span.end_is_derived,
        parent=around.get(item.id, ""),
        rooms=[] if item.in_all_rooms else [room.public_id for room in item.rooms],
        in_all_rooms=item.in_all_rooms,
        track=item.track.public_id if item.track else "",
        abstract=item.abstract,
        key_question=item.key_question,
        objective=item.objective,
        focus_points=item.focus_points,
        note=item.note,
        languages=list(item.languages),
        interpretation=list(item.interpretation),
        has_captions=item.has_captions,
        has_sign_language=item.has_sign_language,
        seats=item.seats,
        livestream_url=item.livestream_url,
        recording_url=item.recording_url,
        appearances=[frozen_appearance(one) for one in item.appearances if one.state in SHOWN_STATES],
    )


def frozen_appearance(appearance: Appearance) -> SnapshotAppearance:
    """What somebody is in a session, as a release says it."""
    return SnapshotAppearance(
        role=appearance.role.value,
        id=appearance.public_id,
        person=appearance.person.public_id if appearance.person else "",
        label=appearance.label,
        job=appearance.job,
        organisation=appearance.organisation,
        city=appearance.city,
        country=appearance.country,
        mode=appearance.mode.value,
        state=appearance.state.value,
    )


def _people(items: Iterable[ProgrammeItem]) -> dict[str, SnapshotPerson]:
    people: dict[str, SnapshotPerson] = {}
    for item in items:
        for appearance in item.appearances:
            person = appearance.person
            if person is not None and appearance.state in SHOWN_STATES and person.public_id not in people:
                people[person.public_id] = frozen_person(person)
    return people


def frozen_person(person: Person) -> SnapshotPerson:
    """Somebody as a release knows them."""
    return SnapshotPerson(
        id=person.public_id,
        name=person.name,
        sort_name=person.sort_name,
        honorific=person.honorific,
        country=person.country,
        biography=person.biography,
        links=list(person.links),
        photo=person.photo_public_id,
        photo_credit=person.photo_credit,
        photo_alt=person.photo_alt,
    )


def _room(room: Room) -> SnapshotRoom:
    return SnapshotRoom(
        id=room.public_id,
        name=room.name,
        capacity=room.capacity,
        note=room.note,
        livestream_url=room.livestream_url,
    )


def _track(track: Track) -> SnapshotTrack:
    return SnapshotTrack(id=track.public_id, name=track.name, colour=track.colour)


def _place(event: Event) -> dict[str, Any]:
    return {
        "venue_name": event.venue_name,
        "address_lines": list(event.address_lines),
        "district": event.district,
        "postcode": event.postcode,
        "city": event.city,
        "state": event.state,
        "country": event.country,
        "map_url": event.map_url,
        "latitude": event.latitude,
        "longitude": event.longitude,
    }
