"""Released sessions as search engines read them (schema.org). Pure; says only what is known."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from app.core import localtime
from app.events.models import Attendance
from app.programme.snapshot import SnapshotSession
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import QUIET
from app.rendering import jsonld, summary
from app.rendering.jsonld import Node, known
from app.rendering.links import absolute

MOST_PARTS = 100  # of an event; its page must stay light
_LONGEST_DESCRIPTION = 2000  # characters


def script(
    reader: Reader, session: SnapshotSession, *, image_url: str = "", organisers: Sequence[Node] = ()
) -> Markup | None:
    """What the session's page holds; None when nobody could say where it takes place.

    `organisers` are the event's (events.jsonld.organisers).
    """
    where = _location(reader, session)
    if not where:
        return None
    snapshot = reader.snapshot
    node = known(
        name=reader.text(session.title),
        description=summary.short(reader.text(session.abstract), _LONGEST_DESCRIPTION),
        url=absolute(reader.session_path(session)),
        startDate=_local(session.starts_at, session),
        endDate=_local(session.ends_at, session),
        image=[image_url] if image_url else [],
        inLanguage=list(session.languages),
        organizer=list(organisers),
        performer=[
            {"@type": "Person", "name": person.name}
            for person in map(reader.person, session.appearances)
            if person is not None
        ],
        superEvent={
            "@type": "Event",
            "@id": absolute(f"/events/{snapshot.slug}/"),
            "name": reader.title,
        },
    )
    node |= {"@type": "Event", "@id": absolute(reader.session_path(session))}
    return jsonld.script({**node, **_status(session), **where})


def parts(reader: Reader) -> list[Node]:
    """The sessions for the event's own page: names, times and places; breaks and talks left out."""
    shown = [one for one in reader.snapshot.sessions if not one.parent and one.kind not in QUIET]
    return [
        {
            "@type": "Event",
            "@id": absolute(reader.session_path(session)),
            "name": reader.text(session.title),
            "startDate": _local(session.starts_at, session),
            **where,
        }
        for session in shown[:MOST_PARTS]
        if not session.is_cancelled and (where := _location(reader, session))
    ]


def _location(reader: Reader, session: SnapshotSession) -> Node:
    snapshot = reader.snapshot
    place = None
    if snapshot.attendance != Attendance.ONLINE:
        rooms = " + ".join(reader.rooms[room] for room in session.rooms)
        venue = reader.text(snapshot.place.get("venue_name"))
        place = jsonld.place(
            ", ".join(part for part in (rooms, venue) if part),
            {
                "streetAddress": ", ".join(snapshot.place.get("address_lines") or ()),
                "postalCode": snapshot.place.get("postcode") or "",
                "addressLocality": reader.text(snapshot.place.get("city")),
                "addressRegion": snapshot.place.get("state") or "",
                "addressCountry": snapshot.place.get("country") or "",
            },
        )
    is_online = snapshot.attendance != Attendance.IN_PERSON
    return jsonld.attendance(place, absolute(reader.session_path(session)) if is_online else "")


def _status(session: SnapshotSession) -> Node:
    """Cancelled keeps its date; moved names the one it had."""
    if session.is_cancelled:
        return {"eventStatus": jsonld.term("EventCancelled")}
    if session.moved_from_local is None or session.moved_from_local == session.starts_local:
        return {"eventStatus": jsonld.term("EventScheduled")}
    planned = localtime.to_utc(session.moved_from_local, session.timezone)
    return {
        "eventStatus": jsonld.term("EventRescheduled"),
        "previousStartDate": _local(planned, session),
    }


def _local(moment: datetime, session: SnapshotSession) -> str:
    """With the offset of the session's zone, so that nobody must guess."""
    return localtime.to_local(moment, session.timezone).isoformat()
