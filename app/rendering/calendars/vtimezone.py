"""VTIMEZONE components that are exact for the entries they serve.

Half of the clients believe a zone's name, half believe this component, so it must say exactly
what the zone database says. A yearly rule is written only where it holds in the whole window;
otherwise every change of the clocks stands for itself. RDATE is never used (Outlook ignores it),
and there is always a STANDARD part (others refuse a component without one).
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from app.core import localtime

# A rule seen for this many years after the window is the zone's rule, not a coincidence.
_AHEAD = 10
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clock
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST_YEAR, _LAST_YEAR = 1900, 9980  # looking around must not fall over the edges of the calendar


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks go from one offset to another. `onset` is the wall clock just before."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> str:
        return "DAYLIGHT" if self.after > self.before else "STANDARD"


def component(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of `zone`, exact for every wall-clock time from `first_year` to `last_year`."""
    first, last = (min(max(year, _FIRST_YEAR), _LAST_YEAR) for year in (first_year, last_year))
    return _component(zone, first, last)


@lru_cache(maxsize=512)
def _component(zone: str, first_year: int, last_year: int) -> bytes:
    pair = _yearly_pair(zone, first_year, last_year)
    if pair is not None:
        observances = [_observance(change, rule) for change, rule in pair]
    else:
        observances = list(_one_by_one(zone, first_year, last_year))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    lines += [line for observance in observances for line in observance]
    lines += ["END:VTIMEZONE", ""]
    return "\r\n".join(lines).encode("ascii")


def _one_by_one(zone: str, first_year: int, last_year: int) -> Iterator[list[str]]:
    """The offset the window begins with, as if it had always been so; then every change inside."""
    # A day more on either side: the years were read from wall clocks.
    start = datetime(first_year, 1, 1, tzinfo=UTC) - _DAY
    local = start.astimezone(localtime.zone(zone))
    offset = local.utcoffset() or timedelta()
    yield _observance(_Change(_EPOCH, offset, offset, local.tzname() or zone))
    for change in _changes(zone, start, datetime(last_year, 12, 31, tzinfo=UTC) + 2 * _DAY):
        yield _observance(change)


def _yearly_pair(zone: str, first_year: int, last_year: int) -> list[tuple[_Change, str]] | None:
    """The two changes of the year before the window with the rules that repeat them.

    None unless, from then until years after the window, every year has these two and no others.
    """
    years = range(first_year - 1, last_year + _AHEAD + 1)
    start, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1], 12, 31, tzinfo=UTC)
    changes = list(_changes(zone, start - _DAY, end + 2 * _DAY))
    changes = [change for change in changes if years[0] <= change.onset.year <= years[-1]]
    halves = (changes[::2], changes[1::2])
    if len(changes) != 2 * len(years) or any(
        [change.onset.year for change in half] != list(years) for half in halves
    ):
        return None
    rules = [_rule(half) for half in halves]
    return [(half[0], rule) for half, rule in zip(halves, rules, strict=True) if rule] if all(rules) else None


def _rule(changes: list[_Change]) -> str | None:
    """The yearly rule all these onsets follow: same offsets and time, the same Sunday of a month."""
    first = changes[0]
    same = {
        (one.before, one.after, one.name, one.onset.month, one.onset.weekday(), one.onset.time())
        for one in changes
    }
    if len(same) != 1:
        return None
    ordinal = _ordinal(one.onset for one in changes)
    if ordinal is None:
        return None
    return f"FREQ=YEARLY;BYMONTH={first.onset.month};BYDAY={ordinal}{_WEEKDAYS[first.onset.weekday()]}"


def _ordinal(days: Iterable[datetime]) -> int | None:
    """Which weekday of its month all `days` are: 1 the first, -1 the last; None when they differ."""
    counted = [((day.day + 6) // 7, _is_last(day)) for day in days]
    if all(last for _, last in counted):
        return -1
    ordinals = {ordinal for ordinal, _ in counted}
    return ordinals.pop() if len(ordinals) == 1 else None


def _is_last(day: datetime) -> bool:
    return day.day + 7 > calendar.monthrange(day.year, day.month)[1]


def _changes(zone: str, start: datetime, end: datetime) -> Iterator[_Change]:
    """Every change of the offset in (start, end], to the second, as the zone database has it."""
    place = localtime.zone(zone)
    moment, offset = start, start.astimezone(place).utcoffset() or timedelta()
    while moment < end:
        following = min(moment + _DAY, end)
        if following.astimezone(place).utcoffset() != offset:
            change = _locate(zone, moment, following, offset)
            following = (change.onset - change.before).replace(tzinfo=UTC)
            offset = change.after
            yield change
        moment = following


def _locate(zone: str, low: datetime, high: datetime, offset: timedelta) -> _Change:
    """The change between `low`, where `offset` holds, and `high`, where it does not."""
    place = localtime.zone(zone)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == offset:
            low = middle
        else:
            high = middle
    after = high.astimezone(place)
    return _Change(
        onset=(high + offset).replace(tzinfo=None),
        before=offset,
        after=after.utcoffset() or timedelta(),
        name=after.tzname() or zone,
    )


def _observance(change: _Change, rule: str | None = None) -> list[str]:
    lines = [
        f"BEGIN:{change.kind}",
        f"DTSTART:{change.onset:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"TZNAME:{change.name}",
    ]
    if rule is not None:
        lines.append(f"RRULE:{rule}")
    return [*lines, f"END:{change.kind}"]


def _offset(value: timedelta) -> str:
    """+0545 or -0930; with seconds only where old local times had some."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{seconds:02}" if seconds else "")
