"""Finding events: for the public, for their team, for lists."""

import enum
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Text, bindparam, case, cast, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import User
from app.core import text
from app.core.actors import Actor, ActorKind, Permission
from app.core.db import db
from app.core.pages import SIZE, Page, paginate
from app.events.errors import NoSuchEvent, NoSuchRow, NoSuchSeries, NoSuchTextBlock
from app.events.models import (
    Catalogue,
    Event,
    EventKind,
    EventLink,
    EventSection,
    FeaturedPerson,
    Lifecycle,
    Party,
    Series,
    TeamMember,
    TeamRole,
    TextBlock,
    Visibility,
)
from app.events.rules import LONGEST_SLUG, RESERVED_SLUGS, ROLE_PERMISSIONS
from app.people.models import Person

# Between an acronym and its number: people write "ICLC7", "ICLC 7" and "ICLC-7".
_JOINT = re.compile(r"(?<=[^\W\d_])-?(?=\d)|(?<=\d)-?(?=[^\W\d_])")
R = TypeVar("R", bound=EventSection | Party | EventLink | FeaturedPerson)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a cached public page is keyed by, from one indexed row."""

    id: int
    slug: str
    revision: int
    current_release: int | None
    visibility: Visibility
    timezone: str
    main_language: str
    # Counts what lists show, the other events of its series among it; 0 outside of a series. Only for
    # the page that leads to these, so it makes no other page a different one.
    lists: int = field(compare=False, repr=False)


# Built once: composing a statement costs more than running it, and every cached page runs these.
_PUBLIC_KEY = select(
    Event.id,
    Event.slug,
    Event.revision,
    Event.current_release,
    Event.visibility,
    Event.timezone,
    Event.main_language,
    case((Event.series_id.is_not(None), select(Catalogue.revision).scalar_subquery()), else_=0),
).where(
    Event.slug == bindparam("slug"),
    Event.lifecycle != Lifecycle.DRAFT,
    Event.visibility != Visibility.PRIVATE,
)
_CATALOGUE_KEY = select(Catalogue.revision, Catalogue.changed_at)


def public_key(slug: str) -> PublicKey:
    """Whether the public may know this event, and which revision of it. Raises NoSuchEvent."""
    # Without a session: this is the one statement of every cached page.
    with db.engine.connect() as connection:
        row = connection.execute(_PUBLIC_KEY, {"slug": slug}).first()
    if row is None:
        raise NoSuchEvent
    return PublicKey(*row)


def catalogue_key() -> tuple[int, datetime]:
    """The revision of everything lists of events show, and when it last changed."""
    with db.engine.connect() as connection:
        row = connection.execute(_CATALOGUE_KEY).first()
    if row is None:
        raise RuntimeError("the catalogue has no row: run `flask db upgrade`")
    return row[0], row[1]


def published(slug: str) -> Event:
    """The event with this slug, if the public may know it. Raises NoSuchEvent."""
    event = by_slug(slug)
    if event is None or event.lifecycle is Lifecycle.DRAFT or event.visibility is Visibility.PRIVATE:
        raise NoSuchEvent
    return event


def by_slug(slug: str) -> Event | None:
    """The event with this slug, whatever its state; None when there is none."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def free_slug(base: str) -> str:
    """`base`, or `base` with the first number that makes it nobody's; empty when `base` is."""
    if not base:
        return ""
    stem = base[: LONGEST_SLUG - len("-999")].rstrip("-")
    similar = select(Event.slug).where(Event.slug.startswith(stem, autoescape=True))
    taken = set(db.session.scalars(similar)) | RESERVED_SLUGS
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)


def grants_of(user: User) -> dict[int, frozenset[Permission]]:
    """What `user` may do, by event number."""
    grants: dict[int, frozenset[Permission]] = defaultdict(frozenset)
    rows = db.session.execute(
        select(TeamMember.event_id, TeamMember.role).where(TeamMember.user_id == user.id)
    )
    for event_id, role in rows:
        grants[event_id] |= ROLE_PERMISSIONS[role]
    return dict(grants)


def workspace(actor: Actor, *, number: int = 1) -> Page[Event]:
    """The events this actor may know as an organiser, the latest dates first."""
    query = select(Event).order_by(Event.first_day.desc(), Event.id.desc())
    if not actor.is_administrator:
        query = query.where(Event.id.in_(actor.grants))
    return paginate(query, number=number)


def made_by(actor: Actor, public_id: str) -> Event | None:
    """The event of this public id if the actor owns it, as whoever makes one does."""
    mine = TeamMember.user_id == actor.id, TeamMember.role == TeamRole.OWNER
    query = select(Event).join(TeamMember).where(Event.public_id == public_id, *mine)
    return db.session.scalar(query) if actor.kind is ActorKind.USER else None


def roles_of(user: User) -> dict[int, list[TeamRole]]:
    """The roles `user` holds, by event number, in the order they were given."""
    roles: dict[int, list[TeamRole]] = defaultdict(list)
    rows = db.session.execute(
        select(TeamMember.event_id, TeamMember.role)
        .where(TeamMember.user_id == user.id)
        .order_by(TeamMember.id)
    )
    for event_id, role in rows:
        roles[event_id].append(role)
    return dict(roles)


def members(event: Event) -> list[TeamMember]:
    """Every role in the event's team with its user, by name; who has two roles is there twice."""
    query = (
        select(TeamMember)
        .join(TeamMember.user)
        .options(joinedload(TeamMember.user))
        .where(TeamMember.event_id == event.id)
        .order_by(User.name, User.id, TeamMember.id)
    )
    return list(db.session.scalars(query))


def granted(event: Event, permission: Permission) -> list[User]:
    """The members of the event's team who may do something and can sign in, each once, by name."""
    roles = {role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions}
    able = (member.user for member in members(event) if member.role in roles and member.user.is_active)
    return list(dict.fromkeys(able))


class When(enum.StrEnum):
    UPCOMING = "upcoming"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor narrows the list of events by; whatever is empty does not narrow it."""

    text: str = ""
    kind: EventKind | None = None
    when: When | None = None
    country: str = ""
    language: str = ""


PAGES_AT_MOST = 49_000  # a sitemap holds 50,000 addresses

_LISTED = (Event.lifecycle != Lifecycle.DRAFT, Event.visibility == Visibility.PUBLIC)


def listed(wanted: Wanted, now: datetime, *, number: int = 1, size: int = SIZE) -> Page[Event]:
    """Public events: what is not over, the next first; then what is, the latest first."""
    is_over = Event.finishes_at <= now
    to_come_by_date = case((Event.finishes_at > now, Event.begins_at))
    query = (
        select(Event)
        .where(*_LISTED, *_narrowing(wanted, is_over))
        .order_by(is_over, to_come_by_date, Event.begins_at.desc(), Event.id)
    )
    return paginate(query, number=number, size=size)


def _narrowing(wanted: Wanted, is_over: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    for word in text.searchable(wanted.text).split():
        spellings = dict.fromkeys([word, *(_JOINT.sub(mark, word) for mark in ("", " ", "-"))])
        yield or_(*(Event.search_text.contains(one, autoescape=True) for one in spellings))
    if wanted.kind is not None:
        yield Event.kind == wanted.kind
    if wanted.when is not None:
        yield is_over if wanted.when is When.PAST else ~is_over
    if wanted.country:
        yield Event.country == wanted.country
    if wanted.language:
        # The list is kept as JSON, where each code stands in quotes of its own.
        yield cast(Event.working_languages, Text).contains(f'"{wanted.language}"', autoescape=True)


def for_calendar(wanted: Wanted, series: Series | None = None) -> list[Event]:
    """All public events a calendar holds, past ones too, by date; `wanted.when` does not count."""
    query = select(Event).where(*_LISTED, *_narrowing(replace(wanted, when=None), false()))
    if series is not None:
        query = query.where(Event.series_id == series.id)
    return list(db.session.scalars(query.order_by(Event.begins_at, Event.id)))


def next_end(now: datetime) -> datetime | None:
    """When the next public event will be over, and lists put it among the past ones."""
    return db.session.scalar(select(func.min(Event.finishes_at)).where(*_LISTED, Event.finishes_at > now))


def countries_and_languages() -> tuple[set[str], set[str]]:
    """Where public events take place and in which languages: what a list can be narrowed by."""
    rows = db.session.execute(select(Event.country, Event.working_languages).where(*_LISTED)).all()
    countries = {country for country, _languages in rows if country}
    return countries, {language for _country, languages in rows for language in languages}


def neighbours(event: Event) -> tuple[Event | None, Event | None]:
    """The public events before and after this one in its series, by date: not every edition has a number."""
    if event.series_id is None:
        return None, None
    order, own = (Event.first_day, Event.id), (event.first_day, event.id)
    others = select(Event).where(Event.series_id == event.series_id, *_LISTED, Event.id != event.id)
    before = others.where(tuple_(*order) < own).order_by(*(column.desc() for column in order)).limit(1)
    after = others.where(tuple_(*order) > own).order_by(*order).limit(1)
    return db.session.scalar(before), db.session.scalar(after)


# Everything an event's own page shows, in five queries.
_WHOLE = (
    joinedload(Event.series),
    joinedload(Event.image),
    selectinload(Event.sections).joinedload(EventSection.block),
    selectinload(Event.parties),
    selectinload(Event.featured).options(
        joinedload(FeaturedPerson.person).joinedload(Person.photo), joinedload(FeaturedPerson.held_photo)
    ),
    selectinload(Event.links),
)


def event_page(event_id: int) -> Event:
    """The event with everything its page shows, read anew, whatever its state. Raises NoSuchEvent."""
    event = db.session.scalar(
        select(Event).options(*_WHOLE).where(Event.id == event_id).execution_options(populate_existing=True)
    )
    if event is None:
        raise NoSuchEvent
    return event


def sections(event: Event) -> list[EventSection]:
    """The texts of the event's page with the blocks they show, in order."""
    query = select(EventSection).options(joinedload(EventSection.block))
    ordered = query.order_by(EventSection.position, EventSection.id)
    return list(db.session.scalars(ordered.where(EventSection.event_id == event.id)))


def row(kind: type[R], event: Event, public_id: str) -> R:
    """One row of a list of this event; another event's is none of its. Raises NoSuchRow."""
    found = db.session.scalar(select(kind).where(kind.event_id == event.id, kind.public_id == public_id))
    if found is None:
        raise NoSuchRow
    return found


def all_series() -> list[Series]:
    """Every series, by its address."""
    return list(db.session.scalars(select(Series).order_by(Series.slug)))


def series_by_slug(slug: str) -> Series:
    """Raises NoSuchSeries."""
    series = db.session.scalar(select(Series).where(Series.slug == slug))
    if series is None:
        raise NoSuchSeries
    return series


def editions() -> dict[int, list[int]]:
    """The numbers of the events in each series, by the number of the series, whatever their state."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(Series.id, Event.id).join(Event, Event.series_id == Series.id).order_by(Event.id)
    for series_id, event_id in db.session.execute(query):
        found[series_id].append(event_id)
    return dict(found)


def all_blocks() -> list[TextBlock]:
    """Every shared text block, by its address."""
    return list(db.session.scalars(select(TextBlock).order_by(TextBlock.slug)))


def block_by_slug(slug: str) -> TextBlock:
    """Raises NoSuchTextBlock."""
    block = db.session.scalar(select(TextBlock).where(TextBlock.slug == slug))
    if block is None:
        raise NoSuchTextBlock
    return block


def events_using(thing: Series | TextBlock) -> list[Event]:
    """The editions of a series, or the events that show a block, whatever their state."""
    query = select(Event).order_by(Event.first_day.desc(), Event.id.desc())
    if isinstance(thing, Series):
        return list(db.session.scalars(query.where(Event.series_id == thing.id)))
    shown = select(EventSection.event_id).where(EventSection.block_id == thing.id)
    return list(db.session.scalars(query.where(Event.id.in_(shown))))


def whole(slug: str) -> Event:
    """The event with everything its page shows, in a fixed number of queries. Raises NoSuchEvent."""
    event = db.session.scalar(
        select(Event)
        .options(*_WHOLE)
        .where(Event.slug == slug, Event.lifecycle != Lifecycle.DRAFT, Event.visibility != Visibility.PRIVATE)
    )
    if event is None:
        raise NoSuchEvent
    return event


def featuring(person: Person) -> list[Event]:
    """The events whose page presents this person."""
    query = select(Event).join(FeaturedPerson).where(FeaturedPerson.person_id == person.id)
    return list(db.session.scalars(query.order_by(Event.id)))


def presented(person: Person) -> list[FeaturedPerson]:
    """What those pages say of this person, read anew."""
    query = select(FeaturedPerson).where(FeaturedPerson.person_id == person.id).order_by(FeaturedPerson.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def pages() -> list[tuple[str, datetime, bool]]:
    """Slug, last change and whether there is a programme, of every event that may be found."""
    query = select(Event.slug, Event.updated_at, Event.current_release).where(*_LISTED)
    return [
        (slug, changed_at, release is not None)
        for slug, changed_at, release in db.session.execute(query.order_by(Event.id).limit(PAGES_AT_MOST))
    ]
