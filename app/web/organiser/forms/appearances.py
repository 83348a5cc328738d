"""What an organiser fills in about somebody in a session."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.core import text
from app.core.types import Translated
from app.http import language
from app.network import countries
from app.people.models import Person
from app.people.services import NewPerson
from app.programme import labels
from app.programme.models import Appearance, AppearanceMode, AppearanceRole, AppearanceState
from app.programme.services.appearances import AppearanceChanges, NewAppearance
from app.web.forms import TranslatedField
from app.web.organiser.forms.versioned import VersionedForm, event_languages, labelled, optional

SOMEBODY_ELSE = "new"


class AppearanceForm(VersionedForm):
    """As what somebody takes part; who it is has been decided before."""

    role = SelectField(
        _l("Role"),
        choices=labelled(labels.ROLE),
        validators=[InputRequired()],
        default=AppearanceRole.SPEAKER.value,
    )
    job = TranslatedField(_l("Position"), description=_l("For example: Mayor of Querétaro."))
    organisation = TranslatedField(_l("Organisation"))
    city = StringField(_l("City"), validators=[Length(max=200)])
    country = SelectField(_l("Country"), default="")
    mode = SelectField(
        _l("Takes part"),
        choices=labelled(labels.MODE),
        validators=[InputRequired()],
        default=AppearanceMode.IN_PERSON.value,
    )
    state = SelectField(
        _l("State"),
        description=_l("Proposed and declined people are not part of a release."),
        choices=labelled(labels.STATE),
        validators=[InputRequired()],
        default=AppearanceState.CONFIRMED.value,
    )

    def __init__(self, appearance: Appearance | None = None, **kwargs: Any) -> None:
        super().__init__(obj=appearance, **kwargs)
        self.show_in(event_languages())
        self.country.choices = optional(countries.choices(language.current()))

    def new(self, person: str = "") -> NewAppearance:
        return NewAppearance(person=person, **self._values())

    def changes(self) -> AppearanceChanges:
        return AppearanceChanges(**self._values(), revision=self.seen())

    def _values(self) -> dict[str, Any]:
        return {
            "role": AppearanceRole(self.role.data),
            "job": self.job.data,
            "organisation": self.organisation.data,
            "city": self.city.data or "",
            "country": self.country.data or "",
            "mode": AppearanceMode(self.mode.data),
            "state": AppearanceState(self.state.data),
        }


class GroupForm(AppearanceForm):
    """A group without names: selected mayors, all participants."""

    label = TranslatedField(_l("Name of the group"), is_required=True)

    def _values(self) -> dict[str, Any]:
        return {**super()._values(), "label": self.label.data}


class NewPersonForm(AppearanceForm):
    """Somebody who is entered for the first time, and what they are in this session.

    Where names are alike, `namesake` asks whether it is one of those known already.
    """

    honorific = StringField(
        _l("Form of address"),
        description=_l("For example: Ms, Mr, Mx, Dr, Prof., H.E."),
        validators=[Length(max=60)],
        render_kw={"list": "honorifics"},
    )
    given_name = StringField(_l("Given name"), validators=[Length(max=150)])
    family_name = StringField(_l("Family name"), validators=[Length(max=150)])
    family_name_first = BooleanField(_l("The family name comes first"))
    namesake = RadioField(_l("Who is it?"), choices=[], validators=[Optional()], validate_choice=False)

    @property
    def full_name(self) -> str:
        return f"{self.given_name.data or ''} {self.family_name.data or ''}".strip()

    def ask(self, doubts: Sequence[Person]) -> None:
        """Put the question to the organiser; nothing is decided for them."""
        self.status = 422
        self.namesake.choices = [
            *((person.public_id, described(person)) for person in doubts),
            (SOMEBODY_ELSE, _("Somebody else with a similar name")),
        ]
        self.namesake.errors = [_("We know people with a similar name. Choose who it is.")]

    def person(self) -> NewPerson:
        return NewPerson(
            honorific=self.honorific.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            family_name_first=bool(self.family_name_first.data),
            country=self.country.data or "",
        )


def described(person: Person) -> str:
    """A name with what tells its bearer from others."""
    parts = [person.name]
    for affiliation in person.affiliations:
        parts += [_any_text(affiliation.get("position")), _any_text(affiliation.get("organisation"))]
    if person.country:
        parts.append(countries.name(person.country, language.current()))
    return ", ".join(part for part in parts if part)


def first_affiliation(person: Person) -> dict[str, Any]:
    """What the form for a known person starts from."""
    affiliation: dict[str, Any] = next(iter(person.affiliations), {})
    return {
        "job": Translated(dict(affiliation.get("position") or {})),
        "organisation": Translated(dict(affiliation.get("organisation") or {})),
        "city": affiliation.get("city", ""),
        "country": affiliation.get("country") or person.country,
    }


def _any_text(value: dict[str, str] | None) -> str:
    return text.choose(value, [language.current(), *event_languages()])[0]
