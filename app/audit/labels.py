"""What people read for each act in the audit log. A test finds the acts that have no sentence here."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ACTION: dict[str, LazyString] = {
    "appearance.added": _l("Person added to a session"),
    "appearance.edited": _l("Person in a session changed"),
    "appearance.moved": _l("Order of a session's people changed"),
    "appearance.removed": _l("Person taken out of a session"),
    "event.changed": _l("Event changed"),
    "event.copied": _l("Event copied"),
    "event.created": _l("Event created"),
    "event.instants_refreshed": _l("Times worked out anew for changed zone rules"),
    "event.visibility_changed": _l("Visibility of the event changed"),
    "member.added": _l("Member added to the team"),
    "member.removed": _l("Member removed from the team"),
    "member.roles_changed": _l("Roles of a member changed"),
    "message.retried": _l("Letter tried again"),
    "person.created": _l("Person added"),
    "person.edited": _l("Person changed"),
    "person.photo_changed": _l("Photo of a person changed"),
    "programme.released": _l("Programme released"),
    "registration.link_asked": _l("Link to a registration asked for"),
    "room.created": _l("Room added"),
    "room.edited": _l("Room changed"),
    "room.moved": _l("Order of the rooms changed"),
    "room.removed": _l("Room removed"),
    "session.created": _l("Session added"),
    "session.edited": _l("Session changed"),
    "session.moved": _l("Order of the sessions changed"),
    "session.removed": _l("Session removed"),
    "session.restored": _l("Session restored"),
    "track.created": _l("Track added"),
    "track.edited": _l("Track changed"),
    "track.moved": _l("Order of the tracks changed"),
    "track.removed": _l("Track removed"),
    "user.created": _l("Account made"),
    "user.described": _l("Profile changed"),
    "user.disabled": _l("Account disabled"),
    "user.enabled": _l("Account enabled"),
    "user.password_changed": _l("Password changed"),
}

ACTOR: dict[str, LazyString] = {
    "anonymous": _l("A visitor"),
    "user": _l("Somebody whose account has gone"),
    "participant": _l("The participant"),
    "system": _l("Plenary itself"),
}


def action(name: str) -> str:
    """The sentence for an act; its own name where a newer version wrote something we do not know."""
    return str(ACTION.get(name, name))
