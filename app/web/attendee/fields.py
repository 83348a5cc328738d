"""Form fields for participants: an address left as it is, a country from a list of two hundred."""

from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Field, StringField, ValidationError
from wtforms.widgets import EmailInput, html_params

from app.http import language
from app.network import countries


class AddressField(Field):
    """An e-mail address exactly as it was typed.

    Not cleaned like other text: what cleaning takes out or makes of a look-alike letter would be
    the address of somebody else. core.email_address refuses such letters instead.
    """

    widget = EmailInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def _value(self) -> str:
        return self.data or ""


class CountrySelect:
    """A select whose options are put together once for each language."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:
        attributes.setdefault("id", field.id)
        chosen = str(escape(field.data or ""))
        options = _options(language.current())
        if chosen:
            options = options.replace(f'value="{chosen}">', f'value="{chosen}" selected>', 1)
        params = html_params(name=field.name, **attributes)
        return Markup("<select {}>{}</select>").format(Markup(params), Markup(options))  # noqa: S704 - escaped below


class CountryField(StringField):
    """One country by its code, or none."""

    widget = CountrySelect()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data and self.data not in countries.COUNTRIES:
            raise ValidationError(_("Choose a country from the list."))


@lru_cache(maxsize=16)
def _options(of: str) -> str:
    """The list in the language `of`, which is the page's own."""
    rows = [("", _("Choose a country")), *countries.choices(of)]
    return "".join(f'<option value="{code}">{escape(name)}</option>' for code, name in rows)
