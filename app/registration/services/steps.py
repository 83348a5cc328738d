"""One step in the life of a registration: its state, its history, the audit log and the letter."""

from typing import Any

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor, ActorKind
from app.core.db import lock
from app.core.rows import Row, append
from app.registration import mails, rules
from app.registration.errors import Moved
from app.registration.models import (
    Act,
    Category,
    Registration,
    RegistrationChange,
    RegistrationState,
)
from app.registration.queries import attendee as queries


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


def keep_or_hold(registration: Registration) -> None:
    """Let it stand as no offer any more: for good only where somebody answers for the address."""
    if rules.is_vouched_for(registration):
        keep(registration)
    else:
        hold(registration)


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
    for row in _rows(registration, act, actor=actor, before=before, reason=reason, changes=changes):
        append(row)


def begun(registration: Registration, *, actor: Actor) -> tuple[Row, Row]:
    """The first lines of both for a registration that is about to be stored with them."""
    return _rows(registration, Act.REGISTERED, actor=actor, before=None)


def tell(registration: Registration, *, actor: Actor, was_offer: bool = False) -> None:
    """Write what has become of the registration.

    The team knows whom it writes to. What anybody else causes reaches an address nobody has proved
    no more often than rule T12 allows; beyond that the letter is kept and not sent.
    """
    is_offer = registration.state is RegistrationState.OFFERED
    may_write = queries.may_write_of_offer if is_offer else queries.may_write
    is_known = registration.is_verified or actor.kind is ActorKind.USER
    mails.state_changed(
        registration, was_offer=was_offer, may_write=is_known or may_write(registration, clock.now())
    )


def _rows(
    registration: Registration,
    act: Act,
    *,
    actor: Actor,
    before: RegistrationState | None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> tuple[Row, Row]:
    """A line of its history and one of the audit log."""
    line = {
        "registration_id": registration.id,
        "at": registration.updated_at,
        "act": act,
        "before": before,
        "after": registration.state,
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "reason": reason,
    }
    states = {"state": [before and before.value, registration.state.value]}
    name = f"registration.{act.replace(' ', '_')}"
    entry = audit.entry(actor, name, registration, changes={**states, **(changes or {})})
    return Row(RegistrationChange, line, about="registration_id"), entry
