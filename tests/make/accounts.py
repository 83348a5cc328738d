"""Typed makers of accounts for tests."""

import itertools

from app.accounts.models import User
from app.core.db import transaction

_numbers = itertools.count(1)


def user(*, name: str = "Ada Organiser", email: str = "", is_administrator: bool = False) -> User:
    """A user without a password."""
    address = email or f"user{next(_numbers)}@example.org"
    with transaction() as session:
        made = User(email=address, email_key=address.lower(), name=name, is_administrator=is_administrator)
        session.add(made)
    return made
