"""An event as search engines read it (schema.org). Pure; says only what is known."""

from collections.abc import Sequence

from markupsafe import Markup

from app.core import localtime, text
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
        description=_description(event, language),
        url=absolute(path(event)),
        startDate=_dates(event)[0],
        endDate=_dates(event)[1],
        eventStatus=jsonld.term(_STATUS[event.lifecycle]),
        image=[image_url] if image_url else [],
        inLanguage=list(event.working_languages),
        organizer=organisers(event, language),
        performer=[{"@type": "Person", "name": featured.person.name} for featured in event.featured],
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


def _dates(event: Event) -> tuple[str, str]:
    """With the offset of the event's zone; without hours, the days alone."""
    if event.starts_local is None and event.daily_start is None:
        return event.first_day.isoformat(), event.last_day.isoformat()
    begins, finishes = (
        localtime.to_local(moment, event.timezone).isoformat()
        for moment in (event.begins_at, event.finishes_at)
    )
    return begins, finishes


def _description(event: Event, language: str) -> str:
    for value in (event.summary, event.tagline, event.subtitle, event.theme):
        if found := summary.short(_choose(value, event, language), _LONGEST_DESCRIPTION):
            return found
    return ""


def _choose(value: dict[str, str] | None, event: Event, language: str) -> str:
    return text.choose(value, (language, event.main_language, "en"))[0]
