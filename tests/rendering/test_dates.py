"""Dates and times as readers of each language write them."""

from datetime import UTC, date, datetime

import pytest

from app.rendering import dates

FIRST, LAST = date(2026, 9, 28), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "28 September 2026"),
        ("fr", "28 septembre 2026"),
        ("ar", "28 سبتمبر 2026"),
        ("zh", "2026年9月28日"),
    ],
)
def test_a_day_is_written_as_its_readers_do(language: str, expected: str) -> None:
    assert dates.day(FIRST, language) == expected


def test_english_months_have_three_letters_where_room_is_short() -> None:
    assert dates.short_day(FIRST, "en") == "28 Sep 2026"
    assert dates.short_day(FIRST, "es") == "28 sept 2026"


def test_weekdays_are_named() -> None:
    assert dates.weekday_day(FIRST, "en") == "Monday, 28 September 2026"
    assert dates.weekday_day(FIRST, "fr") == "lundi 28 septembre 2026"
    assert dates.weekday(FIRST, "ru") == "понедельник"
    assert dates.weekday_short_day(FIRST, "en") == "Mon 28 Sep"
    assert dates.weekday_short_day(FIRST, "fr") == "lun. 28 sept."


@pytest.mark.parametrize(
    ("first", "last", "language", "expected"),
    [
        (FIRST, FIRST, "en", "28 September 2026"),
        (FIRST, LAST, "en", "28–30 September 2026"),
        (FIRST, date(2026, 10, 2), "en", "28 September – 2 October 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "en", "30 December 2026 – 2 January 2027"),
        (FIRST, LAST, "ar", "28–30 سبتمبر 2026"),
        (FIRST, FIRST, "fr", "28 septembre 2026"),
    ],
)
def test_days_say_each_month_and_year_once(first: date, last: date, language: str, expected: str) -> None:
    assert dates.days(first, last, language) == expected


@pytest.mark.parametrize(
    ("first", "last", "language", "expected"),
    [
        (FIRST, FIRST, "en", "28 Sep"),
        (FIRST, LAST, "en", "28–30 Sep"),
        (FIRST, date(2026, 10, 2), "en", "28 Sep – 2 Oct"),
        (FIRST, FIRST, "fr", "28 sept."),
        (FIRST, LAST, "fr", "28–30 sept."),
    ],
)
def test_short_days_leave_the_year_to_the_heading(
    first: date, last: date, language: str, expected: str
) -> None:
    assert dates.short_days(first, last, language) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Berlin", "28 September 2026, 09:00 CEST (UTC+2)"),
        ("Asia/Kathmandu", "28 September 2026, 12:45 UTC+5:45"),
        ("America/Mexico_City", "28 September 2026, 01:00 CST (UTC−6)"),
        ("Africa/Abidjan", "28 September 2026, 07:00 GMT (UTC)"),
    ],
)
def test_an_instant_tells_the_zone_and_its_offset(zone: str, expected: str) -> None:
    assert dates.instant(datetime(2026, 9, 28, 7, tzinfo=UTC), zone, "en") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "28 Sep 2026, 23:30"), ("de", "28. Sept. 2026, 23:30"), ("ar", "28 سبتمبر 2026، 23:30")],
)
def test_a_short_instant_is_the_wall_clock_where_the_zone_is_known(language: str, expected: str) -> None:
    moment = datetime(2026, 9, 28, 21, 30, tzinfo=UTC)

    assert dates.short_instant(moment, "Europe/Berlin", language) == expected


@pytest.mark.parametrize(
    ("zone", "language", "city"),
    [
        ("Europe/Helsinki", "en", "Helsinki"),
        ("Europe/Helsinki", "ar", "هلسنكي"),
        ("America/New_York", "en", "New York"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires"),
        ("Etc/UTC", "ar", "UTC"),
    ],
)
def test_the_city_of_a_zone_is_written_as_the_language_does(zone: str, language: str, city: str) -> None:
    assert dates.zone_city(zone, language) == city
