"""Typed makers of accounts for tests."""

import itertools

from app.accounts.hashing import HASHER
from app.accounts.models import User
from app.core.db import transaction

PASSWORD = "seven quiet harbours"

_numbers = itertools.count(1)


def user(
    *,
    name: str = "Ada Organiser",
    email: str = "",
    password: str | None = None,
    is_administrator: bool = False,
    is_active: bool = True,
    may_create_events: bool = True,
) -> User:
    """A user without a password, unless one is given (hashing takes its time)."""
    address = email or f"user{next(_numbers)}@example.org"
    with transaction() as session:
        made = User(
            email=address,
            email_key=address.lower(),
            name=name,
            password_hash=HASHER.hash(password) if password else None,
            is_administrator=is_administrator,
            is_active=is_active,
            may_create_events=may_create_events,
        )
        session.add(made)
    return made
