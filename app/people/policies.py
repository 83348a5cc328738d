"""Who may do what to a person. Pure: decided from the arguments alone."""

from app.core.actors import Actor, Permission


def may_edit(actor: Actor, event_id: int) -> bool:
    """Whoever builds the programme or the page of an event this person takes part in.

    The caller has found the person through that event (trust rule T18).
    """
    return actor.may(Permission.PROGRAMME_EDIT, event_id) or actor.may(Permission.EVENT_EDIT, event_id)
