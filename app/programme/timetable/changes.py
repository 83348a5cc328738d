"""What happened to sessions between two releases, in a reader's words. Pure.

Reads the rows a release keeps (releases.comparing says what is in them).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.programme.releases.comparing import ChangeKind
from app.programme.timetable.reader import Reader
from app.rendering import dates

Row = Mapping[str, Any]

LABELS = {
    ChangeKind.ADDED: _l("New"),
    ChangeKind.MOVED: _l("Moved"),
    ChangeKind.ROOM: _l("Room changed"),
    ChangeKind.RENAMED: _l("Renamed"),
    ChangeKind.PEOPLE: _l("People changed"),
    ChangeKind.CANCELLED: _l("Cancelled"),
    ChangeKind.RESTORED: _l("Takes place after all"),
    ChangeKind.CHANGED: _l("Details changed"),
}
TONES = {
    ChangeKind.ADDED: "good",
    ChangeKind.RESTORED: "good",
    ChangeKind.CANCELLED: "bad",
    ChangeKind.MOVED: "warning",
    ChangeKind.ROOM: "warning",
}
_FIELDS = {
    "kind": _l("kind of session"),
    "parent": _l("part of another session"),
    "abstract": _l("description"),
    "key_question": _l("key question"),
    "objective": _l("objective"),
    "focus_points": _l("focus points"),
    "note": _l("note"),
    "languages": _l("languages"),
    "interpretation": _l("interpretation"),
    "has_captions": _l("captions"),
    "has_sign_language": _l("sign language"),
    "seats": _l("seats"),
    "livestream_url": _l("livestream"),
    "recording_url": _l("recording"),
    "track": _l("track"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference. `before` and `after` are empty where there is nothing to compare."""

    label: str
    tone: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """All of it in a line of plain text."""
        if self.before and self.after:
            return _(
                "%(change)s: %(before)s → %(after)s", change=self.label, before=self.before, after=self.after
            )
        words = self.after or self.before
        return _("%(change)s: %(words)s", change=self.label, words=words) if words else self.label


@dataclass(frozen=True, slots=True)
class Changed:
    """A session with all that is different about it. `is_here` while its page exists."""

    session: str
    title: str
    language: str  # of the title, where it is not the reader's own
    is_here: bool
    lines: list[Line]


def by_session(rows: Iterable[Row], reader: Reader) -> list[Changed]:
    """The change list with one entry a session, in the order of the rows."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["session"], []).append(row)
    return [_changed(session, found, reader) for session, found in grouped.items()]


def _changed(session: str, rows: list[Row], reader: Reader) -> Changed:
    title, language = reader.marked(rows[-1]["title"])
    lines = [_line(row, reader) for row in rows]
    return Changed(session, title, language, session in reader.sessions, lines)


def _line(row: Row, reader: Reader) -> Line:
    kind = ChangeKind(row["change"])
    tone = TONES.get(kind, "neutral")
    if kind is ChangeKind.PEOPLE:
        gone, come = _people(row["before"] or [], row["after"] or [], reader)
        return Line(str(LABELS[kind]), tone, gone, come)
    if kind is ChangeKind.CHANGED:
        names = ", ".join(str(_FIELDS[name]) for name in row.get("fields", ()) if name in _FIELDS)
        return Line(str(LABELS[kind]), tone, "", names)
    words = _WORDS[kind]
    before, after = (words(value, reader) if value else "" for value in (row["before"], row["after"]))
    return Line(str(LABELS[kind]), tone, before, after)


def _time(value: Row, reader: Reader) -> str:
    starts, ends = (datetime.fromisoformat(value[name]) for name in ("starts_local", "ends_local"))
    day, begins = dates.weekday_day(starts, reader.language), dates.clock(starts)
    if ends == starts:
        return _("%(day)s, %(time)s", day=day, time=begins)
    return _("%(day)s, %(start)s–%(end)s", day=day, start=begins, end=dates.clock(ends))


def _rooms(value: Row, reader: Reader) -> str:
    if value["in_all_rooms"]:
        return _("all rooms")
    return " + ".join(reader.text(name) for name in value["rooms"]) or _("no room")


def _title(value: Row, reader: Reader) -> str:
    return reader.text(value)


def _people(before: list[Row], after: list[Row], reader: Reader) -> tuple[str, str]:
    """Who is gone and who has come; who stays is named only when nobody did either."""
    gone, come = list(_names(before, after, reader)), list(_names(after, before, reader))
    if not gone and not come:
        changed = [one for one in after if one not in before]
        come = [_name(one, reader) for one in changed]
    return ", ".join(gone), ", ".join(come)


def _names(these: list[Row], those: list[Row], reader: Reader) -> Iterator[str]:
    known = {_key(one) for one in those}
    return (_name(one, reader) for one in these if _key(one) not in known)


def _key(one: Row) -> tuple[str, str]:
    return one["person"], "" if one["person"] else str(one["label"])


def _name(one: Row, reader: Reader) -> str:
    return one["name"] or reader.text(one["label"])


_WORDS: dict[ChangeKind, Callable[[Row, Reader], str]] = {
    ChangeKind.ADDED: _time,
    ChangeKind.MOVED: _time,
    ChangeKind.CANCELLED: _time,
    ChangeKind.RESTORED: _time,
    ChangeKind.ROOM: _rooms,
    ChangeKind.RENAMED: _title,
}
