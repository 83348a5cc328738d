"""What users do with their accounts: begin and end sessions."""

from datetime import timedelta

from sqlalchemy import delete

from app.accounts.models import User, UserSession
from app.core import clock, tokens
from app.core.db import transaction

SESSION_DAYS = 14


def begin_session(user: User, *, user_agent: str = "") -> tuple[str, UserSession]:
    """Open a session; returns the secret for the cookie, which is not kept anywhere else."""
    secret = tokens.random()
    now = clock.now()
    with transaction() as session:
        user_session = UserSession(
            user=user,
            secret_digest=tokens.digest(secret),
            expires_at=now + timedelta(days=SESSION_DAYS),
            user_agent=user_agent[:200],
        )
        user.last_signed_in_at = now
        session.add(user_session)
    return secret, user_session


def end_session(secret: str) -> None:
    """Sign one browser out. Nothing happens when it is signed out already."""
    with transaction() as session:
        session.execute(delete(UserSession).where(UserSession.secret_digest == tokens.digest(secret)))
