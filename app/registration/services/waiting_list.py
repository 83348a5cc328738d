"""The waiting list: whoever frees a seat calls `promote`, and nothing else gives seats to the waiting."""

from sqlalchemy import or_, select

from app.core import clock
from app.core.actors import SYSTEM, Actor
from app.core.db import db, lock, transaction
from app.events.models import Event, Lifecycle
from app.registration import rules
from app.registration.models import Act, Category, Registration, RegistrationState
from app.registration.queries.attendee import REAL
from app.registration.services import seats, steps


def promote(category: Category) -> int:
    """Offer every free seat to whoever has waited longest; returns how many were offered.

    Strictly by priority and number of arrival. The category must be locked. Every path that
    frees a seat calls it in the same transaction, so no free seat and no waiting person are ever
    seen together while the event stands.
    """
    now = clock.now()
    if not category.waiting or not rules.may_offer(category.event, now):
        return 0
    free = category.waiting if category.capacity is None else category.capacity - category.taken
    if free <= 0:
        return 0
    chosen = _first(category, free)
    for registration in chosen:
        seats.take_for(category, RegistrationState.WAITING)
        registration.deadline_at, registration.remind_at = rules.offer_ends(registration, now), None
        steps.step(registration, Act.OFFERED, state=RegistrationState.OFFERED, actor=SYSTEM)
        steps.tell(registration, actor=SYSTEM)
    return len(chosen)


def end(
    category: Category,
    registration: Registration,
    state: RegistrationState,
    act: Act,
    *,
    actor: Actor,
    reason: str = "",
) -> None:
    """Let somebody go: free what they held, write to them, and let the next one come.

    Both rows must be locked (steps.lock_both). A shadow holds nothing and gets no letter.
    """
    before = registration.state
    steps.keep(registration)
    steps.step(registration, act, state=state, actor=actor, reason=reason)
    if registration.duplicate_of_id is not None:
        return
    seats.give_back(category, before)
    steps.tell(registration, actor=actor, was_offer=before is RegistrationState.OFFERED)
    promote(category)


def offer_free_seats() -> int:
    """Offer what was left free while an event was postponed or nobody looked; returns how many offers."""
    now = clock.now()
    candidates = (
        select(Category)
        .join(Category.event)
        .where(
            Event.lifecycle == Lifecycle.ANNOUNCED,
            Event.finishes_at > now,
            Category.waiting > 0,
            or_(Category.capacity.is_(None), Category.taken < Category.capacity),
        )
        .order_by(Category.id)
    )
    offered = 0
    for category in db.session.scalars(candidates).all():
        with transaction():
            offered += promote(lock(category))
    return offered


def _first(category: Category, number: int) -> list[Registration]:
    """Who is next, as the database has them now."""
    query = (
        select(Registration)
        .where(
            Registration.category_id == category.id,
            Registration.state == RegistrationState.WAITING,
            REAL,
        )
        .order_by(Registration.priority, Registration.queue_number, Registration.id)
        .limit(number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))
