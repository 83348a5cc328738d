"""Deleting a draft that nobody outside its team has heard of. Everything else is cancelled instead."""

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.events import policies, signals
from app.events.errors import EventAnnounced, MayNotDelete, ParticipantsKnow
from app.events.models import Event
from app.outbox import queries as outbox
from app.people import services as people


def delete(event: Event, *, actor: Actor) -> None:
    """Forget the event with its page, programme, documents, categories and team; its address is free.

    People entered for it go as well, unless somebody else shows them. Files are removed by a job
    once nothing points to them. Raises MayNotDelete, EventAnnounced, or ParticipantsKnow when
    there was a registration or a letter, whatever has become of it.
    """
    with transaction() as session:
        people.hold_those_of(event.id)
        # Whoever is being registered just now comes before us or not at all.
        lock(event, alone=True)
        if not policies.may_delete(actor, event):
            raise MayNotDelete
        if event.announced_at is not None:
            raise EventAnnounced
        if outbox.counts(event.id):
            raise ParticipantsKnow
        signals.deleting.send(event)
        # First of all: a database may give the number to the next event, whose team reads its own log.
        audit.detach(event.id)
        audit.record(actor, "event.deleted", event, changes={"slug": event.slug})
        session.delete(event)
        session.flush()
        people.forget_unused(event.id)
