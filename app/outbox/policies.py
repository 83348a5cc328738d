"""Who may do what to a message. Pure: decided from the arguments alone."""

from app.core.actors import Actor, Permission
from app.outbox.models import Message


def may_retry(actor: Actor, message: Message) -> bool:
    """The event's team; letters that belong to no event are nobody's but the system's."""
    if message.event_id is None:
        return actor.is_administrator
    return actor.may(Permission.MESSAGES_EDIT, message.event_id)
