"""What is true of an event by its dates and its organiser's hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from app.core import localtime
from app.core.errors import DomainError
from app.core.types import Translated
from app.events import rules
from app.events.errors import (
    DayOutOfRange,
    EndBeforeStart,
    ExactTimesIncomplete,
    HoursIncomplete,
    HoursReversed,
    LastDayBeforeFirst,
    SlugMalformed,
    SlugReserved,
)
from app.events.models import Event, Lifecycle, Participation, RegistrationSwitch
from app.events.rules import Schedule, Status
from app.events.services.parts import Place

BEGINS = datetime(2026, 9, 28, 7, tzinfo=UTC)
FINISHES = datetime(2026, 9, 30, 15, tzinfo=UTC)
BEFORE, DURING, AFTER = BEGINS - timedelta(days=9), BEGINS + timedelta(hours=1), FINISHES


def event(**fields: Any) -> Event:
    values = {
        "begins_at": BEGINS,
        "finishes_at": FINISHES,
        "lifecycle": Lifecycle.ANNOUNCED,
        "participation": Participation.HERE,
        "registration_switch": RegistrationSwitch.BY_CLOCK,
    }
    return Event(**{**values, **fields})


@pytest.mark.parametrize(
    ("now", "registration_open", "expected"),
    [
        (BEFORE, None, Status.ANNOUNCED),
        (BEFORE, True, Status.OPEN),
        (BEFORE, False, Status.CLOSED),
        (BEGINS, True, Status.LIVE),
        (DURING, None, Status.LIVE),
        (FINISHES - timedelta(seconds=1), None, Status.LIVE),
        (AFTER, True, Status.OVER),
    ],
)
def test_the_clock_decides_while_no_hand_has(
    now: datetime, registration_open: bool | None, expected: Status  # noqa: FBT001
) -> None:  # fmt: skip
    assert rules.status(event(), now, registration_open) is expected


@pytest.mark.parametrize(
    ("lifecycle", "expected"),
    [
        (Lifecycle.DRAFT, Status.DRAFT),
        (Lifecycle.POSTPONED, Status.POSTPONED),
        (Lifecycle.CANCELLED, Status.CANCELLED),
    ],
)
@pytest.mark.parametrize("now", [BEFORE, DURING, AFTER])
def test_a_hand_decides_before_the_clock(now: datetime, lifecycle: Lifecycle, expected: Status) -> None:
    assert rules.status(event(lifecycle=lifecycle), now, True) is expected  # noqa: FBT003
    assert rules.boundaries(event(lifecycle=lifecycle)) == ()


@pytest.mark.parametrize(
    ("switch", "expected"),
    [
        (RegistrationSwitch.BY_CLOCK, Status.OPEN),
        (RegistrationSwitch.OPEN, Status.OPEN),
        (RegistrationSwitch.CLOSED, Status.CLOSED),
    ],
)
def test_registration_elsewhere_is_open_until_a_hand_closes_it(
    switch: RegistrationSwitch, expected: Status
) -> None:
    external = event(participation=Participation.EXTERNAL, registration_switch=switch)

    assert rules.status(external, BEFORE, None) is expected


def test_the_status_changes_by_clock_when_the_event_begins_and_finishes() -> None:
    assert rules.boundaries(event()) == (BEGINS, FINISHES)


def whole_days(**fields: Any) -> Schedule:
    values: dict[str, Any] = {
        "timezone": "America/Mexico_City",
        "first_day": date(2015, 9, 28),
        "last_day": date(2015, 9, 30),
    }
    return Schedule(**{**values, **fields})


def exact(starts: str, ends: str, zone: str = "Europe/Berlin", **fields: Any) -> Schedule:
    begins, finishes = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return Schedule(
        timezone=zone,
        first_day=begins.date(),
        last_day=finishes.date(),
        starts_local=begins,
        ends_local=finishes,
        **fields,
    )


@pytest.mark.parametrize(
    ("schedule", "begins", "finishes"),
    [
        # Summer time in Mexico City in 2015: 09:00 is 14:00 UTC.
        (whole_days(daily_start=time(9), daily_end=time(17)), "2015-09-28T14:00", "2015-09-30T22:00"),
        (whole_days(), "2015-09-28T05:00", "2015-10-01T05:00"),
        # None any more in 2023: Mexico had given it up the October before.
        (
            whole_days(first_day=date(2023, 6, 22), last_day=date(2023, 6, 22)),
            "2023-06-22T06:00",
            "2023-06-23T06:00",
        ),
        (exact("2024-02-14T12:30", "2024-02-14T14:00"), "2024-02-14T11:30", "2024-02-14T13:00"),
        (exact("2026-10-25T01:00", "2026-10-25T04:00"), "2026-10-24T23:00", "2026-10-25T03:00"),
        (
            exact("2026-10-25T02:30", "2026-10-25T02:45", starts_fold=1, ends_fold=1),
            "2026-10-25T01:30",
            "2026-10-25T01:45",
        ),
        # The day begins at 01:00 in Cairo: midnight is inside the gap.
        (
            whole_days(timezone="Africa/Cairo", first_day=date(2026, 4, 24), last_day=date(2026, 4, 24)),
            "2026-04-23T22:00",
            "2026-04-24T21:00",
        ),
    ],
)
def test_t36_instants_follow_from_the_wall_clock_and_its_zone(
    schedule: Schedule, begins: str, finishes: str
) -> None:
    expected = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begins, finishes))

    assert rules.begins_and_finishes(rules.check_schedule(schedule)) == expected


@pytest.mark.parametrize(
    ("schedule", "refusal", "field"),
    [
        (whole_days(timezone="Mars/Olympus"), localtime.UnknownZone, "timezone"),
        (whole_days(timezone="../../etc/passwd"), localtime.UnknownZone, "timezone"),
        (whole_days(timezone="+02:00"), localtime.UnknownZone, "timezone"),
        (whole_days(timezone="europe/zurich"), localtime.UnknownZone, "timezone"),
        (whole_days(first_day=date(1, 1, 1)), DayOutOfRange, "first_day"),
        (whole_days(last_day=date(9999, 12, 31)), DayOutOfRange, "last_day"),
        (exact("0001-01-01T10:00", "2026-01-01T12:00"), DayOutOfRange, "starts_local"),
        (exact("2026-01-01T10:00", "9999-12-31T23:59"), DayOutOfRange, "ends_local"),
        (whole_days(last_day=date(2015, 9, 27)), LastDayBeforeFirst, "last_day"),
        (whole_days(daily_start=time(9)), HoursIncomplete, "daily_end"),
        (whole_days(daily_end=time(9)), HoursIncomplete, "daily_start"),
        (whole_days(daily_start=time(9), daily_end=time(9)), HoursReversed, "daily_end"),
        (exact("2026-05-01T12:00", "2026-05-01T12:00"), EndBeforeStart, "ends_local"),
        (exact("2026-05-02T12:00", "2026-05-01T12:00"), EndBeforeStart, "ends_local"),
        (exact("2026-03-29T02:30", "2026-03-29T05:00"), localtime.InGap, "starts_local"),
        (exact("2026-03-29T01:00", "2026-03-29T02:30"), localtime.InGap, "ends_local"),
        (
            whole_days(
                timezone="Europe/Berlin",
                first_day=date(2026, 3, 29),
                last_day=date(2026, 3, 29),
                daily_start=time(2, 30),
                daily_end=time(5),
            ),
            localtime.InGap,
            "daily_start",
        ),
        (
            exact("2026-10-25T02:30", "2026-10-25T05:00", starts_fold=rules.ASK),
            localtime.Ambiguous,
            "starts_local",
        ),
        (
            exact("2026-10-25T01:00", "2026-10-25T02:30", ends_fold=rules.ASK),
            localtime.Ambiguous,
            "ends_local",
        ),
        # The second half past two is before the first one's quarter to three on the wall, not in time.
        (exact("2026-10-25T02:30", "2026-10-25T02:45", starts_fold=1), EndBeforeStart, "ends_local"),
        (
            Schedule(
                "Europe/Berlin",
                date(2026, 5, 1),
                date(2026, 5, 1),
                starts_local=datetime.fromisoformat("2026-05-01T09:00"),
            ),
            ExactTimesIncomplete,
            "ends_local",
        ),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_at_its_field(
    schedule: Schedule, refusal: type[DomainError], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        rules.check_schedule(schedule)

    assert refused.value.field == field


def test_a_fold_that_is_not_needed_is_forgotten() -> None:
    asked = exact("2026-05-01T09:00", "2026-05-01T10:00", starts_fold=rules.ASK, ends_fold=1)

    settled = rules.check_schedule(asked)

    assert (settled.starts_fold, settled.ends_fold) == (0, 0)


@pytest.mark.parametrize(
    ("slug", "refusal"),
    [
        ("iclc-7", None),
        ("2026-forum", None),
        ("new", SlugReserved),
        ("series", SlugReserved),
        ("sign-in", SlugReserved),
        ("", SlugMalformed),
        ("2026", SlugMalformed),
        ("ICLC", SlugMalformed),
        ("a--b", SlugMalformed),
        ("-a", SlugMalformed),
        ("a/b", SlugMalformed),
        ("été", SlugMalformed),
        ("a" * 61, SlugMalformed),
    ],
)
def test_an_address_is_words_that_no_other_page_needs(slug: str, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        rules.check_slug(slug)
    else:
        with pytest.raises(refusal):
            rules.check_slug(slug)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#0b5394", True),
        ("#0B5394", False),
        ("red;}body{display:none}", False),
        ("url(https://evil.test/x)", False),
        ("#0b5394\n", False),
        ("", False),
    ],
)
def test_an_accent_is_six_digits_and_no_style(value: str, expected: bool) -> None:  # noqa: FBT001
    assert rules.is_accent(value) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"title": Translated({"fr": "Forum"})}, ["a title in the main language"]),
        ({"first_day": None, "timezone": ""}, ["the dates", "the time zone"]),
        ({"participation": Participation.EXTERNAL}, ["the address where people register"]),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_is_missing_is_named(fields: dict[str, Any], expected: list[str]) -> None:
    complete: dict[str, Any] = {
        "title": Translated({"en": "Forum"}),
        "main_language": "en",
        "first_day": date(2026, 5, 1),
        "last_day": date(2026, 5, 1),
        "timezone": "Europe/Berlin",
        "external_url": "",
    }

    assert [str(name) for name in rules.missing(event(**{**complete, **fields}))] == expected


def test_a_fingerprint_tells_two_contents_apart_and_not_two_orders() -> None:
    one = Place(city=Translated({"en": "Cork", "ar": "كورك"}), postcode="T12")
    same = Place(city=Translated({"ar": "كورك", "en": "Cork"}), postcode="T12")
    other = Place(city=Translated({"en": "Cork"}), postcode="T12")

    assert rules.fingerprint(one) == rules.fingerprint(same)
    assert rules.fingerprint(one) != rules.fingerprint(other)
