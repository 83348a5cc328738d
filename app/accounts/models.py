"""People who sign in: organisers and their helpers. Participants need no account."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock, ids
from app.core.db import Base
from app.core.types import pk, short


class Proof(enum.StrEnum):
    """How a browser has shown whose it is."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, not a secret
    LINK = "link"


class User(Base):
    __tablename__ = "users"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    email: Mapped[short]
    email_key: Mapped[short] = mapped_column(unique=True)
    name: Mapped[short]
    password_hash: Mapped[short | None]  # argon2id; without one only mailed links sign in
    language: Mapped[short] = mapped_column(default="en")
    is_active: Mapped[bool] = mapped_column(default=True)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    may_create_events: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_signed_in_at: Mapped[datetime | None]


class UserSession(Base):
    """One browser signed in. Deleting the row signs it out, wherever the cookie has been copied to."""

    __tablename__ = "user_sessions"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    secret_digest: Mapped[short] = mapped_column(unique=True)
    proof: Mapped[Proof] = mapped_column(default=Proof.PASSWORD)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    browser: Mapped[short] = mapped_column(default="")  # "Firefox, Linux"; the rest is nobody's business

    user: Mapped[User] = relationship()


class SignInLink(Base):
    """A mailed link that signs in once, after a button has been pressed."""

    __tablename__ = "sign_in_links"

    id: Mapped[pk]
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    secret_digest: Mapped[short] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
