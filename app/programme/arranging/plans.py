"""What an act would change about the times and places of sessions, before anything is changed. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core import localtime
from app.events.models import Event
from app.programme import rules
from app.programme.errors import ClocksChange, PlanOutOfDate
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Moment


@dataclass(frozen=True, slots=True)
class Move:
    """One session with the times it will have; what is None stays unsaid. `also` holds other columns."""

    item: ProgrammeItem
    starts: Moment | None
    ends: Moment | None
    also: Mapping[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the session as they shall be."""
        return {
            "starts_local": self.starts.local if self.starts else None,
            "starts_fold": self.starts.fold if self.starts else 0,
            "ends_local": self.ends.local if self.ends else None,
            "ends_fold": self.ends.fold if self.ends else 0,
            **self.also,
        }

    @property
    def is_one(self) -> bool:
        """Whether anything about the session would be different."""
        return any(getattr(self.item, name) != value for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Plan:
    """The sessions that will move, in order."""

    moves: Sequence[Move]

    @property
    def mark(self) -> str:
        """Tells later whether doing it would still change the same things in the same way."""
        said = [
            (move.item.public_id, move.item.revision, move.starts, move.ends, _said(move.also))
            for move in self.moves
        ]
        return sha256(repr(said).encode()).hexdigest()[:16]


def mark_of(items: Iterable[ProgrammeItem]) -> str:
    """Tells later whether these are still the same sessions in the same state."""
    said = sorted((item.public_id, item.revision) for item in items)
    return sha256(repr(said).encode()).hexdigest()[:16]


def refuse_unseen(mark: str, seen: str | None) -> None:
    """`seen` is the mark of what somebody has looked at, if they have. Raises PlanOutOfDate."""
    if seen is not None and seen != mark:
        raise PlanOutOfDate(
            _l("The draft has changed since you looked, maybe by your own first click. See it as it is now.")
        )


def _said(also: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Other columns in words that are the same in every process."""
    return [(name, str(_name(also[name]))) for name in sorted(also)]


def _name(value: Any) -> Any:
    if isinstance(value, list):
        return [_name(one) for one in value]
    return getattr(value, "public_id", value)


def of(moves: Iterable[Move]) -> Plan:
    """A plan of those moves that are some; of two about one session the later counts."""
    last = {move.item.id: move for move in moves}
    return Plan([move for move in last.values() if move.is_one])


def starts_of(item: ProgrammeItem, event: Event) -> Moment | None:
    """The start that has been said, if any."""
    return rules.moment(item.starts_local, item.starts_fold, event.timezone) if item.starts_local else None


def ends_of(item: ProgrammeItem, event: Event) -> Moment | None:
    """The end that has been said, if any."""
    return rules.moment(item.ends_local, item.ends_fold, event.timezone) if item.ends_local else None


def last_of(draft: Draft, item: ProgrammeItem) -> Moment | None:
    """The end that has been said: of a session that has only what is inside for a time, when that is over."""
    ends, span = ends_of(item, draft.event), draft.timetable.span(item)
    if ends is not None or item.starts_local is not None or span is None:
        return ends
    inside = [ends_of(child, draft.event) for child in draft.timetable.children(item)]
    return span.ends if span.ends in inside else None


def settled(local: datetime, fold: int | None, event: Event, refused: str) -> Moment:
    """A wall-clock time somebody has typed. Raises InGap or Ambiguous, about the field `refused`."""
    try:
        return rules.moment(local, localtime.check(local, event.timezone, fold), event.timezone)
    except (localtime.InGap, localtime.Ambiguous) as refusal:
        refusal.field = refused
        raise


def instant(at: datetime, event: Event) -> Moment:
    """What the wall clock shows at an instant."""
    local = localtime.to_local(at, event.timezone)
    return Moment(at, local.replace(tzinfo=None, fold=0), local.fold)


def later(moment: Moment, by: timedelta, event: Event, name: str) -> Moment:
    """That much later by the wall clock and by any watch. Raises InGap, or ClocksChange in between."""
    found = instant(moment.at + by, event)
    if found.local == moment.local + by:
        return found
    localtime.check(moment.local + by, event.timezone, fold=0)
    raise ClocksChange(
        _l("The clocks change in between, so “%(session)s” cannot move like this.", session=name)
    )


def along(draft: Draft, item: ProgrammeItem, by: timedelta) -> Iterator[Move]:
    """What is inside a session, that much later, so that it keeps its distance from the start."""
    for child in draft.timetable.children(item):
        starts, ends = starts_of(child, draft.event), ends_of(child, draft.event)
        yield Move(
            child,
            instant(starts.at + by, draft.event) if starts else None,
            instant(ends.at + by, draft.event) if ends else None,
        )


def name_of(item: ProgrammeItem, event: Event) -> str:
    """What a refusal calls a session."""
    return item.title.get(event.main_language) or next(iter(item.title.values()), "")


def past_hours(plan: Plan, event: Event) -> list[Move]:
    """The moves that take a session past the end of the event's day, where it did not reach before."""
    found = []
    for move in plan.moves:
        if move.starts is None or move.ends is None:
            continue
        closes, ends = rules.day_end(event, move.starts), ends_of(move.item, event)
        if closes is not None and move.ends > closes and (ends is None or ends <= closes):
            found.append(move)
    return found
