"""A released programme as calendar entries. Pure: a snapshot in, bytes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import force_locale
from flask_babel import gettext as _

from app.core import localtime, text
from app.events import ical as event_ical
from app.events.models import Event, Lifecycle
from app.programme.releases import comparing
from app.programme.releases.comparing import Released
from app.programme.snapshot import QUIET, Snapshot, SnapshotAppearance, SnapshotSession
from app.programme.timetable.reader import Reader, hedged
from app.programme.timetable.selection import Selection
from app.rendering import dates, lists, summary
from app.rendering.calendars import entry as serialising
from app.rendering.calendars import envelope
from app.rendering.calendars.entry import Entry, Organiser, Status, Times, Venue
from app.rendering.links import absolute

_STATUS = {
    comparing.Status.TENTATIVE: Status.TENTATIVE,
    comparing.Status.CONFIRMED: Status.CONFIRMED,
    comparing.Status.POSTPONED: Status.TENTATIVE,
    comparing.Status.CANCELLED: Status.CANCELLED,
}
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
    """What a feed shows, its picture, and where it is read again. `is_hurried` on the days of the event."""

    selection: Selection
    wishes: Wishes
    source_url: str
    is_hurried: bool = False
    image_url: str = ""


def entries(snapshot: Snapshot, language: str, *, in_utc: bool = False) -> Mapping[str, bytes]:
    """The VEVENT of every session by its public id. Made once; other feeds join them as they are."""
    return _entries(_Identity(snapshot), language, in_utc)


def feed(snapshot: Snapshot, language: str, subscription: Subscription) -> bytes:
    """The released programme, or the part of it that was selected, as a subscription."""
    wishes = subscription.wishes
    made = entries(snapshot, language, in_utc=wishes.in_utc)
    with force_locale(language):
        reader = Reader(snapshot, language)
        wanted = [
            _reminding(made[session.id], session, reader, wishes.alarm)
            for session in subscription.selection.sessions(snapshot)
            if _is_wished(snapshot, session, wishes)
        ]
        return envelope.feed(_about(reader, subscription), wanted)


def nothing_yet(event: Event, host: str, language: str, source_url: str) -> bytes:
    """The subscription of an event whose programme is still to be released: the event itself."""
    with force_locale(language):
        stand_in = serialising.serialise(event_ical.entry(event, host, language))
        about = envelope.Feed(
            name=text.choose(event.title, (language, event.main_language, "en"))[0],
            description=_("The programme has not been published yet."),
            page_url=absolute(f"/events/{event.slug}/programme/"),
            source_url=source_url,
            changed_at=event.calendar_changed_at,
            zone=event.timezone,
            colour=event.accent,
        )
        return envelope.feed(about, [stand_in])


def single(snapshot: Snapshot, session: SnapshotSession, language: str, *, in_utc: bool = False) -> bytes:
    """One session as a file."""
    with force_locale(language):
        facts = entry(Reader(snapshot, language), session)
        return envelope.single(serialising.serialise(facts, in_utc=in_utc))


def entry(reader: Reader, session: SnapshotSession, *, address: str | None = None) -> Entry:
    """What calendars show of a session, in the words of the current locale.

    It leads to the session's page, or to another `address`; to none where that is empty.
    """
    snapshot = reader.snapshot
    status = comparing.status(Released(session, snapshot))
    track = reader.tracks.get(session.track)
    address = absolute(reader.session_path(session)) if address is None else address
    # The session's page leads to the stream when it is time, also to another one than was planned.
    stream = address if snapshot.streams_are_public and snapshot.stream(session) else ""
    rooms = " + ".join(reader.rooms[room] for room in reader.whereabouts(session).rooms)
    place = lists.join((rooms, reader.address), reader.language)
    return Entry(
        uid=f"{session.uid}@{snapshot.calendar_host}",
        sequence=session.sequence,
        created_at=session.first_published_at,
        changed_at=session.changed_at,
        status=_STATUS[status],
        when=Times(session.starts_at, session.ends_at, session.timezone),
        title=_title(reader, session, status),
        place=place or address or reader.title,  # some programs drop an entry without a place
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
        is_free_time=session.kind in QUIET or status is comparing.Status.POSTPONED,
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
        image_url=subscription.image_url,
        is_hurried=subscription.is_hurried,
    )


def _is_wished(snapshot: Snapshot, session: SnapshotSession, wishes: Wishes) -> bool:
    is_cancelled = comparing.status(Released(session, snapshot)) is comparing.Status.CANCELLED
    if wishes.hides_cancelled and is_cancelled:
        return False
    return not (wishes.hides_breaks and session.kind in QUIET)


def _reminding(made: bytes, session: SnapshotSession, reader: Reader, minutes: int) -> bytes:
    """The entry with its alarm; nobody is reminded of what does not take place."""
    if not minutes or session.is_cancelled or not reader.snapshot.takes_place:
        return made
    return serialising.with_alarm(made, minutes, reader.text(session.title))


def _title(reader: Reader, session: SnapshotSession, status: comparing.Status) -> str:
    """No status of calendars means postponed, so the title says it (decision 24)."""
    title = reader.text(session.title)
    return _("POSTPONED: %(title)s", title=title) if status is comparing.Status.POSTPONED else title


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
    snapshot = reader.snapshot
    if session.is_cancelled:
        yield _("This session is cancelled.")
    elif not snapshot.takes_place:
        yield _of_event(snapshot)
        yield reader.text(snapshot.status_note)
    elif session.moved_from_local is not None and session.has_own_start:
        planned = localtime.to_utc(session.moved_from_local, session.timezone)
        when = dates.instant(planned, session.timezone, reader.language)
        yield _("Moved; it was planned for %(time)s.", time=when)
    yield from _doubts(reader, session)
    yield reader.text(session.note)


def _of_event(snapshot: Snapshot) -> str:
    if snapshot.lifecycle == Lifecycle.CANCELLED:
        return _("This event is cancelled.")
    return _("This event is postponed. The date shown is the old one.")


def _doubts(reader: Reader, session: SnapshotSession) -> Iterator[str]:
    """A calendar wants a start and an end; what nobody has announced must not look as if it were."""
    around = reader.sessions.get(session.parent)
    if session.is_cancelled:
        return
    if around is not None and not session.has_own_start:
        title = reader.text(around.title)
        yield _("Its exact time within “%(session)s” has not been announced.", session=title)
    elif session.ends_local > session.starts_local and not session.has_own_end:
        yield _("Its end is an estimate.")


def _people(reader: Reader, session: SnapshotSession) -> Iterator[str]:
    return (appearance(reader, one) for one in session.appearances)


def appearance(reader: Reader, one: SnapshotAppearance) -> str:
    """One line for somebody. Moderator: Ada Lovelace, Chair, Analytical Society."""
    who = lists.join((reader.name(one), reader.capacity(one)), reader.language)
    return _("%(role)s: %(who)s", role=reader.role(one), who=hedged(who, one.state))
