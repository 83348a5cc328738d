"""Who may do what to a programme. Pure: decided from the arguments alone."""

from app.core.actors import Actor, Permission


def may_edit(actor: Actor, event_id: int) -> bool:
    """Whoever builds the draft: sessions, people in them, rooms, tracks."""
    return actor.may(Permission.PROGRAMME_EDIT, event_id)


def may_release(actor: Actor, event_id: int) -> bool:
    """Whoever decides what the public reads."""
    return actor.may(Permission.PROGRAMME_RELEASE, event_id)


def may_waive(actor: Actor, event_id: int) -> bool:
    """Whoever decides what the public reads also decides what need not be corrected before."""
    return may_release(actor, event_id)
