"""Forgetting what has ended: sessions and links nobody comes back to (privacy rule P10)."""

from sqlalchemy import delete

from app.accounts.models import SignInLink, UserSession
from app.core import clock
from app.core.db import transaction


def forget_ended() -> int:
    """Delete every session and link whose time is over; returns how many. Safe to run at any time."""
    now = clock.now()
    with transaction() as session:
        ended = [
            session.scalars(delete(kind).where(kind.expires_at <= now).returning(kind.id)).all()
            for kind in (UserSession, SignInLink)
        ]
    return sum(map(len, ended))
