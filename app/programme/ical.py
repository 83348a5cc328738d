"""A released programme as calendar entries. Pure: a snapshot in, bytes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import localtime, text
from app.events.models import Event
from app.programme.models import ReleaseState
from app.programme.snapshot import Snapshot, SnapshotSession
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import QUIET, Selection
from app.rendering import dates, summary
from app.rendering.calendars import entry as serialising
from app.rendering.calendars import envelope
from app.rendering.calendars.entry import Entry, Organiser, Status, Times, Venue
from app.rendering.links import absolute

_KEPT = 12  # releases, languages and forms whose entries stay in memory; one takes about half a megabyte


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a subscriber may change about the feed. `alarm` counts minutes; 0 is none."""

    in_utc: bool = False
    alarm: int = 0
    hides_cancelled: bool = False
    hides_breaks: bool = False

    def words(self) -> dict[str, str]:
        """As an address asks for it, in a fixed order."""
        asked = {
            "tz": "utc" if self.in_utc else "",
            "alarm": str(self.alarm) if self.alarm else "",
            "cancelled": "hide" if self.hides_cancelled else "",
            "breaks": "0" if self.hides_breaks else "",
        }
        return {name: word for name, word in asked.items() if word}


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a feed shows, and where it is read again. `is_hurried` on the days of the event."""

    selection: Selection
    wishes: Wishes
    source_url: str
    is_hurried: bool = False


def entries(snapshot: Snapshot, language: str, *, in_utc: bool = False) -> Mapping[str, bytes]:
    """The VEVENT of every session by its public id. Made once; other feeds join them as they are."""
    return _entries(_Identity(snapshot), language, in_utc)


def called_off(snapshot: Snapshot, at: datetime) -> Snapshot:
    """The release of an event that has been cancelled since: nothing in it takes place any more."""
    return replace(
        snapshot,
        released_at=max(snapshot.released_at, at),
        sessions=[
            session
            if session.is_cancelled
            else replace(
                session,
                cancelled_at=at,
                changed_at=max(session.changed_at, at),
                sequence=session.sequence + 1,
            )
            for session in snapshot.sessions
        ],
    )


def feed(snapshot: Snapshot, language: str, subscription: Subscription) -> bytes:
    """The released programme, or the part of it that was selected, as a subscription."""
    wishes = subscription.wishes
    made = entries(snapshot, language, in_utc=wishes.in_utc)
    with force_locale(language):
        reader = Reader(snapshot, language)
        wanted = [
            _reminding(made[session.id], session, reader, wishes.alarm)
            for session in subscription.selection.sessions(snapshot)
            if _is_wished(session, wishes)
        ]
        return envelope.feed(_about(reader, subscription), wanted)


def nothing_yet(event: Event, language: str, source_url: str, changed_at: datetime) -> bytes:
    """The subscription of an event whose programme is still to be released."""
    with force_locale(language):
        about = envelope.Feed(
            name=text.choose(event.title, (language, event.main_language, "en"))[0],
            description=_("The programme has not been published yet."),
            page_url=absolute(f"/events/{event.slug}/programme/"),
            source_url=source_url,
            changed_at=changed_at,
            zone=event.timezone,
            colour=event.accent,
        )
        return envelope.feed(about, [])


def single(snapshot: Snapshot, session: SnapshotSession, language: str, *, in_utc: bool = False) -> bytes:
    """One session as a file."""
    with force_locale(language):
        facts = entry(Reader(snapshot, language), session)
        return envelope.single(serialising.serialise(facts, in_utc=in_utc))


def entry(reader: Reader, session: SnapshotSession) -> Entry:
    """What calendars show of a session, in the words of the current locale."""
    snapshot = reader.snapshot
    track = reader.tracks.get(session.track)
    address = absolute(reader.session_path(session))
    # The session's page leads to the stream when it is time, also to another one than was planned.
    stream = address if session.livestream_url and snapshot.streams_are_public else ""
    rooms = " + ".join(reader.rooms[room] for room in session.rooms)
    place = ", ".join(part for part in (rooms, reader.address) if part)
    return Entry(
        uid=f"{session.uid}@{snapshot.calendar_host}",
        sequence=session.sequence,
        created_at=session.first_published_at,
        changed_at=session.changed_at,
        status=_status(snapshot, session),
        when=Times(session.starts_at, session.ends_at, session.timezone),
        title=reader.text(session.title),
        place=place or address,  # some programs drop an entry without a place
        description=_description(reader, session, stream=stream, address=address),
        url=address,
        categories=[
            name for name in (reader.text(track.name) if track else "", reader.kind(session)) if name
        ],
        organiser=Organiser(reader.title, snapshot.contact_email) if snapshot.contact_email else None,
        parent_uid=f"{snapshot.event_uid}@{snapshot.calendar_host}" if snapshot.event_uid else "",
        stream_url=stream,
        colour=track.colour if track else "",
        venue=_venue(reader),
        is_free_time=session.kind in QUIET,
    )


class _Identity:
    """A snapshot as a key: the same object, not equal ones, which would be slow to compare."""

    __slots__ = ("snapshot",)

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.snapshot is other.snapshot

    def __hash__(self) -> int:
        return id(self.snapshot)


@lru_cache(maxsize=_KEPT)
def _entries(of: _Identity, language: str, in_utc: bool) -> Mapping[str, bytes]:  # noqa: FBT001 - part of a key
    with force_locale(language):
        reader = Reader(of.snapshot, language)
        return {
            session.id: serialising.serialise(entry(reader, session), in_utc=in_utc)
            for session in of.snapshot.sessions
        }


def _about(reader: Reader, subscription: Subscription) -> envelope.Feed:
    snapshot = reader.snapshot
    return envelope.Feed(
        name=reader.title,
        description=_("%(state)s, release %(number)s", state=reader.state, number=snapshot.number),
        page_url=absolute(reader.path),
        source_url=subscription.source_url,
        changed_at=snapshot.released_at,
        zone=snapshot.timezone,
        colour=snapshot.accent,
        is_hurried=subscription.is_hurried,
    )


def _is_wished(session: SnapshotSession, wishes: Wishes) -> bool:
    if wishes.hides_cancelled and session.is_cancelled:
        return False
    return not (wishes.hides_breaks and session.kind in QUIET)


def _reminding(made: bytes, session: SnapshotSession, reader: Reader, minutes: int) -> bytes:
    """The entry with its alarm; nobody is reminded of what does not take place."""
    if not minutes or session.is_cancelled:
        return made
    return serialising.with_alarm(made, minutes, reader.text(session.title))


def _status(snapshot: Snapshot, session: SnapshotSession) -> Status:
    if session.is_cancelled:
        return Status.CANCELLED
    return Status.CONFIRMED if snapshot.state == ReleaseState.FINAL else Status.TENTATIVE


def _venue(reader: Reader) -> Venue | None:
    place = reader.snapshot.place
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if latitude is None or longitude is None:
        return None
    address = reader.address
    return Venue(reader.text(place.get("venue_name")) or address, address, latitude, longitude)


def _description(reader: Reader, session: SnapshotSession, *, stream: str, address: str) -> str:
    before = [
        *_notes(reader, session),
        _("Join: %(address)s", address=stream) if stream else "",
        "\n".join(_people(reader, session)),
    ]
    return serialising.describe(before, summary.plain(reader.text(session.abstract)), [address])


def _notes(reader: Reader, session: SnapshotSession) -> Iterator[str]:
    """What somebody with an older copy must learn first."""
    if session.is_cancelled:
        yield _("This session is cancelled.")
    elif session.moved_from_local is not None:
        planned = localtime.to_utc(session.moved_from_local, session.timezone)
        when = dates.instant(planned, session.timezone, reader.language)
        yield _("Moved; it was planned for %(time)s.", time=when)
    yield reader.text(session.note)


def _people(reader: Reader, session: SnapshotSession) -> Iterator[str]:
    """One line each. Moderator: Ada Lovelace, Chair, Analytical Society."""
    for one in session.appearances:
        who = ", ".join(part for part in (reader.name(one), reader.capacity(one)) if part)
        yield _("%(role)s: %(who)s", role=reader.role(one), who=who)
