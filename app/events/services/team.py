"""The team of an event: who may do what, changed by its owners. There is always one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.accounts import rules as account_rules
from app.accounts.models import User
from app.accounts.services import links, users
from app.accounts.services.users import NewUser
from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events import mails, policies
from app.events.errors import AlreadyInTeam, LastOwner, MayNotEdit, NoRole, NotInTeam
from app.events.models import Event, TeamMember, TeamRole


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody known by their address only; `name` is used when there is no account yet."""

    email: str
    name: str
    language: str
    roles: tuple[TeamRole, ...]


def add(event: Event, new: NewMember, *, actor: Actor) -> User:
    """Give somebody roles in the team and write to them.

    An address without an account gets one, without a password and without events of its own.
    Raises MayNotEdit, NoRole, NotAnAddress or AlreadyInTeam.
    """
    with transaction() as session:
        _begin(event, actor)
        if not new.roles:
            raise NoRole
        user = accounts.by_email(new.email) or _invited(new, actor)
        if _roles(session, event, user):
            raise AlreadyInTeam
        _grant(session, event, user, new.roles)
        _write_to(event, user, new.roles, actor)
        _record(actor, "member.added", event, user, ([], new.roles))
    return user


def change_roles(event: Event, user: User, roles: Iterable[TeamRole], *, actor: Actor) -> None:
    """Replace the roles of a member; what they may do changes with their next click.

    Raises MayNotEdit, NotInTeam, NoRole or LastOwner.
    """
    wanted = sorted(set(roles), key=list(TeamRole).index)
    with transaction() as session:
        _begin(event, actor)
        before = _roles(session, event, user)
        if not before:
            raise NotInTeam
        if not wanted:
            raise NoRole
        _revoke(session, event, user, set(before) - set(wanted))
        _grant(session, event, user, [role for role in wanted if role not in before])
        _refuse_no_owner(session, event)
        if wanted != before:
            _record(actor, "member.roles_changed", event, user, (before, wanted))


def remove(event: Event, user: User, *, actor: Actor) -> None:
    """Take somebody out of the team at once. Raises MayNotEdit, NotInTeam or LastOwner."""
    with transaction() as session:
        _begin(event, actor)
        before = _roles(session, event, user)
        if not before:
            raise NotInTeam
        _revoke(session, event, user, before)
        _refuse_no_owner(session, event)
        _record(actor, "member.removed", event, user, (before, []))


def _begin(event: Event, actor: Actor) -> None:
    """Two owners who remove each other come one after the other."""
    lock(event)
    if not policies.may_edit_team(actor, event):
        raise MayNotEdit


def _invited(new: NewMember, actor: Actor) -> User:
    name = new.name or new.email.partition("@")[0]
    return users.create(
        NewUser(email=new.email, name=name, language=new.language, may_create_events=False), actor=actor
    )


def _roles(session: Session, event: Event, user: User) -> list[TeamRole]:
    query = select(TeamMember.role).where(TeamMember.event_id == event.id, TeamMember.user_id == user.id)
    return sorted(session.scalars(query), key=list(TeamRole).index)


def _grant(session: Session, event: Event, user: User, roles: Iterable[TeamRole]) -> None:
    for role in dict.fromkeys(roles):
        session.add(TeamMember(event_id=event.id, user_id=user.id, role=role))
    session.flush()
    session.expire(event, ["members"])


def _revoke(session: Session, event: Event, user: User, roles: Iterable[TeamRole]) -> None:
    session.execute(
        delete(TeamMember).where(
            TeamMember.event_id == event.id, TeamMember.user_id == user.id, TeamMember.role.in_(list(roles))
        )
    )
    session.expire(event, ["members"])


def _refuse_no_owner(session: Session, event: Event) -> None:
    owners = select(TeamMember.id).where(TeamMember.event_id == event.id, TeamMember.role == TeamRole.OWNER)
    if session.scalar(owners.limit(1)) is None:
        raise LastOwner


def _write_to(event: Event, user: User, roles: Iterable[TeamRole], actor: Actor) -> None:
    if not user.is_active:
        return
    signs_in = user.password_hash is None
    path = f"/organise/events/{event.slug}/"
    if signs_in:
        secret = links.issue(user, lasts=account_rules.INVITATION_LASTS)
        path = links.path(secret, next_page=path)
    mails.team_invitation(event, user, list(roles), path, signs_in=signs_in, actor=actor)


def _record(
    actor: Actor, action: str, event: Event, user: User, roles: tuple[Iterable[TeamRole], Iterable[TeamRole]]
) -> None:
    """`roles` are those before and those after."""
    changes = {"roles": [[role.value for role in side] for side in roles]}
    audit.record(actor, action, user, event_id=event.id, changes=changes)
