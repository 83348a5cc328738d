"""Two edits of one record brought together: what each of them has changed since both saw the same values."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, FileField, SelectField, SelectMultipleField
from wtforms.widgets import HiddenInput

from app.core import languages
from app.core.types import Translated
from app.http import language
from app.network import countries
from app.rendering import lists
from app.web.fields import CountryField
from app.web.forms import TranslatedField

_LONGEST_MEMORY = 20_000  # characters; a form of ours has some hundreds of them
_ROW = re.compile(r"-(\d{1,3})-")  # of several alike in one form: the second person, the third affiliation
_REMEMBERED = re.compile(r"([\w.-]+)=(\??)([\w-]{8})")


class Outcome(StrEnum):
    """Which of two versions stands in the form now."""

    THEIRS = "theirs"  # only they have changed it
    MINE = "mine"  # only I have
    OPEN = "open"  # both have, each in another way: to be decided


@dataclass(frozen=True, slots=True)
class Difference:
    """One value in two versions, in words; `name` is that of the choice between them."""

    name: str
    label: str
    theirs: str
    mine: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader had before them: the fingerprint of a value, and whether it was to be decided."""

    fingerprint: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is merged by itself: the value of a field, or of one of its languages."""

    field: Field
    language: str = ""

    @property
    def label(self) -> str:
        name = str(self.field.label.text)
        if row := _ROW.search(self.field.name):
            name = f"{name} {int(row[1]) + 1}"
        if isinstance(self.field, TranslatedField) and len(self.field.languages) > 1:
            return f"{name} ({languages.name(self.language, language.current())})"
        return name

    def fingerprint(self) -> str:
        text = json.dumps(self._value(), default=str, sort_keys=True, ensure_ascii=False)
        return urlsafe_b64encode(sha256(text.encode("utf-8", "replace")).digest())[:8].decode()

    def words(self) -> str:
        return str(self._value()) if self.language else _words(self.field)

    def take(self, other: "Part") -> None:
        """Say what the other says, as if it had been typed here."""
        field, theirs = self.field, other.field
        if isinstance(field, TranslatedField):
            texts = {**field.data, self.language: theirs.data.get(self.language, "")}
            field.data = Translated({code: text for code, text in texts.items() if text})
        else:
            field.data = theirs.data
            if isinstance(field, SelectField) and isinstance(theirs, SelectField):
                field.choices = theirs.choices
        field.raw_data, field.process_errors = None, []

    def _value(self) -> Any:
        data = self.field.data
        if self.language:
            return data.get(self.language, "")
        if isinstance(self.field, BooleanField):
            return bool(data)
        if isinstance(self.field, SelectMultipleField):
            return sorted(data or ())
        return "" if data is None else data


def remember(fields: Iterable[Field], prefix: str, undecided: Iterable[str] = ()) -> str:
    """The fingerprints of all values, short enough to travel with a form."""
    still_open = set(undecided)
    parts = _parts(fields, prefix).items()
    return noted({key: Seen(part.fingerprint(), key in still_open) for key, part in parts})


def noted(seen: Mapping[str, Seen]) -> str:
    """What `recall` reads again."""
    return " ".join(f"{key}={'?' * one.is_open}{one.fingerprint}" for key, one in seen.items())


def recall(memory: str | None) -> dict[str, Seen]:
    """What `remember` wrote; nothing where it has not come back whole."""
    if not memory or len(memory) > _LONGEST_MEMORY:
        return {}
    return {key: Seen(print_, mark == "?") for key, mark, print_ in _REMEMBERED.findall(memory)}


def take(names: Iterable[str], mine: Iterable[Field], theirs: Iterable[Field], prefix: str) -> None:
    """Put their version into my fields, wherever it was chosen."""
    wanted = set(names)
    for key, part, other in _pairs(list(mine), list(theirs), prefix):
        if key in wanted:
            part.take(other)


def merge(
    mine: Sequence[Field],
    theirs: Sequence[Field],
    base: Mapping[str, Seen],
    prefix: str,
    together: Collection[str] = (),
) -> list[Difference]:
    """Tell how two versions differ, and put into mine what only they have changed.

    `base` is what the reader of mine had seen; a value of which nobody knows what it was is to be
    decided where the two differ. So are those that belong `together`, such as day and clock, once
    both have changed some of them: no combination is made that neither has meant.
    """
    rows = [
        (key, part, other, _outcome(part.fingerprint(), other.fingerprint(), base.get(key)))
        for key, part, other in _pairs(mine, theirs, prefix)
        if part.fingerprint() != other.fingerprint()
    ]
    is_mixed = len({outcome for key, _part, _other, outcome in rows if key in together}) > 1
    found: list[Difference] = []
    for key, part, other, settled in rows:
        outcome = Outcome.OPEN if is_mixed and key in together else settled
        found.append(Difference(key, part.label, other.words(), part.words(), outcome))
        if outcome is Outcome.THEIRS:
            part.take(other)
    return found


def _outcome(typed: str, stored: str, seen: Seen | None) -> Outcome:
    if seen is None or seen.is_open or seen.fingerprint not in {typed, stored}:
        return Outcome.OPEN
    return Outcome.THEIRS if seen.fingerprint == typed else Outcome.MINE


def _pairs(mine: Sequence[Field], theirs: Sequence[Field], prefix: str) -> Iterator[tuple[str, Part, Part]]:
    """Every value I may have typed, with theirs; what one of them has in a language, both are asked for."""
    others = {field.name: field for field in theirs}
    for field in mine:
        other = others.get(field.name)
        if other is None or not _is_merged(field):
            continue
        codes = [""]
        if isinstance(field, TranslatedField):
            codes = list(dict.fromkeys([*field.languages, *field.data, *other.data]))
        for code in codes:
            yield _key(field, code, prefix), Part(field, code), Part(other, code)


def _parts(fields: Iterable[Field], prefix: str) -> dict[str, Part]:
    rows = list(fields)
    return {key: part for key, part, _same in _pairs(rows, rows, prefix)}


def _is_merged(field: Field) -> bool:
    """What is hidden, and what a file is sent with, is no value of the record."""
    return not isinstance(field.widget, HiddenInput) and not isinstance(field, FileField)


def _key(field: Field, code: str, prefix: str) -> str:
    name = field.name.removeprefix(prefix)
    return f"{name}.{code}" if code else name


def _words(field: Field) -> str:
    """What a field says, as its reader would tell it."""
    if isinstance(field, CountryField):
        return countries.name(field.data, language.current()) if field.data else ""
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, SelectField):
        chosen = field.data if isinstance(field, SelectMultipleField) else [field.data]
        return lists.join_names([_label(field, value) for value in chosen or ()], language.current())
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")  # noqa: SLF001


def _label(field: SelectField, value: Any) -> str:
    labels = {key: str(label) for key, label, *_more in field.iter_choices()}
    return labels.get(value, "")
