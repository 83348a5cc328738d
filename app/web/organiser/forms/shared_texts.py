"""What an organiser fills in about series and text blocks, which belong to several events."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from app.core.types import Translated
from app.events.rules import LONGEST_SLUG
from app.events.services.shared import BlockText, SeriesText
from app.http import language
from app.web.fields import longest
from app.web.forms import TranslatedField
from app.web.organiser.forms.event_parts import LONGEST_TEXT, MARKDOWN
from app.web.organiser.forms.seen import SeenForm


class SharedForm(SeenForm):
    """Texts in the interface's languages and in those that have one already: no event decides here."""

    def __init__(self, text: SeriesText | BlockText | None = None, **kwargs: Any) -> None:
        super().__init__(text, **kwargs)
        stored: list[Translated] = [field.data for field in self if isinstance(field, TranslatedField)]
        used = {code for value in stored for code in value}
        self.show_in([*language.available(), *sorted(used - set(language.available()))])


class SeriesForm(SharedForm):
    name = TranslatedField(_l("Name"), is_required=True)
    acronym = StringField(_l("Short name"), description=_l("For example: ICLC."), validators=[longest(40)])
    description = TranslatedField(
        _l("Description"), is_multiline=True, longest=LONGEST_TEXT, description=MARKDOWN
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l("Lower-case words with hyphens. Calendars of the series are found under it."),
        validators=[InputRequired(_l("Enter an address, for example iclc.")), longest(LONGEST_SLUG)],
    )

    def data_for_service(self) -> SeriesText:
        return SeriesText(
            slug=self.slug.data or "",
            name=self.name.data,
            acronym=self.acronym.data or "",
            description=self.description.data,
        )


class BlockForm(SharedForm):
    title = TranslatedField(_l("Heading"), is_required=True)
    body = TranslatedField(
        _l("Text"), is_required=True, is_multiline=True, longest=LONGEST_TEXT, description=MARKDOWN
    )
    slug = StringField(
        _l("Name in lists"),
        description=_l("Lower-case words with hyphens; only organisers see it."),
        validators=[InputRequired(_l("Enter a name, for example the-network.")), longest(LONGEST_SLUG)],
    )

    def data_for_service(self) -> BlockText:
        return BlockText(slug=self.slug.data or "", title=self.title.data, body=self.body.data)
