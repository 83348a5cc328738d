"""One calendar entry: its facts, and their serialisation as a VEVENT. Pure: same facts, same bytes."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

from flask_babel import gettext as _

from app.core import localtime
from app.rendering.calendars import colours
from app.rendering.calendars.content import day, duration, instant, line, one_line, uri, wall_clock, words

# Clients cut or refuse longer descriptions; what must not be lost comes before and after the middle.
LONGEST_DESCRIPTION = 4000  # bytes
_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
_IN_ADDRESS = "@!#$&'*+-/=?^_`{|}~."  # what a mailto address may hold as it is


class Status(enum.StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Times:
    """From one instant to another (the same one: a point in time), read on the clocks of `zone`."""

    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days of `zone`, both included."""

    first: date
    last: date
    zone: str

    @property
    def day_after(self) -> date:
        return self.last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Organiser:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a map can point to."""

    name: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a calendar shows. `url` and `stream_url` only where its readers may follow them."""

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    status: Status
    when: Times | Days
    title: str
    place: str
    description: str
    url: str
    categories: Sequence[str] = ()
    organiser: Organiser | None = None
    parent_uid: str = ""
    stream_url: str = ""
    colour: str = ""
    venue: Venue | None = None
    is_free_time: bool = False  # breaks, and whole days: nobody is busy all day

    @property
    def summary(self) -> str:
        """The title; of a cancelled entry with a mark, for clients that ignore the status."""
        if self.status is Status.CANCELLED:
            return _("CANCELLED: %(title)s", title=self.title)
        return self.title


def serialise(entry: Entry, *, in_utc: bool = False) -> bytes:
    """The VEVENT of `entry`. `in_utc` writes instants instead of the zone's wall clock."""
    is_free = entry.is_free_time or entry.status is Status.CANCELLED
    lines = [
        line("UID", one_line(entry.uid)),
        line("SEQUENCE", str(entry.sequence)),
        line("DTSTAMP", instant(entry.changed_at)),  # not the clock: same data, same bytes, same ETag
        line("CREATED", instant(min(entry.created_at, entry.changed_at))),
        line("LAST-MODIFIED", instant(entry.changed_at)),
        line("STATUS", entry.status.value),
        *_when(entry.when, in_utc=in_utc),
        line("SUMMARY", one_line(entry.summary)),
        line("LOCATION", one_line(entry.place)),
        line("DESCRIPTION", words(entry.description)),
        *([line("URL", uri(entry.url))] if entry.url else []),
        line("CLASS", "PUBLIC"),
        line("TRANSP", "TRANSPARENT" if is_free else "OPAQUE"),
        *_relations(entry),
        *_map(entry.venue),
    ]
    return b"".join([_BEGIN, *lines, _END])


def with_alarm(event: bytes, minutes: int, summary: str) -> bytes:
    """A serialised VEVENT with a reminder so many minutes before it begins."""
    alarm = [
        line("BEGIN", "VALARM"),
        line("ACTION", "DISPLAY"),
        line("TRIGGER", "-" + duration(timedelta(minutes=minutes))),
        line("DESCRIPTION", one_line(summary)),
        line("END", "VALARM"),
    ]
    return b"".join([event.removesuffix(_END), *alarm, _END])


def describe(before: Sequence[str], middle: str, after: Sequence[str]) -> str:
    """Paragraphs, with the middle shortened where all together would be too long."""
    outer = sum(len(part.encode()) + 2 for part in [*before, *after] if part)
    room = max(LONGEST_DESCRIPTION - outer - 2, 0)
    paragraphs = [*before, _shorten(middle, room), *after]
    return _shorten("\n\n".join(part for part in paragraphs if part), LONGEST_DESCRIPTION)


def _shorten(value: str, size: int) -> str:
    """At most `size` bytes, cut between characters."""
    encoded = value.encode(errors="ignore")
    if len(encoded) <= size:
        return encoded.decode()
    mark = "…"
    kept = encoded[: max(size - len(mark.encode()), 0)].decode(errors="ignore").rstrip()
    return kept + mark if kept else ""


def _when(when: Times | Days, *, in_utc: bool) -> Iterator[bytes]:
    if isinstance(when, Days):
        yield line("DTSTART", day(when.first), VALUE="DATE")
        yield line("DTEND", day(when.day_after), VALUE="DATE")
        return
    in_utc = in_utc or _is_twice(when.starts_at, when.zone) or _is_twice(when.ends_at, when.zone)
    yield _time("DTSTART", when.starts_at, "" if in_utc else when.zone)
    if when.ends_at > when.starts_at:
        yield _time("DTEND", when.ends_at, "" if in_utc else when.zone)
    else:  # an end must lie after the start; a moment lasts nothing
        yield line("DURATION", duration(timedelta()))


def _time(name: str, moment: datetime, zone: str) -> bytes:
    if not zone:
        return line(name, instant(moment))
    return line(name, wall_clock(localtime.to_local(moment, zone)), TZID=zone)


def _is_twice(moment: datetime, zone: str) -> bool:
    """Whether the wall clock shows this time twice, so that it says nothing about the instant."""
    return localtime.is_twice(localtime.to_local(moment, zone).replace(tzinfo=None), zone)


def _relations(entry: Entry) -> Iterator[bytes]:
    if entry.categories:
        yield line("CATEGORIES", ",".join(one_line(name) for name in entry.categories))
    if entry.organiser is not None:
        address = "mailto:" + quote(entry.organiser.address, safe=_IN_ADDRESS)
        yield line("ORGANIZER", address, CN=entry.organiser.name)
    if entry.parent_uid:
        yield line("RELATED-TO", one_line(entry.parent_uid), RELTYPE="PARENT")
    if entry.stream_url:
        label, address = _("Livestream"), uri(entry.stream_url)
        yield line("CONFERENCE", address, VALUE="URI", FEATURE=("AUDIO", "VIDEO"), LABEL=label)
    if colour := colours.nearest(entry.colour):
        yield line("COLOR", colour)


def _map(venue: Venue | None) -> Iterator[bytes]:
    if venue is None:
        return
    latitude, longitude = _degrees(venue.latitude), _degrees(venue.longitude)
    yield line("GEO", f"{latitude};{longitude}")
    # Apple draws its map from this line alone.
    marks = {"VALUE": "URI", "X-ADDRESS": venue.address, "X-APPLE-RADIUS": "100", "X-TITLE": venue.name}
    yield line("X-APPLE-STRUCTURED-LOCATION", f"geo:{latitude},{longitude}", **marks)


def _degrees(value: float) -> str:
    """In plain digits, also on the equator: calendars know no 1e-05 (RFC 5545 section 3.3.7)."""
    return format(Decimal(str(value)), "f")
