"""Reading the audit log of an event: newest first, by kind of act, by who acted."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.audit.models import AuditEntry
from app.core.actors import ActorKind
from app.core.db import db
from app.core.pages import Page, paginate


@dataclass(frozen=True, slots=True)
class Filter:
    """Which acts are wanted; what is empty does not matter."""

    action: str = ""
    actor_kind: ActorKind | None = None
    actor_id: int | None = None


def of_event(event_id: int, wanted: Filter, *, number: int = 1) -> Page[AuditEntry]:
    """One page of what was done to the event and the things in it."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.event_id == event_id, *_conditions(wanted))
        .order_by(AuditEntry.id.desc())
    )
    return paginate(query, number=number)


def actions(event_id: int) -> list[str]:
    """The kinds of acts there are in the event's log."""
    query = select(AuditEntry.action).where(AuditEntry.event_id == event_id).distinct()
    return sorted(db.session.scalars(query))


def users(event_id: int) -> list[int]:
    """The users who have acted in the event."""
    query = select(AuditEntry.actor_id).where(
        AuditEntry.event_id == event_id, AuditEntry.actor_kind == ActorKind.USER.value
    )
    return sorted(user_id for user_id in db.session.scalars(query.distinct()) if user_id is not None)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.action:
        conditions.append(AuditEntry.action == wanted.action)
    if wanted.actor_kind is not None:
        conditions.append(AuditEntry.actor_kind == wanted.actor_kind.value)
    if wanted.actor_id is not None:
        conditions.append(AuditEntry.actor_id == wanted.actor_id)
    return conditions
