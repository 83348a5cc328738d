"""Who may do what to registrations. Pure: decided from the arguments alone."""

from app.core.actors import Actor, ActorKind, Permission
from app.registration.models import Registration


def may_decide(actor: Actor, event_id: int) -> bool:
    """Confirm, decline, withdraw, move, add by hand; and change categories and their seats."""
    return actor.may(Permission.REGISTRATIONS_EDIT, event_id)


def may_export(actor: Actor, event_id: int) -> bool:
    """Take the list out of the house."""
    return actor.may(Permission.REGISTRATIONS_EXPORT, event_id)


def is_own(actor: Actor, registration: Registration) -> bool:
    """Whether the actor came by the link of this very registration."""
    return actor.kind is ActorKind.PARTICIPANT and actor.id == registration.id
