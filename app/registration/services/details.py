"""What people say about themselves: the same when they register, change it, or are added by hand."""

from dataclasses import dataclass

from app.core import text
from app.events.models import Event
from app.registration import rules
from app.registration.models import Category, CategoryAttendance, Registration

_PLAIN = (
    "name", "organisation", "position", "country", "city", "language", "sector", "accessibility_needs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """`attendance` is asked only where the event and the category leave a choice."""

    name: str
    organisation: str = ""
    position: str = ""
    country: str = ""
    city: str = ""
    language: str = "en"
    attendance: CategoryAttendance | None = None
    sector: str = ""
    accessibility_needs: str = ""


def write(registration: Registration, new: Details, event: Event, category: Category) -> list[str]:
    """Put `new` into the row; returns the names of the fields that changed. Raises WrongAttendance."""
    wanted = new.attendance or registration.attendance
    values = {name: getattr(new, name) for name in _PLAIN}
    values["attendance"] = rules.attendance(event, category, wanted)
    changed = [name for name, value in values.items() if getattr(registration, name) != value]
    for name in changed:
        setattr(registration, name, values[name])
    registration.search_text = text.searchable(
        registration.name,
        registration.email,
        registration.organisation,
        registration.position,
        registration.city,
        registration.reference,
    )
    return changed


def read(registration: Registration) -> Details:
    """The details as they are stored, for a form that changes them."""
    values = {name: getattr(registration, name) for name in _PLAIN}
    return Details(**values, attendance=registration.attendance)
