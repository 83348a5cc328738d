"""What people fill in about their own account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import PasswordInput

from app.accounts import rules
from app.accounts.services.users import Profile
from app.core import email_address
from app.http import language
from app.web.forms import BaseForm

NO_ADDRESS = _l("Enter your e-mail address, like name@example.org.")


class PasswordField(Field):
    """A password: taken as it is typed, unlike all other text, and never sent back.

    Its name ends in "password", which keeps it off the pages that offer to send a form again.
    """

    widget = PasswordInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def _value(self) -> str:
        return ""


class SignInForm(BaseForm):
    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(NO_ADDRESS), Length(max=300)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class LinkForm(BaseForm):
    """Asks for a mailed link. Prefixed, because it stands beside the other form."""

    email = EmailField(
        _l("Your e-mail address"),
        validators=[DataRequired(NO_ADDRESS), Length(max=300)],
        render_kw={"autocomplete": "email"},
    )

    def __init__(self) -> None:
        super().__init__(prefix="link-")

    def validate_email(self, field: EmailField) -> None:
        """Only its shape: whether there is an account is told by mail alone."""
        try:
            email_address.key(field.data or "")
        except ValueError:
            raise ValidationError(str(NO_ADDRESS)) from None


class PasswordForm(BaseForm):
    """A new password; the present one too, unless a mailed link has just proved the mailbox."""

    current_password = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Enter your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _l("New password"),
        description=_l(
            "At least %(count)s characters. Several words in a row are easy to remember.",
            count=rules.SHORTEST,
        ),
        validators=[InputRequired(_l("Enter a new password."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *, asks_for_current: bool) -> None:
        super().__init__()
        self.asks_for_current = asks_for_current
        if not asks_for_current:
            del self.current_password


class ProfileForm(BaseForm):
    name = StringField(
        _l("Your name"),
        description=_l("As colleagues in an event's team read it."),
        validators=[DataRequired(_l("Enter your name.")), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(  # type: ignore[call-arg]  # the stubs are older than the field
        _l("Language"),
        description=_l("Of these pages after signing in, and of our letters to you."),
        validators=[InputRequired()],
        invalid_choice_message=_l("Choose a language from the list."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = [(code, language.NAMES[code]) for code in language.available()]

    def data_for_service(self) -> Profile:
        return Profile(name=self.name.data or "", language=self.language.data or "en")
