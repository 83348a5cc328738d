"""A day as a table of rooms: everything has a place, and no two places overlap."""

import re
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.programme.timetable import grid
from app.programme.timetable.grid import Box

NINE = datetime(2026, 9, 28, 9, tzinfo=UTC)
ROOMS = ["A", "B", "C", "D"]


def box(identifier: str, start: int, end: int, *rooms: str, is_cancelled: bool = False) -> Box:
    """Minutes after nine."""
    return Box(
        identifier, NINE + timedelta(minutes=start), NINE + timedelta(minutes=end), rooms, is_cancelled
    )


def cells(place: str) -> tuple[range, range]:
    """The lines and columns a place covers."""
    numbers = {name: int(number) for name, number in re.findall(r"(row|span|column|across)-(\d+)", place)}
    return (
        range(numbers["row"], numbers["row"] + numbers["span"]),
        range(numbers["column"], numbers["column"] + numbers["across"]),
    )


def test_rooms_are_columns_and_times_are_lines() -> None:
    made = grid.arrange(
        [box("a", 0, 60, "A"), box("b", 0, 30, "B"), box("c", 30, 60, "B"), box("lunch", 60, 90)], ROOMS
    )

    assert made is not None
    assert made.columns == ["A", "B"]
    assert made.places == {
        "a": "row-2 span-2 column-2 across-1",
        "b": "row-2 span-1 column-3 across-1",
        "c": "row-3 span-1 column-3 across-1",
        "lunch": "row-4 span-1 column-2 across-2 wide",
    }
    assert made.clocks == {
        NINE: "row-2",
        NINE + timedelta(minutes=30): "row-3",
        NINE + timedelta(minutes=60): "row-4",
    }


def test_neighbouring_rooms_are_one_box_and_distant_ones_begin_in_the_first() -> None:
    made = grid.arrange(
        [box("ab", 0, 30, "B", "A"), box("c", 0, 30, "C"), box("ac", 30, 60, "A", "C"),
         box("b", 30, 60, "B")],
        ROOMS,
    )  # fmt: skip

    assert made is not None
    assert made.places["ab"] == "row-2 span-1 column-2 across-2"
    assert made.places["ac"] == "row-3 span-1 column-2 across-1"


def test_what_has_its_time_to_itself_stands_across_all_rooms() -> None:
    made = grid.arrange(
        [box("opening", 0, 30, "A"), box("a", 30, 90, "A"), box("b", 60, 120, "B"), box("closing", 120, 120)],
        ROOMS,
    )

    assert made is not None
    assert made.places == {
        "opening": "row-2 span-1 column-2 across-2 wide",
        "a": "row-3 span-2 column-2 across-1",
        "b": "row-4 span-2 column-3 across-1",
        "closing": "row-6 span-1 column-2 across-2 wide",
    }


def test_a_moment_has_a_line_to_itself_between_what_ends_and_what_begins() -> None:
    made = grid.arrange(
        [box("before", 0, 30, "A"), box("closing", 30, 30, "A"), box("after", 30, 60, "A"),
         box("long", 0, 60, "B")],
        ROOMS,
    )  # fmt: skip

    assert made is not None
    assert made.places == {
        "before": "row-2 span-1 column-2 across-1",
        "closing": "row-3 span-1 column-2 across-1",
        "after": "row-4 span-1 column-2 across-1",
        "long": "row-2 span-3 column-3 across-1",
    }


def test_who_takes_place_keeps_the_room_and_who_does_not_makes_way() -> None:
    made = grid.arrange(
        [box("off", 0, 30, "A", is_cancelled=True), box("on", 0, 30, "A"), box("b", 0, 30, "B")], ROOMS
    )

    assert made is not None
    assert made.places["on"] == "row-2 span-1 column-2 across-1"
    assert made.places["off"] == "row-2 span-1 column-4 across-1 spare"
    assert made.columns == ["A", "B", ""]


def test_what_has_no_room_stands_beside_what_has_one() -> None:
    made = grid.arrange([box("walk", 0, 30), box("a", 0, 30, "A"), box("b", 0, 30, "B")], ROOMS)

    assert made is not None
    assert made.places["walk"] == "row-2 span-1 column-4 across-1 spare"


def test_one_room_is_a_list() -> None:
    assert grid.arrange([box("a", 0, 30, "A"), box("lunch", 30, 60)], ROOMS) is None
    assert grid.arrange([], ROOMS) is None


def test_a_day_too_large_for_the_stylesheet_is_a_list() -> None:
    many_rooms = [str(number) for number in range(grid.MOST_COLUMNS + 1)]
    wide = [box(room, 0, 30, room) for room in many_rooms]
    long = [box(str(minute), minute, minute + 1, "A") for minute in range(grid.MOST_LINES)]

    assert grid.arrange(wide, many_rooms) is None
    assert grid.arrange([*long, box("b", 0, 1, "B")], ROOMS) is None
    assert grid.arrange([*long[: grid.MOST_LINES - 1], box("b", 0, 1, "B")], ROOMS) is not None


BOXES = st.lists(
    st.builds(
        lambda start, length, rooms, off: (start, start + length, rooms, off),
        st.integers(0, 20).map(lambda number: number * 15),
        st.sampled_from([0, 15, 30, 45, 120]),
        st.lists(st.sampled_from(ROOMS), max_size=3, unique=True),
        st.booleans(),
    ),
    max_size=14,
)


@given(BOXES)
def test_no_two_boxes_overlap_whatever_is_planned(
    planned: list[tuple[int, int, list[str], bool]],
) -> None:
    boxes = [
        box(str(number), start, end, *rooms, is_cancelled=off)
        for number, (start, end, rooms, off) in enumerate(planned)
    ]

    made = grid.arrange(boxes, ROOMS)

    if made is None:
        return
    assert set(made.places) == {one.id for one in boxes}
    for one, other in combinations(made.places.values(), 2):
        (rows, columns), (other_rows, other_columns) = cells(one), cells(other)
        assert not (set(rows) & set(other_rows) and set(columns) & set(other_columns)), (one, other)


@given(BOXES)
def test_lines_follow_time(planned: list[tuple[int, int, list[str], bool]]) -> None:
    boxes = [box(str(number), start, end, *rooms) for number, (start, end, rooms, _off) in enumerate(planned)]

    made = grid.arrange(boxes, ROOMS)

    if made is None:
        return
    for one, other in combinations(boxes, 2):
        if one.ends_at <= other.starts_at and one.starts_at < other.starts_at:
            assert cells(made.places[one.id])[0].stop <= cells(made.places[other.id])[0].start
