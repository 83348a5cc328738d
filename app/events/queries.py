"""Finding events: for the public, for their team, for lists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.accounts.models import User
from app.core.actors import Permission
from app.core.db import db
from app.events.errors import NoSuchEvent
from app.events.models import Catalogue, Event, Lifecycle, TeamMember, Visibility
from app.events.rules import ROLE_PERMISSIONS


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


# Built once: composing a statement costs more than running it, and every cached page runs these.
_PUBLIC_KEY = select(
    Event.id,
    Event.slug,
    Event.revision,
    Event.current_release,
    Event.visibility,
    Event.timezone,
    Event.main_language,
).where(
    Event.slug == bindparam("slug"),
    Event.lifecycle != Lifecycle.DRAFT,
    Event.visibility != Visibility.PRIVATE,
)
_CATALOGUE_KEY = select(Catalogue.revision, Catalogue.changed_at)


def public_key(slug: str) -> PublicKey:
    """Whether the public may know this event, and which revision of it. Raises NoSuchEvent."""
    row = db.session.execute(_PUBLIC_KEY, {"slug": slug}).first()
    if row is None:
        raise NoSuchEvent
    return PublicKey(*row)


def catalogue_key() -> tuple[int, datetime]:
    """The revision of everything lists of events show, and when it last changed."""
    row = db.session.execute(_CATALOGUE_KEY).first()
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


def grants_of(user: User) -> dict[int, frozenset[Permission]]:
    """What `user` may do, by event number."""
    grants: dict[int, frozenset[Permission]] = defaultdict(frozenset)
    rows = db.session.execute(
        select(TeamMember.event_id, TeamMember.role).where(TeamMember.user_id == user.id)
    )
    for event_id, role in rows:
        grants[event_id] |= ROLE_PERMISSIONS[role]
    return dict(grants)
