"""Finding users and their sessions."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import User, UserSession
from app.core import clock, email_address, tokens
from app.core.db import db


def by_email(address: str) -> User | None:
    """The user with this address in any spelling of its case."""
    try:
        key = email_address.key(address)
    except ValueError:
        return None
    return db.session.scalar(select(User).where(User.email_key == key))


def session_by_secret(secret: str) -> UserSession | None:
    """The living session a cookie's secret opens, with its user; None when it has ended."""
    found = db.session.scalar(
        select(UserSession)
        .options(joinedload(UserSession.user))
        .where(UserSession.secret_digest == tokens.digest(secret))
    )
    if found is None or found.expires_at <= clock.now() or not found.user.is_active:
        return None
    return found
