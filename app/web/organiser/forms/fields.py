"""Kinds of fields organisers fill in, each with its own way of saying what to do."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    FloatField,
    IntegerField,
    SelectField,
    TextAreaField,
    TimeField,
    URLField,
    ValidationError,
)
from wtforms.validators import Optional
from wtforms.widgets import ListWidget, NumberInput, RadioInput

from app.core import languages, localtime, text, web_address
from app.core.types import Translated
from app.events.errors import BadAddress
from app.http import language
from app.programme.errors import BadCount
from app.programme.services.drafting import LARGEST_COUNT
from app.web.fields import longest

LONGEST_LINE = 300


class DayField(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        with_sentence(super().process_formdata, valuelist, _("Enter a date, for example 2026-09-28."))


class ClockField(TimeField):
    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, format=["%H:%M", "%H:%M:%S"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        with_sentence(super().process_formdata, valuelist, _("Enter a time, for example 09:00."))


class WallClockField(DateTimeLocalField):
    """A day and a time as the clocks of the event's place show them."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        with_sentence(
            super().process_formdata, valuelist, _("Enter a date and a time, for example 2026-09-28T09:00.")
        )


class WholeNumberField(IntegerField):
    def __init__(self, label: Any, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    @property
    def sentence(self) -> str:
        return _("Enter a whole number from %(least)s to %(most)s.", least=self.least, most=self.most)

    def process_formdata(self, valuelist: list[str]) -> None:
        with_sentence(super().process_formdata, valuelist, self.sentence)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(self.sentence)


class SeatsField(WholeNumberField):
    """How many may come, or nothing."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, least=0, most=LARGEST_COUNT, validators=[Optional()], **kwargs)

    @property
    def sentence(self) -> str:
        return str(BadCount.message)


class DegreesField(FloatField):
    widget = NumberInput(step="any")

    def process_formdata(self, valuelist: list[str]) -> None:
        with_sentence(super().process_formdata, valuelist, _("Enter degrees, for example 20.5888."))


def with_sentence(read: Any, values: list[str], sentence: str) -> None:
    """Read what was typed; where that fails, say how it should be."""
    try:
        read(values)
    except (ValueError, OverflowError) as error:
        raise ValueError(sentence) from error


class OneOfField(SelectField):
    """One of a noun's choices, under the words people read for them."""

    def __init__(self, label: Any, words: Mapping[Any, LazyString], **kwargs: Any) -> None:
        super().__init__(label, coerce=type(next(iter(words))), **kwargs)
        self.flags.required = True
        self.choices = [(member.value, word) for member, word in words.items()]


class RadioOfField(OneOfField):
    """As OneOfField, with all choices in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class WebAddressField(URLField):
    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        validators = [*kwargs.pop("validators", [Optional()]), longest(web_address.LONGEST)]
        super().__init__(label, validators=validators, **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data and len(self.data) <= web_address.LONGEST and not web_address.is_web_address(self.data):
            raise ValidationError(str(BadAddress.message))


class UploadField(FileField):
    """A file somebody may choose."""

    def upload(self) -> tuple[bytes, str] | None:
        """The bytes and the name of the chosen file; None when none has been chosen."""
        if not self.data:
            return None
        return self.data.read(), self.data.filename or ""


class LinesField(TextAreaField):
    """Several short texts, one on each line."""

    data: Any

    def __init__(self, label: Any = None, *, most: int = 20, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most = most

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = text.clean("\n".join(valuelist)).split("\n")
        self.data = [line for line in map(text.clean_line, lines) if line]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if len(self.data or ()) > self.most:
            raise ValidationError(_("Enter at most %(count)s lines.", count=self.most))
        if any(len(line) > LONGEST_LINE for line in self.data or ()):
            raise ValidationError(_("Shorten each line to %(count)s characters.", count=LONGEST_LINE))


class ZoneField(SelectField):
    """The time zone of the place; never chosen for the organiser."""

    # What people call the zone without a place, whose name calendars read alike.
    _UNIVERSAL = frozenset({"UTC", "GMT", "Z", "Etc/GMT", "Etc/UCT", "Zulu"})

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label or _l("Time zone"), **kwargs)
        self.flags.required = True
        self.choices = {"–": [("", _("Choose the zone of the place"))], **_zones()}

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = localtime.UNIVERSAL if typed in self._UNIVERSAL else typed

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.data not in localtime.zone_names():
            raise ValidationError(str(localtime.UnknownZone.message))


def _zones() -> dict[str, list[tuple[str, str]]]:
    """All zones under their part of the world."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in localtime.zone_names():
        found.setdefault(name.partition("/")[0], []).append((name, name.replace("_", " ")))
    return found


class LanguageField(SelectField):
    """One language."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label or _l("Language"), **kwargs)
        self.flags.required = True
        self.choices = {
            _("Often used"): _named(languages.UNITED_NATIONS),
            _("All languages"): list(languages.choices(language.current())),
        }

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if not languages.is_known(self.data or ""):
            raise ValidationError(_("Choose a language from the list."))


class LanguagesField(Field):
    """Several languages: a check box for those in use and the most usual, and selects for more.

    All controls have one name, so it works without JavaScript for any number; see the macro
    `languages` of organiser/events/fields.html.
    """

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(code for code in valuelist if code))

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if not all(languages.is_known(code) for code in self.data or ()):
            raise ValidationError(_("Choose languages from the list."))

    @property
    def boxes(self) -> list[tuple[str, str, bool]]:
        """(code, name, whether it is chosen) of each check box."""
        chosen = [code for code in self.data or () if languages.is_known(code)]
        shown = [*chosen, *(code for code in languages.UNITED_NATIONS if code not in chosen)]
        return [(code, name, code in chosen) for code, name in _named(shown)]

    @property
    def others(self) -> list[tuple[str, str]]:
        """(code, name) of what the selects offer."""
        return list(languages.choices(language.current()))

    def _value(self) -> str:
        return ", ".join(name for _code, name in _named(self.data or ()))


def _named(codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, languages.name(code, language.current())) for code in codes]


class FiguresField(Field):
    """Key figures in order, each a value and its words in every content language.

    Rows without a value are dropped; the macro `figures` shows two empty ones to fill.
    """

    MOST = 12
    _NAME = re.compile(r"-(\d{1,2})-(value|label-([a-z]{2,3}))")

    data: list[dict[str, Any]]
    languages: Sequence[str] = ("en",)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read by `process`, which sees all names and not only one."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        self.data = [dict(row) for row in self.data or ()]
        self.raw_data = []
        typed: dict[int, dict[str, Any]] = {}
        for key in formdata or ():
            match = self._NAME.fullmatch(key.removeprefix(self.name)) if key.startswith(self.name) else None
            if match is None:
                continue
            self.raw_data.append(formdata[key])
            row = typed.setdefault(int(match[1]), self._stored(int(match[1])))
            if match[3]:
                row["label"][match[3]] = text.clean_line(formdata[key])
            else:
                row["value"] = text.clean_line(formdata[key])
        if typed:
            self.data = [_figure(typed[number]) for number in sorted(typed) if typed[number]["value"]]

    def _stored(self, number: int) -> dict[str, Any]:
        """The row as it was, whose words in languages that are not shown stay."""
        words = self.data[number]["label"] if number < len(self.data) else {}
        return {"value": "", "label": Translated(dict(words))}

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if len(self.data) > self.MOST:
            raise ValidationError(_("Enter at most %(count)s figures.", count=self.MOST))
        texts = [part for row in self.data for part in (row["value"], *row["label"].values())]
        if any(len(part) > LONGEST_LINE for part in texts):
            raise ValidationError(_("Shorten this to %(count)s characters or fewer.", count=LONGEST_LINE))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The figures there are, and two empty ones."""
        return [*self.data, *({"value": "", "label": {}} for _number in range(2))]

    def _value(self) -> str:
        return "\n".join(" ".join([row["value"], *row["label"].values()]) for row in self.data)


def _figure(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "label": {code: words for code, words in row["label"].items() if words}}
