"""Typed makers of events for tests."""

import itertools
from datetime import date, datetime, time
from typing import Any

from app.accounts.models import User
from app.core import localtime
from app.core.actors import Actor, ActorKind
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import (
    Attendance,
    Catalogue,
    Event,
    EventKind,
    EventLink,
    EventSection,
    FeaturedPerson,
    Lifecycle,
    LinkKind,
    Participation,
    Party,
    PartyRole,
    Series,
    TeamMember,
    TeamRole,
    TextBlock,
)
from app.events.rules import ROLE_PERMISSIONS
from app.people.models import Person
from tests.make import accounts

_numbers = itertools.count(1)


def catalogue() -> Catalogue:
    """The one row that counts changes; the migration makes it elsewhere."""
    found = db.session.get(Catalogue, 1)
    if found is not None:
        return found
    with transaction() as session:
        made = Catalogue(id=1, calendar_host="calendar.example.org")
        session.add(made)
    return made


def event(**fields: Any) -> Event:
    """A three-day conference in Hamburg in September 2026, announced and public."""
    catalogue()
    number = next(_numbers)
    first, last = fields.pop("first_day", date(2026, 9, 28)), fields.pop("last_day", date(2026, 9, 30))
    zone = fields.pop("timezone", "Europe/Berlin")
    values: dict[str, Any] = {
        "slug": f"event-{number}",
        "kind": EventKind.CONFERENCE,
        "attendance": Attendance.HYBRID,
        "title": Translated({"en": f"Learning cities {number}"}),
        "first_day": first,
        "last_day": last,
        "daily_start": time(9),
        "daily_end": time(17),
        "timezone": zone,
        "begins_at": localtime.to_utc(datetime.combine(first, time(9)), zone),
        "finishes_at": localtime.to_utc(datetime.combine(last, time(17)), zone),
        "venue_name": Translated({"en": "Congress Centre"}),
        "city": Translated({"en": "Hamburg"}),
        "country": "DE",
        "lifecycle": Lifecycle.ANNOUNCED,
        "participation": Participation.HERE,
        "contact_email": "office@example.org",
    }
    with transaction() as session:
        made = Event(**{**values, **fields})
        session.add(made)
    return made


def member(event: Event, user: User, role: TeamRole = TeamRole.OWNER) -> TeamMember:
    """Give `user` a role in the event's team."""
    with transaction() as session:
        made = TeamMember(event_id=event.id, user_id=user.id, role=role)
        session.add(made)
    return made


def actor(event: Event | None = None, role: TeamRole = TeamRole.OWNER, **fields: Any) -> Actor:
    """Somebody signed in, with a role in the event's team if there is one."""
    user = accounts.user(**fields)
    if event is None:
        return Actor(ActorKind.USER, id=user.id, label=user.name)
    member(event, user, role)
    return Actor(ActorKind.USER, id=user.id, label=user.name, grants={event.id: ROLE_PERMISSIONS[role]})


def series(slug: str = "iclc", **fields: Any) -> Series:
    with transaction() as session:
        made = Series(**{"slug": slug, "acronym": "ICLC", "name": Translated({"en": "Conference"}), **fields})
        session.add(made)
    return made


def block(slug: str = "the-network", **fields: Any) -> TextBlock:
    texts = {"title": Translated({"en": "The network"}), "body": Translated({"en": "Cities that learn."})}
    with transaction() as session:
        made = TextBlock(**{"slug": slug, **texts, **fields})
        session.add(made)
    return made


def party(event: Event, name: str = "City of Hamburg", position: int = 1, **fields: Any) -> Party:
    values = {"role": PartyRole.HOST, "name": Translated({"en": name}), "position": position}
    with transaction() as session:
        made = Party(event_id=event.id, **{**values, **fields})
        session.add(made)
    return made


def section(event: Event, title: str = "Aims", position: int = 1, **fields: Any) -> EventSection:
    values: dict[str, Any] = {"title": Translated({"en": title}), "body": Translated({"en": "To *learn*."})}
    with transaction() as session:
        made = EventSection(event_id=event.id, position=position, **{**values, **fields})
        session.add(made)
    return made


def link(event: Event, url: str = "https://example.org/", position: int = 1, **fields: Any) -> EventLink:
    values = {"kind": LinkKind.RELATED, "label": Translated({"en": "Elsewhere"}), "url": url}
    with transaction() as session:
        made = EventLink(event_id=event.id, position=position, **{**values, **fields})
        session.add(made)
    return made


def featured(event: Event, family_name: str = "Lovelace", position: int = 1, **fields: Any) -> FeaturedPerson:
    with transaction() as session:
        person = Person(given_name="Ada", family_name=family_name, search_text=family_name.casefold())
        made = FeaturedPerson(event_id=event.id, person=person, position=position, **fields)
        session.add(made)
    return made
