"""One session of a release as its own page shows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.core import languages, localtime
from app.programme.snapshot import SnapshotSession, Texts
from app.programme.timetable import days, faces
from app.programme.timetable.days import Row, View
from app.programme.timetable.faces import Group
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import QUIET
from app.rendering import dates

# A public stream is named while it runs and shortly before; earlier it may still be changed.
DOORS = timedelta(minutes=15)


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
    stream_url: str = ""
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
        stream_url=_stream(reader, session, view.now),
        recording_url=session.recording_url,
        changes_at=_changes_at(session, view.now),
    )


def _when(reader: Reader, session: SnapshotSession, zone: str) -> str:
    """09:00–10:30 CEST (UTC+2); with a date where it ends on another day."""
    starts, ends = (localtime.to_local(at, zone) for at in (session.starts_at, session.ends_at))
    words = dates.clock(starts)
    if ends.date() != starts.date():
        words = _("%(start)s – %(end)s", start=words, end=_moment(ends, reader.language))
    elif ends > starts:
        words = f"{words}–{dates.clock(ends)}"
    return f"{words} {dates.zone_label(starts)}"


def _own_when(reader: Reader, session: SnapshotSession, zone: str) -> str:
    own = localtime.to_local(session.starts_at, zone)
    event = localtime.to_local(session.starts_at, reader.snapshot.timezone)
    if own.utcoffset() == event.utcoffset():
        return ""
    when = _when(reader, session, zone)
    if own.date() == event.date():
        return when
    return f"{dates.weekday_day(own, reader.language)}, {when}"


def _moment(local: datetime, language: str) -> str:
    return f"{dates.short_day(local, language)}, {dates.clock(local)}"


def _places(reader: Reader, session: SnapshotSession) -> list[tuple[str, str]]:
    if session.in_all_rooms:
        return [(_("All rooms"), "")]
    rooms = (reader.snapshot.room(public_id) for public_id in session.rooms)
    return [(reader.text(room.name), reader.text(room.note)) for room in rooms]


def _access(session: SnapshotSession) -> list[str]:
    words = [(session.has_captions, _("Captions")), (session.has_sign_language, _("Sign language"))]
    return [word for is_there, word in words if is_there]


def _names(codes: Sequence[str], language: str) -> str:
    return ", ".join(languages.name(code, language) for code in codes)


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
    local = writer.local(session.starts_at)
    return Neighbour(row.href, row.title, row.language, _moment(local, writer.reader.language))


def _stream(reader: Reader, session: SnapshotSession, now: datetime | None) -> str:
    """The stream's address while everybody may watch, and never outside that time."""
    if now is None or session.is_cancelled or not reader.snapshot.streams_are_public:
        return ""
    return session.livestream_url if session.starts_at - DOORS <= now < session.ends_at else ""


def _changes_at(session: SnapshotSession, now: datetime | None) -> datetime | None:
    """When the clock alone changes the page: the doors open, it begins, it ends."""
    edges = (session.starts_at - DOORS, session.starts_at, session.ends_at)
    return min((edge for edge in edges if now is not None and edge > now), default=None)
