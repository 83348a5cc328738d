"""What was read out of an event's page, as the fields of its form begin."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.models import DocumentKind
from app.events.models import Attendance, EventKind, Participation, PartyRole
from app.programme.announcing.result import (
    AnnouncedDocument,
    AnnouncedFigure,
    AnnouncedParty,
    AnnouncedPerson,
    AnnouncedSection,
    AnnouncedTime,
    Announcement,
    Row,
)
from app.programme.paste.result import Found
from app.web.organiser.forms.event_dates import Plan

Rows = Mapping[str, Mapping[int, Mapping[str, Any]]]


def proposed(found: Announcement) -> tuple[dict[str, Any], Rows]:
    """The values of the fields, and those of the rows by name and number."""
    fields = {**_gist(found), **_time(found.time), **_place(found), **_joining(found)}
    rows = {
        name: dict(enumerate(_row(one, found.language) for one in rows)) for name, rows in found.rows.items()
    }
    return fields, rows


def _row(one: Row, language: str) -> Mapping[str, Any]:
    match one:
        case AnnouncedParty():
            name, country = one.name.value, _said(one.country)
            return {"role": PartyRole(one.role), "name": name, "country": country, "url": _said(one.url)}
        case AnnouncedPerson():
            names = ("name", "honorific", "position", "organisation", "country", "quotation")
            return {"role": one.role, **{name: _said(getattr(one, name)) for name in names}}
        case AnnouncedFigure():
            return {"value": one.value.value, "label": one.label.value}
        case AnnouncedSection():
            return {"title": _said(one.title), "body": one.body.value}
        case AnnouncedDocument():
            said = {"title": _said(one.title), "url": _said(one.url)}
            return {"kind": DocumentKind(one.kind), "language": _said(one.language) or language, **said}


def _gist(found: Announcement) -> dict[str, Any]:
    return {
        "title": _said(found.title),
        "main_language": found.language,
        "theme": _said(found.theme),
        "kind": EventKind(_said(found.kind) or EventKind.OTHER),
        "attendance": Attendance(_said(found.attendance) or Attendance.IN_PERSON),
        "audience": _said(found.audience),
        "accessibility": _said(found.accessibility),
        "image_credit": _said(found.image_credit),
        "programme": _said(found.programme),
    }


def _time(when: AnnouncedTime) -> dict[str, Any]:
    return {
        "timezone": when.timezone,
        "plan": Plan.EXACT if when.is_exact else Plan.DAYS,
        "first_day": when.first_day,
        "last_day": when.last_day if when.last_day != when.first_day else None,
        "daily_start": when.daily_start,
        "daily_end": when.daily_end,
        "starts_local": when.starts,
        "ends_local": when.ends,
    }


def _place(found: Announcement) -> dict[str, Any]:
    place = found.place
    return {
        "venue_name": _said(place.venue_name),
        "address_lines": _all(place.address_lines),
        "postcode": _said(place.postcode),
        "city": _said(place.city),
        "state": _said(place.state),
        "country": _said(place.country),
        "working_languages": _all(found.languages),
        "interpretation_languages": _all(found.interpretation),
    }


def _joining(found: Announcement) -> dict[str, Any]:
    return {
        "participation": Participation(_said(found.participation) or Participation.NONE),
        "external_url": _said(found.registration),
        "external_provider": found.provider,
        "livestream_url": _said(found.livestream),
        "livestream_is_public": found.livestream is not None,
        "contact_name": _said(found.contact_name),
        "contact_email": _said(found.contact_email),
    }


def _said(found: Found | None) -> str:
    return found.value if found else ""


def _all(found: Sequence[Found]) -> list[str]:
    return [one.value for one in found]
