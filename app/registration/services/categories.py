"""Categories and their seats: create, change, order, delete."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select

from app.audit import services as audit
from app.core import localtime
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.types import Translated
from app.events.models import Event
from app.events.services.revisions import touch
from app.registration import policies
from app.registration.errors import CategoryInUse, MayNot, WindowOutOfOrder
from app.registration.models import Category, CategoryAttendance, Registration
from app.registration.queries import attendee
from app.registration.queries.attendee import REAL
from app.registration.services import seats, waiting_list


@dataclass(frozen=True, slots=True)
class CategoryDetails:
    """All that an organiser decides about a category. Times are wall-clock in the event's zone."""

    name: Translated
    description: Translated
    attendance: CategoryAttendance = CategoryAttendance.EITHER
    capacity: int | None = None
    has_waiting_list: bool = True
    opens_local: datetime | None = None
    closes_local: datetime | None = None


def create(event: Event, new: CategoryDetails, *, actor: Actor) -> Category:
    """Add a category after the others. Raises MayNot, WindowOutOfOrder or localtime.InGap."""
    _refuse_strangers(actor, event.id)
    _check_window(event, new)
    with transaction() as session:
        last = session.scalar(select(func.max(Category.position)).where(Category.event_id == event.id))
        category = Category(event_id=event.id, position=(last or 0) + 1, **_values(new))
        session.add(category)
        session.flush()
        audit.record(actor, "category.created", category, changes={"capacity": new.capacity})
        touch(event, catalogue=True)
    return category


def edit(category: Category, new: CategoryDetails, *, actor: Actor) -> int:
    """Change a category; returns how many of the waiting were offered a seat by it.

    A capacity below the seats taken removes nobody: they keep them, and no seat is given until
    enough are free again. Raises MayNot, WindowOutOfOrder or localtime.InGap.
    """
    _refuse_strangers(actor, category.event_id)
    _check_window(category.event, new)
    with transaction():
        lock(category)
        changed = {name: value for name, value in _values(new).items() if getattr(category, name) != value}
        before = category.capacity
        for name, value in changed.items():
            setattr(category, name, value)
        seats.settle(category)
        offered = waiting_list.promote(category)
        if changed:
            numbers = {"capacity": [before, new.capacity]} if "capacity" in changed else {}
            audit.record(actor, "category.edited", category, changes={"fields": sorted(changed), **numbers})
            touch(category.event, catalogue=True)
    return offered


def arrange(event: Event, public_ids: Sequence[str], *, actor: Actor) -> None:
    """Put the categories in this order; those not named follow as they were. Raises MayNot."""
    _refuse_strangers(actor, event.id)
    place = {public_id: number for number, public_id in enumerate(public_ids)}
    with transaction():
        found = attendee.categories(event)
        found.sort(key=lambda category: place.get(category.public_id, len(place)))
        for position, category in enumerate(found, start=1):
            category.position = position
        audit.record(actor, "category.arranged", event, event_id=event.id)
        touch(event, catalogue=True)


def delete(category: Category, *, actor: Actor) -> None:
    """Remove a category nobody has ever registered in. Raises MayNot or CategoryInUse."""
    _refuse_strangers(actor, category.event_id)
    with transaction() as session:
        lock(category)
        inside = (Registration.category_id == category.id,)
        if session.scalar(select(Registration.id).where(*inside, REAL).limit(1)) is not None:
            raise CategoryInUse
        session.execute(delete_rows(Registration).where(*inside))  # shadows, which count for nothing
        audit.record(actor, "category.deleted", category)
        event = category.event
        db.session.delete(category)
        touch(event, catalogue=True)


def _values(new: CategoryDetails) -> dict[str, object]:
    return asdict(new)


def _check_window(event: Event, new: CategoryDetails) -> None:
    for field in ("opens_local", "closes_local"):
        moment = getattr(new, field)
        if moment is None:
            continue
        try:
            localtime.check(moment, event.timezone, fold=0)
        except localtime.InGap as gap:
            raise localtime.InGap(field=field) from gap
    if new.opens_local is not None and new.closes_local is not None and new.opens_local >= new.closes_local:
        raise WindowOutOfOrder


def _refuse_strangers(actor: Actor, event_id: int) -> None:
    if not policies.may_decide(actor, event_id):
        raise MayNot
