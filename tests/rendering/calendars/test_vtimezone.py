"""VTIMEZONE components, read back by an evaluator of our own and compared with the zone database."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import localtime
from app.rendering.calendars import vtimezone

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Observance:
    """One part of a component as RFC 5545 reads it."""

    kind: str
    start: datetime  # wall clock before the change
    before: timedelta
    after: timedelta
    rule: dict[str, str]

    def onsets(self, until: int) -> list[datetime]:
        """When it takes effect, in UTC, through the year `until`."""
        years = range(self.start.year, until + 1) if self.rule else [self.start.year]
        walls = [self._in(year) for year in years]
        return [(wall - self.before).replace(tzinfo=UTC) for wall in walls if wall >= self.start]

    def _in(self, year: int) -> datetime:
        if not self.rule:
            return self.start
        month, by_day = int(self.rule["BYMONTH"]), self.rule["BYDAY"]
        ordinal, weekday = int(by_day[:-2]), WEEKDAYS.index(by_day[-2:])
        length = calendar.monthrange(year, month)[1]
        days = [day for day in range(1, length + 1) if calendar.weekday(year, month, day) == weekday]
        chosen = days[ordinal if ordinal < 0 else ordinal - 1]
        return self.start.replace(year=year, month=month, day=chosen)


def read(component: bytes) -> list[Observance]:
    found = []
    pattern = r"BEGIN:(STANDARD|DAYLIGHT)\r\n(.*?)END:\1\r\n"
    for kind, body in re.findall(pattern, component.decode("ascii"), re.DOTALL):
        lines = dict(line.split(":", 1) for line in body.split("\r\n") if line)
        rule = dict(part.split("=") for part in lines["RRULE"].split(";")) if "RRULE" in lines else {}
        found.append(
            Observance(
                kind=kind,
                start=datetime.strptime(lines["DTSTART"], "%Y%m%dT%H%M%S"),  # noqa: DTZ007 - wall clock
                before=offset(lines["TZOFFSETFROM"]),
                after=offset(lines["TZOFFSETTO"]),
                rule=rule,
            )
        )
    return found


def offset(value: str) -> timedelta:
    sign = -1 if value[0] == "-" else 1
    digits = value[1:].ljust(6, "0")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:]))


def offset_at(component: bytes, instant: datetime) -> timedelta:
    """The offset the component gives for an instant: that of the latest onset before it."""
    onsets = [
        (onset, observance.after)
        for observance in read(component)
        for onset in observance.onsets(instant.year + 1)
        if onset <= instant
    ]
    return max(onsets, key=lambda pair: pair[0])[1]


ZONES = st.sampled_from(localtime.zone_names())


@settings(max_examples=400, deadline=None)
@given(
    zone=ZONES,
    first=st.integers(1975, 2060),
    length=st.integers(0, 4),
    share=st.floats(0, 1),
)
def test_every_instant_of_the_window_has_the_offset_of_the_zone_database(
    zone: str, first: int, length: int, share: float
) -> None:
    component = vtimezone.component(zone, first, first + length)
    start, end = datetime(first, 1, 1, tzinfo=UTC), datetime(first + length, 12, 31, 23, tzinfo=UTC)
    instant = (start + (end - start) * share).replace(microsecond=0)

    assert offset_at(component, instant) == instant.astimezone(ZoneInfo(zone)).utcoffset()


@settings(max_examples=100, deadline=None)
@given(zone=ZONES, year=st.integers(2000, 2040))
def test_both_sides_of_every_change_are_exact(zone: str, year: int) -> None:
    """Onsets are where mistakes hide: an hour early or late is right on all other days."""
    component = vtimezone.component(zone, year, year)
    onsets = [onset for observance in read(component) for onset in observance.onsets(year)]

    for onset in onsets:
        if onset.year != year:
            continue
        for instant in (onset - timedelta(seconds=1), onset):
            assert offset_at(component, instant) == instant.astimezone(ZoneInfo(zone)).utcoffset()


@settings(max_examples=200, deadline=None)
@given(zone=ZONES, first=st.integers(1975, 2060), length=st.integers(0, 12))
def test_every_component_is_one_all_clients_can_read(zone: str, first: int, length: int) -> None:
    component = vtimezone.component(zone, first, first + length)

    lines = component.decode("ascii").split("\r\n")
    assert lines[:2] == ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    assert lines[-2:] == ["END:VTIMEZONE", ""]
    assert "BEGIN:STANDARD" in lines
    assert not any(line.startswith("RDATE") for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        if line.startswith("RRULE"):
            assert re.fullmatch(r"RRULE:FREQ=YEARLY;BYMONTH=\d+;BYDAY=(-1|[1-4])[A-Z]{2}", line), line


def test_a_yearly_rule_is_written_as_one_pair_that_begins_the_year_before() -> None:
    component = vtimezone.component("Europe/Berlin", 2026, 2026)

    assert component.decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:20250330T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20251026T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_a_rule_that_was_abolished_inside_the_window_is_not_written_as_a_rule() -> None:
    """Mexico gave up summer time on 30 October 2022: a rule would move every later meeting."""
    component = vtimezone.component("America/Mexico_City", 2022, 2023)

    assert b"RRULE" not in component
    assert [(part.kind, part.start) for part in read(component)] == [
        ("STANDARD", datetime(1970, 1, 1)),  # noqa: DTZ001
        ("DAYLIGHT", datetime(2022, 4, 3, 2)),  # noqa: DTZ001
        ("STANDARD", datetime(2022, 10, 30, 2)),  # noqa: DTZ001
    ]


def test_a_zone_without_changes_is_one_standard_part_for_ever() -> None:
    component = vtimezone.component("Asia/Kathmandu", 2026, 2026)

    assert read(component) == [
        Observance(
            "STANDARD",
            datetime(1970, 1, 1),  # noqa: DTZ001
            timedelta(hours=5, minutes=45),
            timedelta(hours=5, minutes=45),
            {},
        )
    ]


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("America/Mexico_City", "2022-10-29 12:00", "2022-10-29 17:00"),
        ("America/Mexico_City", "2022-11-01 12:00", "2022-11-01 18:00"),
        ("America/Mexico_City", "2023-07-01 09:00", "2023-07-01 15:00"),
        ("America/Mexico_City", "2015-09-28 09:00", "2015-09-28 14:00"),
        ("Europe/Berlin", "2024-02-14 12:30", "2024-02-14 11:30"),
        ("Europe/Berlin", "2024-03-31 03:30", "2024-03-31 01:30"),
        ("Africa/Casablanca", "2026-03-01 10:00", "2026-03-01 10:00"),
        ("Africa/Casablanca", "2026-06-01 10:00", "2026-06-01 09:00"),
        ("Asia/Kathmandu", "2026-09-28 09:00", "2026-09-28 03:15"),
        ("Australia/Lord_Howe", "2026-01-15 09:00", "2026-01-14 22:00"),
        ("Australia/Lord_Howe", "2026-07-15 09:00", "2026-07-14 22:30"),
        ("Pacific/Chatham", "2026-07-15 09:00", "2026-07-14 20:15"),
        ("Europe/Dublin", "2026-01-15 09:00", "2026-01-15 09:00"),
        ("Europe/Dublin", "2026-07-15 09:00", "2026-07-15 08:00"),
        ("America/Sao_Paulo", "2026-01-15 09:00", "2026-01-15 12:00"),
        ("America/Tijuana", "2026-03-10 09:00", "2026-03-10 16:00"),
        ("Asia/Tehran", "2026-07-15 09:00", "2026-07-15 05:30"),
        ("Pacific/Apia", "2011-12-31 09:00", "2011-12-30 19:00"),
    ],
)
def test_known_cases_of_the_calendar_come_out_right(zone: str, wall: str, utc: str) -> None:
    instant = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    year = int(wall[:4])

    found = offset_at(vtimezone.component(zone, year, year), instant)

    assert instant.replace(tzinfo=None) + found == datetime.fromisoformat(wall)


@pytest.mark.parametrize("year", [1, 1850, 9999])
def test_years_at_either_end_of_time_do_not_break_it(year: int) -> None:
    component = vtimezone.component("Europe/Berlin", year, year)

    assert component.startswith(b"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n")
