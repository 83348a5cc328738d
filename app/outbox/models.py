"""Messages waiting to be sent, and what became of them."""

import enum
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock, ids
from app.core.db import Base
from app.core.types import long, pk, short


class MessageState(enum.StrEnum):
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Priority(enum.IntEnum):
    """Smaller goes first: nobody's sign-in link waits behind an announcement."""

    SIGN_IN = 0
    PERSONAL = 10
    BULK = 50


class Message(Base):
    """One mail to one recipient. Written in the transaction that causes it."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_due", "state", "priority", "due_at", "id"),
        Index("ix_messages_event", "event_id", "id"),
        Index("ix_messages_thing", "thing_kind", "thing_id"),
    )

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    # The same cause writes one message only, however often it is told.
    dedupe_key: Mapped[short] = mapped_column(unique=True)
    message_id: Mapped[short] = mapped_column(unique=True)
    template: Mapped[short]
    priority: Mapped[int] = mapped_column(default=Priority.PERSONAL)
    # Plain numbers: this package lies below events and knows nothing of them.
    event_id: Mapped[int | None]
    thing_kind: Mapped[short] = mapped_column(default="")
    thing_id: Mapped[int | None]

    recipient: Mapped[short]
    reply_to: Mapped[short] = mapped_column(default="")
    sender_name: Mapped[short] = mapped_column(default="")
    language: Mapped[short]
    subject: Mapped[long]
    text: Mapped[long]
    html: Mapped[long]

    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    unclear_ends: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    leased_until: Mapped[datetime | None]
    smtp_answer: Mapped[long] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
