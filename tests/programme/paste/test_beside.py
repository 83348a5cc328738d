"""Sessions at one time that are counted: those below a title, and those that share the clock of the first."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
from app.programme.paste.schema import clock
from app.programme.paste.signs import follows

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


@pytest.mark.parametrize("signs", [("1A", "1B"), ("A1", "A2"), ("2.1", "2.2"), ("II", "III"), ("1-a", "1-b")])
def test_sessions_below_a_title_are_counted_by_signs_of_several_parts(signs: tuple[str, str]) -> None:
    first, second = signs
    text = f"""11:00–12:30 Parallel sessions
Session {first}: Schools on the water (Room Danube)
Chair: Dr Ada Lindqvist (Ghana)
Session {second}: Kitchens at the quay (Room Mekong)
Speakers: Bo Okafor (Cork)
12:30 Lunch"""

    _, *found, _ = read(text)

    assert [(one.title.value, one.room and one.room.value, one.parent) for one in found] == [
        (f"Session {first}: Schools on the water", "Room Danube", 0),
        (f"Session {second}: Kitchens at the quay", "Room Mekong", 0),
    ]
    assert [[person.name.value for person in one.people] for one in found] == [
        ["Ada Lindqvist"],
        ["Bo Okafor"],
    ]
    assert {one.kind for one in found} == {"presentation"}


@pytest.mark.parametrize(
    ("word", "first", "second"),
    [("Workshop", "A", "B"), ("Atelier", "1", "2"), ("Taller", "3", "4"), ("论坛", "一", "二")],
)
def test_what_counts_on_below_a_session_is_another_one_at_its_time(
    word: str, first: str, second: str
) -> None:
    text = f"13:40–15:00 {word} {first}: Walks\n{word} {second}: Games\nAda Lindqvist (Cork)\n15:00 End"

    one, other, _ = read(text)

    assert [one.title.value, other.title.value] == [f"{word} {first}: Walks", f"{word} {second}: Games"]
    assert [(clock(each.start), clock(each.end or 0), each.parent) for each in (one, other)] == [
        ("13:40", "15:00", None)
    ] * 2
    assert (one.people, [person.name.value for person in other.people]) == ((), ["Ada Lindqvist"])


@pytest.mark.parametrize(
    "below", ["Workshop D: Games", "Forum B: Games", "Workshop B", "Workshop A: Games", "Games"]
)
def test_what_does_not_count_on_is_said_about_the_session(below: str) -> None:
    assert len(read(f"13:40–15:00 Workshop A: Walks\n{below}\n15:00 End")) == 2


def test_signs_follow_within_their_series() -> None:
    assert all(
        follows(sign, before)
        for before, sign in [
            ("a", "b"),
            ("9", "10"),
            ("iv", "v"),
            ("1a", "1b"),
            ("二", "三"),
            ("2.9", "2.10"),
        ]
    )
    assert not any(
        follows(sign, before)
        for before, sign in [("a", "c"), ("2", "1"), ("1a", "2b"), ("", ""), ("b", "b"), ("1", "a")]
    )


def test_what_is_visited_is_no_room_of_the_visit() -> None:
    text = "15:30 Study visits\nVisit 1 – The floating library\nVisit 2 – Waterworks museum\n17:00 End"

    _, first, second, _ = read(text)

    assert (first.title.value, first.room) == ("Visit 1 – The floating library", None)
    assert (second.title.value, second.room) == ("Visit 2 – Waterworks museum", None)


def test_numbered_sessions_stand_below_a_title_that_says_how_to_choose() -> None:
    text = (
        "10:30 Break-out sessions (choose one):\n1. Numbers at work - Ada Lindqvist (Room 2)\n"
        "2. Digital champions - Bo Okafor (Room 3)\n12:00 Lunch"
    )

    _, *found, _ = read(text)

    assert [(one.title.value, one.room and one.room.value) for one in found] == [
        ("Numbers at work", "Room 2"),
        ("Digital champions", "Room 3"),
    ]


def test_columns_of_days_have_columns_of_rooms_beside_them() -> None:
    text = (
        "Time\tMonday 4 May\tRoom\tTuesday 5 May\tRoom\n"
        "09:00–10:00\tOpening\tAula\tWells and words\t101\n"
        "10:00–10:30\tCoffee\tFoyer\tCoffee\tFoyer"
    )

    found = [(one.day.day, one.title.value, one.room and one.room.value) for one in read(text)]

    assert found == [
        (4, "Opening", "Aula"),
        (5, "Wells and words", "101"),
        (4, "Coffee", "Foyer"),
        (5, "Coffee", "Foyer"),
    ]


def test_codes_without_a_mark_count_sessions() -> None:
    text = (
        "11:30 Working groups\nWG1 Communication (Lead: Ada Lindqvist)\nWG2 Members (Lead: Bo Okafor)\n"
        "13:00 Lunch"
    )

    _, *found, _ = read(text)

    assert [(one.title.value, one.people[0].name.value) for one in found] == [
        ("WG1 Communication", "Ada Lindqvist"),
        ("WG2 Members", "Bo Okafor"),
    ]


def test_what_is_in_which_numbered_room_are_sessions_of_their_own() -> None:
    text = "11:10 Regional meetings (in parallel)\n Africa – Room 201\n Arab States – Room 202\n12:30 Lunch"

    assert [(one.title.value, one.room and one.room.value) for one in read(text)[1:-1]] == [
        ("Africa", "Room 201"),
        ("Arab States", "Room 202"),
    ]


def test_sessions_are_numbered_within_their_slot() -> None:
    text = """10:20 BREAKOUT 1
1.1 Podcasting 101 – Rm 114 – Ada Lindqvist
1.2 Grant writing – Library – Bo Okafor
11:15 BREAKOUT 2
2.1 Numbers in the kitchen – Rm 116 – Cleo Marsh
2.2 Wells – Rm 117 – Dan Reed
12:10 Lunch"""

    found = [(one.title.value, one.room and one.room.value) for one in read(text) if one.parent is not None]

    assert found == [
        ("Podcasting 101", "Rm 114"),
        ("Grant writing", "Library"),
        ("Numbers in the kitchen", "Rm 116"),
        ("Wells", "Rm 117"),
    ]


def test_hours_and_place_of_a_day_are_no_session_though_a_mark_parts_them() -> None:
    text = "Day 1\nTime: 9:00 – 17:00 | Venue: Harbour Hall\n9:00–9:20 Opening\n9:20–10:50 Wells"

    assert [one.title.value for one in read(text)] == ["Opening", "Wells"]


def test_where_blank_lines_part_everything_the_title_stands_behind_one() -> None:
    text = "9:15\n\nKeynote lecture\n\nThe city as teacher\n\nProf. Ada Lindqvist\n\n10:00\n\nCoffee break"

    first, _ = read(text)

    assert (first.title.value, first.kind) == ("The city as teacher", "keynote")
    assert [person.name.value for person in first.people] == ["Ada Lindqvist"]


def test_a_numbered_room_stands_behind_a_colon() -> None:
    text = "9:00 Parallel discussions\nGroup A: Room 101\nGroup B: Room 102\n10:00 Lunch"

    assert [(one.title.value, one.room and one.room.value) for one in read(text)[1:-1]] == [
        ("Group A", "Room 101"),
        ("Group B", "Room 102"),
    ]
