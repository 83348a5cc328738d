"""Typed makers of events for tests."""

import itertools
from datetime import date, datetime, time
from typing import Any

from app.accounts.models import User
from app.core import localtime
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import (
    Attendance,
    Catalogue,
    Event,
    EventKind,
    Lifecycle,
    Participation,
    TeamMember,
    TeamRole,
)

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
