"""An event as search engines read it (schema.org). Pure; says only what is known."""

from collections.abc import Sequence

from markupsafe import Markup

from app.core import localtime, text
from app.events import rules
from app.events.ical import path
from app.events.models import Attendance, Event, Lifecycle, PartyRole, Visibility
from app.rendering import jsonld, summary
from app.rendering.jsonld import Node, known
from app.rendering.links import absolute

_LONGEST_DESCRIPTION = 2000  # characters
_STATUS = {
    Lifecycle.ANNOUNCED: "EventScheduled",
    Lifecycle.POSTPONED: "EventPostponed",
    Lifecycle.CANCELLED: "EventCancelled",
}
_ORGANISING = {PartyRole.ORGANISER, PartyRole.CO_ORGANISER, PartyRole.HOST, PartyRole.CO_HOST}


def script(event: Event, language: str, *, image_url: str = "", parts: Sequence[Node] = ()) -> Markup | None:
    """What the event's page holds; None for events that lists and search engines must not know.

    `event` has its parties and featured people loaded. `parts` are its sessions
    (programme.jsonld.parts).
    """
    if event.visibility is not Visibility.PUBLIC or event.lifecycle not in _STATUS:
        return None
    where = location(event, language)
    if not where:  # search engines refuse an event that is nowhere
        return None
    node = known(
        name=_choose(event.title, event, language),
        description=description(event, language, _LONGEST_DESCRIPTION),
        url=absolute(path(event)),
        startDate=rules.planned_start(event),
        endDate=_end(event),
        **_status(event),
        image=[image_url] if image_url else [],
        inLanguage=list(event.working_languages),
        organizer=organisers(event, language),
        performer=[{"@type": "Person", "name": featured.shown.name} for featured in event.featured],
        subEvent=list(parts),
    )
    return jsonld.script({"@type": "Event", "@id": absolute(path(event)), **node, **where})


def location(event: Event, language: str) -> Node:
    """How one attends and where. Whoever attends online begins at the event's page."""
    place = None
    if event.attendance is not Attendance.ONLINE:
        has_point = event.latitude is not None and event.longitude is not None
        place = jsonld.place(
            _choose(event.venue_name, event, language),
            {
                "streetAddress": ", ".join(event.address_lines),
                "postalCode": event.postcode,
                "addressLocality": _choose(event.city, event, language),
                "addressRegion": event.state,
                "addressCountry": event.country,
            },
            (event.latitude or 0.0, event.longitude or 0.0) if has_point else None,
        )
    is_online = event.attendance is not Attendance.IN_PERSON
    return jsonld.attendance(place, absolute(path(event)) if is_online else "")


def organisers(event: Event, language: str) -> list[Node]:
    """Who holds the event, each with an address where one is known."""
    return [
        {"@type": "Organization", **known(name=_choose(party.name, event, language), url=party.url)}
        for party in event.parties
        if party.role in _ORGANISING
    ]


def _status(event: Event) -> Node:
    """Postponed and cancelled keep the date; moved names the one it had."""
    if event.lifecycle is Lifecycle.ANNOUNCED and event.moved_from:
        return {"eventStatus": jsonld.term("EventRescheduled"), "previousStartDate": event.moved_from}
    return {"eventStatus": jsonld.term(_STATUS[event.lifecycle])}


def _end(event: Event) -> str:
    """As rules.planned_start."""
    if event.starts_local is None and event.daily_start is None:
        return event.last_day.isoformat()
    return localtime.to_local(event.finishes_at, event.timezone).isoformat()


def description(event: Event, language: str, longest: int) -> str:
    """What the event is about, in plain words, wherever it is shown beside its title."""
    for value in (event.summary, event.tagline, event.subtitle, event.theme):
        if found := summary.short(_choose(value, event, language), longest):
            return found
    return ""


def _choose(value: dict[str, str] | None, event: Event, language: str) -> str:
    return text.choose(value, (language, event.main_language, "en"))[0]
