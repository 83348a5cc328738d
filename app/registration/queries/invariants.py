"""The self-check of seats, queue and letters: what must be true at every moment (trust.md, I1 to I6).

Reads only. Used by the tests, by `flask bench crowd` and by operators before and after a rush.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.core import clock
from app.core.db import db
from app.events.models import Event, Lifecycle
from app.outbox.models import Message
from app.registration import mails, rules
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationChange,
    RegistrationState,
)
from app.registration.queries.attendee import LIVE, REAL

_SEATS = sorted(rules.HOLDS_A_SEAT)


@dataclass(frozen=True, slots=True)
class Broken:
    """One promise that does not hold. `where` names rows by number only."""

    invariant: str
    sentence: str
    where: str


def broken(event: Event | None = None) -> list[Broken]:
    """Everything that is not as it must be, in one event or in all; empty when all is well."""
    return [
        *_seats_and_counters(event),
        *_letters_without_cause(event),
        *_changes_without_letter(event),
        *_overtaken(event),
        *_seats_left_free(event),
        *_twice_registered(event),
        *_shadows_that_count(event),
    ]


def _seats_and_counters(event: Event | None) -> list[Broken]:
    """I1: seats given never exceed the capacity, and every counter equals its rows."""
    seated = func.coalesce(func.sum(case((Registration.state.in_(_SEATS), 1), else_=0)), 0)
    queued = func.coalesce(func.sum(case((Registration.state == RegistrationState.WAITING, 1), else_=0)), 0)
    rows = db.session.execute(
        select(Category, seated, queued)
        .outerjoin(Registration, and_(Registration.category_id == Category.id, REAL))
        .where(*_in(event, Category.event_id))
        .group_by(Category.id)
        .order_by(Category.id)
        .execution_options(populate_existing=True)
    ).all()
    found = []
    for category, seats, waiting in rows:
        where = f"category {category.id}"
        limit = None if category.capacity is None else max(category.capacity, category.allotted)
        if limit is not None and seats > limit:
            found.append(Broken("I1", f"{seats} people hold {limit} seats", where))
        if seats != category.taken:
            found.append(Broken("I1", f"{category.taken} seats counted, {seats} held", where))
        if waiting != category.waiting:
            found.append(Broken("I1", f"{category.waiting} waiting counted, {waiting} there", where))
    return found


def _letters_without_cause(event: Event | None) -> list[Broken]:
    """I4: no letter about a registration that is not there."""
    rows = db.session.scalars(
        select(Message.id)
        .outerjoin(Registration, Registration.id == Message.thing_id)
        .where(
            Message.thing_kind == Registration.__tablename__,
            Registration.id.is_(None),
            *_in(event, Message.event_id),
        )
    )
    return [Broken("I4", "a letter without a registration", f"message {number}") for number in rows]


def _changes_without_letter(event: Event | None) -> list[Broken]:
    """I3: every change of state or category has its letter, as a proved seat has; none is there twice."""
    is_told = or_(
        RegistrationChange.before.is_(None),
        RegistrationChange.before != RegistrationChange.after,
        RegistrationChange.act == Act.MOVED,
        and_(RegistrationChange.act == Act.VERIFIED, RegistrationChange.after == RegistrationState.CONFIRMED),
    )
    changes = (
        select(RegistrationChange.registration_id.label("id"), func.count().label("number"))
        .where(is_told)
        .group_by(RegistrationChange.registration_id)
        .subquery()
    )
    letters = (
        select(Message.thing_id.label("id"), func.count().label("number"))
        .where(Message.thing_kind == Registration.__tablename__, Message.template.in_(mails.ABOUT_A_STATE))
        .group_by(Message.thing_id)
        .subquery()
    )
    written = func.coalesce(letters.c.number, 0)
    rows = db.session.execute(
        select(Registration.id, changes.c.number, written)
        .join(changes, changes.c.id == Registration.id)
        .outerjoin(letters, letters.c.id == Registration.id)
        .where(REAL, changes.c.number != written, *_in(event, Registration.event_id))
    )
    return [
        Broken("I3", f"{told} changes of state, {number} letters", f"registration {registration}")
        for registration, told, number in rows
    ]


def _overtaken(event: Event | None) -> list[Broken]:
    """I5: nobody waits who came before somebody seated, unless an organiser put that one first."""
    holders = (
        select(
            Registration.category_id,
            Registration.priority,
            func.max(Registration.queue_number).label("last"),
        )
        .where(Registration.state.in_(_SEATS), REAL)
        .group_by(Registration.category_id, Registration.priority)
        .subquery()
    )
    rows = db.session.scalars(
        select(Registration.id)
        .join(
            holders,
            and_(
                holders.c.category_id == Registration.category_id,
                holders.c.priority >= Registration.priority,
                holders.c.last > Registration.queue_number,
            ),
        )
        .where(Registration.state == RegistrationState.WAITING, REAL, *_in(event, Registration.event_id))
        .distinct()
    )
    return [Broken("I5", "overtaken by a later arrival", f"registration {number}") for number in rows]


def _seats_left_free(event: Event | None) -> list[Broken]:
    """I5: while an event stands, no seat is free where people wait."""
    rows = db.session.scalars(
        select(Category.id)
        .join(Category.event)
        .where(
            Category.waiting > 0,
            or_(Category.capacity.is_(None), Category.taken < Category.capacity),
            Event.lifecycle == Lifecycle.ANNOUNCED,
            Event.finishes_at > clock.now(),
            *_in(event, Category.event_id),
        )
    )
    return [Broken("I5", "a free seat where people wait", f"category {number}") for number in rows]


def _twice_registered(event: Event | None) -> list[Broken]:
    """I6: at most one live registration per address and event."""
    rows = db.session.execute(
        select(func.min(Registration.id), func.count())
        .where(LIVE, REAL, *_in(event, Registration.event_id))
        .group_by(Registration.event_id, Registration.email_key)
        .having(func.count() > 1)
    )
    return [Broken("I6", f"{count} live registrations", f"registration {first}") for first, count in rows]


def _shadows_that_count(event: Event | None) -> list[Broken]:
    """A shadow holds no number of arrival, whatever its page says."""
    rows = db.session.scalars(
        select(Registration.id).where(
            ~REAL, Registration.queue_number.is_not(None), *_in(event, Registration.event_id)
        )
    )
    return [Broken("I6", "a shadow in the queue", f"registration {number}") for number in rows]


def _in(event: Event | None, column: Any) -> list[ColumnElement[bool]]:
    return [] if event is None else [column == event.id]
