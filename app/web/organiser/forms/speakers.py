"""Where a speaker's link is sent, and in which language."""

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.http import language
from app.web.fields import AddressField
from app.web.forms import BaseForm


class LinkForm(BaseForm):
    """The address, and the language of the letters."""

    email = AddressField(
        _l("E-mail address"), description=_l("For the team only; it is never shown to the public.")
    )
    language = SelectField(_l("Language of the letter"))

    def __init__(self, email: str, spoken: str) -> None:
        known = language.available()
        main = g.event.main_language if g.event.main_language in known else "en"
        super().__init__(data={"email": email, "language": spoken if spoken in known else main})
        self.language.choices = [(code, language.NAMES[code]) for code in known]
