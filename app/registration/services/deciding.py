"""What the registration desk decides: confirm, decline, withdraw, move up, move over, add by hand."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.audit import services as audit
from app.core import clock, email_address, ids
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.errors import StaleEdit
from app.events.models import Event
from app.events.rules import fingerprint
from app.registration import mails, references, rules
from app.registration.errors import (
    AlreadyRegistered,
    Moved,
    NoLongerPossible,
    NoSeatLeft,
    ReasonMissing,
)
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationState,
    Source,
)
from app.registration.queries import attendee, desk
from app.registration.queries.attendee import REAL
from app.registration.services import details, rights, seats, steps, waiting_list
from app.registration.services.details import Details

_DRAWS = 4  # of a reference that nobody else has


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Somebody an organiser adds by hand. `category` is a public id."""

    email: str
    category: str
    details: Details
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the desk keeps about somebody for itself."""

    note: str


def add(event: Event, new: NewEntry, *, actor: Actor) -> Registration:
    """Register somebody by hand, whatever the windows say: on a seat, else in the queue.

    Nothing lapses: the organiser vouches for the address. Raises MayNot, NoSuchCategory,
    NoSeatLeft, NotAnAddress, AlreadyRegistered or WrongAttendance.
    """
    rights.refuse_strangers(actor, event.id)
    now = clock.now()
    address, address_key = email_address.spellings(new.email)
    with transaction():
        category = desk.category_of(event, new.category)
        state = seats.take(category)
        if state is None:
            raise NoSeatLeft
        registration = Registration(
            public_id=ids.public_id(),
            event_id=event.id,
            category_id=category.id,
            idempotency_key=ids.public_id(),
            state=state,
            queue_number=category.arrivals,
            email=address,
            email_key=address_key,
            consents={},
            source=Source.BY_HAND,
            revision=1,
            updated_at=now,
        )
        _store(registration, new, event, category)
        steps.note(registration, Act.ADDED, actor=actor, before=None, reason=new.reason)
        steps.tell(registration, actor=actor)
        if state is RegistrationState.WAITING:
            waiting_list.promote(category)
    return registration


def confirm(registration: Registration, *, actor: Actor, reason: str = "") -> None:
    """Give somebody a seat for good: who waits, who was offered one, or who had left.

    Only while a seat is free; the capacity is never exceeded. A confirmed registration that would
    lapse unverified is kept. Raises MayNot, NoSeatLeft, AlreadyRegistered or NoLongerPossible.
    """
    rights.refuse_strangers(actor, registration.event_id)
    with transaction() as session:
        category = steps.lock_both(registration)
        before = registration.state
        if before is RegistrationState.CONFIRMED and registration.deadline_at is None:
            raise NoLongerPossible
        if before not in rules.HOLDS_A_SEAT:
            _take_seat(category, registration)
        steps.keep(registration)
        try:
            steps.step(
                registration, Act.CONFIRMED, state=RegistrationState.CONFIRMED, actor=actor, reason=reason
            )
            session.flush()
        except IntegrityError as error:  # the unique index decides, also between two desks
            raise AlreadyRegistered from error
        if before is not RegistrationState.CONFIRMED:
            steps.tell(registration, actor=actor)


def decline(registration: Registration, *, actor: Actor, reason: str) -> None:
    """Say no. The reason is kept and not sent. Raises MayNot, ReasonMissing or NoLongerPossible."""
    if not reason:
        raise ReasonMissing
    _end(registration, RegistrationState.DECLINED, Act.DECLINED, actor=actor, reason=reason)


def withdraw(registration: Registration, *, actor: Actor, reason: str = "") -> None:
    """Withdraw somebody who asked for it. Raises MayNot or NoLongerPossible."""
    _end(registration, RegistrationState.WITHDRAWN, Act.WITHDRAWN, actor=actor, reason=reason)


def move_up(registration: Registration, *, actor: Actor, reason: str) -> None:
    """Put somebody at the head of the queue. Raises MayNot, ReasonMissing or NoLongerPossible."""
    rights.refuse_strangers(actor, registration.event_id)
    if not reason:
        raise ReasonMissing
    with transaction():
        category = steps.lock_both(registration)
        if registration.state is not RegistrationState.WAITING:
            raise NoLongerPossible
        _put_first(category, registration)
        steps.step(registration, Act.MOVED_UP, actor=actor, reason=reason)


def move(registration: Registration, to: Category, *, actor: Actor, reason: str = "") -> None:
    """Move somebody to another category of the event, as if they arrived there now.

    Raises MayNot, NoSeatLeft, WrongAttendance, NoLongerPossible or Moved.
    """
    rights.refuse_strangers(actor, registration.event_id)
    if to.event_id != registration.event_id or to.id == registration.category_id:
        raise NoLongerPossible
    with transaction():
        # Two categories are always locked in the same order, or two moves would wait for each other.
        old, new = registration.category, to
        for category in sorted((old, new), key=lambda one: one.id):
            lock(category)
        lock(registration)
        if registration.category_id != old.id:
            raise Moved
        if registration.state not in rules.LIVE:
            raise NoLongerPossible
        _change_category(registration, old, new, actor=actor, reason=reason)


def correct(registration: Registration, new: Details, *, seen: str, actor: Actor) -> None:
    """Change somebody's details for them. `seen` is the fingerprint of those the desk has seen.

    Raises MayNot, StaleEdit or WrongAttendance.
    """
    rights.refuse_strangers(actor, registration.event_id)
    with transaction():
        lock(registration)
        if fingerprint(details.read(registration)) != seen:
            raise StaleEdit
        changed = details.write(registration, new, registration.event, registration.category)
        if changed:
            steps.step(registration, Act.EDITED, actor=actor, changes={"fields": changed})


def keep_note(registration: Registration, new: Note, *, seen: str, actor: Actor) -> None:
    """Keep the desk's own note, which the participant never sees. Raises MayNot or StaleEdit."""
    rights.refuse_strangers(actor, registration.event_id)
    with transaction():
        lock(registration)
        if fingerprint(Note(registration.note)) != seen:
            raise StaleEdit
        registration.note = new.note
        audit.record(actor, "registration.noted", registration)


def send_link(registration: Registration, *, actor: Actor) -> None:
    """Mail the link to the registration's page once more, however often it went out. Raises MayNot."""
    rights.refuse_strangers(actor, registration.event_id)
    with transaction():
        audit.record(actor, "registration.link_sent", registration)
        mails.link(registration, ids.public_id(), may_write=True)


def _store(registration: Registration, new: NewEntry, event: Event, category: Category) -> None:
    """Give the new row its reference and its number. Raises AlreadyRegistered or WrongAttendance."""
    session = db.session()
    for _ in range(_DRAWS):
        registration.reference = references.new(event)
        details.write(registration, new.details, event, category)
        try:
            with session.begin_nested():
                session.add(registration)
        except IntegrityError as error:  # the unique indexes decide, also between two desks
            held = attendee.by_address(event, registration.email)
            if held is not None and held.state in rules.LIVE:
                raise AlreadyRegistered from error
        else:
            return
    raise Moved


def _take_seat(category: Category, registration: Registration) -> None:
    """A seat for somebody who holds none; who overtakes others is put before them in the books too."""
    if not seats.take_for(category, registration.state):
        raise NoSeatLeft
    if registration.state is not RegistrationState.WAITING:
        category.arrivals += 1
        registration.queue_number = category.arrivals
    if category.waiting:
        _put_first(category, registration)


def _put_first(category: Category, registration: Registration) -> None:
    first = db.session.scalar(
        select(func.min(Registration.priority)).where(
            Registration.category_id == category.id,
            Registration.state == RegistrationState.WAITING,
            REAL,
        )
    )
    registration.priority = min(registration.priority, (first or 0) - 1)


def _change_category(
    registration: Registration, old: Category, new: Category, *, actor: Actor, reason: str
) -> None:
    """Leave `old` and arrive in `new`; both are locked."""
    before = registration.state
    state = seats.take(new)
    if state is None:
        raise NoSeatLeft
    seats.give_back(old, before)
    registration.category = new
    registration.queue_number, registration.priority = new.arrivals, 0
    registration.attendance = rules.takes_part(registration)
    if before is RegistrationState.OFFERED:
        steps.keep_or_hold(registration)
    steps.step(registration, Act.MOVED, state=state, actor=actor, reason=reason)
    steps.tell(registration, actor=actor)
    if state is RegistrationState.WAITING:
        waiting_list.promote(new)
    waiting_list.promote(old)


def _end(
    registration: Registration, state: RegistrationState, act: Act, *, actor: Actor, reason: str
) -> None:
    rights.refuse_strangers(actor, registration.event_id)
    with transaction():
        category = steps.lock_both(registration)
        if registration.state not in rules.LIVE:
            raise NoLongerPossible
        waiting_list.end(category, registration, state, act, actor=actor, reason=reason)
