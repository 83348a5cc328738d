"""Finding registrations for the organiser's desk: the list, its numbers, one with its history."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, and_, case, func, or_, select, true
from sqlalchemy.orm import contains_eager

from app.accounts.models import User
from app.core import text
from app.core.actors import ActorKind
from app.core.db import db
from app.core.pages import Page, paginate
from app.events.models import Event
from app.network import countries
from app.registration import references, rules
from app.registration.errors import NoSuchCategory, NoSuchRegistration
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationChange,
    RegistrationState,
    Source,
)
from app.registration.queries.attendee import REAL

# What rules.is_vouched_for says of one row.
_VOUCHED_FOR = or_(Registration.verified_at.is_not(None), Registration.source == Source.BY_HAND)
# Who is offered a seat first stands first.
_QUEUE: tuple[UnaryExpression[Any], ...] = (
    Registration.category_id.asc(),
    Registration.priority.asc(),
    Registration.queue_number.asc(),
    Registration.id.asc(),
)
_BATCH = 500
# Nobody types more, and databases refuse to look for it.
_LONGEST_SEARCH, _MOST_WORDS = 200, 12


@dataclass(frozen=True, slots=True)
class Filter:
    """What the desk wants to see; empty means all. `category` is a public id."""

    state: RegistrationState | None = None
    category: str = ""
    country: str = ""
    is_verified: bool | None = None
    words: str = ""


def registrations(event: Event, wanted: Filter, *, number: int = 1) -> Page[Registration]:
    """One page of the list, the newest first; a queue in its own order."""
    return paginate(_filtered(event, wanted).order_by(*_order(wanted)), number=number)


def all_registrations(event: Event, wanted: Filter) -> Iterator[Registration]:
    """The whole list in order of arrival, a queue in its own; read in batches, for exports."""
    order = _QUEUE if wanted.state is RegistrationState.WAITING else (Registration.id.asc(),)
    query = _filtered(event, wanted).order_by(*order).execution_options(yield_per=_BATCH)
    yield from db.session.scalars(query)


def of_event(event: Event, public_id: str) -> Registration:
    """One registration of this event. Raises NoSuchRegistration, also for those of other events."""
    found = db.session.scalar(_of(event).where(Registration.public_id == public_id))
    if found is None:
        raise NoSuchRegistration
    return found


def category_of(event: Event, public_id: str) -> Category:
    """One category of this event. Raises NoSuchCategory, also for those of other events."""
    found = db.session.scalar(
        select(Category).where(Category.event_id == event.id, Category.public_id == public_id)
    )
    if found is None:
        raise NoSuchCategory
    return found


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act, with the name of the user who did it where it was one of the team."""

    at: datetime
    act: Act
    before: RegistrationState | None
    after: RegistrationState
    actor_kind: ActorKind
    actor_name: str
    reason: str


def history(registration: Registration) -> list[HistoryLine]:
    """Who did what to the registration, when and why, in order."""
    rows = db.session.execute(
        select(RegistrationChange, User.name)
        .outerjoin(
            User,
            and_(
                RegistrationChange.actor_kind == ActorKind.USER.value, RegistrationChange.actor_id == User.id
            ),
        )
        .where(RegistrationChange.registration_id == registration.id)
        .order_by(RegistrationChange.id)
    )
    return [
        HistoryLine(
            change.at, change.act, change.before, change.after, ActorKind(change.actor_kind), name or "",
            change.reason,
        )
        for change, name in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """An event's registrations in numbers; shadows are not among them."""

    by_state: dict[RegistrationState, int] = field(default_factory=dict)
    by_category: dict[str, dict[RegistrationState, int]] = field(default_factory=dict)
    by_country: dict[str, int] = field(default_factory=dict)
    by_region: dict[str, int] = field(default_factory=dict)
    unverified: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def live(self) -> int:
        return sum(number for state, number in self.by_state.items() if state in rules.LIVE)


def numbers(event: Event) -> Numbers:
    """Counts by state, by category (public id), and of the confirmed by country and region."""
    by_state: dict[RegistrationState, int] = defaultdict(int)
    by_category: dict[str, dict[RegistrationState, int]] = defaultdict(dict)
    unverified = 0
    for category, state, count, without_proof in _by_category_and_state(event):
        by_state[state] += count
        by_category[category][state] = count
        unverified += without_proof if state in rules.LIVE else 0
    by_country = _by_country(event)
    by_region: dict[str, int] = defaultdict(int)
    for code, count in by_country.items():
        region = countries.region_of(code)
        by_region[region.code if region else ""] += count
    return Numbers(dict(by_state), dict(by_category), by_country, dict(by_region), unverified)


def offers_that_end(event: Event, until: datetime) -> int:
    """How many offered seats go to somebody else by `until` unless they are taken."""
    query = select(func.count()).where(
        Registration.event_id == event.id,
        Registration.state == RegistrationState.OFFERED,
        Registration.deadline_at <= until,
        REAL,
    )
    return db.session.scalar(query) or 0


def countries_of(event: Event) -> list[str]:
    """The codes of the countries people come from, whatever became of them: for the filter."""
    query = select(Registration.country).where(
        Registration.event_id == event.id, Registration.country != "", REAL
    )
    return sorted(db.session.scalars(query.distinct()))


def _by_category_and_state(event: Event) -> Sequence[Row[str, RegistrationState, int, int]]:
    unverified = func.sum(case((_VOUCHED_FOR, 0), else_=1))
    return db.session.execute(
        select(Category.public_id, Registration.state, func.count(), unverified)
        .join(Registration.category)
        .where(Registration.event_id == event.id, REAL)
        .group_by(Category.public_id, Registration.state)
    ).all()


def _by_country(event: Event) -> dict[str, int]:
    """The confirmed by country, most first; "" stands for those who said none."""
    rows = db.session.execute(
        select(Registration.country, func.count())
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED, REAL)
        .group_by(Registration.country)
        .order_by(func.count().desc(), Registration.country)
    )
    return {country or "": count for country, count in rows}


def _of(event: Event) -> Select[Registration]:
    return (
        select(Registration)
        .join(Registration.category)
        .options(contains_eager(Registration.category))
        .where(Registration.event_id == event.id, REAL)
    )


def _filtered(event: Event, wanted: Filter) -> Select[Registration]:
    query = _of(event)
    if wanted.state is not None:
        query = query.where(Registration.state == wanted.state)
    if wanted.category:
        query = query.where(Category.public_id == wanted.category)
    if wanted.country:
        query = query.where(Registration.country == wanted.country)
    if wanted.is_verified is not None:
        query = query.where(_VOUCHED_FOR if wanted.is_verified else ~_VOUCHED_FOR)
    if wanted.words:
        query = query.where(_contains(wanted.words))
    return query


def _contains(words: str) -> ColumnElement[bool]:
    """Every word somewhere in name, address, organisation, position, city or reference."""
    typed = text.searchable(words[:_LONGEST_SEARCH]).split()[:_MOST_WORDS]
    each = and_(true(), *(Registration.search_text.contains(word, autoescape=True) for word in typed))
    reference = references.read(words)
    return each if reference is None else or_(each, Registration.reference == reference)


def _order(wanted: Filter) -> tuple[UnaryExpression[Any], ...]:
    return _QUEUE if wanted.state is RegistrationState.WAITING else (Registration.id.desc(),)
