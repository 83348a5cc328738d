"""The pages on which an event is described, in the order an organiser goes through them."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.events import policies, rules
from app.events.models import Event
from app.events.rules import Status
from app.http.identity import current_account, current_actor
from app.registration.queries import attendee

# Pages of one form each; what they are called in addresses and in words.
PARTS: dict[str, LazyString] = {
    "basics": _l("Title and topic"),
    "dates": _l("Dates"),
    "place": _l("Place"),
    "languages": _l("Languages and access"),
    "taking-part": _l("Taking part"),
    "description": _l("Audience and figures"),
    "details": _l("Contact and address"),
}
# Pages of a list each.
LISTS: dict[str, LazyString] = {
    "sections": _l("Text"),
    "parties": _l("Organisations"),
    "people": _l("People"),
    "links": _l("Links and recordings"),
}
_ORDER = (
    "basics", "dates", "place", "languages", "taking-part", "sections", "description", "parties",
    "people", "links", "image", "details", "state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventPage:
    label: LazyString
    href: str

    @property
    def is_current(self) -> bool:
        return request.path.startswith(self.href)


def offered() -> dict[str, Any]:
    """What every page of the event's own blueprint gives its template: the way to the others."""
    if g.get("event") is None:
        return {}
    return {"event_pages": [_page(name) for name in _ORDER], "may_create": _may_create()}


def _may_create() -> bool:
    """Whether the reader may make events, so also copy one and change what events share."""
    account = current_account()
    return account is not None and policies.may_create(current_actor(), account)


def status(event: Event) -> Status:
    """How the event stands now, as lists and its public page say it."""
    now = clock.now()
    return rules.status(event, now, attendee.openness(event, now).is_open)


def _page(name: str) -> EventPage:
    if name in PARTS:
        return EventPage(PARTS[name], url_for("organiser.events.part", page=name))
    if name in LISTS:
        return EventPage(LISTS[name], url_for("organiser.events.rows.index", kind=name))
    if name == "image":
        return EventPage(_l("Image"), url_for("organiser.events.image.edit"))
    return EventPage(_l("State and visibility"), url_for("organiser.events.state.show"))
