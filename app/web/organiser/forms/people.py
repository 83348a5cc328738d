"""What an organiser fills in about a person."""

import re
from collections.abc import Iterator
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField

from app.people.models import Person
from app.people.services import Affiliation, Link, NewPerson, PersonChanges
from app.web.fields import AddressField, CountryField, longest
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.versioned import VersionedForm, event_languages

MOST_AFFILIATIONS = 6
LONGEST_BIOGRAPHY = 10_000
_ROW = re.compile(r"affiliation-(\d{1,2})-")


class AffiliationForm(BaseForm):
    """One of the things a person is, and where."""

    position = TranslatedField(_l("Position"))
    organisation = TranslatedField(_l("Organisation"))
    city = StringField(_l("City"), validators=[longest(200)])
    country = CountryField()

    def __init__(self, number: int, stored: dict[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(prefix=f"affiliation-{number}-", data=stored, **kwargs)
        self.show_in(event_languages())

    def read(self) -> Affiliation:
        return Affiliation(
            position=self.position.data,
            organisation=self.organisation.data,
            city=self.city.data or "",
            country=self.country.data or "",
        )

    def is_empty(self) -> bool:
        return self.read() == Affiliation()


class NameField(StringField):
    """One of the two names somebody may have; nobody needs both, and everybody one."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        hint = _l("One of the two names is enough.")
        super().__init__(label, description=hint, validators=[longest(150)], **kwargs)
        self.flags.has_alternative = True


class NameFields(VersionedForm):
    """What somebody is called."""

    honorific = StringField(
        _l("Form of address"),
        description=_l("For example: Ms, Mr, Mx, Dr, Prof., H.E."),
        validators=[longest(60)],
        render_kw={"list": "honorifics"},
    )
    given_name = NameField(_l("Given name"))
    family_name = NameField(_l("Family name"))
    family_name_first = BooleanField(
        _l("The family name comes first"), description=_l("For example: Park Seoung Won, Kovács Éva.")
    )


class PersonForm(NameFields):
    """A person with all affiliations; the last of these rows is empty, to add one."""

    country = CountryField()
    email = AddressField(
        _l("E-mail address"),
        description=_l("For the team only; it is never shown to the public."),
        is_required=False,
    )
    biography = TranslatedField(
        _l("Biography"),
        description=_l("Markdown may be used: empty lines between paragraphs, - for lists."),
        is_multiline=True,
        longest=LONGEST_BIOGRAPHY,
    )
    links = TextAreaField(
        _l("Links"),
        description=_l("One on each line: the address, a space, what it is called."),
        validators=[longest(2000)],
    )
    photo_credit = StringField(_l("Credit of the photo"), validators=[longest(200)])
    photo_alt = TranslatedField(
        _l("What the photo shows"), description=_l("For those who cannot see it. Empty means: the person.")
    )
    is_somebody_else = BooleanField(_l("This is somebody else"))  # asked where names are alike

    def __init__(self, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(data=_shown(person) if person else None, **kwargs)
        self.show_in(event_languages())
        stored = list(person.affiliations) if person else []
        # An entry merged of two may have more than anybody would type.
        rows = max(min(max(len(stored) + 1, _rows_sent()), MOST_AFFILIATIONS), len(stored))
        self.affiliations = [
            AffiliationForm(number, stored[number] if number < len(stored) else None, **kwargs)
            for number in range(rows)
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        results = [super().validate(extra_validators), *(row.validate() for row in self.affiliations)]
        self.status = max(self.status, *(row.status for row in self.affiliations))
        return all(results)

    def merged_fields(self) -> Iterator[Field]:
        yield from super().merged_fields()
        for row in self.affiliations:
            yield from row

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [one for row in self.affiliations for one in row.error_list() if one[0]]

    def data_for_service(self) -> NewPerson:
        return NewPerson(**self._values())

    def changes(self) -> PersonChanges:
        return PersonChanges(**self._values(), revision=self.seen())

    def _values(self) -> dict[str, Any]:
        names = ("honorific", "given_name", "family_name", "country", "email", "photo_credit")
        return {
            **{name: self[name].data or "" for name in names},
            "family_name_first": bool(self.family_name_first.data),
            "biography": self.biography.data,
            "photo_alt": self.photo_alt.data,
            "affiliations": [row.read() for row in self.affiliations if not row.is_empty()],
            "links": [_link(line) for line in (self.links.data or "").splitlines() if line.strip()],
        }


class PhotoForm(BaseForm):
    """Another photo. `seen` is the one beside the form: nobody replaces what they have not seen."""

    seen = HiddenField()
    file = FileField(
        _l("Photo"),
        description=_l("A JPEG, PNG or WebP file."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )

    def __init__(self, person: Person, **kwargs: Any) -> None:
        super().__init__(data={"seen": person.photo_public_id}, **kwargs)

    def show(self, person: Person) -> None:
        """The photo there is now is seen with this page."""
        self.seen.raw_data, self.seen.data = None, person.photo_public_id


def _rows_sent() -> int:
    """How many rows of affiliations the request holds."""
    numbers = [int(match[1]) for key in request.form if (match := _ROW.match(key))]
    return max(numbers, default=-1) + 1


def _link(line: str) -> Link:
    url, _space, label = line.strip().partition(" ")
    return Link(url=url, label=label.strip())


def _shown(person: Person) -> dict[str, Any]:
    names = (
        "honorific", "given_name", "family_name", "family_name_first", "country", "email", "biography",
        "photo_credit", "photo_alt", "revision",
    )  # fmt: skip
    lines = (f"{link['url']} {link.get('label', '')}".strip() for link in person.links)
    return {**{name: getattr(person, name) for name in names}, "links": "\n".join(lines)}
