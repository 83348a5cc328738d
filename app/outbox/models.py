"""Messages waiting to be sent, and what became of them."""

import enum
from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock, ids
from app.core.db import Base
from app.core.indexes import partial_index
from app.core.types import long, pk, short


class MessageState(enum.StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Reason(enum.StrEnum):
    """How the last attempt ended, so that people can be told in words."""

    NONE = ""
    ACCEPTED = "accepted"
    KEPT = "kept"  # no mail server is configured: readable at /dev/mail only
    TEMPORARY = "temporary"  # 4xx: the server asks to come again
    REFUSED = "refused"  # 5xx about this message or its recipient
    UNREACHABLE = "unreachable"  # no connection, or lost before the message was handed over
    UNCLEAR = "unclear"  # lost after it was handed over: it may have arrived
    CONFIGURATION = "configuration"  # the server refuses us, whatever the message
    NOT_BUILT = "not built"


class Priority(enum.IntEnum):
    """Smaller goes first: nobody's sign-in link waits behind an announcement."""

    SIGN_IN = 0
    PERSONAL = 10
    BULK = 50


# Written out, not as parameters: a partial index serves only a query that says the very same.
UNFINISHED = text("state IN ('queued', 'deferred', 'sending')")


class Message(Base):
    """One mail to one recipient. Written in the transaction that causes it."""

    __tablename__ = "messages"
    __table_args__ = (
        partial_index("ix_messages_due", "priority", "due_at", "id", where=UNFINISHED),
        Index("ix_messages_event", "event_id", "id"),
        Index("ix_messages_event_state", "event_id", "state", "id"),
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
    # When a worker next looks at this row: to send it, or, while it is being sent, to take it
    # from a worker that has died with it in hand.
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)  # also tells whose lease it is
    first_tried_at: Mapped[datetime | None]
    unclear_ends: Mapped[int] = mapped_column(default=0)
    build_failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[Reason] = mapped_column(default=Reason.NONE)
    smtp_answer: Mapped[long] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
