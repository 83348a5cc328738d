"""When and where somebody appears: the draft as its speakers see it, and their calendar entries."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask_babel import force_locale

from app.core import clock
from app.events.models import Event, Lifecycle, Visibility
from app.programme import ical, queries
from app.programme.models import Appearance, ReleaseState
from app.programme.releases import sequencing, snapshotting
from app.programme.releases.snapshotting import Stamp
from app.programme.services import undoing
from app.programme.snapshot import Snapshot, SnapshotSession
from app.programme.timetable import details
from app.programme.timetable.days import View
from app.programme.timetable.details import Details
from app.programme.timetable.reader import Reader
from app.rendering.calendars import entry as serialising
from app.rendering.calendars import envelope
from app.rendering.calendars.entry import Entry
from app.rendering.links import absolute
from app.speakers import queries as speakers
from app.speakers.errors import NotYours
from app.speakers.models import SpeakerLink


@dataclass(frozen=True, slots=True)
class Slot:
    """One appearance. `about` and `entry` are None while the session has no time."""

    appearance: Appearance
    session: SnapshotSession | None
    about: Details | None
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """The draft as a release of it would say it, what is released so far, and when it was changed last."""

    event: Event
    snapshot: Snapshot
    released: Snapshot | None
    changed_at: datetime


def of(link: SpeakerLink, language: str, zone: str) -> list[Slot]:
    """All the person does in this event, in order, by the event's clock and beside it that of `zone`."""
    draft = _draft(link.event)
    reader = Reader(draft.snapshot, language)
    view = View(zone, None, path=reader.path)
    found = [_slot(one, draft, reader, view) for one in speakers.own_appearances(link)]
    return sorted(found, key=_begins_at)


def _begins_at(slot: Slot) -> tuple[bool, datetime]:
    """What has no time yet comes last; a talk without one of its own is where its session is."""
    return (
        slot.session is None,
        slot.session.starts_at if slot.session else datetime.max.replace(tzinfo=UTC),
    )


def calendar(link: SpeakerLink, session: str, language: str) -> bytes:
    """One of these sessions as a calendar's file. Raises NotYours for any other, or one without a time."""
    mine = {one.item.public_id: one for one in speakers.own_appearances(link)}
    draft = _draft(link.event)
    found = draft.snapshot.session(session) if session in mine else None
    if found is None:
        raise NotYours
    with force_locale(language):
        made = _entry(mine[session], draft, Reader(draft.snapshot, language), found)
        return envelope.single(serialising.serialise(made))


def _slot(appearance: Appearance, draft: _Draft, reader: Reader, view: View) -> Slot:
    session = draft.snapshot.session(appearance.item.public_id)
    # What was released and has lost its time would be cancelled by a release; here it waits for a new one.
    if session is None or session.is_cancelled:
        return Slot(appearance, None, None, None)
    about = details.build(reader, session, view)
    return Slot(appearance, session, about, _entry(appearance, draft, reader, session))


def _draft(event: Event) -> _Draft:
    draft, released = queries.draft(event), queries.current(event)
    stamp = Stamp(
        number=released.number + 1 if released else 1,
        state=ReleaseState.DRAFT,
        at=clock.now(),
        calendar_host=queries.calendar_host(),
    )
    snapshot = sequencing.follow(released, snapshotting.snapshot(draft, stamp))
    return _Draft(event, snapshot, released, undoing.changed_at(event))


def _entry(appearance: Appearance, draft: _Draft, reader: Reader, session: SnapshotSession) -> Entry:
    """An entry of its own beside the public one, which knows releases alone.

    Drafts go forth and back, its revision and times only forth. They follow the changes of the whole draft:
    a room that is renamed and a neighbour that is moved change the entry too.
    """
    item = appearance.item
    made = ical.entry(reader, session, address=_address(draft, reader, session))
    changed_at = max(draft.changed_at, item.created_at)
    return replace(
        made,
        uid=f"speaker-{made.uid}",
        sequence=int((changed_at - item.created_at).total_seconds()),
        created_at=item.created_at,
        changed_at=changed_at,
    )


def _address(draft: _Draft, reader: Reader, session: SnapshotSession) -> str:
    """The session's public page; until it is there the event's; none while the public can open neither."""
    event = draft.event
    if event.lifecycle is Lifecycle.DRAFT or event.visibility is Visibility.PRIVATE:
        return ""
    if draft.released is None or draft.released.session(session.id) is None:
        return absolute(f"/events/{event.slug}/")
    return absolute(reader.session_path(session))
