"""What parsing gives: sessions whose every field knows its source, the use of every line, and doubts."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text, as offsets of its characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A text and the stretches of the source it came from."""

    value: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """A named person in a session."""

    name: Found
    role: str  # as programme.models.AppearanceRole
    honorific: Found | None = None
    position: Found | None = None
    organisation: Found | None = None
    country: Found | None = None
    role_label: Found | None = None
    note: Found | None = None  # "video message"
    mode: str = "in person"  # as programme.models.AppearanceMode
    is_tbc: bool = False
    # Only where a text of our own tells them (programme.text).
    given_name: Found | None = None
    family_name: Found | None = None
    city: Found | None = None
    state: str = ""  # as programme.models.AppearanceState
    public_id: Found | None = None
    is_group: bool = False  # nobody's name: a label such as "Selected mayors"

    @property
    def family_name_first(self) -> bool:
        """Whether the family name stands before the given one."""
        if self.given_name is None or self.family_name is None:
            return False
        return self.family_name.spans[0].start < self.given_name.spans[0].start


@dataclass(frozen=True, slots=True)
class ParsedSession:
    """One session; times are minutes since midnight of its day, 24:00 included."""

    day: date
    start: int
    end: int | None
    title: Found
    kind: str  # as programme.models.SessionKind
    clock: Found | None = None
    end_is_derived: bool = False
    is_timed: bool = True  # has a clock of its own
    parent: int | None = None
    section: Found | None = None
    label: Found | None = None
    kind_word: Found | None = None
    room: Found | None = None
    note: Found | None = None
    abstract: Found | None = None
    key_question: Found | None = None
    objective: Found | None = None
    focus_points: Found | None = None
    people: tuple[ParsedPerson, ...] = ()
    groups: tuple[ParsedPerson, ...] = ()  # "Selected mayors": people without names
    # Only where a text of our own tells them (programme.text).
    public_id: Found | None = None
    rooms: tuple[Found, ...] = ()  # one by one, as `room` has them in a row
    in_all_rooms: bool = False
    track: Found | None = None
    end_day: date | None = None  # where the clocks alone do not tell on which day it ends
    start_fold: int = 0  # 1: the second time the clock shows it
    end_fold: int = 0
    says_all: bool = False  # what it does not say is not so

    @property
    def ends_next_day(self) -> bool:
        return self.end is not None and self.end < self.start

    @property
    def ends_on(self) -> date:
        """The day on which it ends."""
        return self.end_day or self.day + timedelta(days=self.ends_next_day)


@dataclass(frozen=True, slots=True)
class Use:
    """What a stretch of the source was used for; "not understood" when for nothing."""

    span: Span
    use: str
    session: int | None = None


NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that is not blank: its number from 1, where it stands, and the use of its pieces."""

    number: int
    span: Span
    uses: tuple[Use, ...]

    @property
    def is_understood(self) -> bool:
        return any(use.use not in {NOT_UNDERSTOOD, "separator"} for use in self.uses)


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt an organiser should decide, with a stable code and the place it is about."""

    code: str
    span: Span
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """The time zone the text gives: an IANA name or an offset such as "+01:00"."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Result:
    """Everything read out of one text."""

    sessions: tuple[ParsedSession, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    zone: Zone | None = None
    questions: tuple[Question, ...] = field(default_factory=tuple)
    language: str = ""  # of the texts, where a text of our own tells it
