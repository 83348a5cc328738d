"""Beginning and ending sessions: a row per browser, which decides, not the cookie."""

from sqlalchemy import delete, update

from app.accounts import rules
from app.accounts.errors import NoSuchSession, WrongCredentials
from app.accounts.models import Proof, User, UserSession
from app.core import clock, tokens
from app.core.db import lock, transaction


def begin(user: User, *, user_agent: str = "", proof: Proof = Proof.PASSWORD) -> tuple[str, UserSession]:
    """Open a session; returns the secret for the cookie, which is not kept anywhere else.

    `user` is as it was when somebody proved to be them. Raises WrongCredentials when the account
    has been disabled or its password replaced since: that proof is worth nothing any more.
    """
    secret, proved = tokens.random(), user.password_hash
    now = clock.now()
    with transaction() as session:
        if not lock(user).is_active or user.password_hash != proved:
            raise WrongCredentials
        session.execute(
            delete(UserSession).where(UserSession.user_id == user.id, UserSession.expires_at <= now)
        )
        user_session = UserSession(
            user=user,
            secret_digest=tokens.digest(secret),
            proof=proof,
            expires_at=now + rules.SESSION_LASTS,
            browser=rules.browser_name(user_agent),
        )
        user.last_signed_in_at = now
        session.add(user_session)
    return secret, user_session


def renew(secret: str) -> str:
    """Another secret for the session of `secret`, which opens nothing any more, in whatever copies."""
    new = tokens.random()
    renewed = (
        update(UserSession)
        .where(UserSession.secret_digest == tokens.digest(secret))
        .values(secret_digest=tokens.digest(new))
    )
    with transaction() as session:
        session.execute(renewed)
    return new


def end(secret: str) -> None:
    """Sign one browser out. Nothing happens when it is signed out already."""
    with transaction() as session:
        session.execute(delete(UserSession).where(UserSession.secret_digest == tokens.digest(secret)))


def end_one(user: User, public_id: str) -> None:
    """Sign one of `user`'s browsers out, from another one. Raises NoSuchSession."""
    ended = (
        delete(UserSession)
        .where(UserSession.user_id == user.id, UserSession.public_id == public_id)
        .returning(UserSession.id)
    )
    with transaction() as session:
        if session.scalar(ended) is None:
            raise NoSuchSession


def end_others(user: User, *, keep: str = "") -> int:
    """Sign all browsers of `user` out except the one with the secret `keep`; returns how many."""
    ended = (
        delete(UserSession)
        .where(UserSession.user_id == user.id, UserSession.secret_digest != tokens.digest(keep))
        .returning(UserSession.id)
    )
    with transaction() as session:
        return len(session.scalars(ended).all())
