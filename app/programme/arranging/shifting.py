"""Shifting a session and all that follows it on its day by some minutes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import lazy_gettext as _l

from app.programme import rules
from app.programme.arranging import plans
from app.programme.arranging.plans import Move, Plan
from app.programme.errors import EndBeforeStart, LeavesDay, NothingMoves, NotScheduled, RunsIntoBreak
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.rules import Draft, Moment, Span

# What stays where it is when only the sessions before it are shifted.
FIXED = frozenset({SessionKind.BREAK, SessionKind.MEAL})
MOST_MINUTES = 24 * 60 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """By how much, and how far it reaches: the same rooms or all of them, up to a break or the day's end."""

    minutes: int
    in_all_rooms: bool = False
    until_break: bool = False


def plan(draft: Draft, item: ProgrammeItem, wish: Shift) -> Plan:
    """`item` and what follows it on its day, with what is inside, that much later or earlier.

    Raises NotScheduled, NothingMoves, LeavesDay, InGap, ClocksChange, RunsIntoBreak or EndBeforeStart.
    """
    span = draft.timetable.span(item)
    if span is None:
        raise NotScheduled
    following, fixed = _up_to_break(_following(draft, item, span, wish), item, wish)
    by = timedelta(minutes=wish.minutes)
    moves = [_moved(draft, one, by, only_end=one is draft.timetable.parent(item)) for one in following]
    plan = plans.of(moves)
    if not plan.moves:
        raise NothingMoves
    if fixed is not None and wish.minutes > 0:
        _refuse_running_into(fixed, plan, draft)
    return plan


def _up_to_break(
    following: Iterator[ProgrammeItem], item: ProgrammeItem, wish: Shift
) -> tuple[list[ProgrammeItem], ProgrammeItem | None]:
    """Those before the first break, where that is wished, and the break."""
    before: list[ProgrammeItem] = []
    for one in following:
        if wish.until_break and one.kind in FIXED and one is not item:
            return before, one
        before.append(one)
    return before, None


def _following(draft: Draft, item: ProgrammeItem, span: Span, wish: Shift) -> Iterator[ProgrammeItem]:
    """The session, then all that comes after it, each followed by what is inside it.

    After a talk come the talks behind it, the end of its panel, and what comes after the panel.
    """
    timetable = draft.timetable
    parent = timetable.parent(item)
    place = _Place(draft, item, span.starts, wish)
    if parent is not None:
        yield from (one for one in timetable.children(parent) if place.is_reached(one))
        yield parent
    outer = timetable.span(parent or item)
    for one in timetable.days().get(outer.day, []) if outer else []:
        if one is not parent and place.is_reached(one):
            yield one
            yield from timetable.children(one)


class _Place:
    """Where the shift begins: in time, among those that start together, and in which rooms."""

    def __init__(self, draft: Draft, item: ProgrammeItem, starts: Moment, wish: Shift) -> None:
        self._draft, self._item, self._starts = draft, item, starts
        self._in_all_rooms = wish.in_all_rooms
        self._order = {one.id: number for number, one in enumerate(draft.timetable)}
        parent = draft.timetable.parent(item)
        self._where = item if parent is None or item.rooms or item.in_all_rooms else parent

    def is_reached(self, one: ProgrammeItem) -> bool:
        span = self._draft.timetable.span(one)
        if one is self._item:
            return True
        if span is None or span.starts.at < self._starts.at:
            return False
        is_beside = not rules.share_rooms(self._where, one)
        if is_beside and not self._in_all_rooms:
            return False
        is_before = self._order[one.id] < self._order[self._item.id]
        return span.starts.at > self._starts.at or is_beside or not is_before


def _moved(draft: Draft, item: ProgrammeItem, by: timedelta, *, only_end: bool) -> Move:
    """One session on its new times. Raises LeavesDay when these are on another day."""
    event, name = draft.event, plans.name_of(item, draft.event)
    starts, ends = plans.starts_of(item, event), plans.ends_of(item, event)
    new_starts, new_ends = starts, plans.later(ends, by, event, name) if ends else None
    if starts is not None and not only_end:
        new_starts = plans.later(starts, by, event, name)
    if _leaves_day(starts, new_starts) or (
        _is_within_day(starts, ends) and not _is_within_day(new_starts, new_ends)
    ):
        raise LeavesDay(
            _l("“%(session)s” would leave its day. Shift by less, or move it by itself.", session=name)
        )
    if new_starts is not None and new_ends is not None and new_ends < new_starts:
        raise EndBeforeStart
    return Move(item, new_starts, new_ends)


def _leaves_day(before: Moment | None, after: Moment | None) -> bool:
    return before is not None and after is not None and before.local.date() != after.local.date()


def _is_within_day(starts: Moment | None, ends: Moment | None) -> bool:
    """Whether a session is over by midnight, as far as its end has been said."""
    if starts is None or ends is None:
        return True
    midnight = datetime.combine(starts.local.date() + timedelta(days=1), time())
    return ends.local <= midnight


def _refuse_running_into(fixed: ProgrammeItem, plan: Plan, draft: Draft) -> None:
    """Raises RunsIntoBreak when what is shifted would reach the break that stays."""
    span = draft.timetable.span(fixed)
    for move in plan.moves:
        reached = move.ends or move.starts
        if span is None or reached is None or reached.at <= span.starts.at:
            continue
        raise RunsIntoBreak(
            _l(
                "“%(session)s” would run into “%(fixed)s”, which begins at %(clock)s.",
                session=plans.name_of(move.item, draft.event),
                fixed=plans.name_of(fixed, draft.event),
                clock=f"{span.starts.local:%H:%M}",
            )
        )
