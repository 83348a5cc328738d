"""How people read the choices of an event."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.events.models import (
    Attendance,
    EventKind,
    Lifecycle,
    LinkKind,
    Participation,
    PartyRole,
    RegistrationSwitch,
    TeamRole,
    Visibility,
)
from app.events.rules import Status

KIND: dict[EventKind, LazyString] = {
    EventKind.CONFERENCE: _l("Conference"),
    EventKind.REGIONAL_MEETING: _l("Regional meeting"),
    EventKind.WEBINAR: _l("Webinar"),
    EventKind.FORUM: _l("Forum"),
    EventKind.CEREMONY: _l("Ceremony"),
    EventKind.WORKSHOP: _l("Workshop"),
    EventKind.OTHER: _l("Other event"),
}

ATTENDANCE: dict[Attendance, LazyString] = {
    Attendance.IN_PERSON: _l("In person"),
    Attendance.ONLINE: _l("Online"),
    Attendance.HYBRID: _l("In person and online"),
}

PARTICIPATION: dict[Participation, LazyString] = {
    Participation.HERE: _l("Registration on this site"),
    Participation.EXTERNAL: _l("Registration at another address"),
    Participation.INVITATION: _l("By invitation"),
    Participation.NONE: _l("No registration"),
}

LIFECYCLE: dict[Lifecycle, LazyString] = {
    Lifecycle.DRAFT: _l("Draft"),
    Lifecycle.ANNOUNCED: _l("Announced"),
    Lifecycle.POSTPONED: _l("Postponed"),
    Lifecycle.CANCELLED: _l("Cancelled"),
}

REGISTRATION_SWITCH: dict[RegistrationSwitch, LazyString] = {
    RegistrationSwitch.BY_CLOCK: _l("Opens and closes at the times set"),
    RegistrationSwitch.OPEN: _l("Open now, whatever the times say"),
    RegistrationSwitch.CLOSED: _l("Closed now, whatever the times say"),
}

VISIBILITY: dict[Visibility, LazyString] = {
    Visibility.PUBLIC: _l("Public: in lists, feeds and search engines"),
    Visibility.UNLISTED: _l("Unlisted: for everybody who has the address"),
    Visibility.PRIVATE: _l("Private: for the team only"),
}

PARTY_ROLE: dict[PartyRole, LazyString] = {
    PartyRole.HOST: _l("Host"),
    PartyRole.ORGANISER: _l("Organiser"),
    PartyRole.CO_ORGANISER: _l("Co-organiser"),
    PartyRole.CO_HOST: _l("Co-host"),
    PartyRole.PARTNER: _l("Partner"),
    PartyRole.COLLABORATION: _l("In collaboration with"),
    PartyRole.SPONSOR: _l("Sponsor"),
    PartyRole.MEDIA_PARTNER: _l("Media partner"),
}

LINK_KIND: dict[LinkKind, LazyString] = {
    LinkKind.RELATED: _l("Related page"),
    LinkKind.RECORDING: _l("Recording"),
}

TEAM_ROLE: dict[TeamRole, LazyString] = {
    TeamRole.OWNER: _l("Owner"),
    TeamRole.PROGRAMME_EDITOR: _l("Programme editor"),
    TeamRole.REGISTRATION_DESK: _l("Registration desk"),
    TeamRole.COMMUNICATIONS: _l("Communications"),
    TeamRole.CHECK_IN: _l("Check-in"),
    TeamRole.VIEWER: _l("Viewer"),
}

STATUS: dict[Status, LazyString] = {
    Status.DRAFT: _l("Draft"),
    Status.ANNOUNCED: _l("Announced"),
    Status.OPEN: _l("Registration open"),
    Status.CLOSED: _l("Registration closed"),
    Status.LIVE: _l("Happening now"),
    Status.OVER: _l("Over"),
    Status.POSTPONED: _l("Postponed"),
    Status.CANCELLED: _l("Cancelled"),
}
