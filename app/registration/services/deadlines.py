"""What ends by the clock: holds on unverified addresses, and offers nobody took.

Safe to run at any time, twice, and twice at once: each registration is judged under its lock,
in a transaction of its own, so that people can register meanwhile. One that cannot be judged is
logged and passed over. Once an event is over or cancelled nothing ends any more, and nobody is
asked for anything: no seat is left to be had.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Select, and_, select

from app.core.actors import SYSTEM
from app.core.db import db, lock, transaction
from app.core.errors import Gone
from app.events.models import Event, Lifecycle
from app.registration import mails, rules
from app.registration.errors import Moved
from app.registration.models import Act, Registration, RegistrationState
from app.registration.queries import attendee as queries
from app.registration.queries.attendee import LIVE, REAL
from app.registration.services import steps, waiting_list

log = logging.getLogger(__name__)

_Act = Callable[[Registration, datetime], bool]


def lapse_due(now: datetime) -> int:
    """End every registration whose deadline has come; returns how many.

    Its seat goes to the next in the queue at once. Run it every minute or so.
    """
    due = (
        _of_events_to_come(now)
        .where(Registration.deadline_at <= now)
        # The queue first: nobody is offered a seat whose own time is over.
        .order_by(Registration.state != RegistrationState.WAITING, Registration.deadline_at, Registration.id)
    )
    return _each(due, _lapse, now)


def remind_due(now: datetime) -> int:
    """Ask once more where an unverified hold ends soon; returns how many were asked."""
    due = _of_events_to_come(now).where(Registration.remind_at <= now, REAL).order_by(Registration.id)
    return _each(due, _remind, now)


def _of_events_to_come(now: datetime) -> Select[int]:
    takes_place = and_(Event.lifecycle != Lifecycle.CANCELLED, Event.finishes_at > now)
    return select(Registration.id).join(Registration.event).where(LIVE, takes_place)


def _each(due: Select[int], act: _Act, now: datetime) -> int:
    """Do `act` to one after the other; returns to how many it was done."""
    done = 0
    for number in db.session.scalars(due).all():
        try:
            done += _one(number, act, now)
        except Exception:
            log.exception("deadline of registration %s: passed over", number)
    return done


def _one(number: int, act: _Act, now: datetime) -> bool:
    with suppress(Moved, Gone), transaction() as session:  # who is being moved right now is judged next time
        registration = session.get(Registration, number)
        return registration is not None and act(registration, now)
    return False


def _lapse(registration: Registration, now: datetime) -> bool:
    category = steps.lock_both(registration)
    deadline = registration.deadline_at
    if deadline is None or deadline > now or registration.state not in rules.LIVE:
        return False
    waiting_list.end(category, registration, RegistrationState.LAPSED, Act.LAPSED, actor=SYSTEM)
    return True


def _remind(registration: Registration, now: datetime) -> bool:
    lock(registration)
    if registration.remind_at is None or now < registration.remind_at:
        return False
    registration.remind_at = None
    if not queries.may_write(registration, now):
        return False
    mails.reminder(registration)
    return True
