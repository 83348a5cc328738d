"""A programme as it is printed: title, days, sessions and people in words, for PDF and for Word. Pure."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from app.core import localtime, text
from app.programme.snapshot import QUIET, SnapshotAppearance, SnapshotSession
from app.programme.timetable import days, faces
from app.programme.timetable.days import Row, View
from app.programme.timetable.reader import Reader
from app.rendering import colour, dates, lists, summary
from app.rendering.links import absolute

_LIST_MARK = re.compile(r"^- ")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and its language where that is not the booklet's own."""

    text: str
    language: str = ""


Line = Sequence[Said]
"""What stands on one line, piece by piece in one language each."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on every page of a programme that is not published, and which state of it this is."""

    words: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Cast:
    """People with one role: each by name, and what they are."""

    heading: str
    people: Sequence[tuple[Said, Line]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One session, with those inside it. `href` is empty where it has no page."""

    time: str
    title: Said
    href: str
    facts: Sequence[Line]
    notes: Sequence[Said]
    casts: Sequence[Cast]
    abstract: Sequence[str]
    abstract_language: str
    is_quiet: bool
    cancelled: str
    parts: Sequence["Entry"] = ()


@dataclass(frozen=True, slots=True)
class BookletDay:
    label: str
    zone: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Booklet:
    """Everything that is printed. `page` has {page} and {pages} to be filled in.

    `words` is the language of what the booklet says by itself (headings of casts, edition, mark, zones, what
    is cancelled), where that is not the booklet's own.
    """

    language: str
    words: str
    direction: str
    title: Said
    when: str
    where: Line
    edition: str
    note: Said
    mark: Mark | None
    accent: str
    page: str
    nothing: str
    days: Sequence[BookletDay] = field(default_factory=list)


def draft_mark(step: int, moment: str) -> Mark:
    """Of the draft after so many steps, at this moment."""
    stamp = _("Step %(number)s of the draft, %(time)s", number=step, time=moment)
    return Mark(_("Draft – not published"), stamp)


def build(
    reader: Reader, words: str, *, mark: Mark | None = None, linked: Container[str] | None = None
) -> Booklet:
    """The programme `reader` sees, with its own words in the language `words`, which is the current one.

    `linked` are the sessions that have a page; None stands for all.
    """
    snapshot = reader.snapshot
    released = localtime.to_local(snapshot.released_at, snapshot.timezone).date()
    edition = _(
        "%(state)s, release %(number)s, %(day)s",
        state=reader.state,
        number=snapshot.number,
        day=dates.day(released, reader.language),
    )
    setting = _Setting(reader, "" if words == reader.language else words, linked)
    return Booklet(
        language=reader.language,
        words=setting.words,
        direction=text.direction(reader.language),
        title=Said(*reader.marked(snapshot.title)),
        when=_days(reader),
        where=setting.line(Said(*part) for part in reader.marked_address()),
        edition=edition if mark is None else mark.stamp,
        note=Said(*reader.marked(snapshot.note)),
        mark=mark,
        accent=colour.by_day(snapshot.accent or colour.DEFAULT).accent,
        page=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        nothing=_("No session yet"),
        days=setting.days(),
    )


def _days(reader: Reader) -> str:
    """The event's days; those of its sessions where an old release does not say."""
    snapshot = reader.snapshot
    told = [date.fromisoformat(day) for day in (snapshot.first_day, snapshot.last_day) if day]
    told = told or [one.starts_local.date() for one in snapshot.sessions]
    return dates.days(min(told), max(told), reader.language) if told else ""


class _Setting:
    """Sessions put into the words of a booklet; its own are in the language `words`, unless that is empty."""

    def __init__(self, reader: Reader, words: str, linked: Container[str] | None) -> None:
        self.words = words
        self._reader = reader
        self._linked = linked
        self._writer = days.Writer(reader, View(reader.snapshot.timezone, None, has_grid=False))
        self._rooms = {room.id: Said(*reader.marked(room.name)) for room in reader.snapshot.rooms}
        self._tracks = {track.id: Said(*reader.marked(track.name)) for track in reader.snapshot.tracks}
        self._inside: dict[str, list[SnapshotSession]] = {}
        for session in reader.snapshot.sessions:
            self._inside.setdefault(session.parent, []).append(session)

    def days(self) -> list[BookletDay]:
        by_day: dict[date, list[SnapshotSession]] = {}
        for session in self._inside.get("", ()):
            by_day.setdefault(self._writer.local(session.starts_at).date(), []).append(session)
        return [self._day(day, sessions) for day, sessions in sorted(by_day.items())]

    def line(self, parts: Iterable[Said], between: str = "") -> Line:
        """Several things on one line, what is empty left out, neighbours of one language in one piece."""
        said = [one for one in parts if one.text]
        texts = lists.isolated([one.text for one in said], self._reader.language)
        row: list[Said] = []
        for words, one in zip(texts, said, strict=True):
            if row:
                row.append(Said(between or lists.comma(self._reader.language)))
            row.append(Said(words, one.language))
        runs = groupby(row, lambda one: one.language)
        return [Said("".join(one.text for one in run), language) for language, run in runs]

    def _day(self, day: date, sessions: Sequence[SnapshotSession]) -> BookletDay:
        zone = dates.zone_label(self._writer.local(sessions[0].starts_at))
        return BookletDay(
            label=dates.weekday_day(day, self._reader.language),
            zone=_("Times are %(zone)s.", zone=zone),
            entries=[self._entry(session) for session in sessions],
        )

    def _entry(self, session: SnapshotSession) -> Entry:
        reader, row = self._reader, self._writer.row(session, ())
        described, language = reader.marked(session.abstract)
        has_page = self._linked is None or session.id in self._linked
        return Entry(
            time=row.time,
            title=Said(row.title, row.language) if row.title else self._own(_("Without a title")),
            href=absolute(reader.session_path(session)) if has_page else "",
            facts=[fact for fact in self._facts(session, row) if fact],
            notes=[note for note in self._notes(session) if note.text],
            casts=[
                Cast(heading, [self._person(one) for one in found])
                for heading, found in faces.by_role(session)
            ],
            abstract=_paragraphs(described),
            abstract_language=language,
            is_quiet=row.is_quiet,
            cancelled=_("Cancelled") if session.is_cancelled else "",
            parts=[self._entry(part) for part in self._inside.get(session.id, ())],
        )

    def _facts(self, session: SnapshotSession, row: Row) -> Iterable[Line]:
        """Where, what kind of session, its track, and the languages spoken there."""
        where = self._reader.whereabouts(session)
        rooms = [] if where.in_all_rooms else [self._rooms[room] for room in where.rooms]
        yield self.line(rooms, " + ") if rooms else self.line([self._own(row.place)])
        yield self.line([self._own("" if session.kind in QUIET else row.kind)])
        yield self.line([self._tracks.get(session.track, Said(""))])
        yield self.line([Said(row.spoken)])

    def _notes(self, session: SnapshotSession) -> Iterable[Said]:
        yield Said(*self._reader.marked(session.note))
        yield self._own(self._writer.moved(session))

    def _person(self, one: SnapshotAppearance) -> tuple[Said, Line]:
        reader = self._reader
        # A person's name is of no language; what an unnamed group is called is a text.
        name = Said(reader.name(one)) if reader.person(one) else Said(*reader.marked(one.label))
        capacity = [Said(*part) for part in reader.marked_capacity(one)]
        return name, self.line([*capacity, *map(self._own, faces.remarks(one))])

    def _own(self, words: str) -> Said:
        return Said(words, self.words)


def _paragraphs(described: str) -> list[str]:
    lines = (line.strip() for line in summary.plain(described).splitlines())
    return [_LIST_MARK.sub("• ", line) for line in lines if line]
