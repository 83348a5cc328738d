"""What happened to sessions between two releases, in a reader's words. Pure.

Reads the rows a release keeps (releases.comparing says what is in them).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import localtime
from app.events.models import Lifecycle
from app.programme.releases.comparing import ChangeKind
from app.programme.timetable import people_changes
from app.programme.timetable.people_changes import Difference
from app.programme.timetable.reader import Reader
from app.rendering import dates, lists

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
    ChangeKind.GENERAL: _l("Details changed"),
}
_STANDINGS = {
    Lifecycle.ANNOUNCED: (_l("Takes place after all"), "good"),
    Lifecycle.POSTPONED: (_l("Postponed"), "warning"),
    Lifecycle.CANCELLED: (_l("Cancelled"), "bad"),
}
TONES = {
    ChangeKind.ADDED: "good",
    ChangeKind.RESTORED: "good",
    ChangeKind.CANCELLED: "bad",
    ChangeKind.MOVED: "warning",
    ChangeKind.ROOM: "warning",
}
_FIELDS = {
    "times": _l("what is known of its times"),
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
# What may be different besides the sessions.
GENERAL = {
    "title": _l("the event’s title"),
    "place": _l("the place, or how one takes part"),
    "contact": _l("whom participants ask"),
    "livestream": _l("whether livestreams are public"),
    "streams": _l("addresses of livestreams"),
    "languages": _l("the languages of the texts"),
    "accent": _l("the event’s colour"),
    "rooms": _l("facts about rooms"),
    "tracks": _l("facts about tracks"),
    "people": _l("facts about people"),
    "order": _l("the order of sessions that start together"),
    "clock": _l("the rules of the time zone; times on the clocks there stay"),
}
_UNTOLD = frozenset({"streams", "accent"})  # seen, but no news for readers


@dataclass(frozen=True, slots=True)
class Line:
    """One difference. `before` and `after` are empty where there is nothing to compare.

    `about` is whose and what, where the label leaves that open.
    """

    label: str
    tone: str
    before: str
    after: str
    about: str = ""

    @property
    def sentence(self) -> str:
        """All of it in a line of plain text."""
        change = _labelled(self.label, self.about)
        if self.before and self.after:
            return _(
                "%(change)s: %(before)s → %(after)s", change=change, before=self.before, after=self.after
            )
        return _labelled(change, self.after or self.before)


def _labelled(change: str, words: str) -> str:
    return _("%(change)s: %(words)s", change=change, words=words) if words else change


@dataclass(frozen=True, slots=True)
class Changed:
    """A session with all that is different about it. `is_here` while its page exists.

    Without a `session` it is the event itself.
    """

    session: str
    title: str
    language: str  # of the title, where it is not the reader's own
    is_here: bool
    lines: list[Line]


def by_session(rows: Iterable[Row], reader: Reader) -> list[Changed]:
    """The change list with one entry a session, in the order of the rows."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if _is_told(row, reader):
            grouped.setdefault(row["session"], []).append(row)
    return [_changed(session, found, reader) for session, found in grouped.items()]


def _is_told(row: Row, reader: Reader) -> bool:
    """A session that only may end at another time has not moved in anybody's eyes.

    Nor are its people others where two entries of somebody have become one.
    """
    if row["change"] == ChangeKind.GENERAL:
        return bool(set(row["fields"]) - _UNTOLD)
    if row["change"] == ChangeKind.PEOPLE:
        return next(_people(row, reader), None) is not None
    if row["change"] != ChangeKind.MOVED:
        return True
    before, after = _times(row["before"], row["after"], reader)
    return before != after


def _changed(session: str, rows: list[Row], reader: Reader) -> Changed:
    title, language = reader.marked(rows[-1]["title"])
    lines = [line for row in rows for line in _lines(row, reader)]
    return Changed(session, title, language, session in reader.sessions, lines)


def _lines(row: Row, reader: Reader) -> Iterator[Line]:
    kind = ChangeKind(row["change"])
    if kind is not ChangeKind.PEOPLE:
        yield _line(kind, row, reader)
        return
    for one in _people(row, reader):
        yield Line(str(LABELS[kind]), "neutral", one.before, one.after, one.about)


def _people(row: Row, reader: Reader) -> Iterator[Difference]:
    return people_changes.differences(row["before"] or [], row["after"] or [], reader)


def _line(kind: ChangeKind, row: Row, reader: Reader) -> Line:
    if kind is ChangeKind.EVENT:
        label, tone = _STANDINGS[Lifecycle(row["after"]["lifecycle"])]
        return Line(str(label), tone, "", reader.text(row["after"]["note"]))
    tone = TONES.get(kind, "neutral")
    if kind in {ChangeKind.CHANGED, ChangeKind.GENERAL}:
        return Line(str(LABELS[kind]), tone, "", _names_of(row["fields"], kind, reader))
    if kind is ChangeKind.MOVED:
        return Line(str(LABELS[kind]), tone, *_times(row["before"], row["after"], reader))
    words = _WORDS[kind]
    before, after = (words(value, reader) if value else "" for value in (row["before"], row["after"]))
    return Line(str(LABELS[kind]), tone, before, after)


def _names_of(fields: Iterable[str], kind: ChangeKind, reader: Reader) -> str:
    words = GENERAL if kind is ChangeKind.GENERAL else _FIELDS
    return lists.join((words[name] for name in fields if name in words.keys() - _UNTOLD), reader.language)


def _times(before: Row, after: Row, reader: Reader) -> tuple[str, str]:
    """Both times; with their zones where clocks that show the same are clocks of two zones."""
    was, now = _time(before, reader), _time(after, reader)
    if was != now and before["timezone"] == after["timezone"]:
        return was, now
    zones = _zone(before), _zone(after)
    return lists.join((was, zones[0]), reader.language), lists.join((now, zones[1]), reader.language)


def _zone(value: Row) -> str:
    zone, fold = localtime.zone(value["timezone"]), value["starts_fold"]
    return dates.zone_label(datetime.fromisoformat(value["starts_local"]).replace(tzinfo=zone, fold=fold))


def _time(value: Row, reader: Reader) -> str:
    starts, ends = (datetime.fromisoformat(value[name]) for name in ("starts_local", "ends_local"))
    day, begins = dates.weekday_day(starts, reader.language), dates.clock(starts)
    if not value.get("has_own_start", True):
        return day
    if ends == starts or not value.get("has_own_end", True):
        return _("%(day)s, %(time)s", day=day, time=begins)
    until = dates.clock_seen_from(ends, starts.date(), reader.language)
    return _("%(day)s, %(start)s–%(end)s", day=day, start=begins, end=until)


def _rooms(value: Row, reader: Reader) -> str:
    if value["in_all_rooms"]:
        return _("all rooms")
    return " + ".join(reader.text(name) for name in value["rooms"]) or _("no room")


def _title(value: Row, reader: Reader) -> str:
    return reader.text(value)


_WORDS: dict[ChangeKind, Callable[[Row, Reader], str]] = {
    ChangeKind.ADDED: _time,
    ChangeKind.CANCELLED: _time,
    ChangeKind.RESTORED: _time,
    ChangeKind.ROOM: _rooms,
    ChangeKind.RENAMED: _title,
}
