"""What the registration desk fills in: people added or corrected by hand, reasons, categories."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import g
from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from app.core import localtime, text
from app.http import language
from app.registration import labels, rules
from app.registration.models import Category, CategoryAttendance, RegistrationState
from app.registration.queries.desk import Filter
from app.registration.services.categories import CategoryDetails
from app.registration.services.deciding import NewEntry
from app.web import registration_details
from app.web.fields import AddressField, longest
from app.web.forms import BaseForm, TranslatedField
from app.web.organiser.forms.fields import SeatsField, WallClockField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.seen import SeenForm
from app.web.organiser.forms.sessions import FoldField

LONGEST_FILTER = 200


_WORDS_FOR_OTHERS: dict[str, LazyString] = {
    "name": _l("Name"),
    "sector": _l("Sector"),
    "language": _l("Language of our letters"),
    "attendance": _l("Takes part"),
    "accessibility_needs": _l("What this person needs to take part"),
}


class DetailsForm(registration_details.DetailsForm):
    """The same, typed by the desk for somebody else."""

    nameless = _l("Enter a name.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name, words in _WORDS_FOR_OTHERS.items():
            self[name].label.text, self[name].description = words, ""


class CorrectionForm(SeenForm, DetailsForm):
    """What is known of somebody, who may be changing it too, as may others of the desk."""

    def merged_fields(self) -> Iterator[Field]:
        """All but a question that is not asked."""
        return (field for field in self if field is not self.attendance or self.attendance.choices)


class EntryForm(DetailsForm):
    """Somebody added by hand."""

    email = AddressField(_l("E-mail address"))
    category = RadioField(_l("Category"), validators=[InputRequired(_l("Choose a category."))])
    reason = StringField(
        _l("Reason"), description=_l("Kept in the registration's history."), validators=[longest(500)]
    )

    def __init__(self, categories: Sequence[Category]) -> None:
        super().__init__()
        self.category.choices = category_choices(categories)
        self.ask_attendance(registration_details.ways(g.event, categories))

    def data_for_service(self) -> NewEntry:
        return NewEntry(
            email=self.email.data or "",
            category=self.category.data or "",
            details=self.details(),
            reason=self.reason.data or "",
        )


class DecisionForm(BaseForm):
    """One decision with its reason."""

    reason = StringField(_l("Reason"), validators=[longest(500)])


class MoveForm(DecisionForm):
    """To which category somebody moves."""

    category = RadioField(_l("Category"), validators=[InputRequired(_l("Choose a category."))])

    def __init__(self, categories: Sequence[Category]) -> None:
        super().__init__()
        self.category.choices = category_choices(categories)


class NoteForm(SeenForm):
    merges = False  # one text: whoever has read the other's decides

    note = TextAreaField(
        _l("Note"),
        description=_l("For the team only; the participant never sees it."),
        validators=[longest(4000)],
    )


class ExportForm(BaseForm):
    """What goes into a file besides what the list shows."""

    needs = BooleanField(
        _l("With what people need for access"),
        description=_l(
            "Only for those who make it possible: this is about health. Taking it is written down."
        ),
    )


class CategoryForm(OnceForm, SeenForm):
    """A category with its seats and window. Times are wall-clock in the event's zone."""

    name = TranslatedField(_l("Name"), is_required=True, longest=200)
    description = TranslatedField(_l("Description"), is_multiline=True, longest=1000)
    attendance = RadioField(
        _l("People of this category take part"),
        choices=[SelectChoice(one.value, label) for one, label in labels.ATTENDANCE.items()],
        default=CategoryAttendance.EITHER.value,
        validators=[InputRequired(_l("Choose how people take part."))],
    )
    capacity = SeatsField(
        _l("Seats"),
        description=_l("Leave empty when as many may come as wish."),
    )
    has_waiting_list = BooleanField(
        _l("When all seats are taken, people may join a waiting list"), default=True
    )
    opens_local = WallClockField(_l("Opens"), validators=[Optional()], description=_l("Empty: at once."))
    closes_local = WallClockField(
        _l("Closes"),
        validators=[Optional()],
        description=_l("Empty: when the event is over."),
    )
    opens_fold = FoldField(
        _l("The clocks go back then, so this time comes twice. Which opening do you mean?")
    )
    closes_fold = FoldField(
        _l("The clocks go back then, so this time comes twice. Which closing do you mean?")
    )

    def __init__(self, stored: CategoryDetails | None = None, **kwargs: Any) -> None:
        super().__init__(stored, **kwargs)
        self.show_in(g.event.content_languages)

    def asks(self, name: str) -> bool:
        """Whether the wall clock shows `opens_local` or `closes_local` twice, so that it must be asked."""
        local = self[name].data
        return local is not None and localtime.is_twice(local, g.event.timezone)

    def data_for_service(self) -> CategoryDetails:
        return CategoryDetails(
            name=self.name.data,
            description=self.description.data,
            attendance=CategoryAttendance(self.attendance.data),
            capacity=self.capacity.data,
            has_waiting_list=bool(self.has_waiting_list.data),
            opens_local=self.opens_local.data,
            closes_local=self.closes_local.data,
            opens_fold=self.opens_fold.fold,
            closes_fold=self.closes_fold.fold,
        )


def category_choices(categories: Sequence[Category]) -> list[tuple[str, str]]:
    """Categories by public id, with the seats that are left."""
    return [(category.public_id, _with_seats(category)) for category in categories]


def _with_seats(category: Category) -> str:
    name = text.choose(category.name, (language.current(), g.event.main_language, "en"))[0]
    free = rules.remaining(category)
    if free is None:
        return name
    return ngettext("%(name)s (%(num)s seat free)", "%(name)s (%(num)s seats free)", free, name=name)


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
