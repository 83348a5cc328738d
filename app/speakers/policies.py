"""Who may do what with speakers' links. Pure: decided from the arguments alone."""

from dataclasses import replace

from app.core.actors import Actor, ActorKind, Permission
from app.speakers.models import SpeakerLink


def may_invite(actor: Actor, event_id: int) -> bool:
    """Whoever builds the programme: make links, send, remind, revoke."""
    return actor.may(Permission.PROGRAMME_EDIT, event_id)


def is_own(actor: Actor, link: SpeakerLink) -> bool:
    """Whether the actor came by this very link."""
    return actor.kind is ActorKind.SPEAKER and actor.id == link.id


def lend(actor: Actor, permission: Permission, event_id: int) -> Actor:
    """The same actor with one right of the team, for one act that this package has checked itself."""
    return replace(actor, grants={event_id: frozenset({permission})})
