"""Categories and their seats: create, change, order, delete."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select

from app.audit import services as audit
from app.core import ids, localtime
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.events.rules import EARLIEST, LATEST, fingerprint
from app.events.services.revisions import touch
from app.registration.errors import CategoryInUse, WindowOutOfOrder
from app.registration.models import Category, CategoryAttendance, Registration
from app.registration.queries import attendee
from app.registration.queries.attendee import REAL
from app.registration.services import rights, seats, waiting_list


@dataclass(frozen=True, slots=True)
class CategoryDetails:
    """All that an organiser decides about a category. Times are wall-clock in the event's zone.

    A fold says which of two equal times is meant where the clocks go back; None: nobody has said.
    """

    name: Translated
    description: Translated
    attendance: CategoryAttendance = CategoryAttendance.EITHER
    capacity: int | None = None
    has_waiting_list: bool = True
    opens_local: datetime | None = None
    closes_local: datetime | None = None
    opens_fold: int | None = None
    closes_fold: int | None = None


def create(event: Event, new: CategoryDetails, *, public_id: str = "", actor: Actor) -> Category:
    """Add a category after the others; under a `public_id` that there is already, nothing is added.

    Raises MayNot and what makes a window impossible (see `edit`).
    """
    rights.refuse_strangers(actor, event.id)
    settled = _settled(event, new)
    with transaction() as session:
        lock(event)  # the second of two presses waits for the first
        mine = Category.event_id == event.id, Category.public_id == public_id
        made = session.scalar(select(Category).where(*mine)) if public_id else None
        if made is not None:
            return made
        last = session.scalar(select(func.max(Category.position)).where(Category.event_id == event.id))
        own = {"public_id": public_id or ids.public_id(), "position": (last or 0) + 1}
        category = Category(event_id=event.id, **own, **_values(settled))
        session.add(category)
        session.flush()
        audit.record(actor, "category.created", category, changes={"capacity": new.capacity})
        touch(event, catalogue=True)
    return category


def read(category: Category) -> CategoryDetails:
    """What an organiser has decided, as it is stored: for a form that changes it."""
    return CategoryDetails(**{field.name: getattr(category, field.name) for field in fields(CategoryDetails)})


def edit(category: Category, new: CategoryDetails, *, seen: str, actor: Actor) -> int:
    """Change a category; returns how many of the waiting were offered a seat by it.

    `seen` is the fingerprint of the details as the organiser saw them. A capacity below the seats
    taken removes nobody: they keep them, and no seat is given until enough are free again. Raises
    MayNot, StaleEdit, WindowOutOfOrder, DayOutOfRange, localtime.InGap, or localtime.Ambiguous.
    """
    rights.refuse_strangers(actor, category.event_id)
    settled = _settled(category.event, new)
    with transaction():
        before = read(lock(category))
        if fingerprint(before) != seen:
            raise StaleEdit
        changed = sorted(name for name, value in _values(settled).items() if getattr(before, name) != value)
        for name in changed:
            setattr(category, name, getattr(settled, name))
        seats.settle(category)
        offered = waiting_list.promote(category)
        if changed:
            numbers = {"capacity": [before.capacity, new.capacity]} if "capacity" in changed else {}
            audit.record(actor, "category.edited", category, changes={"fields": changed, **numbers})
            touch(category.event, catalogue=True)
    return offered


def arrange(event: Event, public_ids: Sequence[str], *, actor: Actor) -> None:
    """Put the categories in this order; those not named follow as they were. Raises MayNot."""
    rights.refuse_strangers(actor, event.id)
    place = {public_id: number for number, public_id in enumerate(public_ids)}
    with transaction():
        # All of them before the event, as whoever takes a seat does, or two would wait for each other.
        found = sorted(attendee.categories(event), key=lambda one: one.id)
        for category in found:
            lock(category)
        found.sort(key=lambda one: (place.get(one.public_id, len(place)), one.position, one.id))
        for position, category in enumerate(found, start=1):
            category.position = position
        audit.record(actor, "category.arranged", event, event_id=event.id)
        touch(event, catalogue=True)


def delete(category: Category, *, actor: Actor) -> None:
    """Remove a category nobody has ever registered in. Raises MayNot or CategoryInUse."""
    rights.refuse_strangers(actor, category.event_id)
    with transaction() as session:
        lock(category, alone=True)
        inside = (Registration.category_id == category.id,)
        if session.scalar(select(Registration.id).where(*inside, REAL).limit(1)) is not None:
            raise CategoryInUse
        session.execute(delete_rows(Registration).where(*inside))  # shadows, which count for nothing
        audit.record(actor, "category.deleted", category)
        event = category.event
        session.delete(category)
        touch(event, catalogue=True)


def _values(new: CategoryDetails) -> dict[str, object]:
    return {field.name: getattr(new, field.name) for field in fields(new)}


def _settled(event: Event, new: CategoryDetails) -> CategoryDetails:
    """The details with the folds of both times decided, or refused with the field that is wrong."""
    settled = replace(
        new,
        opens_fold=_fold(event, new.opens_local, new.opens_fold, "opens_local"),
        closes_fold=_fold(event, new.closes_local, new.closes_fold, "closes_local"),
    )
    if new.opens_local is None or new.closes_local is None:
        return settled
    opens = localtime.to_utc(new.opens_local, event.timezone, settled.opens_fold or 0)
    if opens >= localtime.to_utc(new.closes_local, event.timezone, settled.closes_fold or 0):
        raise WindowOutOfOrder
    return settled


def _fold(event: Event, moment: datetime | None, fold: int | None, field: str) -> int:
    """Which of two equal times is meant; 0 where the time comes once."""
    if moment is None:
        return 0
    if not EARLIEST <= moment.date() <= LATEST:
        raise DayOutOfRange(field=field)
    try:
        return localtime.check(moment, event.timezone, fold)
    except (localtime.InGap, localtime.Ambiguous) as refusal:
        refusal.field = field
        raise
