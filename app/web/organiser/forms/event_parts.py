"""What an organiser fills in about an event: one form for each part of it."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, Regexp
from wtforms.widgets import ColorInput

from app.events import labels
from app.events.models import Event, Series
from app.events.services import parts
from app.events.services.part_rules import LONGEST_WAIT
from app.events.services.parts import Basics, Description, Details, Languages, Part, Place, TakingPart
from app.web.fields import AddressField, CountryField, longest
from app.web.filters import tr_text
from app.web.forms import TranslatedField
from app.web.organiser.forms.fields import (
    DegreesField,
    FiguresField,
    LanguageField,
    LanguagesField,
    LinesField,
    OneOfField,
    RadioOfField,
    WallClockField,
    WebAddressField,
    WholeNumberField,
)
from app.web.organiser.forms.seen import SeenForm
from app.web.organiser.forms.versioned import event_languages, optional

LONGEST_TEXT = 20_000
MARKDOWN = _l("Markdown may be used: empty lines between paragraphs, - for lists.")

Groups = Sequence[tuple[LazyString | None, Sequence[str]]]


class PartForm(SeenForm):
    """One part of `g.event`. `groups` says which fields stand together, under which heading."""

    part: ClassVar[type[Part]]
    groups: ClassVar[Groups]

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(parts.read(self.part, event), **kwargs)
        self.event = event
        self.show_in(event_languages())

    @abstractmethod
    def data_for_service(self) -> Part:
        """The part as typed; what this page does not show stays as it is."""


class BasicsForm(PartForm):
    part = Basics
    groups = (
        (None, ("title", "subtitle", "acronym", "kind", "attendance")),
        (_l("What it is about"), ("theme", "tagline", "summary", "topics")),
        (_l("Series"), ("series", "edition")),
    )

    title = TranslatedField(_l("Title"), is_required=True)
    subtitle = TranslatedField(_l("Subtitle"))
    acronym = StringField(_l("Short name"), description=_l("For example: ICLC 7."), validators=[longest(40)])
    kind = OneOfField(_l("Kind"), labels.KIND)
    attendance = RadioOfField(_l("How people attend"), labels.ATTENDANCE)
    theme = TranslatedField(_l("Theme"))
    tagline = TranslatedField(_l("Tagline"))
    summary = TranslatedField(
        _l("Summary"),
        is_multiline=True,
        longest=2000,
        description=_l("Two or three sentences; lists, search engines and calendars show them."),
    )
    topics = LinesField(
        _l("Topics"), description=_l("One on each line. For goals of the United Nations: SDG 4, SDG 11.")
    )
    series = SelectField(
        _l("Series"), description=_l("Those you have made, and those with an event you may edit.")
    )
    edition = WholeNumberField(_l("Number of the edition"), least=1, most=999, validators=[Optional()])

    def __init__(self, event: Event, series: Sequence[Series], **kwargs: Any) -> None:
        own = event.series.slug if event.series else ""
        super().__init__(event, series=own, **kwargs)
        self.known = {one.slug: one.id for one in series}
        self.series.choices = optional((one.slug, one.acronym or tr_text(one.name)) for one in series)

    def data_for_service(self) -> Basics:
        return Basics(
            kind=self.kind.data,
            attendance=self.attendance.data,
            title=self.title.data,
            subtitle=self.subtitle.data,
            acronym=self.acronym.data or "",
            theme=self.theme.data,
            tagline=self.tagline.data,
            summary=self.summary.data,
            topics=self.topics.data,
            series_id=self.known.get(self.series.data),
            edition=self.edition.data,
        )


class PlaceForm(PartForm):
    part = Place
    groups = (
        (
            _l("Where it takes place"),
            ("venue_name", "address_lines", "district", "postcode", "city", "state", "country"),
        ),
        (_l("Map"), ("map_url", "latitude", "longitude")),
    )

    venue_name = TranslatedField(_l("Name of the venue"))
    address_lines = LinesField(
        _l("Street and building"), description=_l("One line for each line of the address."), most=6
    )
    district = StringField(_l("District"), validators=[longest(200)])
    postcode = StringField(
        _l("Postcode"),
        description=_l("As it is written there, for example C.P. 76090."),
        validators=[longest(40)],
    )
    city = TranslatedField(_l("City"))
    state = StringField(_l("State or province"), validators=[longest(100)])
    country = CountryField()
    map_url = WebAddressField(_l("Address of a map"))
    latitude = DegreesField(_l("Latitude"), validators=[Optional()])
    longitude = DegreesField(_l("Longitude"), validators=[Optional()])

    def data_for_service(self) -> Place:
        return Place(
            venue_name=self.venue_name.data,
            address_lines=self.address_lines.data,
            district=self.district.data or "",
            postcode=self.postcode.data or "",
            city=self.city.data,
            state=self.state.data or "",
            country=self.country.data or "",
            map_url=self.map_url.data or "",
            latitude=self.latitude.data,
            longitude=self.longitude.data,
        )


class LanguagesForm(PartForm):
    part = Languages
    groups = (
        (_l("At the event"), ("working_languages", "interpretation_languages", "accessibility")),
        (_l("On the pages"), ("main_language", "content_languages")),
    )

    working_languages = LanguagesField(_l("Working languages"))
    interpretation_languages = LanguagesField(_l("Interpretation into"))
    accessibility = TranslatedField(
        _l("Accessibility"),
        is_multiline=True,
        longest=LONGEST_TEXT,
        description=_l(
            "Step-free access, captions, sign language, quiet room; whom to ask. Markdown may be used."
        ),
    )
    main_language = LanguageField(
        _l("Main language"), description=_l("Shown to readers in whose language a text is missing.")
    )
    content_languages = LanguagesField(
        _l("Languages of the texts"), description=_l("Every text can be entered in each of these.")
    )

    def data_for_service(self) -> Languages:
        return Languages(
            main_language=self.main_language.data,
            content_languages=self.content_languages.data,
            working_languages=self.working_languages.data,
            interpretation_languages=self.interpretation_languages.data,
            accessibility=self.accessibility.data,
        )


_SOME_HOURS = InputRequired(_l("Enter a number of hours."))


class TakingPartForm(PartForm):
    part = TakingPart
    groups = (
        (None, ("participation", "external_url", "external_provider")),
        (_l("Livestream"), ("livestream_url", "livestream_is_public")),
        (
            _l("Registration on this site"),
            ("registration_switch", "hold_hours", "offer_hours", "frozen_from"),
        ),
    )

    participation = RadioOfField(_l("How people take part"), labels.PARTICIPATION)
    external_url = WebAddressField(
        _l("Address where people register"), description=_l("For registration at another address only.")
    )
    external_provider = StringField(
        _l("Who runs that page"), description=_l("For example: Zoom."), validators=[longest(100)]
    )
    livestream_url = WebAddressField(_l("Address of the livestream"))
    livestream_is_public = BooleanField(
        _l("Everybody may watch"),
        description=_l("Otherwise our pages lead nobody there: send its address to those who may watch."),
    )
    registration_switch = RadioOfField(_l("Registration"), labels.REGISTRATION_SWITCH)
    hold_hours = WholeNumberField(
        _l("Hours a seat is held for an unconfirmed e-mail address"),
        least=0,
        most=LONGEST_WAIT,
        description=_l("0 holds it for ever."),
        validators=[_SOME_HOURS],
    )
    offer_hours = WholeNumberField(
        _l("Hours a freed seat is offered to somebody on the waiting list"),
        least=0,
        most=LONGEST_WAIT,
        validators=[_SOME_HOURS],
    )
    frozen_from = WallClockField(
        _l("No changes by participants from"),
        description=_l(
            "Local time of the event. Where the clocks go back and show it twice, the first counts. "
            "Leave empty to let them change until the event is over."
        ),
        validators=[Optional()],
    )

    def data_for_service(self) -> TakingPart:
        return TakingPart(
            participation=self.participation.data,
            external_url=self.external_url.data or "",
            external_provider=self.external_provider.data or "",
            livestream_url=self.livestream_url.data or "",
            livestream_is_public=self.livestream_is_public.data,
            registration_switch=self.registration_switch.data,
            hold_hours=self.hold_hours.data or 0,
            offer_hours=self.offer_hours.data or 0,
            frozen_from=self.frozen_from.data,
        )


class DescriptionForm(PartForm):
    part = Description
    groups = ((None, ("audience", "figures")),)

    audience = TranslatedField(
        _l("Who it is for"), is_multiline=True, longest=4000, description=_l("One group on each line.")
    )
    figures = FiguresField(
        _l("Key figures"), description=_l("For example: 600+ participants. Empty lines are left out.")
    )

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(event, **kwargs)
        self.figures.languages = event_languages()

    def data_for_service(self) -> Description:
        return Description(audience=self.audience.data, figures=self.figures.data)


class DetailsForm(PartForm):
    part = Details
    groups = (
        (_l("Contact"), ("contact_name", "contact_email")),
        (_l("Page"), ("slug", "accent")),
    )

    contact_name = StringField(_l("Whom to ask"), validators=[longest(200)])
    contact_email = AddressField(
        _l("E-mail address for questions"),
        description=_l("Shown on the page; answers to our letters go there."),
        is_required=False,
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l(
            "The last part of it: lower-case words with hyphens. It stays once the event is announced."
        ),
        validators=[InputRequired(_l("Enter the last part of the address.")), longest(60)],
    )
    accent = StringField(
        _l("Colour"),
        description=_l("Pages darken or lighten it until text in it can be read."),
        filters=[lambda value: value and value.lower()],
        validators=[
            Regexp("^#[0-9a-f]{6}$", message=_l("Enter a colour as # and six digits, for example #0b5394."))
        ],
        widget=ColorInput(),
    )

    def data_for_service(self) -> Details:
        return Details(
            slug=self.slug.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            accent=self.accent.data or "",
        )
