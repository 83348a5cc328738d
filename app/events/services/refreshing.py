"""Deriving instants anew after the world's time-zone rules have changed."""

from dataclasses import dataclass

from sqlalchemy import select

from app.audit import services as audit
from app.core.actors import SYSTEM
from app.core.db import db, lock, transaction
from app.events import rules, signals
from app.events.models import Event
from app.events.services import editing, revisions


@dataclass(frozen=True, slots=True)
class Refreshed:
    checked: int
    moved: list[str]  # slugs


def refresh_utc() -> Refreshed:
    """Compute every instant from its wall clock and tell calendars of those that moved.

    One short transaction per event that moved, so that nobody waits; safe to run at any time.
    """
    numbers = db.session.scalars(select(Event.id).order_by(Event.id)).all()
    moved = [slug for slug in map(_refresh, numbers) if slug]
    return Refreshed(checked=len(numbers), moved=moved)


def _refresh(number: int) -> str:
    """The slug of the event when it moved, else nothing."""
    event = db.session.get(Event, number)
    if event is None or _is_right(event):
        return ""
    with transaction() as session:
        lock(event)
        if _is_right(event):
            return ""
        if not _has_right_hours(event):
            before = rules.calendar_entry(event)
            event.begins_at, event.finishes_at = rules.begins_and_finishes(event)
            editing.follow_calendar(event, before)
        session.flush()
        signals.instants_derived.send(event)
        audit.record(SYSTEM, "event.instants_refreshed", event, event_id=event.id)
        revisions.touch(event, catalogue=True)
    return event.slug


def _is_right(event: Event) -> bool:
    """Whether neither the event nor anything in it has moved."""
    answers = signals.instants_asked.send(event)
    return _has_right_hours(event) and not any(has_moved for _receiver, has_moved in answers)


def _has_right_hours(event: Event) -> bool:
    return (event.begins_at, event.finishes_at) == rules.begins_and_finishes(event)
