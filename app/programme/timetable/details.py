"""One session of a release as its own page shows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from app.core import languages, localtime
from app.events import rules as event_rules
from app.programme.snapshot import QUIET, Snapshot, SnapshotSession, Texts
from app.programme.timetable import days, faces
from app.programme.timetable.days import Row, View
from app.programme.timetable.faces import Group
from app.programme.timetable.reader import Reader
from app.rendering import dates, lists


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The session before or after, with what the reader needs to decide."""

    href: str
    title: str
    language: str
    time: str


@dataclass(frozen=True, slots=True)
class Details:
    """Everything in words. `own_when` is the visitor's time where their clock shows another one."""

    row: Row
    day: str
    when: str
    own_when: str
    places: Sequence[tuple[str, str]]  # the room, and how one gets there
    spoken: str
    interpretation: str
    access: Sequence[str]
    seats: int | None
    key_question: Texts
    objective: Texts
    abstract: Texts
    focus_points: Sequence[str]
    groups: Sequence[Group]
    parts: Sequence[Row]
    parent: Neighbour | None
    before: Neighbour | None
    after: Neighbour | None
    is_stream_open: bool = False
    recording_url: str = ""
    changes_at: datetime | None = field(default=None)


def build(reader: Reader, session: SnapshotSession, view: View) -> Details:
    """The page of `session`; View.path leads from it to the programme."""
    snapshot = reader.snapshot
    writer = days.Writer(reader, view)
    inside = snapshot.children(session)
    parent = reader.sessions.get(session.parent)
    before, after = _neighbours(reader, session)
    return Details(
        row=writer.row(session, inside),
        day=writer.day(session),
        when=_when(reader, session, snapshot.timezone),
        own_when=_own_when(reader, session, view.zone),
        places=_places(reader, session),
        spoken=_names(session.languages, reader.language),
        interpretation=_names(session.interpretation, reader.language),
        access=_access(session),
        seats=session.seats,
        key_question=session.key_question,
        objective=session.objective,
        abstract=session.abstract,
        focus_points=[line for line in reader.text(session.focus_points).splitlines() if line.strip()],
        groups=faces.groups(reader, session),
        parts=[writer.row(part, ()) for part in inside],
        parent=_neighbour(writer, parent) if parent else None,
        before=_neighbour(writer, before) if before else None,
        after=_neighbour(writer, after) if after else None,
        is_stream_open=view.now is not None and is_stream_open(snapshot, session, view.now),
        recording_url=session.recording_url,
        changes_at=_changes_at(session, view.now),
    )


def _when(reader: Reader, session: SnapshotSession, zone: str) -> str:
    """09:00–10:30 CEST (UTC+2); with a date where it ends on another day.

    What was only worked out says so: until about 10:30, or within 09:00–10:30.
    """
    starts, ends = (localtime.to_local(at, zone) for at in (session.starts_at, session.ends_at))
    words = dates.clock(starts)
    is_overnight = ends.date() != starts.date()
    until = _moment(ends, reader.language) if is_overnight else dates.clock(ends)
    if ends > starts and session.has_own_start and not session.has_own_end:
        words = _("%(start)s, until about %(end)s", start=words, end=until)
    elif is_overnight:
        words = _("%(start)s – %(end)s", start=words, end=until)
    elif ends > starts:
        words = f"{words}–{until}"
    words = f"{words} {dates.zone_label(starts)}"
    return words if session.has_own_start else _("within %(time)s", time=words)


def _own_when(reader: Reader, session: SnapshotSession, zone: str) -> str:
    own = localtime.to_local(session.starts_at, zone)
    event = localtime.to_local(session.starts_at, reader.snapshot.timezone)
    if own.utcoffset() == event.utcoffset():
        return ""
    when = _when(reader, session, zone)
    if own.date() == event.date():
        return when
    return lists.join((dates.weekday_day(own, reader.language), when), reader.language)


def _moment(local: datetime, language: str) -> str:
    return lists.join((dates.short_day(local, language), dates.clock(local)), language)


def _places(reader: Reader, session: SnapshotSession) -> list[tuple[str, str]]:
    where = reader.whereabouts(session)
    if where.in_all_rooms:
        return [(_("All rooms"), "")]
    rooms = (reader.snapshot.room(public_id) for public_id in where.rooms)
    return [(reader.text(room.name), reader.text(room.note)) for room in rooms]


def _access(session: SnapshotSession) -> list[str]:
    words = [(session.has_captions, _("Captions")), (session.has_sign_language, _("Sign language"))]
    return [word for is_there, word in words if is_there]


def _names(codes: Sequence[str], language: str) -> str:
    return lists.join((languages.name(code, language) for code in codes), language)


def _neighbours(
    reader: Reader, session: SnapshotSession
) -> tuple[SnapshotSession | None, SnapshotSession | None]:
    """What comes before and after on the same level; pauses and what is cancelled are passed over."""
    level = [
        one
        for one in reader.snapshot.sessions
        if one.parent == session.parent and (one is session or not (one.is_cancelled or one.kind in QUIET))
    ]
    here = next(number for number, one in enumerate(level) if one is session)
    return level[here - 1] if here else None, level[here + 1] if here + 1 < len(level) else None


def _neighbour(writer: "days.Writer", session: SnapshotSession) -> Neighbour:
    row = writer.row(session, ())
    local, language = writer.local(session.starts_at), writer.reader.language
    when = _moment(local, language) if session.has_own_start else dates.short_day(local, language)
    return Neighbour(row.href, row.title, row.language, when)


def is_stream_open(snapshot: Snapshot, session: SnapshotSession, now: datetime) -> bool:
    """Whether everybody may be led to its stream now: doors open early and close late, as an event's."""
    if not (snapshot.streams_are_public and snapshot.takes_place and snapshot.stream(session)):
        return False
    opens, closes = event_rules.doors(session.starts_at, session.ends_at)
    return not session.is_cancelled and opens <= now < closes


def _changes_at(session: SnapshotSession, now: datetime | None) -> datetime | None:
    """When the clock alone changes the page: the doors open, it begins, it ends, the doors close."""
    edges = (session.starts_at, session.ends_at, *event_rules.doors(session.starts_at, session.ends_at))
    return min((edge for edge in edges if now is not None and edge > now), default=None)
