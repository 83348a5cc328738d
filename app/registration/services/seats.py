"""Counting seats. Each function keeps the category's numbers equal to its rows; nobody else changes them."""

from functools import lru_cache

from sqlalchemy import and_, bindparam, case, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.db import db, lock
from app.events.models import Event
from app.events.services.revisions import touch, touch_catalogue
from app.registration import rules
from app.registration.models import Category, RegistrationState
from app.registration.rules import Places


def take(category: Category, event_revision: int | None = None) -> RegistrationState | None:
    """Take a seat or, where none is free, a place in the queue; says which.

    Asked, answered and counted by the database in one statement, so there is no race: it locks
    the category until the commit and gives out the next number of arrival (`category.arrivals`).
    A newcomer gets a seat only while nobody waits. None: there is neither seat nor queue, or
    the event is no longer at `event_revision`, so that whoever asks must look again.
    """
    statement = _take()
    values = {"wanted": category.id}
    if event_revision is not None:
        statement, values = (
            _take_unless_changed(),
            {
                **values,
                "event": category.event_id,
                "revision": event_revision,
            },
        )
    found = db.session.scalars(statement, values).first()
    if found is None:
        return None
    if found.waiting:
        return RegistrationState.WAITING
    tell_if_turned(found, was_full=False)
    return RegistrationState.CONFIRMED


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
    if before is RegistrationState.WAITING:
        category.waiting -= 1
    category.taken += 1
    return True


def give_back(category: Category, before: RegistrationState) -> None:
    """Uncount somebody who was in `before` and has left. The category must be locked."""
    if before is RegistrationState.WAITING:
        category.waiting -= 1
    elif before in rules.HOLDS_A_SEAT:
        category.taken -= 1
        settle(category)


def settle(category: Category) -> None:
    """Keep the fence tight: seats beyond the capacity are only those given before it was lowered."""
    is_over = category.capacity is not None and category.taken > category.capacity
    category.allotted = category.taken if is_over else 0


def tell_if_turned(category: Category, *, was_full: bool) -> None:
    """The event's pages say whether a seat or the queue awaits a newcomer; only a turn changes them."""
    if was_full is not (rules.remaining(category) == 0):
        touch(category.event)
        touch_catalogue()


# Put together once: building these takes longer than running them.


@lru_cache(maxsize=1)
def _take() -> ReturningUpdate[Category]:
    has_seat = and_(
        Category.waiting == 0, or_(Category.capacity.is_(None), Category.taken < Category.capacity)
    )
    return (
        update(Category)
        .where(Category.id == bindparam("wanted"), or_(has_seat, Category.has_waiting_list))
        .values(
            taken=Category.taken + case((has_seat, 1), else_=0),
            waiting=Category.waiting + case((has_seat, 0), else_=1),
            arrivals=Category.arrivals + 1,
        )
        .returning(Category)
        .execution_options(synchronize_session=False, populate_existing=True)
    )


@lru_cache(maxsize=1)
def _take_unless_changed() -> ReturningUpdate[Category]:
    unchanged = select(Event.id).where(
        Event.id == bindparam("event"), Event.revision == bindparam("revision")
    )
    return _take().where(unchanged.exists())
