"""Two sessions that change places: time and room, or only who comes first. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from flask_babel import lazy_gettext as _l

from app.programme import rules
from app.programme.arranging import plans
from app.programme.arranging.plans import Move, Plan
from app.programme.errors import HasChildren, NotScheduled, OneInsideOther
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft, Moment

Direction = Literal["up", "down"]


def plan(draft: Draft, one: ProgrammeItem, other: ProgrammeItem) -> Plan:
    """Each gets the other's time, rooms and parent, and takes along what is inside it.

    Raises OneInsideOther, HasChildren or NotScheduled.
    """
    if one is other or one.parent_id == other.id or other.parent_id == one.id:
        raise OneInsideOther
    return plans.of([*_to_place_of(draft, one, other), *_to_place_of(draft, other, one)])


def _to_place_of(draft: Draft, item: ProgrammeItem, other: ProgrammeItem) -> Iterator[Move]:
    timetable = draft.timetable
    inside = timetable.children(item)
    if inside and other.parent_id is not None:
        raise HasChildren(field="other")
    rooms, in_all_rooms = list(other.rooms), other.in_all_rooms
    also = {
        "parent": timetable.parent(other), "position": other.position,
        "rooms": rooms, "in_all_rooms": in_all_rooms,
    }  # fmt: skip
    yield Move(item, *_times_for(draft, item, other), also)
    for move in plans.along(draft, item, _way(draft, item, other)):
        is_beside = (list(move.item.rooms), move.item.in_all_rooms) == (list(item.rooms), item.in_all_rooms)
        along = {"rooms": rooms, "in_all_rooms": in_all_rooms} if is_beside and item.rooms else {}
        yield Move(move.item, move.starts, move.ends, along)


def _times_for(
    draft: Draft, item: ProgrammeItem, other: ProgrammeItem
) -> tuple[Moment | None, Moment | None]:
    """The other's time, also where only what is inside tells it and nothing inside would tell ours."""
    starts, span = plans.starts_of(other, draft.event), draft.timetable.span(other)
    is_told = item.starts_local is None and draft.timetable.span(item) is not None
    if starts is None and span is not None and draft.timetable.children(other) and not is_told:
        starts = span.starts
    return starts, plans.last_of(draft, other) if starts is not None else None


def _way(draft: Draft, item: ProgrammeItem, other: ProgrammeItem) -> timedelta:
    """How far what is inside `item` travels. Raises NotScheduled where that cannot be said."""
    if all(child.starts_local is None for child in draft.timetable.children(item)):
        return timedelta()
    here, there = draft.timetable.span(item), draft.timetable.span(other)
    if here is None or there is None:
        raise NotScheduled
    return there.starts.at - here.starts.at


def step(draft: Draft, item: ProgrammeItem, direction: Direction) -> Plan:
    """`item` and its neighbour in the outline with exchanged places, each as long as before.

    What is only beside it, in other rooms, is passed by. Empty when there is nothing on that side.
    Raises NotScheduled when only one of the two has a time.
    """
    level = _level(draft, item)
    here = level.index(item)
    side = level[:here][::-1] if direction == "up" else level[here + 1 :]
    neighbour = next((one for one in side if _take_turns(item, one)), None)
    if neighbour is None:
        return Plan([])
    there = level.index(neighbour)
    earlier, later = level[min(here, there)], level[max(here, there)]
    moves = _exchanged(draft, earlier, later)
    level[here], level[there] = neighbour, item
    return plans.of([*moves, *_in_order(draft, moves, level, (item, neighbour))])


def _take_turns(one: ProgrammeItem, other: ProgrammeItem) -> bool:
    """Whether one of the two comes before the other: in their rooms, or only in the list."""
    begin_together = (one.starts_local, one.starts_fold) == (other.starts_local, other.starts_fold)
    return begin_together or rules.share_rooms(one, other)


def _exchanged(draft: Draft, earlier: ProgrammeItem, later: ProgrammeItem) -> list[Move]:
    """Both with the times they get; none where they begin together, or have no time."""
    first, second = plans.starts_of(earlier, draft.event), plans.starts_of(later, draft.event)
    if (first is None) != (second is None):
        raise NotScheduled(_l("Only one of the two has a time of its own. Give the other one a time first."))
    if first is None or second is None or first.at == second.at:
        return []
    begin = _begin_behind(draft, earlier, later)
    return [
        *_moved(draft, later, first.at - second.at),
        *_moved(draft, earlier, begin - first.at),
    ]


def _begin_behind(draft: Draft, earlier: ProgrammeItem, later: ProgrammeItem) -> datetime:
    """When the earlier begins behind the later: after its length, and the pause there was between them.

    Where they run side by side, or nobody has said how long the later one is, they exchange their starts.
    """
    here, there = draft.timetable.span(earlier), draft.timetable.span(later)
    if here is None or there is None:
        raise NotScheduled
    if there.end_is_derived or here.ends.at > there.starts.at:
        return there.starts.at
    pause = there.starts.at - here.ends.at
    return here.starts.at + (there.ends.at - there.starts.at) + pause


def _moved(draft: Draft, item: ProgrammeItem, by: timedelta) -> Iterator[Move]:
    event = draft.event
    starts, ends = plans.starts_of(item, event), plans.ends_of(item, event)
    yield Move(
        item,
        plans.instant(starts.at + by, event) if starts else None,
        plans.instant(ends.at + by, event) if ends else None,
    )
    yield from plans.along(draft, item, by)


def _in_order(
    draft: Draft, moves: Sequence[Move], wanted: Sequence[ProgrammeItem], pair: tuple[ProgrammeItem, ...]
) -> Iterator[Move]:
    """Positions for those that begin together with both of the pair, if it does: time tells them not apart.

    A session whose times change as well has both in one move: the later of two moves counts.
    """
    moved = {move.item.id: move for move in moves}
    begins = {item.id: _begins(draft, item, moved) for item in wanted}
    one, other = (begins[item.id] for item in pair)
    if one != other:
        return
    event = draft.event
    group = [
        moved.get(item.id) or Move(item, plans.starts_of(item, event), plans.ends_of(item, event))
        for item in wanted
        if begins[item.id] == one
    ]
    positions = [move.item.position for move in group]
    if all(before < after for before, after in pairwise(positions)):
        return
    for position, move in enumerate(group, start=1):
        yield Move(move.item, move.starts, move.ends, {"position": position})


def _begins(draft: Draft, item: ProgrammeItem, moved: Mapping[int, Move]) -> Moment | None:
    """When it begins then, also where only what is inside it or around it tells."""
    if item.id in moved:
        return moved[item.id].starts
    span = draft.timetable.span(item)
    return span.starts if span else None


def _level(draft: Draft, item: ProgrammeItem) -> list[ProgrammeItem]:
    """Those among which it may go up and down: inside the same session, or on the same day, in order."""
    timetable = draft.timetable
    parent = timetable.parent(item)
    if parent is not None:
        return list(timetable.children(parent))
    span = timetable.span(item)
    if span is not None:
        return list(timetable.days()[span.day])
    return [one for one in timetable.top if timetable.span(one) is None]
