"""What participants fill in: the registration form, or their address alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired

from app.core import text
from app.events.models import Event
from app.http import language
from app.registration import rules
from app.registration.models import Category
from app.registration.rules import Places, Plenty, Window
from app.registration.services import details
from app.registration.services.details import Details
from app.registration.services.registering import NewRegistration
from app.rendering import dates
from app.web.attendee import form_keys
from app.web.fields import AddressField
from app.web.forms import BaseForm
from app.web.registration_details import DetailsForm

_ON_THE_PAGE = {
    name: place
    for place, name in enumerate(
        ("category", "attendance", "name", "email", "organisation", "position", "country", "city", "sector",
         "language", "accessibility_needs", "consent", "is_person"), start=1)
}  # fmt: skip
_SEATS = {
    Plenty.MANY: _l("There are seats."),
    Plenty.FEW: _l("Few seats are left."),
    Plenty.NONE: _l("All seats are taken. You can join the waiting list."),
}


class OwnDetailsForm(DetailsForm):
    """What somebody has said of themselves, to be changed; it remembers what it has shown."""

    shown = HiddenField()

    def __init__(self, stored: Details) -> None:
        super().__init__(obj=stored, shown=details.remember(stored))


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
    )
    consent = BooleanField(
        _l("I agree that the organisers use what I have entered to organise this event."),
        validators=[InputRequired(_l("Without your consent we cannot register you."))],
    )
    form_key = HiddenField()
    # People neither see nor reach it, and no browser knows what to put into a field of this name.
    leave_empty = StringField(_l("Leave this field empty"))
    is_person = BooleanField(_l("Yes, I am a person and want to register."))

    def __init__(self) -> None:
        super().__init__()
        key = self.form_key.data or ""
        # Not only programs do such things, so whoever does is asked and not turned away (T37).
        self.may_be_a_program = self.is_submitted() and (
            bool(self.leave_empty.data) or form_keys.is_hasty(key)
        )
        if form_keys.age(key) is None:
            self.form_key.data = form_keys.of_browser()

    def validate_is_person(self, field: BooleanField) -> None:
        if self.may_be_a_program and not field.data:
            raise ValidationError(
                _("Tick this box and send the form again: it was filled in as programs do. Nothing is lost.")
            )

    def error_list(self) -> list[tuple[str, str]]:
        """In the order of the page, not of these classes."""
        return sorted(super().error_list(), key=lambda error: _ON_THE_PAGE.get(error[0], 0))

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

    email = AddressField(_l("E-mail address"))


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
        if rules.takes(event, category, now) and rules.places(category) is not Places.NONE:
            found.choices.append((category.public_id, name))
            # Never a number: it would tell whether the address just sent was known (T22).
            plenty = rules.plenty(category)
            words = [_text(category.description, event), str(_SEATS[plenty]) if plenty else ""]
            found.hints[category.public_id] = " ".join(word for word in words if word)
        else:
            found.others.append((name, _why_not(event, category, now)))
    return found


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
