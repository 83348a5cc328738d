"""The text of an event's page, and what was read out of it, every field to be corrected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from app.core import text
from app.core.types import Translated
from app.events import labels
from app.events.services.editing import NewEvent
from app.events.services.parts import Languages, Place, TakingPart
from app.people.models import Person
from app.programme.announcing.result import Announcement
from app.programme.paste.limits import MOST_CHARACTERS
from app.programme.proposals.errors import TextMissing
from app.programme.services.announcing import AnnouncedEvent
from app.web.fields import AddressField, CountryField, longest
from app.web.forms import BaseForm
from app.web.organiser.forms import text_or_file
from app.web.organiser.forms.event_dates import ScheduleFields
from app.web.organiser.forms.event_parts import LONGEST_TEXT
from app.web.organiser.forms.fields import (
    LanguageField,
    LanguagesField,
    LinesField,
    OneOfField,
    RadioOfField,
    UploadField,
    WebAddressField,
)
from app.web.organiser.forms.from_page_rows import LONGEST_LINE, ROWS, RowFields
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.proposed_page import proposed

_EITHER_WAY = {"dir": "auto"}  # the page may be written in another direction than ours
_ROW = re.compile(rf"({'|'.join(ROWS)})-(\d{{1,2}})-")


class PageForm(BaseForm):
    text = TextAreaField(
        _l("Text of the page"),
        description=_l("All of it, as you copy it from a browser, an e-mail or a document."),
    )
    file = UploadField(
        _l("Or a file"),
        description=_l("A text, a Word document, a table, a web page or a PDF, up to 5 MB."),
        render_kw={"accept": ".txt,.md,.docx,.xlsx,.ods,.csv,.tsv,.html,.htm,.pdf"},
    )

    def source(self) -> str:
        """The text, or that of the file.

        Raises TextMissing, TextAndFile, ProgrammeTooLarge, UnknownFormat or NotReadable.
        """
        source, filename = text_or_file.given(self.text, self.file)
        source = text.clean(source) if filename else source
        if text.is_blank(source):
            raise TextMissing
        return source


class AnnouncedForm(OnceForm, ScheduleFields):
    """The event as its page describes it. Before anything has been sent, `found` fills the fields."""

    source = TextAreaField(widget=HiddenInput(), validators=[longest(MOST_CHARACTERS)])
    title = StringField(
        _l("Title"),
        validators=[InputRequired(_l("Enter a title.")), longest(LONGEST_LINE)],
        render_kw=_EITHER_WAY,
    )
    main_language = LanguageField(
        _l("Language of the texts"), description=_l("Other languages can be added afterwards.")
    )
    theme = StringField(_l("Theme"), validators=[longest(LONGEST_LINE)], render_kw=_EITHER_WAY)
    kind = OneOfField(_l("Kind"), labels.KIND)
    attendance = RadioOfField(_l("How people attend"), labels.ATTENDANCE)
    venue_name = StringField(
        _l("Name of the venue"), validators=[longest(LONGEST_LINE)], render_kw=_EITHER_WAY
    )
    address_lines = LinesField(
        _l("Street and building"), description=_l("One line for each line of the address."), most=6
    )
    postcode = StringField(_l("Postcode"), validators=[longest(40)])
    city = StringField(_l("City"), validators=[longest(LONGEST_LINE)], render_kw=_EITHER_WAY)
    state = StringField(_l("State or province"), validators=[longest(100)], render_kw=_EITHER_WAY)
    country = CountryField()
    working_languages = LanguagesField(_l("Working languages"))
    interpretation_languages = LanguagesField(_l("Interpretation into"))
    accessibility = TextAreaField(
        _l("Accessibility"),
        description=_l(
            "Step-free access, captions, sign language, quiet room; whom to ask. Markdown may be used."
        ),
        validators=[longest(LONGEST_TEXT)],
        render_kw=_EITHER_WAY,
    )
    image_credit = StringField(
        _l("Credit of the image"),
        description=_l("For example: © City of Hamburg / A. Person."),
        validators=[longest(LONGEST_LINE)],
        render_kw=_EITHER_WAY,
    )
    participation = OneOfField(_l("How people take part"), labels.PARTICIPATION)
    external_url = WebAddressField(_l("Address where people register"))
    external_provider = StringField(_l("Who runs that page"), validators=[longest(100)])
    livestream_url = WebAddressField(_l("Address of the livestream"))
    livestream_is_public = BooleanField(_l("Everybody may watch"))
    contact_name = StringField(_l("Whom to ask"), validators=[longest(200)])
    contact_email = AddressField(_l("E-mail address for questions"), is_required=False)
    audience = TextAreaField(
        _l("Who it is for"),
        description=_l("One group on each line."),
        validators=[longest(4000)],
        render_kw=_EITHER_WAY,
    )
    programme = TextAreaField(
        _l("Programme"),
        description=_l("It is read next, and you look through it before it enters the draft."),
        validators=[longest(MOST_CHARACTERS)],
        render_kw=_EITHER_WAY,
    )
    programme_is_left_out = BooleanField(_l("Leave it out"), validators=[Optional()])

    def __init__(self, source: str = "", found: Announcement | None = None) -> None:
        data, rows = proposed(found) if found else ({}, _rows_sent())
        kwargs: dict[str, Any] = {"formdata": None} if found else {}
        super().__init__(data={"source": source, **data}, **kwargs)
        self.rows = {
            name: {
                number: ROWS[name](prefix=f"{name}-{number}-", data=row, **kwargs)
                for number, row in one.items()
            }
            for name, one in rows.items()
        }

    @property
    def names(self) -> list[str]:
        """Whom the rows name, as they are written now."""
        return [row.name.data or "" for row in self.rows["person"].values()]

    def offer(self, known: Mapping[str, Sequence[Person]]) -> None:
        """Let every person of the page be one of those with such a name."""
        for row in self.rows["person"].values():
            row.offer(known.get(row.name.data or "", ()))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        wrong = [row for row in self._kept() if not row.validate()]
        if wrong:
            self.status = max(self.status, *(row.status for row in wrong))
        return valid and not wrong

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [one for row in self._all() for one in row.error_list() if one[0]]

    def data_for_service(self) -> AnnouncedEvent:
        language = self.main_language.data
        event = NewEvent(
            kind=self.kind.data,
            attendance=self.attendance.data,
            title=Translated({language: self.title.data or ""}),
            main_language=language,
            schedule=self.schedule(),
            public_id=self.made_as(),
        )
        return AnnouncedEvent(
            event=event,
            theme=self._said("theme"),
            place=self._place(),
            languages=Languages(
                main_language=language,
                content_languages=[language],
                working_languages=self.working_languages.data or [],
                interpretation_languages=self.interpretation_languages.data or [],
                accessibility=self._said("accessibility"),
            ),
            taking_part=self._taking_part(),
            audience=self._said("audience"),
            image_credit=self.image_credit.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            parties=self._given("party"),
            people=self._given("person"),
            figures=self._given("figure"),
            sections=self._given("section"),
            documents=self._given("document"),
            programme="" if self.programme_is_left_out.data else self.programme.data or "",
        )

    def _said(self, name: str) -> Translated:
        return Translated({self.main_language.data: self[name].data} if self[name].data else {})

    def _place(self) -> Place:
        return Place(
            venue_name=self._said("venue_name"),
            address_lines=self.address_lines.data or [],
            postcode=self.postcode.data or "",
            city=self._said("city"),
            state=self.state.data or "",
            country=self.country.data or "",
        )

    def _taking_part(self) -> TakingPart:
        return TakingPart(
            participation=self.participation.data,
            external_url=self.external_url.data or "",
            external_provider=self.external_provider.data or "",
            livestream_url=self.livestream_url.data or "",
            livestream_is_public=self.livestream_is_public.data,
        )

    def _given(self, name: str) -> list[Any]:
        """The rows of one kind that are not left out, as the service takes them."""
        kept = (row for row in self.rows[name].values() if not row.is_left_out.data)
        return [row.row(self.main_language.data) for row in kept]

    def _all(self) -> Iterator[RowFields]:
        for rows in self.rows.values():
            yield from rows.values()

    def _kept(self) -> Iterator[RowFields]:
        return (row for row in self._all() if not row.is_left_out.data)


def _rows_sent() -> dict[str, dict[int, dict[str, Any]]]:
    """The numbers of the rows this request holds; what they say is read by their own forms."""
    sent: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in ROWS}
    for key in request.form:
        match = _ROW.match(key)
        if match:
            sent[match[1]].setdefault(int(match[2]), {})
    return {name: dict(sorted(rows.items())) for name, rows in sent.items()}
