"""What one typed line of the outline says."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.programme.paste import entry
from app.programme.paste.entry import Entry

ROOMS = {"Hall A": "AAAAAA", "Hall B": "BBBBBB", "القاعة ١": "CCCCCC"}
HALF_PAST_NINE, QUARTER_PAST_TEN = time(9, 30), time(10, 15)


@pytest.mark.parametrize(
    "times",
    [
        "9:30-10:15", "9.30–10.15", "9h30 - 10h15", "930-1015", "0930-1015", "09:30 – 10:15", "9:30 to 10:15",
        "9:30am-10:15am", "9:30 - 10:15 am", "9:30 a.m. – 10:15 a.m.", "9:30—10:15:",
        "٩:٣٠ - ١٠:١٥", "9:30-10:15 |", "9:30-10:15 –",
    ],
)  # fmt: skip
def test_a_time_at_the_beginning_is_understood_as_people_write_it(times: str) -> None:
    found = entry.read(f"{times} Opening", ROOMS)

    assert (found.title, found.starts, found.ends) == ("Opening", HALF_PAST_NINE, QUARTER_PAST_TEN)


@pytest.mark.parametrize(
    ("line", "title", "starts", "ends"),
    [
        ("9:30 Opening", "Opening", time(9, 30), None),
        ("2pm Debate", "Debate", time(14), None),
        ("1:30 - 2:15 pm Debate", "Debate", time(13, 30), time(14, 15)),
        ("11:30 - 1:00 pm Lunch", "Lunch", time(11, 30), time(13)),
        ("9am-1 Debate", "Debate", time(9), time(13)),
        ("11:30-1:00 Debate", "Debate", time(11, 30), time(13)),
        ("9 am - 12:30 Tour", "Tour", time(9), time(12, 30)),
        ("11 am - 1:15 Tour", "Tour", time(11), time(13, 15)),
        ("22:00-01:00 Party", "Party", time(22), time(1)),
        ("14:00 Closing", "Closing", time(14), None),
        ("23:00-24:00 Night", "Night", time(23), time(0)),
        ("  10:00   Spaced  ", "Spaced", time(10), None),
        ("9:30-10:15 “Quoted — as typed”", "“Quoted — as typed”", time(9, 30), time(10, 15)),
        ("9:30-10:15", "", time(9, 30), time(10, 15)),
        ("9:30-10:15; Opening", "Opening", time(9, 30), time(10, 15)),
        ("9:30-10:15 ؛ Opening; Hall A", "Opening", time(9, 30), time(10, 15)),
    ],
)
def test_halves_of_the_day_nights_and_single_times(
    line: str, title: str, starts: time, ends: time | None
) -> None:
    found = entry.read(line, ROOMS)

    assert (found.title, found.starts, found.ends) == (title, starts, ends)


@pytest.mark.parametrize(
    "title",
    [
        "Opening", "2030 Agenda", "2020-2030 Decade", "2020–2030: a decade", "24 hours of learning",
        "3 talks",
        "1000 cities", "Noon concert", "Midday", "From 9:30 on", "100-200 cities", "12 h marathon", "5", "",
        "10 years; what now?", "50:50 leadership",
    ],
)  # fmt: skip
def test_numbers_and_words_are_no_times(title: str) -> None:
    found = entry.read(title, ROOMS)

    assert (found.title, found.starts, found.ends, found.rooms) == (title, None, None, None)


@pytest.mark.parametrize(
    ("line", "title", "rooms", "is_everywhere"),
    [
        ("9:30-10:15 Opening; Hall A", "Opening", ("AAAAAA",), False),
        ("Opening;hall b", "Opening", ("BBBBBB",), False),
        ("9:30-10:15; Hall A", "", ("AAAAAA",), False),
        ("Opening; Hall A + Hall B", "Opening", ("AAAAAA", "BBBBBB"), False),
        ("Opening; all rooms", "Opening", (), True),
        ("Learning; a life; Hall A", "Learning; a life", ("AAAAAA",), False),
        ("افتتاح؛ القاعة ١", "افتتاح", ("CCCCCC",), False),
        ("Opening; Hall C", "Opening; Hall C", None, False),
        ("Opening; Hall A + Hall C", "Opening; Hall A + Hall C", None, False),
        ("Opening;", "Opening;", None, False),
    ],
)
def test_rooms_stand_behind_the_last_semicolon_if_there_are_such_rooms(
    line: str, title: str, rooms: tuple[str, ...] | None, is_everywhere: object
) -> None:
    found = entry.read(line, ROOMS, all_rooms="All rooms")

    assert (found.title, found.rooms, found.in_all_rooms) == (title, rooms, is_everywhere)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("12:30 Lunch", "meal"), ("Coffee break", "break"), ("Panel: cities", "panel"), ("Xyz", "")],
)
def test_the_title_tells_the_kind(line: str, kind: str) -> None:
    assert entry.read(line, ROOMS).kind == kind


def test_an_end_before_its_start_is_behind_midnight_when_that_makes_a_night() -> None:
    day = date(2026, 9, 28)

    assert Entry("", time(22), time(1)).ends_on(day) == datetime(2026, 9, 29, 1)  # noqa: DTZ001 - wall clock
    assert Entry("", time(9), time(8)).ends_on(day) == datetime(2026, 9, 28, 8)  # noqa: DTZ001 - wall clock
    assert (Entry("").starts_on(day), Entry("").ends_on(day)) == (None, None)


@settings(max_examples=150, deadline=None)
@given(some.text(max_size=80))
def test_any_line_is_read_and_loses_no_word(line: str) -> None:
    found = entry.read(line, ROOMS)

    assert found.title in line


@settings(max_examples=100, deadline=None)
@given(some.times(), some.times(), some.text("abc ", min_size=1).filter(str.strip))
def test_a_time_written_out_is_read_back(starts: time, ends: time, title: str) -> None:
    starts, ends = starts.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)

    found = entry.read(f"{starts:%H:%M}-{ends:%H:%M} {title}", ROOMS)

    assert found.starts == starts
    assert found.title == title.strip()
    if ends >= starts or starts.hour >= 12:
        assert found.ends == ends
