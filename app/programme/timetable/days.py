"""A released programme as its page shows it: days, what begins together, sessions and their parts.

Pure. Everything is worked out here, in plain objects, so that the template only writes it down.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import languages, localtime
from app.programme.snapshot import QUIET, Snapshot, SnapshotSession
from app.programme.timetable import grid
from app.programme.timetable.grid import Box
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import Selection, days_of
from app.rendering import dates, lists

_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One session in words. `language` is that of its title where it is not the page's own."""

    href: str
    title: str
    language: str
    kind: str
    time: str  # 09:00–10:30; empty where it has no time of its own
    place: str
    people: str
    spoken: str
    track: str
    tone: int  # of the track's colour, counted from 1; 0 is none
    notes: Sequence[str] = ()
    is_quiet: bool = False
    is_cancelled: bool = False
    is_now: bool = False
    position: str = ""  # class names in the grid
    parts: Sequence["Row"] = ()

    @property
    def has_parallel_parts(self) -> bool:
        """Whether its parts take place at one time, side by side."""
        return len(self.parts) > 1 and len({part.time for part in self.parts}) == 1


@dataclass(frozen=True, slots=True)
class Slot:
    """What begins together. `own` is the visitor's time where it is another one.

    `until` is when all of it ends, if it does so together. What goes on from an earlier day has no `clock`.
    """

    clock: str
    until: str
    moment: str  # ISO 8601, with its offset
    own: str
    rows: Sequence[Row]
    position: str = ""

    @property
    def is_now(self) -> bool:
        return any(row.is_now for row in self.rows)


@dataclass(frozen=True, slots=True)
class Day:
    """`rooms` head the columns of the grid; empty where the day is shown as a list.

    What goes on from an earlier day stands `above` all that begins on it, and in no column.
    """

    anchor: str
    label: str
    short: str
    zone: str
    own_zone: str
    slots: Sequence[Slot]
    above: Slot | None = None
    rooms: Sequence[str] = ()
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Timetable:
    """`changes_at` is when the clock alone changes what is said."""

    days: Sequence[Day]
    changes_at: datetime | None

    @property
    def now(self) -> Slot | None:
        """The first thing that is on; what has lasted since another day only where nothing else is."""
        days = sorted(self.days, key=lambda day: not day.is_today)
        slots = (slot for day in days for slot in (*day.slots, day.above))
        return next((slot for slot in slots if slot and slot.is_now), None)


@dataclass(frozen=True, slots=True)
class View:
    """How the reader looks at it. `now` is None where nothing is marked: in old releases.

    Sessions have pages at `path` when they are `linked`; None stands for all.
    """

    zone: str
    now: datetime | None
    has_grid: bool = True
    selection: Selection = field(default_factory=Selection)
    path: str = ""
    linked: Container[str] | None = None


def build(reader: Reader, view: View) -> Timetable:
    """The sessions asked for, by day; one of several days on each of them."""
    tops, parts = _asked_for(reader, view.selection)
    writer = Writer(reader, view)
    by_day: dict[date, list[SnapshotSession]] = {}
    for session in tops:
        for day in _days_asked_for(session, reader, view.selection):
            by_day.setdefault(day, []).append(session)
    days = [_day(day, sessions, parts, writer) for day, sessions in sorted(by_day.items())]
    return Timetable(days, _changes_at(reader.snapshot, by_day, view.now))


def _asked_for(
    reader: Reader, selection: Selection
) -> tuple[list[SnapshotSession], dict[str, list[SnapshotSession]]]:
    """The sessions to list, and the parts to show inside them. A part brings its panel along."""
    sessions = reader.snapshot.sessions
    asked = {session.id for session in selection.sessions(reader.snapshot)} if selection else None
    parts: dict[str, list[SnapshotSession]] = {}
    for session in sessions:
        if session.parent and (asked is None or asked & {session.id, session.parent}):
            parts.setdefault(session.parent, []).append(session)
    tops = [
        session
        for session in sessions
        if not session.parent and (asked is None or session.id in asked or session.id in parts)
    ]
    return tops, parts


def _days_asked_for(session: SnapshotSession, reader: Reader, selection: Selection) -> list[date]:
    """Its days; where one was asked for that one, or its first if it only stands around what is on then."""
    days = days_of(session, reader.snapshot.timezone)
    if not selection.day:
        return days
    return [day for day in days if day.isoformat() == selection.day] or days[:1]


def _day(
    day: date,
    sessions: Sequence[SnapshotSession],
    parts: dict[str, list[SnapshotSession]],
    writer: "Writer",
) -> Day:
    inside = {one.id: _parts_on(day, one, parts.get(one.id, ()), writer) for one in sessions}
    beginning = [one for one in sessions if writer.local(one.starts_at).date() == day]
    table = _arrange(beginning, parts, writer)
    places, clocks = (table.places, table.clocks) if table else ({}, {})
    together: dict[datetime, list[SnapshotSession]] = {}
    for session in beginning:
        together.setdefault(session.starts_at, []).append(session)
    slots = [
        writer.slot(
            at,
            [writer.row(one, inside[one.id], places.get(one.id, ""), day=day) for one in some],
            clocks.get(at, ""),
        )
        for at, some in sorted(together.items())
    ]
    opens = min(together, default=localtime.start_of_day(day, writer.reader.snapshot.timezone))
    first, own = writer.local(opens), opens.astimezone(localtime.zone(writer.view.zone))
    begun = {one.id for one in beginning}
    above = [writer.row(one, inside[one.id], day=day) for one in sessions if one.id not in begun]
    now = writer.view.now
    return Day(
        anchor=f"day-{day.isoformat()}",
        label=dates.weekday_day(day, writer.reader.language),
        short=dates.weekday_short_day(day, writer.reader.language),
        zone=dates.zone_label(first),
        own_zone="" if own.utcoffset() == first.utcoffset() else dates.zone_label(own),
        slots=slots,
        above=Slot("", "", day.isoformat(), "", above) if above else None,
        rooms=[writer.reader.rooms.get(room) or _("Elsewhere") for room in table.columns] if table else (),
        is_today=now is not None and writer.local(now).date() == day,
    )


def _parts_on(
    day: date, session: SnapshotSession, parts: Sequence[SnapshotSession], writer: "Writer"
) -> list[SnapshotSession]:
    """What of it takes place on that day; on its first one also what has no time, or none of its days."""
    zone = writer.reader.snapshot.timezone
    days = days_of(session, zone)
    if len(days) == 1:
        return list(parts)
    standing = [(part, set(days_of(part, zone) if part.has_own_start else ())) for part in parts]
    return [part for part, own in standing if day in own or (day == days[0] and own.isdisjoint(days))]


def _arrange(
    sessions: Sequence[SnapshotSession], parts: dict[str, list[SnapshotSession]], writer: "Writer"
) -> grid.Grid | None:
    if not writer.view.has_grid:
        return None
    boxes = [
        Box(one.id, one.starts_at, one.ends_at, _rooms(one, parts.get(one.id, ())), one.is_cancelled)
        for one in sessions
    ]
    return grid.arrange(boxes, writer.reader.rooms)


def _rooms(session: SnapshotSession, parts: Iterable[SnapshotSession]) -> Sequence[str]:
    """Where it takes place; a heading over parallel talks is where they are."""
    if session.in_all_rooms or session.rooms:
        return session.rooms
    return list(dict.fromkeys(room for part in parts for room in part.rooms))


def _changes_at(snapshot: Snapshot, days: Iterable[date], now: datetime | None) -> datetime | None:
    """When the next session begins or ends, or one of the days does, which is marked as today."""
    if now is None:
        return None
    edges = [edge for one in snapshot.sessions for edge in (one.starts_at, one.ends_at)]
    for day in days:
        edges += localtime.start_of_day(day, snapshot.timezone), localtime.end_of_day(day, snapshot.timezone)
    return min((edge for edge in edges if edge > now), default=None)


class Writer:
    """Puts sessions into words, each word looked up once."""

    def __init__(self, reader: Reader, view: View) -> None:
        self.reader = reader
        self.view = view
        self._tones = {track: number for number, track in enumerate(reader.tracks, start=1)}
        self._tracks = {track.id: reader.text(track.name) for track in reader.tracks.values()}
        self._event_zone = localtime.zone(reader.snapshot.timezone)
        self._own_zone = localtime.zone(view.zone)
        self._language = cache(lambda code: languages.name(code, reader.language))
        self._short_day = cache(lambda day: dates.short_day(day, reader.language))

    def local(self, moment: datetime) -> datetime:
        """By the event's clock."""
        return moment.astimezone(self._event_zone)

    def day(self, session: SnapshotSession) -> str:
        """Monday, 28 September 2026."""
        return dates.weekday_day(self.local(session.starts_at), self.reader.language)

    def slot(self, at: datetime, rows: Sequence[Row], position: str) -> Slot:
        local = self.local(at)
        clock = dates.clock(local)
        ends = {row.time for row in rows}
        until = ends.pop().removeprefix(clock) if len(ends) == 1 else ""
        return Slot(clock, until, local.isoformat(), self._own_time(at, local), rows, position)

    def row(
        self,
        session: SnapshotSession,
        parts: Iterable[SnapshotSession],
        position: str = "",
        *,
        day: date | None = None,
    ) -> Row:
        """`day` is the one it is listed on, where that may be another than its first."""
        reader = self.reader
        title, language = reader.marked(session.title)
        has_page = self.view.linked is None or session.id in self.view.linked
        return Row(
            href=f"{self.view.path}{session.id}/" if has_page else "",
            title=title,
            language=language,
            kind=reader.kind(session),
            time=self._time(session, day),
            place=self._place(session),
            people=self._people(session),
            spoken=lists.join(map(self._language, session.languages), reader.language),
            track=self._tracks.get(session.track, ""),
            tone=self._tones.get(session.track, 0),
            notes=self._notes(session),
            is_quiet=session.kind in QUIET,
            is_cancelled=session.is_cancelled,
            is_now=self._is_now(session),
            position=position,
            parts=[self.row(part, (), day=day) for part in parts],
        )

    def _time(self, session: SnapshotSession, day: date | None) -> str:
        """What was announced of it, nothing that was only worked out; with dates other than the day's."""
        starts, ends = self.local(session.starts_at), self.local(session.ends_at)
        shown = day or starts.date()
        if not session.has_own_start:
            return ""
        if ends <= starts or not session.has_own_end:
            return self._clock(starts, shown)
        return f"{self._clock(starts, shown)}–{self._clock(ends, shown)}"

    def _clock(self, at: datetime, shown: date) -> str:
        clock = dates.clock(at)
        return clock if at.date() == shown else f"{clock} ({self._short_day(at.date())})"

    def _own_time(self, at: datetime, local: datetime) -> str:
        """The visitor's time where their clock shows another one, with its date where that differs too."""
        own = at.astimezone(self._own_zone)
        if own.utcoffset() == local.utcoffset():
            return ""
        if own.date() == local.date():
            return dates.clock(own)
        return lists.join((dates.clock(own), self._short_day(own.date())), self.reader.language)

    def _place(self, session: SnapshotSession) -> str:
        where = self.reader.whereabouts(session)
        if where.in_all_rooms:
            return "" if session.kind in QUIET else _("All rooms")
        return " + ".join(self.reader.rooms[room] for room in where.rooms)

    def _people(self, session: SnapshotSession) -> str:
        """Names alone; roles and positions are on the session's own page."""
        shown = session.appearances[:_MOST_NAMES]
        names = [self.reader.bare_name(one) for one in shown]
        more = len(session.appearances) - len(shown)
        if more:
            names.append(ngettext("%(num)s more", "%(num)s more", more))
        return lists.join_names(dict.fromkeys(names), self.reader.language)

    def _notes(self, session: SnapshotSession) -> list[str]:
        return [note for note in (self.reader.text(session.note), self.moved(session)) if note]

    def moved(self, session: SnapshotSession) -> str:
        """From when a session was moved; empty where it stands as it was announced."""
        before = session.moved_from_local
        if before is None or not session.has_own_start or session.is_cancelled:
            return ""
        planned = self.local(localtime.to_utc(before, session.timezone))
        if planned.date() == self.local(session.starts_at).date():
            return _("Moved from %(time)s", time=dates.clock(planned))
        moment = (self._short_day(planned.date()), dates.clock(planned))
        return _("Moved from %(time)s", time=lists.join(moment, self.reader.language))

    def _is_now(self, session: SnapshotSession) -> bool:
        now = self.view.now
        return now is not None and not session.is_cancelled and session.starts_at <= now < session.ends_at
