"""What an organiser chooses where two entries for one person differ."""

from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.core import languages
from app.http import language
from app.network import countries
from app.people.merging import Part
from app.people.models import Person
from app.programme.services.merging import Choice
from app.web.fields import RevisionField
from app.web.forms import BaseForm

KEPT, OTHER = "kept", "other"

_NAMES: dict[str, LazyString] = {
    "honorific": _l("Form of address"),
    "name": _l("Name"),
    "country": _l("Country"),
    "email": _l("E-mail address"),
    "photo": _l("Photo"),
}


class PartForm(BaseForm):
    """One thing the two say differently."""

    version = RadioField(choices=[], default=KEPT)

    def __init__(self, part: Part) -> None:
        super().__init__(prefix=f"{part.name}-")
        self.part = part
        self.version.choices = [(KEPT, _("This entry")), (OTHER, _("The other entry"))]
        self.version.label.text = label(part)


class MergeForm(BaseForm):
    """Which version stays of each; and which state of the two entries its reader has seen."""

    kept_revision = RevisionField()
    other_revision = RevisionField()

    def __init__(self, kept: Person, other: Person, parts: Sequence[Part]) -> None:
        super().__init__(data={"kept_revision": kept.revision, "other_revision": other.revision})
        self.parts = [PartForm(part) for part in parts if part.is_open]

    def validate(self, extra_validators: Any = None) -> bool:
        results = [super().validate(extra_validators), *(part.validate() for part in self.parts)]
        self.status = max(self.status, *(part.status for part in self.parts), 200)
        return all(results)

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [one for part in self.parts for one in part.error_list() if one[0]]

    def choice(self) -> Choice:
        return Choice(
            from_other={one.part.name for one in self.parts if one.version.data == OTHER},
            kept_revision=_seen(self.kept_revision),
            other_revision=_seen(self.other_revision),
        )


def label(part: Part) -> str:
    """What a part is called."""
    if part.language:
        of = languages.name(part.language, language.current())
        return _("Biography (%(language)s)", language=of)
    return str(_NAMES[part.name])


def words(part: Part, values: tuple[Any, ...], person: Person) -> str:
    """What an entry says of a part; photos are shown."""
    if part.name == "name":
        return person.name
    if part.name == "country":
        return countries.name(values[0], language.current()) if values[0] else ""
    return str(values[0] or "") if part.name != "photo" else person.photo_credit


def _seen(field: RevisionField) -> int:
    return field.data if field.data is not None else -1
