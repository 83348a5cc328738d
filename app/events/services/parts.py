"""What an organiser changes in one go: each part is one page of the workspace.

Fields are named as those of Event, so that a part is read from one and written to one as it is.
The part with the dates is rules.Schedule.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, TypeVar

from app.core.types import Translated
from app.events.models import Attendance, Event, EventKind, Participation, RegistrationSwitch
from app.events.rules import Schedule


def _none() -> Translated:
    return Translated({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """What the event is called and what it is about."""

    kind: EventKind
    attendance: Attendance
    title: Translated
    subtitle: Translated = field(default_factory=_none)
    acronym: str = ""
    theme: Translated = field(default_factory=_none)
    tagline: Translated = field(default_factory=_none)
    summary: Translated = field(default_factory=_none)
    topics: list[str] = field(default_factory=list)
    series_id: int | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    venue_name: Translated = field(default_factory=_none)
    address_lines: list[str] = field(default_factory=list)
    district: str = ""
    postcode: str = ""
    city: Translated = field(default_factory=_none)
    state: str = ""
    country: str = ""
    map_url: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    main_language: str = "en"
    content_languages: list[str] = field(default_factory=lambda: ["en"])
    working_languages: list[str] = field(default_factory=list)
    interpretation_languages: list[str] = field(default_factory=list)
    accessibility: Translated = field(default_factory=_none)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """How one takes part, and how registration here behaves."""

    participation: Participation = Participation.NONE
    external_url: str = ""
    external_provider: str = ""
    livestream_url: str = ""
    livestream_is_public: bool = False
    registration_switch: RegistrationSwitch = RegistrationSwitch.BY_CLOCK
    hold_hours: int = 24
    offer_hours: int = 48
    frozen_from: datetime | None = None  # wall clock; where it comes twice, the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Who the event is for, and its key figures; sections are rows of their own."""

    audience: Translated = field(default_factory=_none)
    figures: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The image with what belongs to it; each of the three may be there without the others."""

    image_id: int | None = None
    image_alt: Translated = field(default_factory=_none)
    image_credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The address, the contact and the colour."""

    slug: str
    contact_name: str = ""
    contact_email: str = ""
    accent: str = "#0b5394"


Part = Basics | Schedule | Place | Languages | TakingPart | Description | Picture | Details
P = TypeVar("P", bound=Part)


def read(kind: type[P], event: Event) -> P:
    """The part as the event has it now."""
    return kind(**{one.name: getattr(event, one.name) for one in fields(kind)})


def write(part: Part, event: Event) -> list[str]:
    """Take the part over; returns the names of the fields that changed."""
    changed = [one.name for one in fields(part) if getattr(event, one.name) != getattr(part, one.name)]
    for name in changed:
        setattr(event, name, getattr(part, name))
    return changed
