"""How somebody will appear, in each language of an event: as pages, letters and calendars write it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import force_locale

from app.core.types import Translated
from app.events.models import Event
from app.people.models import Person
from app.programme import ical
from app.programme.models import Appearance
from app.programme.releases import snapshotting
from app.programme.releases.snapshotting import NO_STAMP
from app.programme.rules import Draft, Timetable
from app.programme.snapshot import Snapshot
from app.programme.timetable.reader import Reader
from app.rendering import summary


@dataclass(frozen=True, slots=True)
class Line:
    """One appearance. `missing` names the texts that this language has not."""

    session: str
    role: str
    capacity: str
    calendar: str
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything in one language of the event; the biography without its Markdown."""

    language: str
    name: str
    lines: Sequence[Line]
    biography: str
    missing: Sequence[str]

    @property
    def is_whole(self) -> bool:
        return not self.missing and not any(line.missing for line in self.lines)


def of(event: Event, person: Person, appearances: Sequence[Appearance]) -> list[Proof]:
    """The proofs of every language of the event's texts, the main one first."""
    main = event.main_language
    languages = [main, *(code for code in event.content_languages if code != main)]
    return [_proof(event, person, appearances, language) for language in languages]


def _proof(event: Event, person: Person, appearances: Sequence[Appearance], language: str) -> Proof:
    with force_locale(language.replace("-", "_")):
        reader = Reader(_nothing_but(event, person), language)
        name = ""
        lines = []
        for one in appearances:
            frozen = snapshotting.frozen_appearance(one)
            name = reader.name(frozen)
            lines.append(
                Line(
                    session=reader.text(one.item.title),
                    role=reader.role(frozen),
                    capacity=reader.capacity(frozen),
                    calendar=ical.appearance(reader, frozen),
                    missing=_missing(
                        language, title=one.item.title, job=one.job, organisation=one.organisation
                    ),
                )
            )
    return Proof(
        language=language,
        name=name or f"{person.honorific} {person.name}".strip(),
        lines=lines,
        biography=summary.plain(reader.text(person.biography)),
        missing=_missing(language, biography=person.biography),
    )


def _nothing_but(event: Event, person: Person) -> Snapshot:
    """A release in which only this person is known."""
    empty = Draft(event=event, rooms=(), tracks=(), timetable=Timetable((), event))
    return replace(
        snapshotting.snapshot(empty, NO_STAMP), people={person.public_id: snapshotting.frozen_person(person)}
    )


def _missing(language: str, **texts: Translated) -> list[str]:
    """Under the names of columns, what is said in another language and not in this one."""
    return [name for name, text in texts.items() if text and not text.get(language)]
