"""Who may do what to events. Pure: decided from the arguments alone."""

from collections.abc import Collection, Iterable

from app.accounts.models import User
from app.core.actors import Actor, ActorKind, Permission
from app.events.models import Event


def may_edit(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.EVENT_EDIT, event.id)


def may_delete(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.EVENT_DELETE, event.id)


def may_edit_team(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.MEMBERS_EDIT, event.id)


def may_create(actor: Actor, user: User | None) -> bool:
    """The system, administrators, and people whose account allows it."""
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    return user is not None and user.id == actor.id and user.is_active and user.may_create_events


def may_join(actor: Actor, maker_id: int | None, editions: Iterable[int]) -> bool:
    """Whether a series is open to somebody's event: to whoever made it or edits one of its events.

    Otherwise somebody could put their event on the page of a team that is not theirs.
    """
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    return _is_user(actor, maker_id) or any(actor.may(Permission.EVENT_EDIT, one) for one in editions)


def may_edit_shared(actor: Actor, maker_id: int | None, shown_on: Collection[int]) -> bool:
    """What several events share, by those who may edit every event that shows it to the public.

    Otherwise somebody could write on the page of a team that is not theirs. Drafts do not count:
    anybody may begin one. While none shows it, it is for whoever made it.
    """
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    if not shown_on:
        return _is_user(actor, maker_id)
    return all(actor.may(Permission.EVENT_EDIT, event) for event in shown_on)


def _is_user(actor: Actor, user_id: int | None) -> bool:
    return actor.kind is ActorKind.USER and actor.id == user_id
