"""The categories of one event, made anew for its copy on other days."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.core.db import transaction
from app.events.models import Event
from app.events.services.copying import columns
from app.registration.models import Category

# Who has a seat has it at the other event; a time that comes twice on its new day means the first.
_OWN = frozenset(
    {
        "id", "public_id", "event_id",
        "taken", "waiting", "allotted", "arrivals",
        "opens_fold", "closes_fold",
    }
)  # fmt: skip


def copy_categories(source: Event, target: Event, *, days: int) -> None:
    """Give `target` the categories of `source`, all seats free, their windows `days` later."""
    with transaction() as session:
        query = (
            select(Category).where(Category.event_id == source.id).order_by(Category.position, Category.id)
        )
        for category in session.scalars(query).all():
            new = Category(event_id=target.id, **columns(category, without=_OWN))
            new.opens_local = _later(category.opens_local, days)
            new.closes_local = _later(category.closes_local, days)
            session.add(new)
        session.flush()


def _later(local: datetime | None, days: int) -> datetime | None:
    return None if local is None else local + timedelta(days=days)
