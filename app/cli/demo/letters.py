"""The letters of the example: kept at the time they tell of, never sent to anybody."""

from sqlalchemy import func, select, update

from app.core.db import transaction
from app.outbox.models import Message, MessageState, Reason

REFUSED_WORDS = "550 5.1.1 no mailbox by that name"


def last() -> int:
    """The number of the newest letter there is; those of the example follow."""
    with transaction() as session:
        return session.scalar(select(func.max(Message.id))) or 0


def keep(after: int) -> None:
    """Mark the letters with higher numbers as dealt with, before any worker sees them.

    They read as sent at their time; one was refused, so that organisers see what that looks like.
    """
    mine = Message.id > after
    with transaction() as session:
        session.execute(
            update(Message)
            .where(mine)
            .values(state=MessageState.SENT, reason=Reason.KEPT, attempts=1, sent_at=Message.created_at)
            .execution_options(synchronize_session=False)
        )
        refused = session.scalar(
            select(func.min(Message.id)).where(mine, Message.thing_kind == "registrations")
        )
        session.execute(
            update(Message)
            .where(Message.id == refused)
            .values(state=MessageState.FAILED, reason=Reason.REFUSED, smtp_answer=REFUSED_WORDS, sent_at=None)
            .execution_options(synchronize_session=False)
        )
