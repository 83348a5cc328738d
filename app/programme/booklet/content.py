"""A programme as it is printed: title, days, sessions and people in words, for PDF and for Word. Pure."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from app.core import localtime, text
from app.programme.snapshot import QUIET, SnapshotSession
from app.programme.timetable import days, faces
from app.programme.timetable.days import View
from app.programme.timetable.faces import Face
from app.programme.timetable.reader import Reader
from app.rendering import colour, dates, lists, summary
from app.rendering.links import absolute

_LIST_MARK = re.compile(r"^- ")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and its language where that is not the booklet's own."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on every page of a programme that is not published, and which state of it this is."""

    words: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Cast:
    """People with one role: each by name, and what they are."""

    heading: str
    people: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One session, with those inside it. `href` is empty where it has no page."""

    time: str
    title: Said
    href: str
    facts: Sequence[str]
    notes: Sequence[str]
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
    """Everything that is printed. `page` has {page} and {pages} to be filled in."""

    language: str
    direction: str
    title: Said
    when: str
    where: str
    edition: str
    note: str
    mark: Mark | None
    accent: str
    page: str
    nothing: str
    days: Sequence[BookletDay] = field(default_factory=list)


def build(reader: Reader, *, mark: Mark | None = None, linked: Container[str] | None = None) -> Booklet:
    """The programme `reader` sees. `linked` are the sessions that have a page; None stands for all."""
    snapshot = reader.snapshot
    released = localtime.to_local(snapshot.released_at, snapshot.timezone).date()
    edition = _(
        "%(state)s, release %(number)s, %(day)s",
        state=reader.state,
        number=snapshot.number,
        day=dates.day(released, reader.language),
    )
    return Booklet(
        language=reader.language,
        direction=text.direction(reader.language),
        title=Said(*reader.marked(snapshot.title)),
        when=_days(reader),
        where=reader.address,
        edition=edition if mark is None else mark.stamp,
        note=reader.text(snapshot.note),
        mark=mark,
        accent=colour.by_day(snapshot.accent or colour.DEFAULT).accent,
        page=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        nothing=_("No session yet"),
        days=_Setting(reader, linked).days(),
    )


def _days(reader: Reader) -> str:
    """The event's days; those of its sessions where an old release does not say."""
    snapshot = reader.snapshot
    told = [date.fromisoformat(day) for day in (snapshot.first_day, snapshot.last_day) if day]
    told = told or [one.starts_local.date() for one in snapshot.sessions]
    return dates.days(min(told), max(told), reader.language) if told else ""


class _Setting:
    """Sessions put into the words of a booklet."""

    def __init__(self, reader: Reader, linked: Container[str] | None) -> None:
        self._reader = reader
        self._linked = linked
        self._writer = days.Writer(reader, View(reader.snapshot.timezone, None, has_grid=False))
        self._inside: dict[str, list[SnapshotSession]] = {}
        for session in reader.snapshot.sessions:
            self._inside.setdefault(session.parent, []).append(session)

    def days(self) -> list[BookletDay]:
        by_day: dict[date, list[SnapshotSession]] = {}
        for session in self._inside.get("", ()):
            by_day.setdefault(self._writer.local(session.starts_at).date(), []).append(session)
        return [self._day(day, sessions) for day, sessions in sorted(by_day.items())]

    def _day(self, day: date, sessions: Sequence[SnapshotSession]) -> BookletDay:
        zone = dates.zone_label(self._writer.local(sessions[0].starts_at))
        return BookletDay(
            label=dates.weekday_day(day, self._reader.language),
            zone=_("Times are %(zone)s.", zone=zone),
            entries=[self._entry(session) for session in sessions],
        )

    def _entry(self, session: SnapshotSession) -> Entry:
        reader, row = self._reader, self._writer.row(session, ())
        is_quiet = session.kind in QUIET
        described, language = reader.marked(session.abstract)
        has_page = self._linked is None or session.id in self._linked
        kind = "" if is_quiet else row.kind
        return Entry(
            time=row.time,
            title=Said(row.title or _("Without a title"), row.language),
            href=absolute(reader.session_path(session)) if has_page else "",
            facts=[fact for fact in (row.place, kind, row.track, row.spoken) if fact],
            notes=row.notes,
            casts=[_cast(group.heading, group.faces, reader) for group in faces.groups(reader, session)],
            abstract=_paragraphs(described),
            abstract_language=language,
            is_quiet=is_quiet,
            cancelled=_("Cancelled") if session.is_cancelled else "",
            parts=[self._entry(part) for part in self._inside.get(session.id, ())],
        )


def _paragraphs(described: str) -> list[str]:
    lines = (line.strip() for line in summary.plain(described).splitlines())
    return [_LIST_MARK.sub("• ", line) for line in lines if line]


def _cast(heading: str, people: Iterable[Face], reader: Reader) -> Cast:
    named = [
        (f"{one.honorific} {one.name}".strip(), lists.join(one.lines, reader.language)) for one in people
    ]
    return Cast(heading, named)
