"""Letters after a time that contradict the season."""

from datetime import UTC, datetime

import pytest

from app.core.abbreviations import Contradiction, contradictions

JUNE, DECEMBER = datetime(2026, 6, 15, 8, tzinfo=UTC), datetime(2026, 12, 15, 8, tzinfo=UTC)
CLOCKS_GO_BACK = (datetime(2026, 10, 23, 8, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))
HAMBURG, MEXICO, KINGSTON = "Europe/Berlin", "America/Mexico_City", "America/Jamaica"


def found(text: str, *moments: datetime, zone: str = HAMBURG) -> list[tuple[str, str]]:
    return [(one.said, one.right) for one in contradictions([text], moments, zone)]


@pytest.mark.parametrize(
    ("text", "moment", "zone", "expected"),
    [
        ("We begin at 14:00 CET.", JUNE, HAMBURG, [("CET", "CEST")]),
        ("We begin at 14:00 CEST.", JUNE, HAMBURG, []),
        ("We begin at 14:00 CET.", DECEMBER, HAMBURG, []),
        ("Times are in CEST", DECEMBER, HAMBURG, [("CEST", "CET")]),
        # Mexico City has had no summer time since 2022.
        ("09:00 CDT", JUNE, MEXICO, [("CDT", "CST")]),
        ("09:00 CST", JUNE, MEXICO, []),
        # Letters of another place contradict the season there, unless many places share them.
        ("15:00 CET, 08:00 CST", JUNE, MEXICO, [("CET", "CEST")]),
        ("15:00 CST", JUNE, HAMBURG, []),
        ("10:00 EST", JUNE, KINGSTON, []),
        ("10:00 a.m. EST", JUNE, "America/New_York", [("EST", "EDT")]),
        ("17h CET", JUNE, HAMBURG, [("CET", "CEST")]),
        ("9:30 (CET)", JUNE, HAMBURG, [("CET", "CEST")]),
        ("13:00 NZST", DECEMBER, "Pacific/Auckland", [("NZST", "NZDT")]),
    ],
)
def test_what_contradicts_the_season_is_found(
    text: str, moment: datetime, zone: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, moment, zone=zone) == expected


@pytest.mark.parametrize("text", ["", "LE MONDE EST PETIT", "GO WEST", "Cet été", "CETA", "PACETTI", "CET1"])
def test_words_are_not_taken_for_letters_of_a_zone(text: str) -> None:
    assert found(text, JUNE, zone="America/New_York") == []


def test_an_event_over_the_change_may_say_both() -> None:
    assert found("09:00 CEST on Friday, 09:00 CET on Monday", *CLOCKS_GO_BACK) == []


def test_each_abbreviation_is_named_once() -> None:
    texts = ["CET", "Until 12:00 CET", "EET"]

    assert contradictions(texts, [JUNE], HAMBURG) == [
        Contradiction("CET", "CEST"),
        Contradiction("EET", "EEST"),
    ]


def test_a_long_text_of_digits_is_read_at_once() -> None:
    assert found("1:" * 100_000 + "CET", DECEMBER) == []
