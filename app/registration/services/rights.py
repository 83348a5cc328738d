"""The desk's door: every decision asks here first whether whoever makes it may."""

from app.core.actors import Actor
from app.registration import policies
from app.registration.errors import MayNot


def refuse_strangers(actor: Actor, event_id: int) -> None:
    """Raises MayNot for whoever is not of the event's registration desk."""
    if not policies.may_decide(actor, event_id):
        raise MayNot
