"""Typed makers of categories and registrations for tests. They go through the services, as people do."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from app.core import actors, clock, ids
from app.core.actors import Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.events.rules import fingerprint
from app.registration.models import Category, Registration
from app.registration.queries.attendee import Held
from app.registration.services import categories, registering, self_service
from app.registration.services.details import Details
from app.registration.services.registering import NewRegistration
from tests.make import events as make_events

_numbers = itertools.count(1)


def event(**fields: Any) -> Event:
    """An event two months from now that takes registrations here."""
    first = clock.now().date() + timedelta(days=60)
    return make_events.event(**{"first_day": first, "last_day": first + timedelta(days=2), **fields})


def category(of: Event | None = None, **fields: Any) -> Category:
    """A category with two seats and a waiting list, open at once, in an event of its own."""
    chosen, number = of or event(), next(_numbers)
    values: dict[str, Any] = {
        "position": number,
        "name": Translated({"en": f"Participants {number}"}),
        "capacity": 2,
    }
    with transaction() as session:
        made = Category(event_id=chosen.id, **{**values, **fields})
        session.add(made)
    return made


def form(category: Category, **fields: Any) -> NewRegistration:
    """A form as somebody new would fill it in; `fields` may name details as well."""
    number = next(_numbers)
    own = {"email", "form_key", "has_consented"}
    details: dict[str, Any] = {"name": f"Person {number}", "attendance": "in person", "country": "DE"}
    details |= {name: value for name, value in fields.items() if name not in own}
    return NewRegistration(
        email=fields.get("email", f"person{number}@example.org"),
        category=category.public_id,
        details=Details(**details),
        form_key=fields.get("form_key", ids.public_id()),
        has_consented=fields.get("has_consented", True),
    )


def registration(category: Category, *, is_verified: bool = False, **fields: Any) -> Registration:
    """Somebody who has registered; on the waiting list when the seats are taken."""
    sent = form(category, **fields)
    made = registering.register(category.event.slug, sent, actor=actors.ANONYMOUS)
    if is_verified:
        self_service.verify(mailed(made), actor=actors.participant(made.id))
    return made


def mailed(registration: Registration) -> Held:
    """The registration as the link in its letters opens it."""
    return Held(registration, is_mailed=True)


def paged(registration: Registration) -> Held:
    """The registration as the link of the page after registering opens it."""
    return Held(registration, is_mailed=False)


def desk(event: Event) -> Actor:
    """Somebody of the event's registration desk."""
    grants = frozenset(
        {
            Permission.EVENT_VIEW,
            Permission.REGISTRATIONS_VIEW,
            Permission.REGISTRATIONS_EDIT,
            Permission.REGISTRATIONS_EXPORT,
        }
    )
    return Actor(ActorKind.USER, id=1, label="Desk", grants={event.id: grants})


def seen(category: Category) -> str:
    """What the form of a category carries for the version it has shown."""
    return fingerprint(categories.read(category))


def reread(*things: Category | Registration | Event) -> None:
    """See what the database holds now, whoever wrote it."""
    db.session.rollback()  # else the transaction would go on seeing what it has seen
    for thing in things:
        db.session.refresh(thing)


def past_deadline(registration: Registration, at: datetime | None = None) -> None:
    """Let the registration's deadline be over."""
    with transaction():
        registration.deadline_at = at or clock.now()
