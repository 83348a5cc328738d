"""Registering: the one path every visitor of the form takes, built to be short under the lock.

First look, with one statement and no lock; then write everything that can be written ahead;
then, in one transaction, take the seat and store. Whatever has changed since the look is
caught by the database (the event's revision, the unique address, the unique form) and makes
us judge or look again, so two clicks, two browsers and a crash after the commit all end on one row.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from app.core import clock, email_address, ids, tokens
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.errors import Gone
from app.core.rows import Row, store
from app.events.models import Event
from app.outbox import services as outbox
from app.registration import mails, references, rules
from app.registration.errors import ConsentMissing, Moved, NoSeatLeft, NoSuchCategory, NotOpen
from app.registration.models import Category, Registration, RegistrationState, Source
from app.registration.queries import attendee as queries
from app.registration.queries.attendee import Look
from app.registration.rules import Places
from app.registration.services import details, seats, steps, waiting_list
from app.registration.services.details import Details
from app.rendering.letters import Letter

_TRIES = 4
_EXPECTED = {Places.FREE: RegistrationState.CONFIRMED, Places.WAITING_LIST: RegistrationState.WAITING}


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """One form, filled in. `form_key` was made when it was shown; `category` is a public id."""

    email: str
    category: str
    details: Details
    form_key: str
    has_consented: bool = True


class _Identity(NamedTuple):
    """Who this is, and which form they sent."""

    address: str
    address_key: str
    form_key: str


def register(slug: str, new: NewRegistration, *, actor: Actor) -> Registration:
    """Register one person for the event at `slug`, on a seat or in the queue, and write to them.

    The same form sent again gives the same registration while it lives, whatever the form says by then
    (see `says_otherwise`); after it has ended, a new one. An address that is registered already
    gives a shadow: a row that looks the same to whoever typed it, while the owner is told by mail.
    Raises NoSuchEvent, NoSuchCategory, NotOpen, NoSeatLeft, NotAnAddress, WrongAttendance,
    ConsentMissing or Moved.
    """
    if not new.has_consented:
        raise ConsentMissing
    identity = _identity(new)
    for _ in range(_TRIES):
        look, identity = _look(slug, new.category, identity)
        if look.same is not None:
            return _existing(look.same)
        # Somebody was faster by a moment, other answers are asked for now, or the reference is taken.
        with suppress(IntegrityError, Moved, Gone):
            category = _open_category(look)
            registration = _prepare(look, category, new, identity)
            if look.owner is None:
                _settle(registration, category, look, actor)
            else:
                _settle_shadow(registration, category, _existing(look.owner), look, actor)
            return registration
    raise Moved


def says_otherwise(new: NewRegistration, made: Registration) -> bool:
    """Whether the form says something else than the registration it has led to, which thus existed before."""
    return new.category != made.category.public_id or details.differ(new.details, made)


def _look(slug: str, category: str, identity: _Identity) -> tuple[Look, _Identity]:
    """How things stand, and who comes. Who has left and sends the form again comes anew, once."""
    while True:
        look = queries.look(slug, category, identity.address_key, identity.form_key, clock.now())
        if look.same is None or _existing(look.same).state in rules.LIVE:
            return look, identity
        identity = identity._replace(form_key=tokens.digest(f"{identity.form_key}|{look.same}"))


def _identity(new: NewRegistration) -> _Identity:
    address, address_key = email_address.spellings(new.email)
    # The key of the form alone would merge two people: whoever goes back and types a colleague's
    # address sends the same form again.
    return _Identity(address, address_key, tokens.digest(f"{new.form_key}|{address_key}"))


def _existing(registration_id: int) -> Registration:
    found = db.session.get(Registration, registration_id, populate_existing=True)
    if found is None:  # erased between two statements
        raise Moved
    return found


def _open_category(look: Look) -> Category:
    """The category wished for, refused where the rules already say no."""
    category = look.category
    if category is None:
        raise NoSuchCategory
    if not rules.takes(look.event, category, clock.now()):
        raise NotOpen
    if rules.places(category) is Places.NONE:
        raise NoSeatLeft
    return category


def _prepare(look: Look, category: Category, new: NewRegistration, identity: _Identity) -> Registration:
    """The row as it is likely to be stored. Nothing is written yet."""
    now = clock.now()
    deadline, reminder = rules.hold(look.event, now)
    registration = Registration(
        public_id=ids.public_id(),
        reference=references.new(look.event),
        event_id=look.event.id,
        category_id=category.id,
        duplicate_of_id=look.owner,
        idempotency_key=identity.form_key,
        state=_EXPECTED[rules.places(category)],
        state_changed_at=now,
        deadline_at=deadline,
        remind_at=reminder,
        revision=1,
        email=identity.address,
        email_key=identity.address_key,
        consents={"privacy": {"version": rules.PRIVACY_VERSION, "at": now.isoformat()}},
        source=Source.WEB,
        created_at=now,
        updated_at=now,
    )
    details.write(registration, new.details, look.event, category)
    return registration


def _settle(registration: Registration, category: Category, look: Look, actor: Actor) -> None:
    """Seat, row, history, audit and letter, all or nothing. Raises Moved when things have changed."""
    # Before the lock, for which others wait.
    draft: Letter | None = mails.draft_first(registration, look.event, category)
    with transaction():
        state = seats.take(category)
        if state is not registration.state:
            draft = None  # others were faster; the letter must say how it is
        _settle_in(registration, category, state, look.event)
        registration.queue_number = category.arrivals
        may_write = look.may_write
        letter = mails.registered(registration, look.event, category, draft=draft, may_write=may_write)
        _store(registration, category, letter, look.event, actor)
        if state is RegistrationState.WAITING:
            waiting_list.promote(category)


def _settle_shadow(
    shadow: Registration, category: Category, owner: Registration, look: Look, actor: Actor
) -> None:
    """The same where `owner` holds the address: nothing is taken, and the letter goes to them."""
    draft = mails.draft_again(owner, look.event)
    with transaction():
        state = seats.look_alike(category)
        if lock(owner).state not in rules.LIVE:  # they have just left, and the address is free
            raise Moved
        _settle_in(shadow, category, state, look.event)
        # Of many who try at once each sees, behind the owner's lock, what those before have sent.
        may_write = look.may_write and queries.may_write(owner, clock.now())
        letter = mails.again(owner, look.event, shadow.public_id, draft=draft, may_write=may_write)
        _store(shadow, category, letter, look.event, actor)


def _settle_in(
    registration: Registration, category: Category, state: RegistrationState | None, event: Event
) -> None:
    """The state the seats have given it, while people are still taken."""
    if state is None:  # neither seat nor queue by now
        raise Moved
    # Under the lock, and by the clock as it is after waiting for it.
    if not rules.takes(event, category, clock.now()):
        raise NotOpen
    registration.state = state


def _store(registration: Registration, category: Category, letter: Row, event: Event, actor: Actor) -> None:
    """The row, its first lines in history and log, and the letter, in one go."""
    rows = (*steps.begun(registration, actor=actor), letter)
    if not store(registration, *rows, seen=event):
        _judge_anew(registration, category, event)
        if not store(registration, *rows, seen=event):
            raise Moved
    outbox.announce()


def _judge_anew(registration: Registration, category: Category, event: Event) -> None:
    """The event has changed since the look, often only because its last seat has gone."""
    for thing in (event, category):
        db.session.refresh(thing)
    if not rules.takes(event, category, clock.now()):
        raise NotOpen
    if registration.attendance not in rules.attendances(event, category):
        raise Moved
