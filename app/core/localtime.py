"""Wall-clock times and the zones that give them a meaning. The only converter in the house."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

from flask_babel import lazy_gettext as _l

from app.core.errors import Invalid

# Zones without a place say nothing about tomorrow's rules, and calendars misread their names.
_NO_PLACE = ("Etc/", "SystemV/", "US/", "posix/", "right/")

# The pinned tzdata decides, not whatever the machine was installed with: rules change every year,
# and processes on two machines must agree on what 09:00 means.
reset_tzpath(())

UNIVERSAL = "Etc/UTC"  # the one zone without a place: webinars for the whole world are planned in it


class UnknownZone(Invalid):
    code = "unknown_zone"
    message = _l("Choose a time zone from the list, for example Europe/Berlin.")
    field = "timezone"


class InGap(Invalid):
    """The clocks are put forward over this time; it is never shown by a clock there."""

    code = "time_in_gap"
    message = _l("This time does not exist: the clocks go forward then. Choose another time.")


class Ambiguous(Invalid):
    """The clocks are put back over this time; it comes twice."""

    code = "time_ambiguous"
    message = _l(
        "This time comes twice: the clocks go back then. Say whether you mean the first or the second."
    )


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """All Area/City names and UTC's own, sorted: what an organiser may choose."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACE))
    return tuple(sorted((*places, UNIVERSAL)))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(zone_names())


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of that Area/City name. Raises UnknownZone."""
    if name not in _known():
        raise UnknownZone
    return ZoneInfo(name)


def to_utc(local: datetime, name: str, fold: int = 0) -> datetime:
    """The instant a planned wall-clock time means. `fold` 1 is the second of two.

    A time inside a gap (possible after a change of rules) is read with the offset before it.
    """
    return local.replace(tzinfo=zone(name), fold=fold).astimezone(UTC)


def to_local(instant: datetime, name: str) -> datetime:
    """What the wall clock in the zone shows at `instant`: aware, with its offset."""
    return instant.astimezone(zone(name))


def check(local: datetime, name: str, fold: int | None = None) -> int:
    """Refuse a time that no clock shows, ask about one that comes twice. Returns the fold.

    Raises InGap, and Ambiguous unless `fold` already answers.
    """
    place = zone(name)
    first = local.replace(tzinfo=place, fold=0)
    if first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != local:
        raise InGap
    if first.utcoffset() == local.replace(tzinfo=place, fold=1).utcoffset():
        return 0
    if fold is None:
        raise Ambiguous
    return fold


def is_twice(local: datetime, name: str) -> bool:
    """Whether the wall clock shows this time twice."""
    place = zone(name)
    return (
        local.replace(tzinfo=place, fold=0).utcoffset() > local.replace(tzinfo=place, fold=1).utcoffset()  # type: ignore[operator]
    )


def start_of_day(day: date, name: str) -> datetime:
    """The first instant of a day in the zone, in UTC; some days begin at 01:00."""
    place = zone(name)
    midnight = datetime(day.year, day.month, day.day, tzinfo=place)
    return midnight.astimezone(UTC)


def end_of_day(day: date, name: str) -> datetime:
    """The first instant of the day after, in UTC."""
    return start_of_day(day + timedelta(days=1), name)


def offset_label(moment: datetime) -> str:
    """The offset of an aware time as people write it: UTC+5:45, UTC−6, UTC."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def abbreviation(moment: datetime) -> str:
    """The zone's letters at that time (CEST) where it has some, else nothing (never +03)."""
    name = moment.tzname() or ""
    return name if name[:1].isalpha() else ""
