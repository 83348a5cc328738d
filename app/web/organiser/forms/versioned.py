"""Forms that know which revision their reader has seen, and show both when somebody was faster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import g
from flask_babel import LazyString
from flask_babel import gettext as _
from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import HiddenInput

from app.core import languages
from app.http import language
from app.web.forms import BaseForm, TranslatedField

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in two versions, in words."""

    label: str
    theirs: str
    mine: str


class VersionedForm(BaseForm):
    """`revision` travels with the form; a service refuses what was written on top of an older one."""

    revision = IntegerField(widget=HiddenInput())

    def meet(self, theirs: "VersionedForm") -> list[Difference]:
        """After StaleEdit: keep what was typed, show what differs, and save on top the next time."""
        self.revision.raw_data = None
        self.revision.data = theirs.revision.data
        return differences(self, theirs, without="revision")

    def seen(self) -> int:
        """The revision the reader has seen; none that ever was when the field came back broken."""
        return self.revision.data if self.revision.data is not None else -1


def differences(mine: BaseForm, theirs: BaseForm, *, without: str) -> list[Difference]:
    """What two forms of one kind say differently; the version, and what is hidden, does not count."""
    shown = (field for field in mine if not isinstance(field.widget, HiddenInput))
    pairs = ((field, theirs[field.short_name]) for field in shown if field.short_name != without)
    return [
        Difference(str(one.label.text), _words(other), _words(one))
        for one, other in pairs
        if _words(one) != _words(other)
    ]


def event_languages() -> list[str]:
    """The languages of the event's texts, the main one first."""
    main = g.event.main_language
    return [main, *(code for code in g.event.content_languages if code != main)]


def labelled(labels: Mapping[Member, LazyString]) -> list[Any]:
    """A choice for every member of an enum, in its words."""
    return [SelectChoice(member.value, label) for member, label in labels.items()]


def optional(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices for a select that may stay empty."""
    return [("", "–"), *choices]


def _words(field: Field) -> str:
    """What a field says, as its reader would tell it."""
    if isinstance(field, TranslatedField):
        return "\n".join(f"{_language(code)}: {text}" for code, text in sorted(field.data.items()))
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
