"""What can be different between a session of a text and the one of the draft that it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.programme.matching.sketches import SURE
from app.programme.models import Appearance, ProgrammeItem
from app.programme.proposals.proposal import ProposedPerson, ProposedSession


@dataclass(frozen=True, slots=True)
class Times:
    """When a session is, as far as it is said; the folds only where they are settled."""

    starts: datetime | None
    ends: datetime | None
    ends_fold: int | None = None  # of an end that the text has not said
    zone: str = ""  # what the clocks show then, where nothing else tells two times apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to accept or to refuse, under a key that stays the same while nothing changes.

    `what` is a field's name; "person" with texts of the appearance by field, of whom the text tells it
    and whom the draft has; `before` is None where something is added, `after` where something goes.
    """

    key: str
    what: str
    before: Any
    after: Any
    name: str = ""  # of the person or group
    person: ProposedPerson | None = None
    appearance: Appearance | None = None
    is_proposed: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A session of the text that is one of the draft, and what is different."""

    proposed: ProposedSession
    item: ProgrammeItem
    certainty: float
    changes: Sequence[Change]

    @property
    def is_sure(self) -> bool:
        return self.certainty >= SURE

    @property
    def is_moved(self) -> bool:
        return any(change.what in {"times", "rooms", "parent"} for change in self.changes)
