"""A released programme in a few lines for the event's own page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.core import localtime
from app.programme.models import SessionKind
from app.programme.snapshot import Snapshot, SnapshotSession

# With more than this many sessions in a day only those are named that everybody goes to.
FEW = 9
_FOR_EVERYBODY = frozenset(
    {
        SessionKind.OPENING, SessionKind.ADDRESS, SessionKind.KEYNOTE, SessionKind.PLENARY,
        SessionKind.MAYORS_FORUM, SessionKind.CEREMONY, SessionKind.LAUNCH, SessionKind.CLOSING,
    }
)  # fmt: skip
_PAUSES = frozenset({SessionKind.BREAK, SessionKind.MEAL, SessionKind.REGISTRATION})


@dataclass(frozen=True, slots=True)
class GlanceDay:
    """One day: what is named of it, and how many sessions are not."""

    day: date
    named: Sequence[SnapshotSession]
    unnamed: int


@dataclass(frozen=True, slots=True)
class Glance:
    """What the event's page tells of its programme."""

    snapshot: Snapshot
    days: Sequence[GlanceDay]

    @property
    def released_on(self) -> date:
        """The day of the release, as the event's place had it."""
        return localtime.to_local(self.snapshot.released_at, self.snapshot.timezone).date()


def glance(snapshot: Snapshot) -> Glance:
    """The programme by day: whole where it is short, otherwise its common sessions."""
    held = [one for one in snapshot.sessions if not one.is_cancelled and one.kind not in _PAUSES]
    top = sorted((one for one in held if not one.parent), key=lambda one: one.starts_at)
    days = [_day(day, list(some)) for day, some in groupby(top, lambda one: one.starts_local.date())]
    return Glance(snapshot=snapshot, days=days)


def _day(day: date, sessions: Sequence[SnapshotSession]) -> GlanceDay:
    named = sessions
    if len(sessions) > FEW:
        named = [one for one in sessions if one.kind in _FOR_EVERYBODY][:FEW]
    return GlanceDay(day=day, named=named, unnamed=len(sessions) - len(named))
