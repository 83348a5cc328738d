"""What all forms share: cleaned text, the request's token, refusals at their field."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    Field,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from app.core import text
from app.core.errors import Conflict, DomainError, Invalid, NotFound
from app.core.types import Translated
from app.http import csrf, guard

_NOT_OFFERED, _NOT_ALL_OFFERED = _l("Choose one of these."), _l("Choose from these.")
# What choices say by themselves, and what we say there. All other sentences stand at their fields.
_SENTENCES = {
    "Not a valid choice.": _NOT_OFFERED,
    "Invalid Choice: could not coerce.": _NOT_OFFERED,
    "'%(value)s' is not a valid choice for this field.": _NOT_ALL_OFFERED,
    "'%(value)s' are not valid choices for this field.": _NOT_ALL_OFFERED,
}


class _OurSentences:
    """The library's sentences in our words, from our catalogues: its own are not even opened."""

    def gettext(self, sentence: str) -> str:
        return str(_SENTENCES.get(sentence, sentence))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


_our_sentences = _OurSentences()


def _clean_line(value: Any) -> Any:
    return text.clean_line(value) if isinstance(value, str) else value


def _clean(value: Any) -> Any:
    return text.clean(value) if isinstance(value, str) else value


def _intact(_form: Any, field: Field) -> None:
    """Bytes that are no text are nobody's letters: the field says so, and nothing else."""
    sent = [value for value in field.raw_data or () if isinstance(value, str)]
    if any(map(guard.is_broken, sent)):
        field.errors = []
        raise StopValidation(_("Some letters have not arrived. Please type this again."))


class BaseForm(FlaskForm):
    """A form decides shape only and ends in `data_for_service`; services decide the rest."""

    class Meta:
        csrf = False  # http.csrf has asked already; its answer is read in validate()

        def get_translations(self, _form: Any) -> _OurSentences:
            return _our_sentences

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, files only where one is asked for: a file in place of a text is nothing.

            A body of JSON is no form, whatever is in it: the form is as if nothing were sent.
            """
            if request.is_json:
                return None
            sent = FlaskForm.Meta.wrap_formdata(self, form, formdata)
            if not isinstance(sent, CombinedMultiDict):  # no files were sent
                return sent
            asked = {field.name for field in form if isinstance(field, FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in asked]
            return CombinedMultiDict([MultiDict(files), request.form])

        def bind_field(
            self,
            form: Any,
            unbound_field: "UnboundField[Any]",
            options: dict[str, Any],
        ) -> Field:
            """Every text field cleans what it is given, every field refuses what is no text."""
            field: Field = DefaultMeta.bind_field(self, form, unbound_field, options)  # type: ignore[arg-type]
            if isinstance(field, StringField):
                cleaner = _clean if isinstance(field, TextAreaField) else _clean_line
                field.filters = [cleaner, *field.filters]
            if not isinstance(field, HiddenField):
                field.validators = [_intact, *field.validators]
            return field

    status: int = 200

    def validate(self, extra_validators: Any = None) -> bool:
        failure = csrf.failure()
        valid = bool(super().validate(extra_validators=extra_validators))
        if failure is not None:
            self.form_errors.append(failure)
            self.status = 400
            return False
        if not valid:
            self.status = 422
        return valid

    def report(self, refusal: DomainError) -> None:
        """Show a service's refusal where it belongs; the page is answered with 422."""
        self.status = 422
        field = self[refusal.field] if refusal.field and refusal.field in self else None
        if field is None:
            self.form_errors.append(str(refusal))
        else:
            field.errors = [*field.errors, str(refusal)]

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Do what the form asks for; a refusal that other input can answer is shown at the form.

        That is a rule broken, a state of things that has changed, or a choice of the form that is
        gone. What its reader may not do, or not find, goes on to the error page.
        """
        try:
            yield
        except (Conflict, Invalid) as refusal:
            self.report(refusal)
        except NotFound as refusal:
            if refusal.field is None:
                raise
            self.report(refusal)

    def show_in(self, languages: Sequence[str]) -> None:
        """Show every translated field in these content languages, the main one first."""
        for field in self:
            if isinstance(field, TranslatedField):
                field.languages = languages

    def error_list(self) -> list[tuple[str, str]]:
        """(element id, sentence) for the summary at the top, in the order of the form."""
        found = [("", str(message)) for message in self.form_errors]
        for field in self:
            found += [(field.id, str(message)) for message in _flat(field.errors)]
        return found


def is_optional(field: Field) -> bool:
    """Whether a person may leave this field alone; what is chosen from full choices is never empty.

    Where one of several fields is enough (`flags.has_alternative`), none of them says that it is optional.
    """
    if field.flags.required or field.flags.has_alternative:
        return False
    if isinstance(field, TranslatedField):
        return not field.is_required
    if isinstance(field, (RadioField, SelectField)):
        return any(not value for value, *_rest in field.iter_choices())
    return True


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [text for inner in errors.values() for text in _flat(inner)]
    if isinstance(errors, (list, tuple)):
        return [text for inner in errors for text in _flat(inner)]
    return [str(errors)]


class ButtonForm(BaseForm):
    """A button that posts: nothing but the token."""


class TranslatedField(Field):
    """One text in several content languages: an input named `<name>-<language>` for each.

    `data` is {language: text} without empty texts. `languages` says which inputs are shown, the
    main language first; the form sets it (BaseForm.show_in). Required means: in the main one.
    """

    def __init__(
        self,
        label: Any = None,
        *,
        is_required: bool = False,
        is_multiline: bool = False,
        longest: int = 300,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.is_required = is_required
        self.is_multiline = is_multiline
        self.longest = longest
        self.languages: Sequence[str] = ("en",)
        self.data: Translated = Translated({})

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002
    ) -> None:
        """Start from the stored texts; what was typed replaces its language, others stay."""
        self.process_errors = []
        start = self.default if data is unset_value else data
        self.object_data = start
        self.data = Translated(dict(start or {}))
        self.raw_data = []
        cleaner = text.clean if self.is_multiline else text.clean_line
        pattern = re.compile(re.escape(self.name) + r"-([a-z]{2,3})")
        for key in formdata or ():
            match = pattern.fullmatch(key)
            if match:
                self.raw_data.append(formdata[key])
                self.data[match[1]] = cleaner(formdata[key])
        self.data = Translated({language: value for language, value in self.data.items() if value})

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.is_required and not self.data.get(self.languages[0]):
            raise ValidationError(_("Enter a text here."))
        for value in self.data.values():
            if len(value) > self.longest:
                raise ValidationError(_("Shorten this to %(count)s characters or fewer.", count=self.longest))
