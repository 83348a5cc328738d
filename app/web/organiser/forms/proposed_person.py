"""What an organiser may correct about somebody in a proposed session."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from app.people import rules
from app.programme import labels
from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState
from app.programme.proposals.proposal import ProposedPerson
from app.web.fields import CountryField, longest
from app.web.forms import BaseForm
from app.web.organiser.forms.fields import OneOfField

LINE = 300
_OF_PERSON = ("name", "is_group", "honorific", "position", "organisation", "city", "country")


class ProposedPersonForm(BaseForm):
    """Somebody in a proposed session; without a name they are left out."""

    name = StringField(_l("Name"), validators=[longest(LINE)])
    is_group = BooleanField(_l("A group without names"))
    honorific = StringField(_l("Form of address"), validators=[longest(60)], render_kw={"list": "honorifics"})
    role = OneOfField(_l("Role"), labels.ROLE, default=AppearanceRole.SPEAKER)
    position = StringField(_l("Position"), validators=[longest(LINE)])
    organisation = StringField(_l("Organisation"), validators=[longest(LINE)])
    city = StringField(_l("City"), validators=[longest(200)])
    country = CountryField()
    mode = OneOfField(_l("Takes part"), labels.MODE, default=AppearanceMode.IN_PERSON)
    state = OneOfField(_l("State"), labels.STATE, default=AppearanceState.CONFIRMED)

    def __init__(self, number: int, person: ProposedPerson | None, **kwargs: Any) -> None:
        super().__init__(prefix=f"person-{number}-", data=_shown(person), **kwargs)
        self.person = person

    def read(self) -> ProposedPerson | None:
        if not self.name.data:
            return None
        before = _renamed(self.person or ProposedPerson(name="", role_is_said=True), self.name.data)
        return replace(
            before,
            is_group=bool(self.is_group.data),
            role=self.role.data.value,
            role_is_said=before.role_is_said or before.role != self.role.data.value,
            honorific=self.honorific.data or "",
            position=self.position.data or "",
            organisation=self.organisation.data or "",
            city=self.city.data or "",
            country=self.country.data or "",
            mode=self.mode.data.value,
            state=self.state.data.value,
        )


def _renamed(person: ProposedPerson, name: str) -> ProposedPerson:
    """A corrected spelling leaves them whom the text says they are; another name is somebody else's."""
    if person.name == name:
        return person
    meant = person.public_id if rules.is_alike(person.name, name) else ""
    return replace(person, name=name, given_name="", family_name="", family_name_first=False, public_id=meant)


def _shown(person: ProposedPerson | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        **{name: getattr(person, name) for name in _OF_PERSON},
        "role": AppearanceRole(person.role),
        "mode": AppearanceMode(person.mode),
        "state": AppearanceState(person.state),
    }
