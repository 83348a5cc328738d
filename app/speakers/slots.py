"""When and where somebody appears: the draft as its speakers see it, and their calendar entries."""

from dataclasses import dataclass, replace

from flask_babel import force_locale

from app.core import clock
from app.programme import ical, queries
from app.programme.models import Appearance, ReleaseState
from app.programme.releases import sequencing, snapshotting
from app.programme.releases.snapshotting import Stamp
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


def of(link: SpeakerLink, language: str, zone: str) -> list[Slot]:
    """Everything the person does in this event, in the event's time and beside it that of `zone`."""
    snapshot = _draft(link)
    reader = Reader(snapshot, language)
    view = View(zone, None, path=reader.path)
    return [_slot(link, one, reader, view) for one in speakers.own_appearances(link)]


def calendar(link: SpeakerLink, session: str, language: str) -> bytes:
    """One of these sessions as a calendar's file. Raises NotYours for any other, or one without a time."""
    mine = {one.item.public_id for one in speakers.own_appearances(link)}
    snapshot = _draft(link)
    found = snapshot.session(session) if session in mine else None
    if found is None:
        raise NotYours
    with force_locale(language):
        made = _entry(link, Reader(snapshot, language), found)
        return envelope.single(serialising.serialise(made))


def _slot(link: SpeakerLink, appearance: Appearance, reader: Reader, view: View) -> Slot:
    session = reader.snapshot.session(appearance.item.public_id)
    if session is None:
        return Slot(appearance, None, None, None)
    about = details.build(reader, session, view)
    return Slot(appearance, session, about, _entry(link, reader, session))


def _draft(link: SpeakerLink) -> Snapshot:
    """What a release of the draft would say, with the sequences that calendars would be told."""
    draft, released = queries.draft(link.event), queries.current(link.event)
    stamp = Stamp(
        number=released.number + 1 if released else 1,
        state=ReleaseState.DRAFT,
        at=clock.now(),
        calendar_host=queries.calendar_host(),
    )
    return sequencing.follow(released, snapshotting.snapshot(draft, stamp))


def _entry(link: SpeakerLink, reader: Reader, session: SnapshotSession) -> Entry:
    """The entry the public will have; until its page is there, it leads to the event's."""
    made = ical.entry(reader, session)
    released = queries.current(link.event)
    if released is not None and released.session(session.id) is not None:
        return made
    page = absolute(f"/events/{link.event.slug}/")
    description = made.description.replace(made.url, page)
    return replace(made, url=page, description=description, place=made.place.replace(made.url, page))
