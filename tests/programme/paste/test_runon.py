"""A whole day in one line, cut at its clocks, and lines with several clocks that tell no day."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2027, 9, 6), "Europe/Berlin", date(2027, 9, 8))


def told(text: str) -> list[tuple[str, str]]:
    """Start and title of every session."""
    return [
        (f"{one.start // 60}:{one.start % 60:02}" if one.start is not None else "", one.title.value)
        for one in parse(text, OPTIONS).sessions
    ]


DAY = [("14:30", "Welcome"), ("15:00", "Panel on wells"), ("16:00", "Coffee")]


@pytest.mark.parametrize(
    "line",
    [
        "14:30 Welcome; 15:00 Panel on wells; 16:00 Coffee",
        "14:30 Welcome, 15:00 Panel on wells, 16:00 Coffee",
        "14:30 Welcome | 15:00 Panel on wells | 16:00 Coffee",
        "14:30 Welcome / 15:00 Panel on wells / 16:00 Coffee",
        "14:30 Welcome • 15:00 Panel on wells • 16:00 Coffee",
        "14:30 Welcome → 15:00 Panel on wells → 16:00 Coffee",
        "14:30 Welcome – 15:00 Panel on wells – 16:00 Coffee",
        "14:30-15:00 Welcome 15:00-16:00 Panel on wells 16:00-16:30 Coffee",
        "2:30pm Welcome; 3:00pm Panel on wells; 4:00pm Coffee",
        "Programme: 14:30 Welcome; 15:00 Panel on wells; 16:00 Coffee",
        "Monday 6 September: 14:30 Welcome, 15:00 Panel on wells, 16:00 Coffee",
        "| 14:30 | Welcome | 15:00 | Panel on wells | 16:00 | Coffee |",
    ],
)
def test_a_day_in_one_line_is_cut_at_its_clocks(line: str) -> None:
    assert told(line) == DAY


def test_where_one_line_tells_a_day_a_shorter_one_does_too() -> None:
    text = "6 September 9:00 | Walk | 11:00 | Talk | 12:00 | Lunch\n7 September 9:30 | Tea | 10:00 | Goodbye"

    found = parse(text, OPTIONS).sessions

    assert [(one.day, one.title.value) for one in found] == [
        (date(2027, 9, 6), "Walk"), (date(2027, 9, 6), "Talk"), (date(2027, 9, 6), "Lunch"),
        (date(2027, 9, 7), "Tea"), (date(2027, 9, 7), "Goodbye"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Buses leave the station at 8:00 sharp, 8:15 at the latest, 8:30 for the last of all",  # no marks
        "Hotels: 8:00 North Gate, 8:15 South Gate, 8:30 Station",  # nobody knows what these are
        "Doors: 9:00, 11:00, 14:00",
        "Online 15:00 CET | 19:00 IST | 22:00 PHT",  # the same hour elsewhere
        "Shown at 15:00 in Quay; 9:00 in Moor; 8:00 in Lamp",
    ],
)
def test_a_line_with_several_clocks_need_tell_no_day(line: str) -> None:
    found = told(f"10:00 Opening\n{line}\n11:00 Lunch")

    assert [title for _, title in found if title in {"Opening", "Lunch"}] == ["Opening", "Lunch"]
    assert len(found) <= 3
