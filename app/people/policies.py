"""Who may do what to a person. Pure: decided from the arguments alone."""

from collections.abc import Collection

from app.core.actors import Actor, ActorKind, Permission
from app.people.models import Person


def may_create(actor: Actor, event_id: int) -> bool:
    """Whoever builds the programme or the page of the event this person is entered for."""
    return actor.may(Permission.PROGRAMME_EDIT, event_id) or actor.may(Permission.EVENT_EDIT, event_id)


def may_edit(actor: Actor, person: Person, shown_by: Collection[int]) -> bool:
    """Change what a person is everywhere, and see their address: for the team that entered them.

    Other teams may have them in their events as well, and correct what they are there. Where the
    event they were entered for is gone, it takes the rights on every event that shows them.
    """
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return True
    homes = shown_by if person.home_event_id is None else [person.home_event_id]
    return bool(homes) and all(may_create(actor, event_id) for event_id in homes)
