"""A programme as it is written out: one language, names instead of numbers, nothing worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState, SessionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody in a session; an unnamed group has a label and no names.

    `id` is there only where the name alone would not tell who is meant.
    """

    role: str = AppearanceRole.SPEAKER.value
    id: str = ""
    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    family_name_first: bool = False
    label: str = ""
    position: str = ""
    organisation: str = ""
    city: str = ""
    country: str = ""
    mode: str = AppearanceMode.IN_PERSON.value
    state: str = AppearanceState.CONFIRMED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session. Start and end are missing where nobody has said them; `day` is that of its heading."""

    title: str
    kind: str = SessionKind.OTHER.value
    id: str = ""
    is_inside: bool = False  # part of the last session before it that is not
    is_cancelled: bool = False
    day: date | None = None  # none: not scheduled
    starts: datetime | None = None
    ends: datetime | None = None
    starts_fold: int = 0
    ends_fold: int = 0
    rooms: Sequence[str] = ()
    in_all_rooms: bool = False
    track: str = ""
    note: str = ""
    abstract: str = ""
    key_question: str = ""
    objective: str = ""
    focus_points: str = ""
    people: Sequence[Who] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole programme. `about` are lines of the head by label: the page, the release, the status."""

    title: str
    language: str
    time_zone: str
    entries: Sequence[Entry]
    about: Sequence[tuple[str, str]] = ()
