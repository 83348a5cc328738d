"""What is true of an event by its dates and its organiser's hand. Pure."""

from app.core.actors import Permission
from app.events.models import TeamRole

_LOOK = frozenset({Permission.EVENT_VIEW, Permission.PROGRAMME_VIEW})
ROLE_PERMISSIONS: dict[TeamRole, frozenset[Permission]] = {
    TeamRole.OWNER: frozenset(Permission),
    TeamRole.PROGRAMME_EDITOR: _LOOK
    | {Permission.PROGRAMME_EDIT, Permission.PROGRAMME_RELEASE, Permission.DOCUMENTS_EDIT},
    TeamRole.REGISTRATION_DESK: _LOOK
    | {
        Permission.REGISTRATIONS_VIEW,
        Permission.REGISTRATIONS_EDIT,
        Permission.REGISTRATIONS_EXPORT,
        Permission.MESSAGES_VIEW,
    },
    TeamRole.COMMUNICATIONS: _LOOK
    | {
        Permission.EVENT_EDIT,
        Permission.DOCUMENTS_EDIT,
        Permission.MESSAGES_VIEW,
        Permission.MESSAGES_EDIT,
    },
    # The desk at the door: names and states, no addresses (trust rule T19).
    TeamRole.CHECK_IN: _LOOK,
    TeamRole.VIEWER: _LOOK,
}
