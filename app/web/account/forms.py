"""What people fill in about their own account."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import PasswordInput

from app.accounts import rules
from app.accounts.services.users import Profile
from app.core.email_address import NotAnAddress
from app.web.fields import AddressField, InterfaceLanguageField, longest
from app.web.forms import BaseForm


class PasswordField(Field):
    """A password: taken as it is typed, unlike all other text, and never sent back.

    Its name ends in "password", which keeps it off the pages that offer to send a form again.
    """

    widget = PasswordInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def _value(self) -> str:
        return ""


class AccountField(AddressField):
    """The address of an account. What is no address is refused like a wrong password (trust rule T22)."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if not self.data:
            raise ValidationError(str(NotAnAddress.message))


class SignInForm(BaseForm):
    email = AccountField(_l("E-mail address"), render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class LinkForm(BaseForm):
    """Asks for a mailed link. Prefixed, because it stands beside the other form.

    Only the shape of the address is looked at: whether there is an account is told by mail alone.
    """

    email = AddressField(_l("Your e-mail address"), render_kw={"autocomplete": "email"})

    def __init__(self) -> None:
        super().__init__(prefix="link-")


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
        validators=[DataRequired(_l("Enter your name.")), longest(200)],
        render_kw={"autocomplete": "name"},
    )
    language = InterfaceLanguageField(
        _l("Language"),
        description=_l("Of these pages after signing in, and of our letters to you."),
    )

    def data_for_service(self) -> Profile:
        return Profile(name=self.name.data or "", language=self.language.data or "en")
