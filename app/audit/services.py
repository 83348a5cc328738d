"""Writing the audit log, always inside the transaction of the act itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from app.audit.models import AuditEntry
from app.core.actors import Actor
from app.core.db import Base, transaction
from app.core.rows import Row, append


def record(
    actor: Actor,
    action: str,
    thing: Base,
    *,
    event_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Remember that `actor` did `action` ("registration.withdrawn") to `thing`.

    `changes` names what changed; it must hold no personal data, only field names, states and
    numbers. `thing` must have been flushed, so that it has an id.
    """
    with transaction():
        append(entry(actor, action, thing, event_id=event_id, changes=changes))


def entry(
    actor: Actor,
    action: str,
    thing: Base,
    *,
    event_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Row:
    """What `record` writes, for who stores it in one go with a new `thing`."""
    values = {
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "action": action,
        "thing_kind": type(thing).__tablename__,
        "thing_id": getattr(thing, "id", None),
        "event_id": event_id if event_id is not None else getattr(thing, "event_id", None),
        "changes": dict(changes or {}),
    }
    return Row(AuditEntry, values, about="thing_id")


def detach(event_id: int) -> None:
    """Take the entries of an event that is being deleted out of its log; they stay with the site.

    SQLite may give its number to the next event, whose team would read them.
    """
    with transaction() as session:
        session.execute(
            update(AuditEntry)
            .where(AuditEntry.event_id == event_id)
            .values(event_id=None)
            .execution_options(synchronize_session=False)
        )
