"""What people say about themselves: the same when they register, change it, or are added by hand."""

import re
from dataclasses import dataclass, fields, replace

from app.core import text, tokens
from app.events.models import Event
from app.registration import rules
from app.registration.models import Category, CategoryAttendance, Registration

_PLAIN = (
    "name", "organisation", "position", "country", "city", "language", "sector", "accessibility_needs",
)  # fmt: skip

_REMEMBERED = re.compile(r"(\w+)=([\w-]{8})")


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


def differ(new: Details, registration: Registration) -> bool:
    """Whether `new` says something else than is stored; how they take part only where that is a choice."""
    ways = rules.attendances(registration.event, registration.category)
    attendance = new.attendance if len(ways) > 1 else registration.attendance
    return replace(new, attendance=attendance) != read(registration)


def read(registration: Registration) -> Details:
    """The details as they are stored, for a form that changes them."""
    values = {name: getattr(registration, name) for name in _PLAIN}
    return Details(**values, attendance=registration.attendance)


def remember(shown: Details) -> str:
    """What a form carries of the details it shows: a short fingerprint of each."""
    return " ".join(f"{name}={_fingerprint(shown, name)}" for name in _NAMES)


def only_changes(new: Details, memory: str, registration: Registration) -> Details:
    """`new` with what is stored now wherever its writer has left alone what the form had shown.

    So that a form that was open for long takes nothing back that others have changed meanwhile.
    """
    shown, stored = dict(_REMEMBERED.findall(memory)), read(registration)
    left_alone = [name for name in _NAMES if shown.get(name) == _fingerprint(new, name)]
    return replace(new, **{name: getattr(stored, name) for name in left_alone})


_NAMES = tuple(field.name for field in fields(Details))


def _fingerprint(details: Details, name: str) -> str:
    return tokens.digest(str(getattr(details, name)))[:8]
