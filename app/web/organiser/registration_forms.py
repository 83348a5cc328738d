"""What the registration desk fills in: people added or corrected by hand, reasons, categories."""

from collections.abc import Mapping, Sequence

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.http import language
from app.network import countries
from app.registration import labels, rules
from app.registration.models import Category, CategoryAttendance, Registration, RegistrationState
from app.registration.queries.desk import Filter
from app.registration.services import details
from app.registration.services.categories import CategoryDetails
from app.registration.services.deciding import NewEntry
from app.registration.services.details import Details
from app.web.forms import BaseForm, TranslatedField

MOST_SEATS = 1_000_000
LONGEST_FILTER = 200
WALL_CLOCK = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class DetailsForm(BaseForm):
    """What somebody says about themselves, typed by the desk for them."""

    name = StringField(_l("Name"), validators=[InputRequired(_l("Enter a name.")), Length(max=200)])
    organisation = StringField(_l("Organisation"), validators=[Length(max=300)])
    position = StringField(_l("Position"), validators=[Length(max=300)])
    country = SelectField(_l("Country"))
    city = StringField(_l("City"), validators=[Length(max=200)])
    language = SelectField(_l("Language of our letters"))
    attendance = SelectField(_l("Takes part"))
    sector = SelectField(_l("Sector"))
    accessibility_needs = TextAreaField(
        _l("What this person needs to take part"), validators=[Length(max=2000)]
    )

    def __init__(self, registration: Registration | None = None) -> None:
        super().__init__(obj=details.read(registration) if registration else None)
        self.country.choices = [("", "–"), *countries.choices(language.current())]
        self.language.choices = [(code, language.NAMES[code]) for code in language.available()]
        self.attendance.choices = [
            (one.value, labels.ATTENDANCE[one])
            for one in (CategoryAttendance.IN_PERSON, CategoryAttendance.ONLINE)
        ]
        self.sector.choices = [("", "–"), *((sector.value, label) for sector, label in labels.SECTOR.items())]

    def details(self) -> Details:
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            position=self.position.data or "",
            country=self.country.data or "",
            city=self.city.data or "",
            language=self.language.data or "en",
            attendance=CategoryAttendance(self.attendance.data),
            sector=self.sector.data or "",
            accessibility_needs=self.accessibility_needs.data or "",
        )


class EntryForm(DetailsForm):
    """Somebody added by hand."""

    email = EmailField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Enter an e-mail address, like name@example.org.")), Length(max=300)],
    )
    category = RadioField(_l("Category"), validators=[InputRequired(_l("Choose a category."))])
    reason = StringField(
        _l("Reason"), description=_l("Kept in the registration's history."), validators=[Length(max=500)]
    )

    def __init__(self, categories: Sequence[Category]) -> None:
        super().__init__()
        self.category.choices = category_choices(categories)

    def data_for_service(self) -> NewEntry:
        return NewEntry(
            email=self.email.data or "",
            category=self.category.data or "",
            details=self.details(),
            reason=self.reason.data or "",
        )


class DecisionForm(BaseForm):
    """One decision with its reason."""

    reason = StringField(_l("Reason"), validators=[Length(max=500)])


class MoveForm(DecisionForm):
    """To which category somebody moves."""

    category = RadioField(_l("Category"), validators=[InputRequired(_l("Choose a category."))])

    def __init__(self, categories: Sequence[Category]) -> None:
        super().__init__()
        self.category.choices = category_choices(categories)


class NoteForm(BaseForm):
    note = TextAreaField(
        _l("Note"),
        description=_l("For the team only; the participant never sees it."),
        validators=[Length(max=4000)],
    )


class CategoryForm(BaseForm):
    """A category with its seats and window. Times are wall-clock in the event's zone."""

    name = TranslatedField(_l("Name"), is_required=True, longest=200)
    description = TranslatedField(_l("Description"), is_multiline=True, longest=1000)
    attendance = RadioField(
        _l("People of this category take part"),
        choices=[SelectChoice(one.value, label) for one, label in labels.ATTENDANCE.items()],
        default=CategoryAttendance.EITHER.value,
        validators=[InputRequired(_l("Choose how people take part."))],
    )
    capacity = IntegerField(
        _l("Seats"),
        description=_l("Leave empty when as many may come as wish."),
        validators=[
            Optional(),
            NumberRange(0, MOST_SEATS, _l("Enter a number of seats between 0 and 1,000,000.")),
        ],
    )
    has_waiting_list = BooleanField(
        _l("When all seats are taken, people may join a waiting list"), default=True
    )
    opens_local = DateTimeLocalField(
        _l("Opens"), format=WALL_CLOCK, validators=[Optional()], description=_l("Empty: at once.")
    )
    closes_local = DateTimeLocalField(
        _l("Closes"),
        format=WALL_CLOCK,
        validators=[Optional()],
        description=_l("Empty: when the event is over."),
    )

    def __init__(self, category: Category | None = None) -> None:
        super().__init__(obj=category)
        self.show_in(g.event.content_languages)

    def data_for_service(self) -> CategoryDetails:
        return CategoryDetails(
            name=self.name.data,
            description=self.description.data,
            attendance=CategoryAttendance(self.attendance.data),
            capacity=self.capacity.data,
            has_waiting_list=bool(self.has_waiting_list.data),
            opens_local=self.opens_local.data,
            closes_local=self.closes_local.data,
        )


def category_choices(categories: Sequence[Category]) -> list[tuple[str, str]]:
    """Categories by public id, with the seats that are left."""
    return [(category.public_id, _with_seats(category)) for category in categories]


def _with_seats(category: Category) -> str:
    name = next(iter(category.name.values()), "")
    free = rules.remaining(category)
    return name if free is None else str(_l("%(name)s (%(free)s seats free)", name=name, free=free))


def chosen_in(values: Mapping[str, str]) -> dict[str, str]:
    """The list's filter as it stands in an address or a form, without what was left empty."""
    names = ("state", "category", "country", "verified", "q")
    return {name: value for name in names if (value := values.get(name, "")[:LONGEST_FILTER])}


def filter_from(values: Mapping[str, str]) -> Filter:
    """What an address or a form asks for; whatever is not a choice asks for nothing."""
    chosen = chosen_in(values)
    states = {state.value: state for state in RegistrationState}
    return Filter(
        state=states.get(chosen.get("state", "")),
        category=chosen.get("category", ""),
        country=chosen.get("country", ""),
        is_verified={"yes": True, "no": False}.get(chosen.get("verified", "")),
        words=chosen.get("q", ""),
    )
