"""What the choices of a programme are called, for people."""

from flask_babel import lazy_gettext as _l

from app.programme.models import (
    AppearanceMode,
    AppearanceRole,
    AppearanceState,
    ReleaseState,
    SessionKind,
)

KIND = {
    SessionKind.OPENING: _l("Opening"),
    SessionKind.ADDRESS: _l("Address"),
    SessionKind.KEYNOTE: _l("Keynote"),
    SessionKind.PLENARY: _l("Plenary"),
    SessionKind.PANEL: _l("Panel"),
    SessionKind.THEMATIC_FORUM: _l("Thematic forum"),
    SessionKind.REGIONAL_FORUM: _l("Regional forum"),
    SessionKind.MAYORS_FORUM: _l("Mayors’ forum"),
    SessionKind.WORKSHOP: _l("Workshop"),
    SessionKind.PRESENTATION: _l("Presentation"),
    SessionKind.DISCUSSION: _l("Discussion"),
    SessionKind.CEREMONY: _l("Ceremony"),
    SessionKind.LAUNCH: _l("Launch"),
    SessionKind.NETWORKING: _l("Networking"),
    SessionKind.BREAK: _l("Break"),
    SessionKind.MEAL: _l("Meal"),
    SessionKind.REGISTRATION: _l("Registration"),
    SessionKind.VISIT: _l("Visit"),
    SessionKind.PRESS: _l("Press"),
    SessionKind.CLOSING: _l("Closing"),
    SessionKind.OTHER: _l("Other"),
}
ROLE = {
    AppearanceRole.SPEAKER: _l("Speaker"),
    AppearanceRole.MODERATOR: _l("Moderator"),
    AppearanceRole.CHAIR: _l("Chair"),
    AppearanceRole.KEYNOTE: _l("Keynote speaker"),
    AppearanceRole.PANELLIST: _l("Panellist"),
    AppearanceRole.PRESENTER: _l("Presenter"),
    AppearanceRole.RESPONDENT: _l("Respondent"),
    AppearanceRole.RAPPORTEUR: _l("Rapporteur"),
    AppearanceRole.FACILITATOR: _l("Facilitator"),
    AppearanceRole.HOST: _l("Host"),
    AppearanceRole.INTERPRETER: _l("Interpreter"),
    AppearanceRole.CONTRIBUTOR: _l("Contributor"),
}
MODE = {
    AppearanceMode.IN_PERSON: _l("In person"),
    AppearanceMode.REMOTE: _l("Remote"),
    AppearanceMode.VIDEO_MESSAGE: _l("Video message"),
}
STATE = {
    AppearanceState.PROPOSED: _l("Proposed"),
    AppearanceState.INVITED: _l("Invited"),
    AppearanceState.CONFIRMED: _l("Confirmed"),
    AppearanceState.DECLINED: _l("Declined"),
}
RELEASE = {
    ReleaseState.DRAFT: _l("Draft programme"),
    ReleaseState.PROVISIONAL: _l("Provisional programme"),
    ReleaseState.FINAL: _l("Final programme"),
}
