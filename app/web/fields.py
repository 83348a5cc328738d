"""Form fields of every audience: e-mail addresses, our languages, countries; and how long a text may be."""

from contextlib import suppress
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import Field, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import EmailInput, HiddenInput, html_params

from app.core import email_address
from app.core.email_address import NotAnAddress
from app.http import language
from app.network import countries


def longest(count: int) -> Length:
    """At most so many characters, and a sentence that says so."""
    return Length(max=count, message=_l("Shorten this to %(count)s characters or fewer.", count=count))


class AddressField(Field):
    """An e-mail address exactly as it was typed, or none.

    Not cleaned like other text: what cleaning takes out or makes of a look-alike letter would be
    the address of somebody else. core.email_address refuses such letters instead (trust rule T06).
    """

    widget = EmailInput()

    def __init__(self, label: Any = None, *, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.flags.required = is_required

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if not self.data and not self.flags.required:
            return
        try:
            email_address.key(self.data or "")
        except NotAnAddress as refusal:
            raise ValidationError(str(refusal)) from refusal

    def _value(self) -> str:
        return self.data or ""


class RevisionField(IntegerField):
    """Hidden; what comes back broken is no revision there ever was."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        with suppress(ValueError):
            super().process_formdata(valuelist)


class InterfaceLanguageField(SelectField):
    """One of the languages in which we speak and write; the page's own unless another is chosen."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, default=language.current, **kwargs)
        self.choices = [(code, language.NAMES[code]) for code in language.available()]
        self.flags.required = True

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data not in language.available():
            raise ValidationError(_("Choose a language from the list."))


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

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(_l("Country") if label is None else label, **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data and self.data not in countries.COUNTRIES:
            raise ValidationError(_("Choose a country from the list."))


@lru_cache(maxsize=16)
def _options(of: str) -> str:
    """The list in the language `of`, which is the page's own."""
    rows = [("", _("Choose a country")), *countries.choices(of)]
    return "".join(f'<option value="{code}">{escape(name)}</option>' for code, name in rows)
