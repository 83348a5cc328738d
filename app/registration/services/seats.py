"""Counting seats. Each function keeps the category's numbers equal to its rows; nobody else changes them."""

from functools import lru_cache, partial
from typing import Any

from sqlalchemy import and_, bindparam, case, or_, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.db import execute, in_the_end, lock
from app.events.services.revisions import touch, touch_catalogue
from app.registration import rules
from app.registration.models import Category, RegistrationState
from app.registration.rules import Places


def take(category: Category) -> RegistrationState | None:
    """Take a seat or, where none is free, a place in the queue; says which. None: there is neither.

    Asked, answered and counted by the database in one statement, so there is no race: it locks
    the category until the commit and gives out the next number of arrival (`category.arrivals`).
    A newcomer gets a seat only while nobody waits.
    """
    found = execute(_take(), {"wanted": category.id}).mappings().first()
    if found is None:
        return None
    for name, value in found.items():
        set_committed_value(category, name, value)
    _tell_if_turned(category, was_full=category.waiting > 0)
    return RegistrationState.WAITING if category.waiting else RegistrationState.CONFIRMED


def look_alike(category: Category) -> RegistrationState | None:
    """What `take` would say, at the same price, with nothing taken: for a shadow row."""
    places = rules.places(lock(category))
    if places is Places.NONE:
        return None
    return RegistrationState.CONFIRMED if places is Places.FREE else RegistrationState.WAITING


def take_for(category: Category, before: RegistrationState) -> bool:
    """Take a free seat for somebody who was in `before`, ahead of the queue; False: none is free.

    For organisers only. The category must be locked.
    """
    if category.capacity is not None and category.taken >= category.capacity:
        return False
    _tell_if_turned(category, was_full=_is_full(category))
    if before is RegistrationState.WAITING:
        category.waiting -= 1
    category.taken += 1
    return True


def give_back(category: Category, before: RegistrationState) -> None:
    """Uncount somebody who was in `before` and has left. The category must be locked."""
    _tell_if_turned(category, was_full=_is_full(category))
    if before is RegistrationState.WAITING:
        category.waiting -= 1
    elif before in rules.HOLDS_A_SEAT:
        category.taken -= 1
        settle(category)


def settle(category: Category) -> None:
    """Keep the fence tight: seats beyond the capacity are only those given before it was lowered."""
    is_over = category.capacity is not None and category.taken > category.capacity
    category.allotted = category.taken if is_over else 0


def _is_full(category: Category) -> bool:
    return rules.remaining(category) == 0


def _tell_if_turned(category: Category, *, was_full: bool) -> None:
    """The event's pages say whether a seat or the queue awaits a newcomer; only a turn changes them.

    Whatever changes a number says first how it was; what has become of it is seen before the commit.
    So nobody who frees or fills a seat can forget it, and the event, for which all its categories
    wait, is locked last and not for long.
    """
    in_the_end(("seats", category.id), partial(_tell, category, was_full=was_full))


def _tell(category: Category, *, was_full: bool) -> None:
    if was_full is not _is_full(category):
        touch(category.event)
        touch_catalogue()


# Put together once, and of a table: building it takes longer than running it, and a statement of
# classes takes longer to run.
_SEATS: Any = Category.__table__


@lru_cache(maxsize=1)
def _take() -> ReturningUpdate[Any]:
    seats = _SEATS.c
    has_seat = and_(seats.waiting == 0, or_(seats.capacity.is_(None), seats.taken < seats.capacity))
    return (
        update(_SEATS)
        .where(seats.id == bindparam("wanted"), or_(has_seat, seats.has_waiting_list))
        .values(
            taken=seats.taken + case((has_seat, 1), else_=0),
            waiting=seats.waiting + case((has_seat, 0), else_=1),
            arrivals=seats.arrivals + 1,
        )
        .returning(seats.capacity, seats.taken, seats.allotted, seats.waiting, seats.arrivals)
    )
