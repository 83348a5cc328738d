"""Rooms that are used twice or are too small."""

from collections import defaultdict
from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from app.programme.checks.clashing import Occupied, clashes
from app.programme.checks.finding import Finding, Rule, Severity, at_session
from app.programme.checks.known import Known
from app.programme.models import ProgrammeItem, Room

ROOM_TWICE = Rule(
    "room_twice",
    Severity.WARNING,
    _l("Room used twice"),
    _l("%(room)s is taken from %(start)s to %(end)s: “%(other)s” is there."),
)
TOO_MANY_SEATS = Rule(
    "too_many_seats",
    Severity.WARNING,
    _l("More seats than the room has"),
    _l("It offers %(seats)s seats, but there is room for %(capacity)s in %(rooms)s."),
)


def room_twice(known: Known) -> Iterator[Finding]:
    """Two sessions in one room at one time. Parts of a session use the room it has."""
    timetable = known.draft.timetable
    used: dict[int, list[Occupied]] = defaultdict(list)
    for item, span in timetable.scheduled():
        parent = known.parent(item)
        around = {room.id for room in _rooms(parent, known)} if parent is not None else set()
        for room in _rooms(item, known):
            if room.id not in around:
                used[room.id].append(Occupied(item, span))
    for room in known.draft.rooms:
        for clash in clashes(used[room.id]):
            yield ROOM_TWICE.at(
                at_session(clash.item, "rooms"), clash.item, room=room, other=clash.other,
                start=clash.starts, end=clash.ends,
            )  # fmt: skip


def seats(known: Known) -> Iterator[Finding]:
    """More seats than its rooms have together, where that is known of all of them."""
    for item in known.items:
        rooms = _rooms(item, known)
        sizes = [room.capacity for room in rooms if room.capacity is not None]
        if item.seats is not None and rooms and len(sizes) == len(rooms) and item.seats > sum(sizes):
            yield TOO_MANY_SEATS.at(
                at_session(item, "seats"), item, seats=item.seats, capacity=sum(sizes), rooms=rooms
            )


def _rooms(item: ProgrammeItem, known: Known) -> list[Room]:
    return list(known.draft.rooms) if item.in_all_rooms else item.rooms


CHECKS = (room_twice, seats)
RULES = (ROOM_TWICE, TOO_MANY_SEATS)
