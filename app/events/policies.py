"""Who may do what to events. Pure: decided from the arguments alone."""

from collections.abc import Iterable

from app.accounts.models import User
from app.core.actors import Actor, ActorKind, Permission
from app.events.models import Event


def may_edit(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.EVENT_EDIT, event.id)


def may_edit_team(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.MEMBERS_EDIT, event.id)


def may_create(actor: Actor, user: User | None) -> bool:
    """The system, administrators, and people whose account allows it."""
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    return user is not None and user.id == actor.id and user.is_active and user.may_create_events


def may_edit_shared(actor: Actor, used_by: Iterable[int]) -> bool:
    """What several events share, by those who may edit every one of these events.

    Otherwise somebody could write on the page of a team that is not theirs.
    """
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    return actor.kind is ActorKind.USER and all(actor.may(Permission.EVENT_EDIT, event) for event in used_by)
