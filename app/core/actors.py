"""Who is acting: a person signed in, somebody with a link, or the system itself."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Permission(enum.StrEnum):
    """What a member of an event's team may do. Roles are sets of these (events.rules)."""

    EVENT_VIEW = "event.view"
    EVENT_EDIT = "event.edit"
    EVENT_DELETE = "event.delete"
    MEMBERS_EDIT = "members.edit"
    DOCUMENTS_EDIT = "documents.edit"
    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_EDIT = "programme.edit"
    PROGRAMME_RELEASE = "programme.release"
    REGISTRATIONS_VIEW = "registrations.view"
    REGISTRATIONS_EDIT = "registrations.edit"
    REGISTRATIONS_EXPORT = "registrations.export"
    MESSAGES_VIEW = "messages.view"
    MESSAGES_EDIT = "messages.edit"
    AUDIT_VIEW = "audit.view"


class ActorKind(enum.StrEnum):
    ANONYMOUS = "anonymous"
    USER = "user"
    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Decides nothing; policies ask it. `id` names the user, registration or link, never a person's data."""

    kind: ActorKind
    id: int | None = None
    label: str = ""
    is_administrator: bool = False
    grants: Mapping[int, frozenset[Permission]] = field(default_factory=dict)

    def may(self, permission: Permission, event_id: int) -> bool:
        """Whether this actor holds `permission` in the event's team."""
        if self.kind is ActorKind.SYSTEM or self.is_administrator:
            return True
        return permission in self.grants.get(event_id, frozenset())

    def is_member(self, event_id: int) -> bool:
        """Whether the event may be known to this actor although it is not public."""
        return self.may(Permission.EVENT_VIEW, event_id)


ANONYMOUS = Actor(ActorKind.ANONYMOUS)
SYSTEM = Actor(ActorKind.SYSTEM, label="system")


def participant(registration_id: int) -> Actor:
    """Somebody who holds the link of one registration."""
    return Actor(ActorKind.PARTICIPANT, id=registration_id)


def speaker(link_id: int) -> Actor:
    """Somebody who holds the link of one person who appears in one event."""
    return Actor(ActorKind.SPEAKER, id=link_id)
