"""What a check reports: the rule, the facts in a sentence, and the place where they can be corrected."""

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString, get_locale, ngettext

from app.core import languages, text
from app.people.models import Person
from app.programme.models import ProgrammeItem, Room
from app.rendering import dates, lists

_NAMED = 3  # of many; the rest are counted


class Severity(enum.StrEnum):
    """Errors block a release, warnings need a look before it, hints neither."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Place(enum.StrEnum):
    """The kinds of pages a finding leads to."""

    SESSION = "session"
    APPEARANCE = "appearance"  # `of` is the session
    PERSON = "person"
    ROOM = "room"
    TRACK = "track"
    PAGE = "page"  # of the event: basics, dates, image, …
    ROW = "row"  # of a list on the event's page, which is `of`: sections, parties, people, links
    BLOCK = "block"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Target:
    """Where something is corrected. `name` is what people know it by, `field` a field of its form."""

    place: Place
    id: str
    of: str = ""
    name: Mapping[str, str] | str = ""
    field: str = ""


class Language(str):
    """The code of a language, told by its name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. Its facts make its sentence, and tell whether it is still the same thing."""

    rule: "Rule"
    target: Target
    item: ProgrammeItem | None = None  # the session in whose line it is shown
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_hint(self) -> bool:
        return self.severity is Severity.HINT

    @property
    def message(self) -> str:
        """The sentence, in the language of whoever reads the page."""
        sentence = str(self.rule.sentence)
        if not self.facts:
            return sentence
        language = _reader()
        return sentence % {name: _told(value, language) for name, value in self.facts.items()}

    @property
    def name(self) -> str:
        """What it is about, by its name; empty for the event as a whole."""
        return _told(self.target.name, _reader())

    @property
    def fingerprint(self) -> str:
        """The same as long as the facts are: another time, another person or text makes it another."""
        facts = {name: _kept(value) for name, value in self.facts.items()}
        target = [self.target.place, self.target.of, self.target.id, self.target.field]
        told = json.dumps([self.code, target, facts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. `code` never changes; `name` is for lists, `sentence` for each finding."""

    code: str
    severity: Severity
    name: LazyString
    sentence: LazyString

    def at(self, target: Target, item: ProgrammeItem | None = None, **facts: Any) -> Finding:
        return Finding(self, target, item, facts)


def at_session(item: ProgrammeItem, field: str = "") -> Target:
    return Target(Place.SESSION, item.public_id, name=item.title, field=field)


def at_page(page: str, field: str = "") -> Target:
    return Target(Place.PAGE, page, field=field)


def _reader() -> str:
    locale = get_locale()
    return locale.language if locale is not None else "en"


def _told(value: Any, language: str) -> str:
    """A fact in words; text of people is set apart where the sentence runs from right to left."""
    match value:
        case Language():
            return languages.name(value, language)
        case datetime():
            return dates.clock(value)
        case date():
            return dates.day(value, language)
        case list() | tuple():
            return _listed(value, language)
    plain = _plain(value, language)
    is_turned = text.direction(language) == "rtl" and plain != ""
    return f"\N{FIRST STRONG ISOLATE}{plain}\N{POP DIRECTIONAL ISOLATE}" if is_turned else plain


def _plain(value: Any, language: str) -> str:
    name = value.title if isinstance(value, ProgrammeItem) else value
    name = name.name if isinstance(name, Room | Person) else name
    if isinstance(name, Mapping):
        return text.choose(name, (language, "en"))[0]
    return str(name)


def _listed(values: list[Any] | tuple[Any, ...], language: str) -> str:
    told = lists.join((_told(value, language) for value in values[:_NAMED]), language)
    others = len(values) - _NAMED
    if others <= 0:
        return told
    return f"{told} {ngettext('and %(count)s more', 'and %(count)s more', others, count=others)}"


def _kept(value: Any) -> Any:
    """A fact as it is remembered: things by their ids, so that a new title is no new fact."""
    match value:
        case ProgrammeItem() | Room() | Person():
            return value.public_id
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_kept(one) for one in value]
        case Mapping():
            return dict(value)
    return value
