"""What an organiser fills in about one row of a list on the event's page."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.core.types import Translated
from app.events import labels
from app.events.models import TextBlock
from app.events.services.rows import Content, FeaturedRow, LinkRow, PartyRow, SectionRow
from app.people.models import Person
from app.web.fields import CountryField
from app.web.filters import tr_text
from app.web.forms import TranslatedField
from app.web.organiser.forms.event_parts import LONGEST_TEXT, MARKDOWN
from app.web.organiser.forms.fields import OneOfField, RadioOfField, WebAddressField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.seen import SeenForm
from app.web.organiser.forms.versioned import event_languages, optional


class RowForm(OnceForm, SeenForm):
    def __init__(self, content: Content | None = None, **kwargs: Any) -> None:
        super().__init__(content, **kwargs)
        self.show_in(event_languages())

    @abstractmethod
    def data_for_service(self) -> Content:
        """What the row shall say."""


class PartyForm(RowForm):
    role = OneOfField(_l("Role"), labels.PARTY_ROLE)
    name = TranslatedField(_l("Name of the organisation"), is_required=True)
    country = CountryField()
    url = WebAddressField(_l("Its page"))

    def data_for_service(self) -> PartyRow:
        return PartyRow(
            role=self.role.data,
            name=self.name.data,
            country=self.country.data or "",
            url=self.url.data or "",
        )


class LinkForm(RowForm):
    kind = RadioOfField(_l("What it leads to"), labels.LINK_KIND)
    label = TranslatedField(_l("What the link says"), is_required=True)
    url = WebAddressField(_l("Web address"), validators=[InputRequired(_l("Enter the address it leads to."))])

    def data_for_service(self) -> LinkRow:
        return LinkRow(kind=self.kind.data, label=self.label.data, url=self.url.data or "")


class SectionForm(RowForm):
    """Own text, or a shared block in its place."""

    title = TranslatedField(_l("Heading"))
    body = TranslatedField(_l("Text"), is_multiline=True, longest=LONGEST_TEXT, description=MARKDOWN)
    block = SelectField(
        _l("Shared text block"),
        description=_l("Shown instead of the text above, under its own heading unless you enter one."),
    )

    def __init__(self, content: SectionRow | None, blocks: Sequence[TextBlock], **kwargs: Any) -> None:
        chosen = {block.id: block.slug for block in blocks}
        used = content.block_id if content else None
        super().__init__(content, block=chosen.get(used, "") if used else "", **kwargs)
        self.known = {block.slug: block.id for block in blocks}
        self.block.choices = optional((block.slug, tr_text(block.title) or block.slug) for block in blocks)

    def data_for_service(self) -> SectionRow:
        return SectionRow(
            title=self.title.data, body=self.body.data, block_id=self.known.get(self.block.data)
        )


class FeaturedForm(RowForm):
    """What a person is here; who it is has been decided before."""

    role = TranslatedField(_l("Role"), description=_l("For example: contributor, keynote speaker."))
    quotation = TranslatedField(
        _l("Quotation"), is_multiline=True, longest=2000, description=_l("In their own words, without marks.")
    )

    def __init__(self, content: FeaturedRow | None, person: Person, **kwargs: Any) -> None:
        super().__init__(content, **kwargs)
        self.person = person

    def data_for_service(self) -> FeaturedRow:
        quotation: Translated = self.quotation.data
        return FeaturedRow(person_id=self.person.id, role=self.role.data, quotation=quotation)
