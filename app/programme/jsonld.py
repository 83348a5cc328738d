"""Released sessions as search engines read them (schema.org). Pure; says only what is known."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from app.core import localtime
from app.events.models import Attendance
from app.programme.snapshot import QUIET, SnapshotSession
from app.programme.timetable.reader import Reader, is_confirmed
from app.rendering import jsonld, lists, summary
from app.rendering.jsonld import Node, known
from app.rendering.links import absolute

MOST_PARTS = 100  # of an event; its page must stay light
_LONGEST_DESCRIPTION = 2000  # characters


def script(
    reader: Reader, session: SnapshotSession, *, image_url: str = "", organisers: Sequence[Node] = ()
) -> Markup | None:
    """What the session's page holds; None when nobody could say where it takes place, or when.

    `organisers` are the event's (events.jsonld.organisers).
    """
    snapshot, where = reader.snapshot, _location(reader, session)
    if not where or not snapshot.takes_place:
        return None
    node = known(
        name=reader.text(session.title),
        description=summary.short(reader.text(session.abstract), _LONGEST_DESCRIPTION),
        url=absolute(reader.session_path(session)),
        startDate=_start(session),
        endDate=_local(session.ends_at, session) if session.has_own_end else "",
        image=[image_url] if image_url else [],
        inLanguage=list(session.languages),
        organizer=list(organisers),
        performer=[
            {"@type": "Person", "name": person.name}
            for person in map(reader.person, filter(is_confirmed, session.appearances))
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
    if not reader.snapshot.takes_place:
        return []
    held = (one for one in reader.snapshot.sessions if not (one.parent or one.is_cancelled))
    shown = [one for one in held if one.kind not in QUIET]
    return [
        {
            "@type": "Event",
            "@id": absolute(reader.session_path(session)),
            "name": reader.text(session.title),
            "startDate": _start(session),
            "location": where["location"],
        }
        for session in shown[:MOST_PARTS]
        if (where := _location(reader, session))
    ]


def _location(reader: Reader, session: SnapshotSession) -> Node:
    snapshot = reader.snapshot
    place = None
    if snapshot.attendance != Attendance.ONLINE:
        rooms = " + ".join(reader.rooms[room] for room in reader.whereabouts(session).rooms)
        venue = reader.text(snapshot.place.get("venue_name"))
        place = jsonld.place(
            lists.join((rooms, venue), reader.language),
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
    if session.moved_from_local in {None, session.starts_local} or not session.has_own_start:
        return {"eventStatus": jsonld.term("EventScheduled")}
    planned = localtime.to_utc(session.moved_from_local, session.timezone)
    return {
        "eventStatus": jsonld.term("EventRescheduled"),
        "previousStartDate": _local(planned, session),
    }


def _start(session: SnapshotSession) -> str:
    """Of what begins somewhere within another session only the day is known."""
    start = _local(session.starts_at, session)
    return start if session.has_own_start else start.partition("T")[0]


def _local(moment: datetime, session: SnapshotSession) -> str:
    """With the offset of the session's zone, so that nobody must guess."""
    return localtime.to_local(moment, session.timezone).isoformat()
