"""One step in the life of a registration: its state, its history and the audit log together."""

from typing import Any

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import db, lock
from app.registration import rules
from app.registration.errors import Moved
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationChange,
    RegistrationState,
)


def lock_both(registration: Registration) -> Category:
    """Lock the registration and, before it, the category that counts it.

    Always in this order, or two who free seats would wait for each other. Raises Moved when the
    registration has changed its category while we waited for the lock.
    """
    category = lock(registration.category)
    lock(registration)
    if registration.category_id != category.id:
        raise Moved
    return category


def hold(registration: Registration) -> None:
    """Let an unverified registration lapse after the event's hold, with a reminder before."""
    registration.deadline_at, registration.remind_at = rules.hold(registration.event, clock.now())


def keep(registration: Registration) -> None:
    """Let it stand without a deadline."""
    registration.deadline_at = registration.remind_at = None


def step(
    registration: Registration,
    act: Act,
    *,
    actor: Actor,
    state: RegistrationState | None = None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Remember that `actor` did `act`, and bring the registration to `state` if that is another."""
    now = clock.now()
    before, after = registration.state, state or registration.state
    if after is not before:
        registration.state, registration.state_changed_at = after, now
    registration.revision += 1
    registration.updated_at = now
    note(registration, act, actor=actor, before=before, reason=reason, changes=changes)


def note(
    registration: Registration,
    act: Act,
    *,
    actor: Actor,
    before: RegistrationState | None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Write one line of history and one of the audit log about a registration that has its id."""
    db.session.add(
        RegistrationChange(
            registration_id=registration.id,
            at=registration.updated_at,
            act=act,
            before=before,
            after=registration.state,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            reason=reason,
        )
    )
    states = {"state": [before and before.value, registration.state.value]}
    audit.record(
        actor, f"registration.{act.replace(' ', '_')}", registration, changes={**states, **(changes or {})}
    )
