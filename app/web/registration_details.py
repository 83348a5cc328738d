"""What is asked of whoever takes part: when registering, when correcting it, and at the desk."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from app.core import text
from app.events.models import Event
from app.registration import labels, rules
from app.registration.models import Category, CategoryAttendance
from app.registration.services.details import Details
from app.web.fields import CountryField, InterfaceLanguageField, longest
from app.web.forms import BaseForm

# Put into words when they are shown: most forms are sent, not shown.
_SECTORS: list[Any] = [("", _l("Choose one")), *((one.value, label) for one, label in labels.SECTOR.items())]


class _Visible:
    """A name is more than what nobody can see."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: "DetailsForm", field: Field) -> None:
        if text.is_blank(field.data or ""):
            raise StopValidation(str(form.nameless))


class DetailsForm(BaseForm):
    """What people say about themselves, in words for themselves."""

    nameless: ClassVar[LazyString] = _l("Enter your name.")

    name = StringField(
        _l("Your name"),
        description=_l("As it should stand on your badge."),
        validators=[_Visible(), longest(200)],
    )
    organisation = StringField(_l("Organisation"), validators=[longest(200)])
    position = StringField(_l("Position"), validators=[longest(200)])
    country = CountryField(_l("Country"))
    city = StringField(_l("City"), validators=[longest(100)])
    sector = SelectField(_l("Where do you work?"))
    language = InterfaceLanguageField(_l("In which language shall we write to you?"))
    attendance = RadioField(_l("How will you take part?"), validate_choice=False)
    accessibility_needs = TextAreaField(
        _l("What do you need to take part fully?"),
        description=_l(
            "For example sign language, step-free access, a seat near the front. Only organisers see this."
        ),
        validators=[longest(2000)],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sector.choices = _SECTORS
        self.attendance.choices = []

    def ask_attendance(self, ways: Sequence[CategoryAttendance]) -> None:
        """Offer these ways of taking part; with fewer than two there is nothing to ask."""
        if len(ways) > 1:
            self.attendance.choices = [(way.value, str(labels.ATTENDANCE[way])) for way in ways]
            self.attendance.flags.required = True

    def details(self) -> Details:
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            position=self.position.data or "",
            country=self.country.data or "",
            city=self.city.data or "",
            language=self.language.data or "en",
            attendance=_attendance(self.attendance.data),
            sector=self.sector.data or "",
            accessibility_needs=self.accessibility_needs.data or "",
        )


def ways(event: Event, categories: Sequence[Category]) -> list[CategoryAttendance]:
    """How people may take part in at least one of the categories that leave it to them."""
    possible = [rules.attendances(event, category) for category in categories]
    return list(dict.fromkeys(way for ways in possible if len(ways) > 1 for way in ways))


def _attendance(value: str | None) -> CategoryAttendance | None:
    return CategoryAttendance(value) if value in set(CategoryAttendance) else None
