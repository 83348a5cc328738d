"""Typed makers of programmes for tests: rooms, tracks, people, sessions, releases, a whole conference."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.core import text
from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.people.models import Person
from app.programme import queries
from app.programme.checks import running
from app.programme.models import (
    Appearance,
    AppearanceRole,
    FindingWaiver,
    PreviewComment,
    ProgrammeItem,
    Release,
    ReleaseState,
    Room,
    SessionKind,
    Track,
)
from app.programme.services import commenting, previewing, releasing, waiving
from app.programme.services.commenting import NewComment
from app.programme.services.previewing import NewPreview
from app.programme.services.releasing import NewRelease
from app.programme.services.waiving import NewWaiver

_numbers = itertools.count(1)
NINE = datetime.fromisoformat("2026-09-28T09:00")  # the first day of make.events.event(), when it opens


def at(clock: str, day: int = 28) -> datetime:
    """That wall-clock time on a day of September 2026."""
    return local(f"2026-09-{day} {clock}")


def local(text: str) -> datetime:
    """A wall-clock time as it is written: 2026-10-25 02:30."""
    return datetime.fromisoformat(text)


def room(event: Event, name: str = "", **fields: Any) -> Room:
    """A room after those made before it."""
    number = next(_numbers)
    with transaction() as session:
        made = Room(
            event_id=event.id, position=number, name=Translated({"en": name or f"Room {number}"}), **fields
        )
        session.add(made)
    return made


def track(event: Event, name: str = "", **fields: Any) -> Track:
    """A track after those made before it."""
    number = next(_numbers)
    with transaction() as session:
        made = Track(
            event_id=event.id, position=number, name=Translated({"en": name or f"Track {number}"}), **fields
        )
        session.add(made)
    return made


def person(given: str = "Ana", family: str = "López", **fields: Any) -> Person:
    """Somebody with a name."""
    with transaction() as session:
        made = Person(
            given_name=given,
            family_name=family,
            search_text=text.searchable(given, family, family + given),
            **fields,
        )
        session.add(made)
    return made


def item(
    event: Event,
    title: str = "",
    *,
    starts: datetime | None = NINE,
    ends: datetime | None = None,
    rooms: Sequence[Room] = (),
    people: Sequence[Person] = (),
    **fields: Any,
) -> ProgrammeItem:
    """A session of the draft, on the first morning unless said otherwise, with speakers."""
    number = next(_numbers)
    with transaction() as session:
        made = ProgrammeItem(
            event=event,
            position=fields.pop("position", number),
            title=Translated({"en": title or f"Session {number}"}),
            starts_local=starts,
            ends_local=ends,
            rooms=list(rooms),
            **fields,
        )
        made.appearances = [
            Appearance(person=one, position=position, role=AppearanceRole.SPEAKER)
            for position, one in enumerate(people, start=1)
        ]
        session.add(made)
    return made


def placeholder(item: ProgrammeItem, label: str = "Mayor of Hamburg, to be confirmed") -> Appearance:
    """Somebody without a name, after those in the session already."""
    with transaction() as session:
        position = len(item.appearances) + 1
        made = Appearance(item=item, label=Translated({"en": label}), position=position)
        session.add(made)
    return made


def release(event: Event, state: ReleaseState = ReleaseState.DRAFT, **fields: Any) -> Release:
    """Release the draft as it is."""
    return releasing.release(event, NewRelease(state=state, **fields), actor=SYSTEM)


def waive_errors(event: Event, reason: str = "Meant so.") -> None:
    """Let be whatever would keep the draft from being released."""
    for finding in running.errors(queries.preview(event).findings):
        new = NewWaiver(code=finding.code, fingerprint=finding.fingerprint, reason=reason)
        waiving.waive(event, new, actor=SYSTEM)


def waiver(event: Event) -> FindingWaiver:
    """Why the first thing the checks find need not be corrected."""
    found = next(one for one in queries.preview(event).findings if not one.is_hint)
    new = NewWaiver(code=found.code, fingerprint=found.fingerprint, reason="Meant so.")
    return waiving.waive(event, new, actor=SYSTEM)


def comment(event: Event, text: str = "Please begin later") -> PreviewComment:
    """Said of the whole draft by somebody with a link of their own."""
    link, _secret = previewing.create(event, NewPreview("the Minister’s office", 14), actor=SYSTEM)
    return commenting.comment(link, NewComment("Amina Diallo", text))


def conference(event: Event, sessions: int = 300) -> list[ProgrammeItem]:
    """A draft of that many sessions over three days in six rooms, half of them talks in panels."""
    rooms = [room(event, f"Hall {number}") for number in range(1, 7)]
    tracks = [track(event, name) for name in ("Cities", "Health", "Climate")]
    people = [person(f"Given{number}", f"Family{number}") for number in range(sessions + sessions // 3)]
    made: list[ProgrammeItem] = []
    with transaction() as session:
        for number in range(sessions):
            one = _of_conference(event, number, made[-1] if number % 2 else None)
            one.rooms = [rooms[number // 2 % 6]]
            one.track = tracks[number % 3]
            one.appearances = [
                Appearance(person=people[(number + offset) % len(people)], position=offset + 1)
                for offset in range(2)
            ]
            session.add(one)
            made.append(one)
    return made


def _of_conference(event: Event, number: int, parent: ProgrammeItem | None) -> ProgrammeItem:
    """Every second session is a talk inside the panel before it."""
    slot = number // 12  # six panels, each with its talk, at one time
    starts = NINE + timedelta(days=slot % 3, minutes=30 * (slot // 3))
    return ProgrammeItem(
        event=event,
        parent=parent,
        position=number,
        kind=SessionKind.PRESENTATION if parent else SessionKind.PANEL,
        title=Translated({"en": f"Learning city practice {number}"}),
        abstract=Translated({"en": f"What city {number} tried, what it cost and who came. " * 6}),
        starts_local=starts,
        ends_local=starts + timedelta(minutes=30),
        languages=["en"],
    )
