"""What a programme can be narrowed by, and the zones its times can be shown in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core import languages, localtime
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import days
from app.rendering import dates

Choice = tuple[str, str]

# A few in every region of the world; all the others are on the page of preferences.
ZONES = (
    "Pacific/Honolulu", "America/Los_Angeles", "America/Mexico_City", "America/Bogota", "America/New_York",
    "America/Santiago", "America/Sao_Paulo", "Atlantic/Azores", "Africa/Dakar", "Europe/London",
    "Africa/Lagos", "Europe/Paris", "Africa/Cairo", "Africa/Johannesburg", "Africa/Addis_Ababa",
    "Asia/Riyadh", "Asia/Tehran", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """Pairs of value and label, only where there is something to choose."""

    day: Sequence[Choice]
    room: Sequence[Choice]
    track: Sequence[Choice]
    language: Sequence[Choice]
    kind: Sequence[Choice]


def choices(reader: Reader) -> Choices:
    """What the sessions of this release differ by."""
    sessions = reader.snapshot.sessions
    spoken = {code for one in sessions for code in one.languages + one.interpretation}
    kinds = {session.kind: reader.kind(session) for session in sessions}
    return Choices(
        day=_several(
            (day, dates.day(datetime.fromisoformat(day), reader.language)) for day in days(reader.snapshot)
        ),
        room=_several(reader.rooms.items()),
        track=_several((track.id, reader.text(track.name)) for track in reader.tracks.values()),
        language=_several(
            sorted(((code, languages.name(code, reader.language)) for code in spoken), key=_label)
        ),
        kind=_several(sorted(kinds.items(), key=_label)),
    )


def zones(moment: datetime, current: str, language: str) -> list[Choice]:
    """Cities with their offset at `moment`, from west to east; the reader's own among them."""
    places = {name: localtime.to_local(moment, name) for name in {*ZONES, current}}
    ordered = sorted(places.items(), key=lambda pair: (pair[1].utcoffset(), pair[0]))
    return [
        (name, f"{dates.zone_city(name, language)} ({localtime.offset_label(local)})")
        for name, local in ordered
    ]


def _several(pairs: Iterable[Choice]) -> list[Choice]:
    found = list(pairs)
    return found if len(found) > 1 else []


def _label(choice: Choice) -> str:
    return choice[1]
