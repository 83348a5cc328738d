"""What a pasted programme is taken to say, as an organiser may correct it before it enters the draft."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

SCHEMA = 1
NEW = "new"  # decided: none of those we know
HALF_OF_DAY = "half_of_day"  # the doubt about a clock without am or pm
_NOON = 12

Places = dict[str, list[tuple[int, int]]]
"""Where in the source each field was read, as offsets of its characters."""


@dataclass(slots=True, kw_only=True)
class ProposedPerson:
    """Somebody in a session, or an unnamed group whose label is `name`."""

    name: str
    is_group: bool = False
    given_name: str = ""  # these three where the text tells names apart
    family_name: str = ""
    family_name_first: bool = False
    public_id: str = ""  # who the text says it is
    namesake: str = ""  # what tells them from the first of that name in the text
    role: str = "speaker"
    role_is_said: bool = False  # a word of the text names it; else it is only a guess
    honorific: str = ""
    position: str = ""
    organisation: str = ""
    city: str = ""
    country: str = ""  # ISO code
    mode: str = "in person"
    state: str = "confirmed"
    places: Places = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class ProposedSession:
    """One session; `number` names it within the text and never changes. Times are wall clock."""

    number: int
    title: str
    parent: int | None = None
    kind: str = "other"
    kind_is_said: bool = False  # a word of the text names it; else it is only a guess
    starts: datetime | None = None
    ends: datetime | None = None  # none: worked out
    starts_fold: int | None = None
    ends_fold: int | None = None
    is_timed_by_hand: bool = False  # an organiser has given these times: they are the event's own
    rooms: list[str] = field(default_factory=list)
    in_all_rooms: bool = False
    track: str = ""
    note: str = ""
    abstract: str = ""
    key_question: str = ""
    objective: str = ""
    focus_points: str = ""
    people: list[ProposedPerson] = field(default_factory=list)
    says_all: bool = False  # read from a line of our own: what it does not say is not so
    public_id: str = ""  # which session of the draft the text says it is
    same_as: str = ""  # which one an organiser says it is; NEW for none
    became: str = ""  # which one it was in the draft when the text was applied
    is_added: bool = False  # by an organiser: the text does not hold it
    changed_at: int = field(default=0, compare=False)  # the revision of the whole that changed it last
    places: Places = field(default_factory=dict)

    @property
    def times(self) -> tuple[datetime | None, datetime | None, int | None, int | None]:
        return self.starts, self.ends, self.starts_fold, self.ends_fold

    def says_as(self, other: "ProposedSession") -> bool:
        """Whether both say the same, whoever has said it and whatever became of it."""
        mine, theirs = (
            replace(one, number=0, places={}, is_added=False, is_timed_by_hand=False, became="")
            for one in (self, other)
        )
        return mine == theirs

    @property
    def is_late(self) -> bool:
        """Whether it begins in the second half of the day."""
        return self.starts is not None and self.starts.hour >= _NOON


@dataclass(slots=True, kw_only=True)
class Doubt:
    """Something to be decided, with the place it is about; `code` as in paste.result.Question."""

    code: str
    start: int
    end: int
    session: int | None = None


@dataclass(slots=True, kw_only=True)
class Piece:
    """A stretch of the source and what it was used for."""

    start: int
    end: int
    use: str
    session: int | None = None


@dataclass(slots=True, kw_only=True)
class Proposal:
    """Everything read out of one text, with what has been decided about it."""

    language: str
    zone: str = ""  # of its times, where that is not the event's own
    zone_is_applied: bool = False  # the times have been brought to the event's own
    sessions: list[ProposedSession] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    who: dict[str, str] = field(default_factory=dict)  # persons.key of a name → public id, or NEW
    ticks: dict[str, bool] = field(default_factory=dict)  # changes decided otherwise than proposed

    def session(self, number: int) -> ProposedSession | None:
        return next((one for one in self.sessions if one.number == number), None)

    def next_number(self) -> int:
        """What a session that is added will be called."""
        return max((one.number for one in self.sessions), default=-1) + 1

    def children(self, number: int) -> list[ProposedSession]:
        return [one for one in self.sessions if one.parent == number]

    def open_doubts(self) -> list[Doubt]:
        """All but those about a clock that an organiser has set since."""
        settled = {one.number for one in self.sessions if one.is_timed_by_hand}
        return [one for one in self.doubts if one.code != HALF_OF_DAY or one.session not in settled]

    def outwards(self, number: int | None) -> Iterator[ProposedSession]:
        """The session of that number and those around it, from the inside."""
        seen: set[int] = set()
        while number is not None and number not in seen:
            seen.add(number)
            session = self.session(number)
            if session is None:
                return
            yield session
            number = session.parent

    def people(self) -> Iterator[ProposedPerson]:
        """Everybody with a name, as often as they appear."""
        for session in self.sessions:
            yield from (person for person in session.people if person.name and not person.is_group)


def dump(proposal: Proposal) -> str:
    """The proposal as JSON text."""
    return json.dumps({"schema": SCHEMA, **asdict(proposal)}, ensure_ascii=False, default=_plain)


def load(text: str) -> Proposal:
    """Read what `dump` wrote. Raises ValueError for a schema from the future."""
    data = json.loads(text)
    if data.pop("schema") != SCHEMA:
        raise ValueError("this proposal was stored by a later version")
    data["sessions"] = [_session(one) for one in data["sessions"]]
    data["doubts"] = [Doubt(**one) for one in data["doubts"]]
    data["pieces"] = [Piece(**one) for one in data["pieces"]]
    return Proposal(**data)


def _session(data: dict[str, Any]) -> ProposedSession:
    for name in ("starts", "ends"):
        data[name] = datetime.fromisoformat(data[name]) if data[name] else None
    data["people"] = [ProposedPerson(**one) for one in data["people"]]
    return ProposedSession(**data)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a proposal")
