"""A change list in sentences, for the people who made the changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.http import language
from app.programme import labels
from app.programme.models import AppearanceRole
from app.programme.releases.comparing import Change, ChangeKind
from app.rendering import dates
from app.web import filters

KIND: dict[ChangeKind, LazyString] = {
    ChangeKind.ADDED: _l("Added"),
    ChangeKind.MOVED: _l("Moved"),
    ChangeKind.ROOM: _l("Room"),
    ChangeKind.RENAMED: _l("Renamed"),
    ChangeKind.PEOPLE: _l("People"),
    ChangeKind.CANCELLED: _l("Cancelled"),
    ChangeKind.RESTORED: _l("Restored"),
    ChangeKind.CHANGED: _l("Changed"),
}
GENERAL: dict[str, LazyString] = {
    "title": _l("The event's title"),
    "place": _l("The place, or how one takes part"),
    "contact": _l("Whom participants ask"),
    "address": _l("The event's address on this site"),
    "livestream": _l("Whether livestreams are public"),
    "languages": _l("The languages of the texts"),
    "accent": _l("The event's colour"),
    "rooms": _l("Facts about rooms"),
    "tracks": _l("Facts about tracks"),
    "people": _l("Facts about people"),
    "order": _l("The order of sessions that start together"),
}
FIELDS: dict[str, LazyString] = {
    "kind": _l("Kind"),
    "parent": _l("Part of"),
    "abstract": _l("Abstract"),
    "key_question": _l("Key question"),
    "objective": _l("Objective"),
    "focus_points": _l("Focus points"),
    "note": _l("Note on delivery"),
    "languages": _l("Languages spoken"),
    "interpretation": _l("Interpretation into"),
    "has_captions": _l("With captions"),
    "has_sign_language": _l("With sign language"),
    "seats": _l("Seats"),
    "livestream_url": _l("Address of its own livestream"),
    "recording_url": _l("Address of the recording"),
    "track": _l("Track"),
}
_TAGS = {ChangeKind.ADDED: "good", ChangeKind.RESTORED: "good", ChangeKind.CANCELLED: "bad"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change as a row: a tag, the session's title, and what happened in words."""

    session: str
    kind: LazyString
    tag: str
    is_cancelled: bool
    title: dict[str, str]
    sentence: str


def from_rows(rows: Iterable[dict[str, Any]]) -> list[Change]:
    return [Change.from_row(row) for row in rows]


def lines(changes: Iterable[Change]) -> list[Line]:
    """Every change in the reader's language, in the order of the programme."""
    return [
        Line(
            session=change.session,
            kind=KIND[change.change],
            tag=_TAGS.get(change.change, "info"),
            is_cancelled=change.change is ChangeKind.CANCELLED,
            title=change.title,
            sentence=_sentence(change),
        )
        for change in changes
    ]


def _sentence(change: Change) -> str:
    if change.fields:
        return ", ".join(str(FIELDS[name]) for name in change.fields)
    if change.change is ChangeKind.MOVED:
        return _move(change.before, change.after)
    tell = _TELLERS.get(change.change)
    if tell is None:  # added, restored, cancelled: there is one side only
        return _time(change.after or change.before)
    return _from_to(tell(change.before), tell(change.after))


def _from_to(before: str, after: str) -> str:
    return _("%(before)s → %(after)s", before=before or "–", after=after or "–")


def _move(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Both times; what they have in common is said once."""
    if _day_and_zone(before) != _day_and_zone(after):
        return _from_to(_time(before), _time(after))
    day, zone = _day_and_zone(before)
    return f"{day}, {_from_to(_clocks(before), _clocks(after))} ({zone})"


def _time(value: dict[str, Any]) -> str:
    day, zone = _day_and_zone(value)
    return f"{day}, {_clocks(value)} ({zone})"


def _clocks(value: dict[str, Any]) -> str:
    starts, ends = (datetime.fromisoformat(value[name]) for name in ("starts_local", "ends_local"))
    return f"{dates.clock(starts)}–{dates.clock(ends)}"


def _day_and_zone(value: dict[str, Any]) -> tuple[str, str]:
    starts = datetime.fromisoformat(value["starts_local"])
    return dates.short_day(starts.date(), language.current()), value["timezone"]


def _rooms(value: dict[str, Any]) -> str:
    if value["in_all_rooms"]:
        return _("All rooms")
    return " + ".join(filters.tr_text(name) for name in value["rooms"])


def _people(value: list[dict[str, Any]]) -> str:
    return "; ".join(_person(one) for one in value)


def _person(value: dict[str, Any]) -> str:
    """Ana López (Moderator), Mayor, City of Querétaro."""
    name = value["name"] or filters.tr_text(value["label"])
    role = labels.ROLE[AppearanceRole(value["role"])]
    details = [filters.tr_text(value["job"]), filters.tr_text(value["organisation"])]
    return ", ".join(part for part in (f"{name} ({role})", *details) if part)


_TELLERS: dict[ChangeKind, Callable[[Any], str]] = {
    ChangeKind.ROOM: _rooms,
    ChangeKind.RENAMED: filters.tr_text,
    ChangeKind.PEOPLE: _people,
}
