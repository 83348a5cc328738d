"""What stands on the desk at one moment: the whole draft as values, as a text, and as calendars tell it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.core.db import db
from app.events.models import Event
from app.programme import ical, queries
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft
from app.programme.services import memento
from app.programme.services.memento import Memento
from app.programme.snapshot import Snapshot

KEPT_BY_RELEASES = ("sequence", "changed_at", "first_published_at", "moved_from_local")
SHOWN_BY_CALENDARS = ("DTSTART", "DTEND", "LOCATION", "STATUS", "SUMMARY")
_COUNTED = ("SEQUENCE", "LAST-MODIFIED", "DTSTAMP")
_FOLD = re.compile(r"\r\n ")


@dataclass(frozen=True)
class State:
    """A draft: what it says, in which order, and who comes first in its sessions."""

    things: Memento
    order: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]

    def session(self, public_id: str) -> dict[str, Any]:
        return self.things["session", public_id]

    def of(self, public_id: str) -> dict[Any, Any]:
        """One session with those who are in it; its number in a row counts only among those beside it."""
        own = {name: value for name, value in self.session(public_id).items() if name != "position"}
        return {("session", public_id): own} | {
            key: fields
            for key, fields in self.things.items()
            if key[0] == "appearance" and fields["session"] == public_id
        }

    def inside(self, public_id: str) -> set[str]:
        return {one for one in self.order if self.session(one)["parent"] == public_id}

    def changed(self, other: "State", public_id: str) -> set[str]:
        """The names of a session's own fields that are different."""
        was, now = self.session(public_id), other.session(public_id)
        return {name for name in was if was[name] != now[name]}


def state(event: Event) -> State:
    db.session.expire_all()
    draft = queries.draft(event)
    items = list(draft.timetable)
    return State(
        things=memento.read(event),
        order=tuple(item.public_id for item in items),
        people={item.public_id: tuple(one.public_id for one in item.appearances) for item in items},
    )


# Texts as people write them.


def foreign(draft: Draft, wanted: Collection[str], said: Mapping[str, str]) -> str:
    """The `wanted` sessions as a mail would have them; `said` are titles and clocks told otherwise."""
    days: dict[date | None, list[str]] = {}
    for item in draft.timetable.top:
        span = draft.timetable.span(item)
        if item.public_id in wanted and span is not None:
            inside = [line for child in draft.timetable.children(item) for line in _lines(child, draft, said)]
            days.setdefault(span.day, []).extend(["", *_lines(item, draft, said), *inside])
    return "\n".join(
        line
        for day, lines in days.items()
        if day
        for line in ("", f"{day:%A}, {day.day} {day:%B %Y}", *lines)
    )


def _lines(item: ProgrammeItem, draft: Draft, said: Mapping[str, str]) -> Iterator[str]:
    span, title = draft.timetable.span(item), item.title["en"]
    title = said.get(item.public_id, title)
    has_time = span is not None and (item.starts_local is not None or item.parent_id is None)
    if span is None or not has_time:
        yield f"- {title}"
    elif span.end_is_derived and item.starts_local is not None:
        yield f"{span.starts.local:%H:%M} {title}"
    else:
        yield f"{span.starts.local:%H:%M} – {span.ends.local:%H:%M} {title}"
    if item.rooms:
        yield f"Room: {' + '.join(room.name['en'] for room in item.rooms)}"
    for one in item.appearances:
        if one.person is not None:
            yield f"{one.role.value.capitalize()}: {one.person.name}"


# What the public reads.


def entries(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """The calendar entry of every session, by its public id, as lines by their names."""
    made = ical.entries(snapshot, "en")
    return {name: dict(_properties(text.decode())) for name, text in made.items()}


def _properties(text: str) -> Iterator[tuple[str, str]]:
    for line in _FOLD.sub("", text).splitlines():
        head, _colon, value = line.partition(":")
        name, _semicolon, parameters = head.partition(";")
        yield name, f"{parameters}:{value}"


def content(entry: Mapping[str, str]) -> dict[str, str]:
    """What an entry says, without how often that has changed."""
    return {name: value for name, value in entry.items() if name not in _COUNTED}


def sequence(entry: Mapping[str, str]) -> int:
    return int(entry["SEQUENCE"].lstrip(":"))


def said(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Every session of a release as it reads: rooms, tracks and people by what they are called."""
    rooms = {room.id: room.name for room in snapshot.rooms}
    tracks = {track.id: (track.name, track.colour) for track in snapshot.tracks}
    found = {}
    for one in snapshot.sessions:
        fields = {name: value for name, value in asdict(one).items() if name not in KEPT_BY_RELEASES}
        fields["rooms"] = [rooms[room] for room in one.rooms]
        fields["track"] = tracks.get(one.track)
        fields["appearances"] = [
            {
                **asdict(who),
                "id": "",
                "person": asdict(snapshot.people[who.person])["name"] if who.person else "",
            }
            for who in one.appearances
        ]
        found[one.id] = fields
    return found
