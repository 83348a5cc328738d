"""What an organiser fills in about somebody in a session."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import Optional

from app.core import text
from app.core.types import Translated
from app.http import language
from app.network import countries
from app.people.models import Person
from app.people.services import Affiliation, NewPerson
from app.programme import labels
from app.programme.models import Appearance, AppearanceMode, AppearanceRole, AppearanceState
from app.programme.services.appearances import AppearanceChanges, NewAppearance
from app.rendering import lists
from app.web.fields import CountryField, longest
from app.web.forms import TranslatedField
from app.web.organiser.forms.fields import OneOfField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.people import NameFields
from app.web.organiser.forms.versioned import VersionedForm, event_languages

SOMEBODY_ELSE = "new"


class AppearanceForm(OnceForm, VersionedForm):
    """As what somebody takes part; who it is has been decided before."""

    role = OneOfField(_l("Role"), labels.ROLE, default=AppearanceRole.SPEAKER)
    job = TranslatedField(_l("Position"), description=_l("For example: Mayor of Querétaro."))
    organisation = TranslatedField(_l("Organisation"))
    city = StringField(_l("City"), validators=[longest(200)])
    country = CountryField()
    mode = OneOfField(_l("Takes part"), labels.MODE, default=AppearanceMode.IN_PERSON)
    state = OneOfField(
        _l("State"),
        labels.STATE,
        description=_l("Proposed and declined people are not part of a release."),
        default=AppearanceState.CONFIRMED,
    )

    def __init__(self, appearance: Appearance | None = None, **kwargs: Any) -> None:
        super().__init__(obj=appearance, **kwargs)
        if appearance is not None:
            del self.form_key
        self.show_in(event_languages())

    def new(self, person: str = "") -> NewAppearance:
        return NewAppearance(person=person, **self._values())

    def changes(self) -> AppearanceChanges:
        return AppearanceChanges(**self._values(), revision=self.seen())

    def _values(self) -> dict[str, Any]:
        return {
            "role": self.role.data,
            "job": self.job.data,
            "organisation": self.organisation.data,
            "city": self.city.data or "",
            "country": self.country.data or "",
            "mode": self.mode.data,
            "state": self.state.data,
        }


class GroupForm(AppearanceForm):
    """A group without names: selected mayors, all participants."""

    label = TranslatedField(_l("Name of the group"), is_required=True)

    def _values(self) -> dict[str, Any]:
        return {**super()._values(), "label": self.label.data}


class NewNameForm(NameFields):
    """Somebody who is entered for the first time.

    Where names are alike, `namesake` asks whether it is one of those known already.
    """

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
        """What is known so far: the name."""
        return NewPerson(
            honorific=self.honorific.data or "",
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            family_name_first=bool(self.family_name_first.data),
        )


class NewPersonForm(AppearanceForm, NewNameForm):
    """Somebody new, and what they are in this session."""

    def person(self) -> NewPerson:
        """What they are here is what they are known as, until somebody says otherwise."""
        known_as = Affiliation(
            position=self.job.data,
            organisation=self.organisation.data,
            city=self.city.data or "",
            country=self.country.data or "",
        )
        says_something = known_as.position or known_as.organisation
        affiliations = [known_as] if says_something else []
        return replace(super().person(), affiliations=affiliations, country=self.country.data or "")


def described(person: Person, organisations: Iterable[Translated] = ()) -> str:
    """A name with what tells its bearer from others; `organisations` are told where they are not yet."""
    parts = [person.name]
    for affiliation in person.affiliations:
        parts += [_any_text(affiliation.get("position")), _any_text(affiliation.get("organisation"))]
    parts += [told for one in organisations if (told := _any_text(one)) not in parts]
    if person.country:
        parts.append(countries.name(person.country, language.current()))
    return lists.join_names(parts, language.current())


def _any_text(value: dict[str, str] | None) -> str:
    return text.choose(value, [language.current(), *event_languages()])[0]
