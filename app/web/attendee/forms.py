"""What participants fill in: the registration form, their details later, their address alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.core import email_address, ids, text
from app.events.models import Event
from app.http import language
from app.registration import labels, rules
from app.registration.models import Category, CategoryAttendance
from app.registration.rules import Places, Window
from app.registration.services.details import Details
from app.registration.services.registering import NewRegistration
from app.rendering import dates
from app.web.attendee.fields import AddressField, CountryField
from app.web.forms import BaseForm

_ON_THE_PAGE = {
    name: place
    for place, name in enumerate(
        ("category", "attendance", "name", "email", "organisation", "position", "country", "city", "sector",
         "language", "accessibility_needs", "consent"), start=1)
}  # fmt: skip
_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def _short(longest: int) -> Length:
    return Length(max=longest, message=_l("Shorten this to %(max)d characters or fewer."))


def _intact(_form: Any, field: Field) -> None:
    """Bytes that are no text have become a sign that says so; nobody has typed it."""
    if any(broken in sent for sent in field.raw_data or () for broken in ("\0", "\N{REPLACEMENT CHARACTER}")):
        raise ValidationError(_("Some letters have not arrived. Please type this again."))


def _visible(_form: Any, field: Field) -> None:
    if text.is_blank(field.data or ""):
        raise ValidationError(_("Enter your name."))


def _address(_form: Any, field: Field) -> None:
    try:
        email_address.key(field.data or "")
    except ValueError as error:
        raise ValidationError(_("Enter an e-mail address, like name@example.org.")) from error


class DetailsForm(BaseForm):
    """What people say about themselves."""

    name = StringField(
        _l("Your name"),
        description=_l("As it should stand on your badge."),
        validators=[InputRequired(_l("Enter your name.")), _intact, _visible, _short(200)],
    )
    organisation = StringField(_l("Organisation"), validators=[_intact, _short(200)])
    position = StringField(_l("Position"), validators=[_intact, _short(200)])
    country = CountryField(_l("Country"))
    city = StringField(_l("City"), validators=[_intact, _short(100)])
    sector = SelectField(_l("Where do you work?"))
    language = SelectField(_l("In which language shall we write to you?"))
    attendance = RadioField(_l("How will you take part?"), validate_choice=False)
    accessibility_needs = TextAreaField(
        _l("What do you need to take part fully?"),
        description=_l(
            "For example sign language, step-free access, a seat near the front. Only organisers see this."
        ),
        validators=[_intact, _short(2000)],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sector.choices = [
            ("", _("Choose one")),
            *((one.value, str(label)) for one, label in labels.SECTOR.items()),
        ]
        self.language.choices = [(code, language.NAMES[code]) for code in language.available()]
        self.language.flags.required = True  # there always is one
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


class KindForm(BaseForm):
    """As what somebody registers. Which categories there are, the service decides on what is true then."""

    category = RadioField(
        _l("What do you register as?"),
        validators=[InputRequired(_l("Choose one of the kinds of participation."))],
        validate_choice=False,
    )


class RegisterForm(KindForm, DetailsForm):
    """The whole form."""

    email = AddressField(
        _l("E-mail address"),
        description=_l("We send a link to this address. Please press the button there."),
        validators=[InputRequired(_l("Enter an e-mail address, like name@example.org.")), _address],
    )
    consent = BooleanField(
        _l("I agree that the organisers use what I have entered to organise this event."),
        validators=[InputRequired(_l("Without your consent we cannot register you."))],
    )
    form_key = HiddenField("")  # without a label WTForms would load a catalogue to make one
    # People neither see nor reach it; whoever fills it is a program.
    second_name = StringField(_l("Leave this field empty"))

    def __init__(self) -> None:
        super().__init__()
        if self.language.data is None:
            self.language.data = language.current()
        if not _FORM_KEY.fullmatch(self.form_key.data or ""):
            self.form_key.data = ids.public_id()

    def error_list(self) -> list[tuple[str, str]]:
        """In the order of the page, not of these classes."""
        return sorted(super().error_list(), key=lambda error: _ON_THE_PAGE.get(error[0], 0))

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.second_name.data)

    def data_for_service(self) -> NewRegistration:
        return NewRegistration(
            email=self.email.data or "",
            category=self.category.data or "",
            details=self.details(),
            form_key=self.form_key.data or "",
            has_consented=bool(self.consent.data),
        )


class AddressForm(BaseForm):
    """An address, and nothing else."""

    email = AddressField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Enter an e-mail address, like name@example.org.")), _address],
    )


@dataclass(frozen=True, slots=True)
class Kinds:
    """The categories as the form shows them: those one may choose, and the others with the reason."""

    choices: list[tuple[str, str]]
    hints: dict[str, str]
    others: list[tuple[str, str]]


def offer(form: KindForm, found: Kinds, wanted: str) -> None:
    """Let the form choose between them; `wanted` is chosen already, and so is the only one."""
    form.category.choices = found.choices
    if form.category.data is None:
        form.category.data = found.choices[0][0] if len(found.choices) == 1 else wanted


def kinds(event: Event, categories: Sequence[Category], now: datetime) -> Kinds:
    """What is true of each category at `now`, in the reader's language."""
    found = Kinds([], {}, [])
    for category in categories:
        name = _text(category.name, event)
        if rules.window(event, category, now) is Window.OPEN and rules.places(category) is not Places.NONE:
            found.choices.append((category.public_id, name))
            words = [_text(category.description, event), _seats(category)]
            found.hints[category.public_id] = " ".join(word for word in words if word)
        else:
            found.others.append((name, _why_not(event, category, now)))
    return found


def ways(event: Event, categories: Sequence[Category]) -> list[CategoryAttendance]:
    """How people may take part in at least one of the categories that leave it to them."""
    possible = [rules.attendances(event, category) for category in categories]
    return list(dict.fromkeys(way for ways in possible if len(ways) > 1 for way in ways))


def _seats(category: Category) -> str:
    left = rules.remaining(category)
    if left is None:
        return ""
    if left:
        return ngettext("One seat is left.", "%(num)s seats are left.", left)
    if category.waiting:
        return ngettext(
            "All seats are taken; one person is waiting. You can join the waiting list.",
            "All seats are taken; %(num)s people are waiting. You can join the waiting list.",
            category.waiting,
        )
    return _("All seats are taken. You can join the waiting list.")


def _why_not(event: Event, category: Category, now: datetime) -> str:
    opens = rules.opens_at(event, category)
    if rules.window(event, category, now) is Window.EARLY and opens is not None:
        moment = dates.instant(opens, event.timezone, language.current())
        return _("opens on %(moment)s", moment=moment)
    if rules.window(event, category, now) is Window.OPEN:
        return _("all seats are taken")
    return _("closed")


def _text(value: Any, event: Event) -> str:
    return text.choose(value, (language.current(), event.main_language, "en"))[0]


def _attendance(value: str | None) -> CategoryAttendance | None:
    return CategoryAttendance(value) if value in set(CategoryAttendance) else None
