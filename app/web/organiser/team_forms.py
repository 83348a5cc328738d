"""What an owner fills in about the team."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.events import labels
from app.events.models import TeamRole
from app.events.services.team import NewMember
from app.web.fields import AddressField, InterfaceLanguageField, longest
from app.web.forms import BaseForm

ROLE_HINTS: dict[str, LazyString] = {
    TeamRole.OWNER.value: _l("May do everything, and decides who is in the team."),
    TeamRole.PROGRAMME_EDITOR.value: _l("Builds and releases the programme, adds documents."),
    TeamRole.REGISTRATION_DESK.value: _l("Sees, changes and exports registrations."),
    TeamRole.COMMUNICATIONS.value: _l("Edits the event's page, documents and messages."),
    TeamRole.CHECK_IN.value: _l("Helps at the door; sees no e-mail addresses."),
    TeamRole.VIEWER.value: _l("Sees the event and its draft programme."),
}


class RolesField(SelectMultipleField):
    """A check box for every role."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RolesForm(BaseForm):
    roles = RolesField(  # type: ignore[call-arg]  # the stubs are older than the field
        _l("Roles"),
        validators=[InputRequired(_l("Choose at least one role."))],
        invalid_choice_message=_l("Choose roles from the list."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.roles.choices = [(role.value, label) for role, label in labels.TEAM_ROLE.items()]

    def chosen(self) -> tuple[TeamRole, ...]:
        return tuple(TeamRole(value) for value in self.roles.data or ())


class MemberForm(RolesForm):
    email = AddressField(_l("E-mail address"), render_kw={"autocomplete": "off"})
    name = StringField(
        _l("Name"),
        description=_l("Used when there is no account with this address yet."),
        validators=[longest(200)],
        render_kw={"autocomplete": "off"},
    )
    language = InterfaceLanguageField(
        _l("Language of our letter"),
        description=_l("Used when there is no account with this address yet."),
    )

    def data_for_service(self) -> NewMember:
        return NewMember(
            email=self.email.data or "",
            name=self.name.data or "",
            language=self.language.data or "en",
            roles=self.chosen(),
        )
