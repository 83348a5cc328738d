"""What ends by the clock: holds on unverified addresses, and offers nobody took.

Safe to run at any time, twice, and twice at once: each registration is judged under its lock,
in a transaction of its own, so that people can register meanwhile.
"""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db, lock, transaction
from app.registration import mails, rules
from app.registration.errors import Moved
from app.registration.models import Act, Registration, RegistrationState
from app.registration.queries import attendee as queries
from app.registration.queries.attendee import LIVE, REAL
from app.registration.services import steps, waiting_list

_CHUNK = 200


def lapse_due(now: datetime) -> int:
    """End every registration whose deadline has come; returns how many.

    Its seat goes to the next in the queue at once. Run it every minute or so.
    """
    lapsed = 0
    due = (
        select(Registration)
        .where(Registration.deadline_at <= now, LIVE)
        # The queue first: nobody is offered a seat whose own time is over.
        .order_by(Registration.state != RegistrationState.WAITING, Registration.deadline_at, Registration.id)
        .limit(_CHUNK)
    )
    while chunk := db.session.scalars(due).all():
        ended = sum(_lapse(registration, now) for registration in chunk)
        lapsed += ended
        if not ended:  # others are at work on the same rows
            break
    return lapsed


def remind_due(now: datetime) -> int:
    """Ask once more where an unverified hold ends soon; returns how many were asked."""
    due = select(Registration).where(Registration.remind_at <= now, LIVE, REAL).order_by(Registration.id)
    return sum(_remind(registration, now) for registration in db.session.scalars(due).all())


def _lapse(registration: Registration, now: datetime) -> bool:
    with suppress(Moved), transaction():  # who is being moved right now is judged next time
        category = steps.lock_both(registration)
        deadline = registration.deadline_at
        if deadline is None or deadline > now or registration.state not in rules.LIVE:
            return False
        waiting_list.end(category, registration, RegistrationState.LAPSED, Act.LAPSED, actor=SYSTEM)
        return True
    return False


def _remind(registration: Registration, now: datetime) -> bool:
    with transaction():
        lock(registration)
        if registration.remind_at is None or now < registration.remind_at:
            return False
        registration.remind_at = None
        if not queries.may_write(registration.event, registration.email_key, now):
            return False
        mails.reminder(registration)
    return True
