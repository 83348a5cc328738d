"""A result as the JSON that programs outside read, with its coarse kinds and roles."""

from typing import Any

from app.programme.paste.kinds import coarse
from app.programme.paste.result import Found, ParsedPerson, ParsedSession, Result

_ROLES = {"presenter": "speaker", "respondent": "speaker", "interpreter": "speaker", "contributor": "speaker"}


def as_json(result: Result) -> dict[str, Any]:
    """The zone the text gives and the sessions with their people."""
    return {
        "timezone": result.zone.value if result.zone else None,
        "sessions": [_session(session) for session in result.sessions],
    }


def _session(session: ParsedSession) -> dict[str, Any]:
    return {
        "date": session.day.isoformat(),
        "start": clock(session.start),
        "end": None if session.end is None else clock(session.end),
        "end_derived": session.end_is_derived,
        "end_next_day": session.ends_next_day,
        "title": session.title.value,
        "kind": coarse(session.kind),
        "room": _text(session.room),
        "format_note": _text(session.note),
        "parent": session.parent,
        "people": [_person(person) for person in session.people if not person.is_group],
        "abstract": _abstract(session),
    }


def clock(minutes: int) -> str:
    """Minutes since midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _person(person: ParsedPerson) -> dict[str, Any]:
    return {
        "honorific": _text(person.honorific),
        "name": person.name.value,
        "position": _text(person.position),
        "organisation": _text(person.organisation),
        "country": _text(person.country),
        "role": _ROLES.get(person.role, person.role),
        "tbc": person.is_tbc,
    }


def _text(found: Found | None) -> str | None:
    return found.value if found else None


def _abstract(session: ParsedSession) -> str | None:
    parts = (session.abstract, session.key_question, session.objective, session.focus_points)
    return "\n".join(part.value for part in parts if part) or None
