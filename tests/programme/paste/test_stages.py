"""Programmes that go hall by hall: the hours begin again below each."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))


def told(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (
            clock(one.start),
            one.title.value,
            one.room.value if one.room else None,
            None if one.end is None else clock(one.end),
        )
        for one in parse(text, OPTIONS).sessions
    ]


@pytest.mark.parametrize(
    "heads",
    [("Room 101", "Room 102"), ("LIBRARY (first floor)", "MAKERS' TENT"), ("Salle Jaurès", "Salle Zola")],
)
def test_what_stands_below_a_hall_takes_place_there(heads: tuple[str, str]) -> None:
    first, second = heads
    text = f"""{first}
9:00 Wells
9:20 Roofs

{second}
9:00 Kites
9:40 Boats (Foyer)

10:00 Coffee break"""

    assert told(text) == [
        ("09:00", "Wells", first, "09:20"),
        ("09:20", "Roofs", first, "10:00"),
        ("09:00", "Kites", second, "09:40"),
        ("09:40", "Boats", "Foyer", "10:00"),
        ("10:00", "Coffee break", None, None),
    ]


def test_a_heading_may_say_the_hall_behind_its_title() -> None:
    text = "Session 1 – Room 101\n9:00 Wells\n9:20 Roofs\n\nSession 2 – Room 102\n9:00 Kites\n9:20 Boats"

    assert [(title, room) for _, title, room, _ in told(text)] == [
        ("Wells", "Room 101"),
        ("Roofs", "Room 101"),
        ("Kites", "Room 102"),
        ("Boats", "Room 102"),
    ]


def test_a_hall_ends_with_its_day_and_nothing_ends_when_another_hall_begins_something() -> None:
    text = """4 May 2026
Room 101
9:00 Wells

Room 102
8:00 Kites
9:30 Boats

5 May 2026
9:00 Walk"""

    assert told(text) == [
        ("09:00", "Wells", "Room 101", None),
        ("08:00", "Kites", "Room 102", "09:30"),
        ("09:30", "Boats", "Room 102", None),
        ("09:00", "Walk", None, None),
    ]


def test_a_room_below_a_session_is_its_own_where_the_hours_go_on() -> None:
    text = "9:00 Wells\n\nRoom 101\n9:20 Roofs\n\nRoom 102\n9:40 Kites"

    assert [(title, room) for _, title, room, _ in told(text)] == [
        ("Wells", "Room 101"),
        ("Roofs", "Room 102"),
        ("Kites", None),
    ]
