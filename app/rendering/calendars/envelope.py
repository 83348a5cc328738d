"""What surrounds calendar entries: one VCALENDAR around serialised VEVENTs, joined as bytes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core import localtime
from app.rendering.calendars import colours, vtimezone
from app.rendering.calendars.content import duration, instant, line, one_line, uri

MAKER = "-//Plenary//Calendars//EN"
USUAL, HURRIED = timedelta(hours=1), timedelta(minutes=15)

# Never folded and never quoted: a zone's name is short and has no special characters.
_LOCAL = re.compile(rb"^DT(?:START|END);TZID=([^:]+):(\d{4})", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar somebody subscribes to. `is_hurried` on the days when minutes count."""

    name: str
    description: str
    page_url: str
    source_url: str
    changed_at: datetime
    zone: str = ""
    colour: str = ""
    image_url: str = ""
    is_hurried: bool = False


def hurry(days: Iterable[tuple[datetime, datetime]], now: datetime) -> tuple[bool, datetime | None]:
    """Whether `now` lies within any of these spans, and when the answer next changes."""
    spans = list(days)
    edges = [edge for span in spans for edge in span if edge > now]
    return any(begins <= now < ends for begins, ends in spans), min(edges, default=None)


def feed(about: Feed, entries: Sequence[bytes]) -> bytes:
    """All entries as one subscription. It has no UID: some readers would merge all into one."""
    zones = _timezones(entries) if entries else [_stand_in(about)]
    return _calendar(entries, zones, _about(about))


def single(entry: bytes) -> bytes:
    """One entry as a file of its own. It has no name: Outlook would make a new calendar of it."""
    return _calendar([entry], _timezones([entry]), [])


def _calendar(entries: Sequence[bytes], zones: Iterable[bytes], about: Iterable[bytes]) -> bytes:
    head = [line("BEGIN", "VCALENDAR"), line("PRODID", MAKER), line("VERSION", "2.0")]
    head.append(line("CALSCALE", "GREGORIAN"))
    if all(b"\r\nORGANIZER" in entry for entry in entries):  # PUBLISH demands one (RFC 5546 3.2.1)
        head.append(line("METHOD", "PUBLISH"))
    return b"".join([*head, *about, *zones, *entries, line("END", "VCALENDAR")])


def _about(feed: Feed) -> Iterator[bytes]:
    """Each fact in the property the standard names and in the one older programs read."""
    yield from (line(name, one_line(feed.name)) for name in ("NAME", "X-WR-CALNAME"))
    if feed.description:
        yield from (line(name, one_line(feed.description)) for name in ("DESCRIPTION", "X-WR-CALDESC"))
    interval = duration(HURRIED if feed.is_hurried else USUAL)
    yield line("REFRESH-INTERVAL", interval, VALUE="DURATION")
    yield line("X-PUBLISHED-TTL", interval)
    yield line("SOURCE", uri(feed.source_url), VALUE="URI")
    yield line("URL", uri(feed.page_url))
    yield line("LAST-MODIFIED", instant(feed.changed_at))
    if feed.zone:
        yield line("X-WR-TIMEZONE", feed.zone)
    if colour := colours.nearest(feed.colour):
        yield line("COLOR", colour)
    if feed.image_url:
        yield line("IMAGE", uri(feed.image_url), VALUE="URI", DISPLAY="BADGE")


def _stand_in(about: Feed) -> bytes:
    """A calendar holds at least one component (RFC 5545 section 3.6), also where nothing is on."""
    year = about.changed_at.year
    return vtimezone.component(about.zone or localtime.UNIVERSAL, year, year)


def _timezones(entries: Iterable[bytes]) -> list[bytes]:
    """One component for each zone the entries speak of, covering the years they lie in."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        for zone, year in _LOCAL.findall(entry):
            years.setdefault(zone.decode("ascii"), set()).add(int(year))
    return [vtimezone.component(zone, min(found), max(found)) for zone, found in sorted(years.items())]
