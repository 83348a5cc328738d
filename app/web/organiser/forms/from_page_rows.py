"""The rows read out of an event's page, each to be corrected or left out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.core.types import Translated
from app.documents import labels as document_labels
from app.documents.models import DocumentKind
from app.documents.services import DocumentText
from app.events import labels
from app.events.models import PartyRole
from app.events.services.rows import PartyRow, SectionRow
from app.people import rules
from app.people.models import Person
from app.people.services import Affiliation, NewPerson
from app.programme.services.announcing import NewDocument, NewFeatured
from app.web.fields import CountryField, longest
from app.web.forms import BaseForm
from app.web.organiser.forms.event_parts import LONGEST_TEXT
from app.web.organiser.forms.fields import LanguageField, OneOfField, WebAddressField
from app.web.organiser.forms.paste import known_as

LONGEST_LINE = 300
LONGEST_QUOTATION = 2000
_EITHER_WAY = {"dir": "auto"}  # the page may be written in another direction than ours
NEW = ""  # nobody we know yet


class PartyFields(BaseForm):
    role = OneOfField(_l("Role"), labels.PARTY_ROLE)
    name = StringField(
        _l("Name of the organisation"),
        validators=[InputRequired(_l("Enter a text here.")), longest(LONGEST_LINE)],
    )
    country = CountryField()
    url = WebAddressField(_l("Its page"))
    is_left_out = BooleanField(_l("Leave it out"))

    def row(self, language: str) -> PartyRow:
        return PartyRow(
            role=PartyRole(self.role.data),
            name=Translated({language: self.name.data or ""}),
            country=self.country.data or "",
            url=self.url.data or "",
        )


class PersonFields(BaseForm):
    """Somebody the page presents. `offer` asks whether it is one of those we know."""

    name = StringField(
        _l("Name"),
        validators=[InputRequired(_l("Enter a name.")), longest(LONGEST_LINE)],
        render_kw=_EITHER_WAY,
    )
    honorific = StringField(
        _l("Form of address"), validators=[longest(60)], render_kw={"list": "honorifics", **_EITHER_WAY}
    )
    position = StringField(_l("Position"), validators=[longest(LONGEST_LINE)], render_kw=_EITHER_WAY)
    organisation = StringField(_l("Organisation"), validators=[longest(LONGEST_LINE)], render_kw=_EITHER_WAY)
    country = CountryField()
    role = StringField(
        _l("Role"),
        description=_l("For example: contributor, keynote speaker."),
        validators=[longest(LONGEST_LINE)],
    )
    quotation = TextAreaField(
        _l("Quotation"),
        description=_l("In their own words, without marks."),
        validators=[longest(LONGEST_QUOTATION)],
    )
    who = SelectField(_l("Who is this?"), validate_choice=False, choices=[])
    is_left_out = BooleanField(_l("Leave it out"))

    _offered: Collection[str] = ()

    def offer(self, known: Sequence[Person]) -> None:
        """Let the organiser choose: nobody is taken for somebody of another event unasked."""
        self._offered = {person.public_id for person in known}
        if known:
            named = [(person.public_id, known_as(person)) for person in known]
            self.who.choices = [*named, (NEW, _("Somebody new"))]
        if self.who.data is None:
            self.who.data = NEW

    def row(self, language: str) -> NewFeatured:
        parts = rules.split(self.name.data or "")
        return NewFeatured(
            known=self.who.data if self.who.data in self._offered else NEW,
            new=NewPerson(
                honorific=self.honorific.data or "",
                given_name=parts.given,
                family_name=parts.family,
                family_name_first=parts.family_first,
                affiliations=self._affiliations(language),
                country=self.country.data or "",
            ),
            role=_said(self.role.data, language),
            quotation=_said(self.quotation.data, language),
        )

    def _affiliations(self, language: str) -> list[Affiliation]:
        if not (self.position.data or self.organisation.data):
            return []
        return [
            Affiliation(
                position=_said(self.position.data, language),
                organisation=_said(self.organisation.data, language),
                country=self.country.data or "",
            )
        ]


class FigureFields(BaseForm):
    value = StringField(
        _l("Number"), validators=[InputRequired(_l("Enter a text here.")), longest(LONGEST_LINE)]
    )
    label = StringField(_l("What it counts"), validators=[longest(LONGEST_LINE)])
    is_left_out = BooleanField(_l("Leave it out"))

    def row(self, language: str) -> dict[str, Any]:
        return {"value": self.value.data or "", "label": _said(self.label.data, language)}


class SectionFields(BaseForm):
    title = StringField(_l("Heading"), validators=[longest(LONGEST_LINE)])
    body = TextAreaField(
        _l("Text"), validators=[InputRequired(_l("Enter a text here.")), longest(LONGEST_TEXT)]
    )
    is_left_out = BooleanField(_l("Leave it out"))

    def row(self, language: str) -> SectionRow:
        return SectionRow(
            title=_said(self.title.data, language), body=Translated({language: self.body.data or ""})
        )


class DocumentFields(BaseForm):
    kind = OneOfField(_l("Kind"), document_labels.KIND)
    title = StringField(
        _l("Title"),
        description=_l("Leave empty when the kind says it all, as with the programme."),
        validators=[longest(LONGEST_LINE)],
    )
    url = WebAddressField(_l("Its address"))
    language = LanguageField()
    is_left_out = BooleanField(_l("Leave it out"))

    def row(self, language: str) -> NewDocument:
        text = DocumentText(kind=DocumentKind(self.kind.data), title=_said(self.title.data, language))
        return NewDocument(text=text, url=self.url.data or "", language=self.language.data)


RowFields = PartyFields | PersonFields | FigureFields | SectionFields | DocumentFields
ROWS: Mapping[str, type[RowFields]] = {
    "party": PartyFields,
    "person": PersonFields,
    "figure": FigureFields,
    "section": SectionFields,
    "document": DocumentFields,
}


def _said(text: str | None, language: str) -> Translated:
    return Translated({language: text} if text else {})
