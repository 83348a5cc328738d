"""Finding messages: for an event's team, for developers, for workers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import defer

from app.core.db import Base, db
from app.core.pages import Page, paginate
from app.outbox.errors import NoSuchMessage
from app.outbox.models import UNFINISHED, Message, MessageState

MOST_OF_A_THING = 20
_BODIES = (defer(Message.text, raiseload=True), defer(Message.html, raiseload=True))


def of_event(event_id: int, public_id: str) -> Message:
    """One message of the event, whole. Raises NoSuchMessage, also for those of other events."""
    return _one(select(Message).where(Message.event_id == event_id, Message.public_id == public_id))


def by_public_id(public_id: str) -> Message:
    """One message, whatever it belongs to. Raises NoSuchMessage."""
    return _one(select(Message).where(Message.public_id == public_id))


def event_list(
    event_id: int, *, states: Sequence[MessageState] = (), search: str = "", page: int = 1
) -> Page[Message]:
    """The event's messages without their bodies, newest first."""
    query = select(Message).options(*_BODIES).where(Message.event_id == event_id)
    if states:
        query = query.where(Message.state.in_(states))
    if search:
        query = query.where(
            or_(
                Message.recipient.icontains(search, autoescape=True),
                Message.subject.icontains(search, autoescape=True),
            )
        )
    return paginate(query.order_by(Message.id.desc()), number=page)


def of_thing(thing: Base) -> Sequence[Message]:
    """The latest letters about a thing (a registration, a user), without their bodies, newest first."""
    query = (
        select(Message)
        .options(*_BODIES)
        .where(
            Message.thing_kind == type(thing).__tablename__, Message.thing_id == getattr(thing, "id", None)
        )
    )
    return db.session.scalars(query.order_by(Message.id.desc()).limit(MOST_OF_A_THING)).all()


def newest(*, page: int = 1) -> Page[Message]:
    """All messages of this site without their bodies, newest first."""
    return paginate(select(Message).options(*_BODIES).order_by(Message.id.desc()), number=page)


def counts(event_id: int) -> dict[MessageState, int]:
    """How many of the event's messages are in which state; states without any are absent."""
    rows = db.session.execute(
        select(Message.state, func.count()).where(Message.event_id == event_id).group_by(Message.state)
    )
    return dict(rows.all())


def oldest_unfinished(event_id: int) -> datetime | None:
    """Since when the event's oldest message waits; None when none does."""
    return db.session.scalar(
        select(func.min(Message.created_at)).where(Message.event_id == event_id, UNFINISHED)
    )


def unfinished() -> int:
    """How many messages of this site are still to be sent."""
    return db.session.scalar(select(func.count()).select_from(Message).where(UNFINISHED)) or 0


def _one(query: Select[Message]) -> Message:
    message = db.session.scalar(query)
    if message is None:
        raise NoSuchMessage
    return message
