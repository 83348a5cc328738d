"""Who may do what to documents. Pure: decided from the arguments alone."""

from app.core.actors import Actor, Permission
from app.events.models import Event


def may_edit(actor: Actor, event: Event) -> bool:
    return actor.may(Permission.DOCUMENTS_EDIT, event.id)
