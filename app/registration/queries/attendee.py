"""Finding registrations for those who register: the form's page, their link, their address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ColumnExpressionArgument,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, contains_eager

from app.core import email_address, tokens
from app.core.db import db
from app.core.email_address import NotAnAddress
from app.core.types import Instant
from app.events.errors import NoSuchEvent
from app.events.models import Event, Lifecycle, Visibility
from app.outbox.models import Message, MessageState
from app.registration import mails, rules
from app.registration.errors import NoSuchRegistration
from app.registration.models import HOLDS_THE_ADDRESS, Category, Registration, RegistrationState

# A shadow row (see models.Registration) is in no list and no count.
REAL = Registration.duplicate_of_id.is_(None)
LIVE = Registration.state.in_(sorted(rules.LIVE))

# How often an address that nobody has proved is written to (trust rule T12).
QUIET = timedelta(minutes=10)  # between two letters about one event
DAY = timedelta(days=1)
LETTERS_A_DAY = 3

_MAY_BE_KNOWN = and_(Event.lifecycle != Lifecycle.DRAFT, Event.visibility != Visibility.PRIVATE)


def register_page(slug: str) -> tuple[Event, list[Category]]:
    """The event with its categories in order, if the public may know it. Raises NoSuchEvent."""
    rows = db.session.execute(_register_page(), {"slug": slug}).all()
    if not rows:
        raise NoSuchEvent
    return rows[0][0], [category for _event, category in rows if category is not None]


@lru_cache(maxsize=1)  # put together once: building it takes longer than running it
def _register_page() -> Select[Event, Category]:
    return (
        select(Event, Category)
        .outerjoin(Category, Category.event_id == Event.id)
        .where(Event.slug == bindparam("slug"), _MAY_BE_KNOWN)
        .order_by(Category.position, Category.id)
    )


def categories(event: Event) -> list[Category]:
    """The event's categories in order."""
    query = select(Category).where(Category.event_id == event.id)
    return list(db.session.scalars(query.order_by(Category.position, Category.id)))


def openness(event: Event, now: datetime) -> rules.Openness:
    """What a page of the event may say about registration."""
    return rules.openness(event, categories(event), now)


def openness_of(events: Sequence[Event], now: datetime) -> dict[int, rules.Openness]:
    """The same for a list of events, by event number, from one query."""
    found: dict[int, list[Category]] = {event.id: [] for event in events}
    query = select(Category).where(Category.event_id.in_(found))
    for category in db.session.scalars(query.order_by(Category.position, Category.id)):
        found[category.event_id].append(category)
    return {event.id: rules.openness(event, found[event.id], now) for event in events}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything one must know before registering somebody, from one statement."""

    event: Event
    category: Category | None
    same: int | None  # the registration this very form has already made
    owner: int | None  # the registration that holds the address in this event
    may_write: bool  # whether the address may be written to again by now


def look(slug: str, category: str, address_key: str, form_key: str, now: datetime) -> Look:
    """See how things stand just before registering. Raises NoSuchEvent."""
    wanted = {"slug": slug, "category": category, "form_key": form_key, **_since(address_key, now)}
    row = db.session.execute(_look(), wanted).first()
    if row is None:
        raise NoSuchEvent
    event, found, owner, same, recently, today = row
    return Look(event, found, same, owner, may_write=_is_quiet(recently, today))


def may_write(to: Registration, now: datetime) -> bool:
    """Whether the address of `to` may get another letter its owner may not have asked for (T12)."""
    wanted = {"event_id": to.event_id, **_since(to.email_key, now)}
    return _is_quiet(*db.session.execute(_recent_letters(), wanted).one())


def may_write_of_offer(to: Registration, now: datetime) -> bool:
    """The same for a seat that is offered: it ends soon, so only other offers count against it."""
    wanted = {"address_key": to.email_key, "day_since": now - DAY}
    return (db.session.scalar(_recent_offers(), wanted) or 0) < LETTERS_A_DAY


def _since(address_key: str, now: datetime) -> dict[str, Any]:
    return {"address_key": address_key, "quiet_since": now - QUIET, "day_since": now - DAY}


def _is_quiet(recently: int, today: int) -> bool:
    return not recently and today < LETTERS_A_DAY


# Put together once: building these takes longer than running them.


@lru_cache(maxsize=1)
def _look() -> Select[Event, Category, int, int, int, int]:
    owner = aliased(Registration)
    same = select(Registration.id).where(
        Registration.event_id == Event.id, Registration.idempotency_key == bindparam("form_key")
    )
    holds_the_address = select(owner.id).where(
        owner.event_id == Event.id,
        owner.email_key == bindparam("address_key"),
        HOLDS_THE_ADDRESS,
    )
    return (
        select(
            Event,
            Category,
            holds_the_address.correlate(Event).scalar_subquery(),
            same.correlate(Event).scalar_subquery(),
            _letters(bindparam("quiet_since", type_=Instant()), event=Event.id),
            _letters(bindparam("day_since", type_=Instant())),
        )
        .outerjoin(Category, and_(Category.event_id == Event.id, Category.public_id == bindparam("category")))
        .where(Event.slug == bindparam("slug"), _MAY_BE_KNOWN)
        .execution_options(populate_existing=True)
    )


@lru_cache(maxsize=1)
def _recent_letters() -> Select[int, int]:
    return select(
        _letters(bindparam("quiet_since", type_=Instant()), event=bindparam("event_id")),
        _letters(bindparam("day_since", type_=Instant())),
    )


@lru_cache(maxsize=1)
def _recent_offers() -> Select[int]:
    return select(_letters(bindparam("day_since", type_=Instant()), Message.template == mails.OFFER))


def _letters(
    since: BindParameter[datetime],
    *where: ColumnElement[bool],
    event: ColumnExpressionArgument[int] | None = None,
) -> ScalarSelect[int]:
    """How many letters went to the address since then that its owner may not have asked for.

    Only about its registrations for `event`, if one is given. An outer join, so that SQLite begins
    with the few registrations of the address: it has no statistics, and would rather read all
    letters, or all registrations, of the event.
    """
    recipient = aliased(Registration)
    is_unasked = or_(
        recipient.verified_at.is_(None), *(Message.template == name for name in mails.ASKED_BY_ANYBODY)
    )
    is_counted = and_(
        Message.thing_kind == Registration.__tablename__,
        Message.thing_id == recipient.id,
        Message.created_at > since,
        Message.state != MessageState.SUPPRESSED,
        is_unasked,
        *where,
        *(() if event is None else (recipient.event_id == event,)),
    )
    return (
        select(func.count(Message.id))
        .select_from(recipient)
        .outerjoin(Message, is_counted)
        .where(recipient.email_key == bindparam("address_key"))
        .correlate(Event)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A registration and the kind of link that opened it."""

    registration: Registration
    is_mailed: bool

    @property
    def event(self) -> Event:
        return self.registration.event


def by_token(token: str) -> Held:
    """The registration a link opens, with its event and category. Raises NoSuchRegistration."""
    public_id = tokens.read_id(token)
    found = None if public_id is None else _with_event(Registration.public_id == public_id)
    if found is None:
        raise NoSuchRegistration
    for purpose, is_mailed in ((mails.PAGE_LINK, False), (mails.MAIL_LINK, True)):
        if tokens.proves(token, purpose):
            return Held(found, is_mailed)
    raise NoSuchRegistration


def by_address(event: Event, address: str) -> Registration | None:
    """The address's registration in the event: the live one, else the latest that ended. It is locked."""
    try:
        key = email_address.key(address)
    except NotAnAddress:
        return None
    return db.session.scalar(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.email_key == key, REAL)
        .order_by(LIVE.desc(), Registration.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def followed_by(held: Held) -> Registration | None:
    """What whoever reads the mail of an ended registration has registered since for the same event.

    No letter may have told them: an unproved address is written to only so often (rule T12).
    """
    ended = held.registration
    if not held.is_mailed or ended.state in rules.LIVE:
        return None
    mine = Registration.event_id == ended.event_id, Registration.email_key == ended.email_key
    return db.session.scalar(select(Registration).where(*mine, HOLDS_THE_ADDRESS))


def place_in_queue(registration: Registration) -> int:
    """How many would be offered a seat before this person, plus one.

    A shadow row counts those who came before it, so that its page looks like any other.
    """
    if registration.duplicate_of_id is None:
        ahead: ColumnElement[bool] = or_(
            Registration.priority < registration.priority,
            and_(
                Registration.priority == registration.priority,
                Registration.queue_number < registration.queue_number,
            ),
        )
    else:
        ahead = Registration.id < registration.id
    count = select(func.count()).where(
        Registration.category_id == registration.category_id,
        Registration.state == RegistrationState.WAITING,
        REAL,
        ahead,
    )
    return (db.session.scalar(count) or 0) + 1


def _with_event(condition: ColumnElement[bool]) -> Registration | None:
    return db.session.scalar(
        select(Registration)
        .join(Registration.event)
        .join(Registration.category)
        .options(contains_eager(Registration.event), contains_eager(Registration.category))
        .where(condition, Event.lifecycle != Lifecycle.DRAFT)
    )
