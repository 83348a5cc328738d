"""Finding users, their sessions and their links."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import SignInLink, User, UserSession
from app.core import clock, email_address, tokens
from app.core.db import db
from app.core.email_address import NotAnAddress


def by_email(address: str) -> User | None:
    """The user with this address in any spelling of its case."""
    try:
        key = email_address.key(address)
    except NotAnAddress:
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


def sessions_of(user: User) -> list[UserSession]:
    """The browsers in which `user` is signed in, the latest first."""
    query = (
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.expires_at > clock.now())
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
    )
    return list(db.session.scalars(query))


def link_by_secret(secret: str) -> SignInLink | None:
    """The mailed link with this secret, while it still signs in; looking does not use it up."""
    found = db.session.scalar(
        select(SignInLink)
        .options(joinedload(SignInLink.user))
        .where(SignInLink.secret_digest == tokens.digest(secret))
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        return None
    return found if found.user.is_active else None


def names(user_ids: Collection[int]) -> dict[int, str]:
    """The names of these users, by number; who has gone is absent."""
    if not user_ids:
        return {}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {user_id: name for user_id, name in rows}  # noqa: C416 - rows are no pairs to a type checker


def everybody() -> list[User]:
    """All users by address, for the operator's list."""
    return list(db.session.scalars(select(User).order_by(User.email_key)))
