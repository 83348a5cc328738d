"""When sessions begin and end, in which order they come, and how they may nest. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.core import localtime
from app.events.models import Event
from app.programme.models import Appearance, AppearanceMode, AppearanceState, ProgrammeItem, Room, Track

# Nobody reads of people who were only thought of, or who will not come.
SHOWN_STATES = frozenset({AppearanceState.INVITED, AppearanceState.CONFIRMED})
_STAGES = tuple(AppearanceState)  # in order: an answer comes after the question, and no no is lost

_BOTH_DERIVED = (True, True)


class Moment(NamedTuple):
    """A wall-clock time with the instant it means; moments sort by their instant."""

    at: datetime
    local: datetime
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """When a session takes place, with what was not said worked out."""

    starts: Moment
    ends: Moment
    start_is_derived: bool = False
    end_is_derived: bool = False

    @property
    def day(self) -> date:
        return self.starts.local.date()

    @property
    def last_day(self) -> date:
        """The day it is over on; what ends at midnight is over with the day before."""
        return max(self.day, (self.ends.local - timedelta.resolution).date())


class Timetable:
    """The draft's sessions in order, with their times.

    A start that is missing is the parent's, or that of the first session inside; with neither,
    the session is not scheduled. An end that is missing is the start of the next session in the
    same rooms under the same parent on that day, or the end of the parent, or of the event's
    day, whichever comes first.

    Nothing is part of a part. Where the rows say so nevertheless, such a session is taken for a part
    of the whole, so that nobody loses sight of it; the checks report it.
    """

    def __init__(self, items: Iterable[ProgrammeItem], event: Event) -> None:
        self._event = event
        self._spans: dict[int, Span] = {}
        levels: dict[int | None, list[ProgrammeItem]] = defaultdict(list)
        known = {item.id: item for item in items}
        self._around = {number: _outermost(item, known) for number, item in known.items()}
        for number, item in known.items():
            around = self._around[number]
            levels[around.id if around else None].append(item)
        self._levels = levels
        self._settle_top()
        for parent in levels[None]:
            self._settle_inner(levels.get(parent.id, []), self.span(parent))
        for level in levels.values():
            level.sort(key=self._order)

    def span(self, item: ProgrammeItem) -> Span | None:
        """When `item` takes place; None when it is not scheduled."""
        return self._spans.get(item.id)

    def children(self, item: ProgrammeItem) -> Sequence[ProgrammeItem]:
        return self._levels.get(item.id, ())

    def parent(self, item: ProgrammeItem) -> ProgrammeItem | None:
        return self._around.get(item.id)

    @property
    def top(self) -> Sequence[ProgrammeItem]:
        """The sessions that are part of no other, in order, those not scheduled last."""
        return self._levels[None]

    def __iter__(self) -> Iterator[ProgrammeItem]:
        """Every session in order, children after their parent."""
        for item in self.top:
            yield item
            yield from self.children(item)

    def scheduled(self) -> Iterator[tuple[ProgrammeItem, Span]]:
        """Every session with a time, in order."""
        for item in self:
            span = self.span(item)
            if span is not None:
                yield item, span

    def unscheduled(self) -> list[ProgrammeItem]:
        return [item for item in self if self.span(item) is None]

    def days(self) -> dict[date, list[ProgrammeItem]]:
        """The scheduled sessions that are part of no other, by their day, in order."""
        days: dict[date, list[ProgrammeItem]] = defaultdict(list)
        for item in self.top:
            span = self.span(item)
            if span is not None:
                days[span.day].append(item)
        return dict(days)

    def _order(self, item: ProgrammeItem) -> tuple[bool, datetime | None, int, int]:
        span = self.span(item)
        return span is None, span.starts.at if span else None, item.position, item.id

    def _settle_top(self) -> None:
        zone = self._event.timezone
        found = [(self._start_of(item), item) for item in self._levels[None]]
        starts = sorted(
            ((start, item) for start, item in found if start is not None), key=lambda pair: pair[0].at
        )
        for start, item in starts:
            heading = item.starts_local is None
            ends = _own_end(item, zone) or (self._last_end_inside(item) if heading else None)
            if ends is None:
                following = _next_start(start, item, starts)
                ends = _first_after(start, following, day_end(self._event, start)) or start
                ends = max(ends, *self._moments_inside(item), start)
            self._spans[item.id] = Span(start, ends, heading, item.ends_local is None)

    def _settle_inner(self, items: Sequence[ProgrammeItem], outer: Span | None) -> None:
        starts = sorted(_own_starts(items, self._event.timezone), key=lambda pair: pair[0].at)
        for start, item in starts:
            ends = _own_end(item, self._event.timezone)
            if ends is None:
                following = _next_start(start, item, starts)
                ends = _first_after(start, following, outer.ends if outer else None) or start
            self._spans[item.id] = Span(start, ends, end_is_derived=item.ends_local is None)
        if outer is not None:
            for item in items:
                self._spans.setdefault(item.id, Span(outer.starts, outer.ends, *_BOTH_DERIVED))

    def _start_of(self, item: ProgrammeItem) -> Moment | None:
        """Its own start, or that of the first session inside it."""
        if item.starts_local is not None:
            return moment(item.starts_local, item.starts_fold, self._event.timezone)
        inside = _own_starts(self._levels.get(item.id, ()), self._event.timezone)
        return min((start for start, _child in inside), default=None)

    def _last_end_inside(self, parent: ProgrammeItem) -> Moment | None:
        """When all sessions inside are over, if that has been said of those that begin last."""
        inside = _own_starts(self._levels.get(parent.id, ()), self._event.timezone)
        if not inside:
            return None
        last = max(start for start, _child in inside)
        zone = self._event.timezone
        ends = [(start, end) for start, child in inside if (end := _own_end(child, zone)) is not None]
        is_said = any(start == last for start, _end in ends)
        return max(end for _start, end in ends) if is_said else None  # what runs beside may last longer

    def _moments_inside(self, parent: ProgrammeItem) -> Iterator[Moment]:
        """Every time named inside `parent`: it cannot be over before."""
        for start, child in _own_starts(self._levels.get(parent.id, ()), self._event.timezone):
            yield start
            ends = _own_end(child, self._event.timezone)
            if ends is not None:
                yield ends


@dataclass(frozen=True, slots=True)
class Draft:
    """What the organisers are working on, whole: the rows loaded, the times worked out."""

    event: Event
    rooms: Sequence[Room]
    tracks: Sequence[Track]
    timetable: Timetable


def _outermost(item: ProgrammeItem, known: Mapping[int, ProgrammeItem]) -> ProgrammeItem | None:
    """The session around all others that `item` is part of; none also where they go round in a circle."""
    chain = [item]
    while (around := known.get(chain[-1].parent_id or 0)) is not None:
        if around in chain:
            return None
        chain.append(around)
    return chain[-1] if len(chain) > 1 else None


def moment(local: datetime, fold: int, zone: str) -> Moment:
    return Moment(localtime.to_utc(local, zone, fold), local, fold)


def day_end(event: Event, start: Moment) -> Moment | None:
    """When the event ends on the day of `start`, as far as its organisers have said."""
    day = start.local.date()
    if event.ends_local is not None and event.ends_local.date() == day:
        return moment(event.ends_local, event.ends_fold, event.timezone)
    if event.daily_end is None or is_outside_days(day, event):
        return None
    return moment(datetime.combine(day, event.daily_end), 0, event.timezone)


def is_outside_days(day: date, event: Event) -> bool:
    return not event.first_day <= day <= event.last_day


def is_outside(inner: Span, outer: Span) -> bool:
    """Whether a session leaves the time of the one it is part of."""
    return inner.starts < outer.starts or inner.ends > outer.ends


def share_rooms(one: ProgrammeItem, other: ProgrammeItem) -> bool:
    """Whether one person could not tell them apart by room; without a room a session is everywhere."""
    rooms, others = {room.id for room in one.rooms}, {room.id for room in other.rooms}
    if one.in_all_rooms or other.in_all_rooms or not rooms or not others:
        return True
    return bool(rooms & others)


def _own_starts(items: Iterable[ProgrammeItem], zone: str) -> list[tuple[Moment, ProgrammeItem]]:
    return [
        (moment(item.starts_local, item.starts_fold, zone), item)
        for item in items
        if item.starts_local is not None
    ]


def _own_end(item: ProgrammeItem, zone: str) -> Moment | None:
    return moment(item.ends_local, item.ends_fold, zone) if item.ends_local else None


def _next_start(
    start: Moment, item: ProgrammeItem, starts: Sequence[tuple[Moment, ProgrammeItem]]
) -> Moment | None:
    for other_start, other in starts:
        if other_start.local.date() > start.local.date():
            return None
        if other_start.at > start.at and share_rooms(item, other):
            return other_start
    return None


def _first_after(start: Moment, *candidates: Moment | None) -> Moment | None:
    return min((one for one in candidates if one is not None and one.at > start.at), default=None)


def joined(one: Appearance, twin: Appearance) -> tuple[AppearanceState, AppearanceMode]:
    """The state and mode of two appearances of one person in one role in one session.

    The later stage counts, and how they come as it was said there; at one stage, what is not the rule.
    """
    first, last = sorted((one, twin), key=lambda each: _STAGES.index(each.state))
    if first.state is not last.state:
        return last.state, last.mode
    return one.state, twin.mode if one.mode is AppearanceMode.IN_PERSON else one.mode
