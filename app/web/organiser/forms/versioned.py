"""Forms that know what their reader has seen, and show both versions when somebody was faster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import g
from flask_babel import gettext as _
from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField
from wtforms.widgets import HiddenInput

from app.core import languages
from app.core.errors import StaleEdit
from app.http import language
from app.network import countries
from app.web.fields import CountryField
from app.web.forms import BaseForm, TranslatedField


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in two versions, in words."""

    label: str
    theirs: str
    mine: str


class EditForm(BaseForm):
    """A form for what others may be editing too: a hidden field says which version its reader has seen."""

    version: ClassVar[str]
    differences: Sequence[Difference] = ()

    @contextmanager
    def saving(self, stored: Callable[[], "EditForm"]) -> Iterator[None]:
        """As `reporting`; when somebody was faster, what was typed meets the form of what is stored now."""
        with self.reporting():
            try:
                yield
            except StaleEdit:
                self.meet(stored())
                raise

    def meet(self, theirs: "EditForm") -> None:
        """Keep what was typed, show what differs, and save on top the next time."""
        seen = self[self.version]
        seen.raw_data, seen.data = None, theirs[self.version].data
        self.differences = list(_differences(self, theirs))


class RevisionField(IntegerField):
    """Hidden; what comes back broken is no revision there ever was."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        with suppress(ValueError):
            super().process_formdata(valuelist)


class VersionedForm(EditForm):
    """`revision` travels with the form; a service refuses what was written on top of an older one."""

    version = "revision"
    revision = RevisionField()

    def seen(self) -> int:
        """The revision the reader has seen; none that ever was when the field came back broken."""
        return self.revision.data if self.revision.data is not None else -1


def event_languages() -> list[str]:
    """The languages of the event's texts, the main one first."""
    main = g.event.main_language
    return [main, *(code for code in g.event.content_languages if code != main)]


def optional(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices for a select that may stay empty."""
    return [("", "–"), *choices]


def _differences(mine: EditForm, theirs: EditForm) -> Iterator[Difference]:
    """What two forms of one kind say differently; what is hidden does not count."""
    for field in mine:
        ours, others = _words(field), _words(theirs[field.short_name])
        if ours != others and not isinstance(field.widget, HiddenInput):
            yield Difference(str(field.label.text), others, ours)


def _words(field: Field) -> str:
    """What a field says, as its reader would tell it."""
    if isinstance(field, TranslatedField):
        return "\n".join(f"{_language(code)}: {text}" for code, text in sorted(field.data.items()))
    if isinstance(field, CountryField):
        return countries.name(field.data, language.current()) if field.data else ""
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, SelectField):
        chosen = field.data if isinstance(field, SelectMultipleField) else [field.data]
        return ", ".join(_label(field, value) for value in chosen or ())
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")  # noqa: SLF001


def _language(code: str) -> str:
    return languages.name(code, language.current())


def _label(field: SelectField, value: Any) -> str:
    labels = {key: str(label) for key, label, *_more in field.iter_choices()}
    return labels.get(value, "")
