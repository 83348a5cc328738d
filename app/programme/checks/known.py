"""What the checks look at: the draft with the page of its event, and every text in them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.core.types import Translated
from app.documents.models import Document
from app.events.models import Event, EventLink, EventSection, FeaturedPerson, Party
from app.people.models import Person
from app.programme.checks.finding import Place, Target, at_page, at_session
from app.programme.models import Appearance, ProgrammeItem
from app.programme.rules import Draft

SESSION_TEXTS = ("title", "abstract", "key_question", "objective", "focus_points", "note")
# The event's own texts, with the page on which each is entered.
EVENT_TEXTS = {
    "title": "basics", "subtitle": "basics", "theme": "basics", "tagline": "basics", "summary": "basics",
    "audience": "description", "venue_name": "place", "city": "place", "accessibility": "languages",
    "image_alt": "image", "status_note": "state",
}  # fmt: skip


class Text(NamedTuple):
    """One text in one language, and where it stands."""

    value: str
    language: str
    target: Target
    item: ProgrammeItem | None = None


class Several(NamedTuple):
    """One text in all its languages, and where it stands."""

    value: Mapping[str, str]
    target: Target
    item: ProgrammeItem | None = None


class Elsewhere(NamedTuple):
    """Another event of the same team that everybody can read: what it is called, and its headings."""

    event: Translated
    series: int | None
    headings: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Known:
    """All facts of one event that checks are about. What is not handed in is not there."""

    draft: Draft
    sections: Sequence[EventSection] = ()
    parties: Sequence[Party] = ()
    featured: Sequence[FeaturedPerson] = ()
    links: Sequence[EventLink] = ()
    empty_documents: Sequence[Document] = ()
    elsewhere: Sequence[Elsewhere] = ()
    told_apart: Collection[frozenset[int]] = ()  # numbers of persons who are two, however alike

    @property
    def event(self) -> Event:
        return self.draft.event

    @cached_property
    def items(self) -> list[ProgrammeItem]:
        """Every session, in order."""
        return list(self.draft.timetable)

    def parent(self, item: ProgrammeItem) -> ProgrammeItem | None:
        """The session around this one."""
        return self.draft.timetable.parent(item)

    @cached_property
    def appearing(self) -> list[tuple[ProgrammeItem, Appearance]]:
        return [(item, one) for item in self.items for one in item.appearances]

    @cached_property
    def people(self) -> list[Person]:
        """Everybody in the programme or on the event's page, once."""
        named = [one.person for _item, one in self.appearing if one.person is not None]
        people = [*named, *(one.person for one in self.featured)]
        return list({person.public_id: person for person in people}.values())

    @cached_property
    def translated(self) -> list[Several]:
        """Every text that may be there in several languages."""
        return [*self._of_sessions(), *self._of_people(), *self._of_event(), *self._of_rows()]

    @cached_property
    def texts(self) -> list[Text]:
        return [
            Text(value, language, target, item)
            for texts, target, item in self.translated
            for language, value in texts.items()
            if value
        ]

    def _of_sessions(self) -> Iterator[Several]:
        for item in self.items:
            for name in SESSION_TEXTS:
                if value := getattr(item, name):
                    yield Several(value, at_session(item, name), item)
        for room in self.draft.rooms:
            yield Several(room.name, Target(Place.ROOM, room.public_id, name=room.name, field="name"))
            yield Several(room.note or {}, Target(Place.ROOM, room.public_id, name=room.name, field="note"))
        for track in self.draft.tracks:
            yield Several(track.name, Target(Place.TRACK, track.public_id, name=track.name, field="name"))

    def _of_people(self) -> Iterator[Several]:
        for item, one in self.appearing:
            for name in ("label", "job", "organisation"):
                if value := getattr(one, name):
                    yield Several(value, at_appearance(item, one, name), item)
        for person in self.people:
            if person.biography:
                yield Several(person.biography, at_person(person, "biography"))

    def _of_event(self) -> Iterator[Several]:
        for name, page in EVENT_TEXTS.items():
            if value := getattr(self.event, name):
                yield Several(value, at_page(page, name))

    def _of_rows(self) -> Iterator[Several]:
        for section in self.sections:
            source = section.block or section
            for name in ("title", "body"):
                yield Several(getattr(source, name) or {}, at_section(section, name))
        for party in self.parties:
            yield Several(party.name, at_row("parties", party, party.name, "name"))
        for link in self.links:
            yield Several(link.label, at_row("links", link, link.label, "label"))
        for one in self.featured:
            for name in ("role", "quotation"):
                yield Several(getattr(one, name) or {}, at_row("people", one, one.person.name, name))


def at_appearance(item: ProgrammeItem, one: Appearance, field: str = "") -> Target:
    name = one.person.name if one.person is not None else one.label
    return Target(Place.APPEARANCE, one.public_id, of=item.public_id, name=name, field=field)


def at_person(person: Person, field: str = "") -> Target:
    return Target(Place.PERSON, person.public_id, name=person.name, field=field)


def at_row(
    kind: str, row: Party | EventLink | FeaturedPerson, name: Mapping[str, str] | str, field: str
) -> Target:
    return Target(Place.ROW, row.public_id, of=kind, name=name, field=field)


def at_section(section: EventSection, field: str) -> Target:
    """The text's own page; of one that events share, the page of the shared text."""
    if section.block is not None:
        return Target(Place.BLOCK, section.block.slug, name=section.block.title, field=field)
    return Target(Place.ROW, section.public_id, of="sections", name=section.title or {}, field=field)
