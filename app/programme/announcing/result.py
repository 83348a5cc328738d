"""What reading an event's page gives: facts that know where they stood, and the use of every line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.programme.paste.result import Found, Question, SourceLine, Span

# What there is one of, in the order of the page of review; the rows follow.
ABOUT = ("title", "time", "place", "languages", "taking part", "audience", "programme")


@dataclass(slots=True)
class Card:
    """Facts that are shown together, by the name of what they are about."""

    about: str


@dataclass(slots=True)
class AnnouncedTime:
    """When it is, on the clocks of the place: exact, or by days with or without hours."""

    first_day: date | None = None
    last_day: date | None = None
    daily_start: time | None = None
    daily_end: time | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    timezone: str = ""
    said: list[Found] = field(default_factory=list)
    doubts: list[Question] = field(default_factory=list)

    @property
    def is_exact(self) -> bool:
        return self.starts is not None


@dataclass(slots=True)
class AnnouncedPlace:
    venue_name: Found | None = None
    address_lines: list[Found] = field(default_factory=list)
    postcode: Found | None = None
    city: Found | None = None
    state: Found | None = None
    country: Found | None = None  # its code

    def __bool__(self) -> bool:
        return any((self.venue_name, self.address_lines, self.postcode, self.city, self.country))


@dataclass(slots=True)
class AnnouncedParty:
    role: str  # as events.models.PartyRole
    name: Found
    country: Found | None = None
    url: Found | None = None
    card: Card = field(default_factory=lambda: Card("party"))


@dataclass(slots=True)
class AnnouncedPerson:
    """Somebody the page presents; `role` is a word of ours for what they are there."""

    name: Found
    honorific: Found | None = None
    position: Found | None = None
    organisation: Found | None = None
    country: Found | None = None
    role: str = ""
    quotation: Found | None = None
    card: Card = field(default_factory=lambda: Card("person"))


@dataclass(slots=True)
class AnnouncedFigure:
    """A number, and what it counts."""

    value: Found
    label: Found
    card: Card = field(default_factory=lambda: Card("figure"))


@dataclass(slots=True)
class AnnouncedSection:
    """A piece of the page's text, as Markdown."""

    title: Found | None
    body: Found
    card: Card = field(default_factory=lambda: Card("section"))


@dataclass(slots=True)
class AnnouncedDocument:
    kind: str  # as documents.models.DocumentKind
    title: Found | None  # none where the kind says it all
    url: Found | None = None
    language: Found | None = None  # its code
    card: Card = field(default_factory=lambda: Card("document"))


Row = AnnouncedParty | AnnouncedPerson | AnnouncedFigure | AnnouncedSection | AnnouncedDocument


@dataclass(slots=True)
class Announcement:
    """All that was read out of one page."""

    language: str = "en"
    title: Found | None = None
    theme: Found | None = None
    kind: Found | None = None  # as events.models.EventKind
    attendance: Found | None = None  # as events.models.Attendance
    time: AnnouncedTime = field(default_factory=AnnouncedTime)
    place: AnnouncedPlace = field(default_factory=AnnouncedPlace)
    languages: list[Found] = field(default_factory=list)  # codes
    interpretation: list[Found] = field(default_factory=list)
    participation: Found | None = None  # as events.models.Participation
    registration: Found | None = None
    provider: str = ""
    livestream: Found | None = None
    contact_name: Found | None = None
    contact_email: Found | None = None
    audience: Found | None = None
    accessibility: Found | None = None
    image_credit: Found | None = None
    parties: list[AnnouncedParty] = field(default_factory=list)
    people: list[AnnouncedPerson] = field(default_factory=list)
    figures: list[AnnouncedFigure] = field(default_factory=list)
    sections: list[AnnouncedSection] = field(default_factory=list)
    documents: list[AnnouncedDocument] = field(default_factory=list)
    programme: Found | None = None  # its lines, for programme.paste
    lines: tuple[SourceLine, ...] = ()

    def add_access(self, lines: Sequence[str], spans: Sequence[Span]) -> None:
        """Say more of captions, signs and ways in, a paragraph for each line."""
        before = ([self.accessibility.value], self.accessibility.spans) if self.accessibility else ([], ())
        self.accessibility = Found("\n\n".join([*before[0], *lines]), (*before[1], *spans))

    @property
    def rows(self) -> dict[str, Sequence[Row]]:
        """What there may be several of, in the order of the page of review."""
        return {
            "party": self.parties,
            "person": self.people,
            "figure": self.figures,
            "section": self.sections,
            "document": self.documents,
        }

    @property
    def first_cards(self) -> dict[str, int]:
        """The number of the first card of each kind of row."""
        found, number = {}, len(ABOUT)
        for name, rows in self.rows.items():
            found[name] = number
            number += len(rows)
        return found
