"""Mailed links that sign in once."""

from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import delete, update

from app.accounts import mails, queries, rules
from app.accounts.errors import LinkEnded
from app.accounts.models import SignInLink, User
from app.audit import services as audit
from app.core import clock, tokens
from app.core.actors import ANONYMOUS
from app.core.db import db, transaction


def send(address: str, *, language: str, next_page: str = "") -> None:
    """Write to the user with this address, if there is one; the caller learns nothing of it.

    Nor from the time it takes: either way one letter is drawn, and the wish is noted.
    `next_page` is where the reader wanted to go; the page that opens the link judges it again.
    """
    user, secret = queries.by_email(address), tokens.random()
    letter = mails.draft_sign_in(path(secret, next_page=next_page), language=language)
    with transaction():
        audit.record(ANONYMOUS, "user.link_asked", user or User())
        if user is not None and user.is_active:
            _keep(user, secret, rules.LINK_LASTS)
            mails.sign_in(user, letter)


def issue(user: User, *, lasts: timedelta = rules.LINK_LASTS) -> str:
    """Make a link for `user`; returns its secret, which is not kept anywhere else."""
    secret = tokens.random()
    _keep(user, secret, lasts)
    return secret


def _keep(user: User, secret: str, lasts: timedelta) -> None:
    now = clock.now()
    with transaction() as session:
        session.execute(delete(SignInLink).where(SignInLink.user_id == user.id, SignInLink.expires_at <= now))
        session.add(SignInLink(user_id=user.id, secret_digest=tokens.digest(secret), expires_at=now + lasts))


def use(secret: str) -> User:
    """Use up a link. Two clicks sign in once. Raises LinkEnded."""
    now = clock.now()
    used = (
        update(SignInLink)
        .where(
            SignInLink.secret_digest == tokens.digest(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SignInLink.user_id)
    )
    with transaction() as session:
        user = db.session.get(User, session.scalar(used) or 0)
        if user is None or not user.is_active:
            raise LinkEnded
    return user


def end_all(user: User) -> None:
    """No link mailed so far signs `user` in any more."""
    with transaction() as session:
        session.execute(delete(SignInLink).where(SignInLink.user_id == user.id))


def path(secret: str, *, next_page: str = "") -> str:
    """Where the link leads on this site."""
    query = "?" + urlencode({"next": next_page}) if next_page else ""
    return f"/account/sign-in/link/{secret}/{query}"
