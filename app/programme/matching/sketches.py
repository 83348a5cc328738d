"""What is compared when a newer text is matched with the draft, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime

SURE = 0.75  # what is less certain is to be asked


@dataclass(frozen=True, slots=True)
class Sketch:
    """A session reduced to what tells it from others."""

    key: str  # public id (draft) or number (text)
    parent: str | None  # key of the parent, in the same list
    starts: datetime | None  # wall clock
    ends: datetime | None
    title: str
    kind: str
    rooms: frozenset[str]  # names
    people: tuple[str, ...]  # names without honorific


@dataclass(frozen=True, slots=True)
class Match:
    """The session of the draft, and how certain it is; below `SURE` somebody is to be asked."""

    key: str
    certainty: float
