"""Accounts: made by the operator or an invitation, described by their owner, disabled by the operator."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.accounts.errors import AddressTaken
from app.accounts.models import User
from app.accounts.services import links, sessions
from app.audit import services as audit
from app.core import email_address
from app.core.actors import Actor
from app.core.db import lock, transaction


@dataclass(frozen=True, slots=True)
class NewUser:
    email: str
    name: str
    language: str = "en"
    is_administrator: bool = False
    may_create_events: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    language: str


def create(new: NewUser, *, actor: Actor) -> User:
    """Make an account without a password. Raises NotAnAddress or AddressTaken."""
    user = User(
        email=email_address.canonical(new.email),
        email_key=email_address.key(new.email),
        name=new.name,
        language=new.language,
        is_administrator=new.is_administrator,
        may_create_events=new.may_create_events,
    )
    with transaction() as session:
        try:
            with session.begin_nested():
                session.add(user)
        except IntegrityError as error:  # the unique index decides, also between two browsers
            raise AddressTaken from error
        audit.record(actor, "user.created", user, changes={"administrator": new.is_administrator})
    return user


def describe(user: User, profile: Profile, *, actor: Actor) -> None:
    """Change what others and letters call a user."""
    with transaction():
        lock(user)
        user.name, user.language = profile.name, profile.language
        audit.record(actor, "user.described", user)


def disable(user: User, *, actor: Actor) -> None:
    """Sign a user out everywhere and let nothing sign them in again."""
    with transaction():
        lock(user).is_active = False
        sessions.end_others(user)
        links.end_all(user)
        audit.record(actor, "user.disabled", user)


def enable(user: User, *, actor: Actor) -> None:
    """Let a disabled user sign in again."""
    with transaction():
        lock(user).is_active = True
        audit.record(actor, "user.enabled", user)
