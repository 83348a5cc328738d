"""Rooms and people at one time in two places, and seats that a room does not have."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.checks.clashing import Occupied, clashes
from app.programme.models import AppearanceMode, AppearanceState
from app.programme.rules import Timetable
from tests.make.programme import NINE
from tests.programme.checks.facts import appearing, codes, event, item, person, room, told


def test_a_room_used_twice_is_told_with_the_time_that_both_want_it() -> None:
    hall = room("Hall")
    one = item("One", "09:00", "10:30", rooms=[hall])
    two = item("Two", "10:00", "11:00", rooms=[hall])

    assert told(one, two, rooms=[hall]) == ["room_twice: Hall is taken from 10:00 to 10:30: “One” is there."]


def test_what_ends_when_the_next_begins_is_no_clash() -> None:
    hall = room()

    assert codes(item("One", rooms=[hall]), item("Two", "10:00", "11:00", rooms=[hall]), rooms=[hall]) == []


def test_a_break_in_all_rooms_needs_each_of_them() -> None:
    hall, studio = room("Hall"), room("Studio")
    coffee = item("Coffee", "10:00", "10:30", in_all_rooms=True)
    workshop = item("Workshop", "10:15", "11:00", rooms=[studio])

    assert told(coffee, workshop, rooms=[hall, studio]) == [
        "room_twice: Studio is taken from 10:15 to 10:30: “Coffee” is there."
    ]


def test_a_talk_shares_the_room_of_its_panel() -> None:
    hall = room()
    panel = item("Panel", "09:00", "10:00", rooms=[hall])

    assert codes(panel, item("Talk", "09:00", "09:30", inside=panel, rooms=[hall]), rooms=[hall]) == []


def test_nobody_is_in_two_places_at_once() -> None:
    ana = person()
    one = item("One", "09:00", "10:00", people=[appearing(ana)], rooms=[room()])
    two = item("Two", "09:30", "10:30", people=[appearing(ana)], rooms=[room()])

    assert told(one, two) == ["person_twice: Ana López is also in “One” from 09:30 to 10:00."]


@pytest.mark.parametrize(
    "fields", [{"mode": AppearanceMode.VIDEO_MESSAGE}, {"state": AppearanceState.DECLINED}]
)
def test_a_message_on_video_and_a_refusal_need_nobody_to_be_there(fields: dict[str, Any]) -> None:
    ana = person()
    one = item("One", people=[appearing(ana)])
    two = item("Two", "09:30", "10:30", people=[appearing(ana, **fields)])

    assert "person_twice" not in codes(one, two)


def test_whoever_speaks_inside_a_session_is_in_it_once() -> None:
    ana = person()
    panel = item("Panel", people=[appearing(ana)])
    talk = item("Talk", "09:00", "09:30", inside=panel, people=[appearing(ana)])
    other = item("Another", None, None, inside=panel, people=[appearing(ana)])

    assert codes(panel, talk, other) == []


@pytest.mark.parametrize(("seats", "expected"), [(30, []), (31, ["too_many_seats"]), (None, [])])
def test_no_session_offers_more_seats_than_its_rooms_have(seats: int | None, expected: list[str]) -> None:
    rooms = [room("A", capacity=10), room("B", capacity=20)]

    assert codes(item(rooms=rooms, seats=seats), rooms=rooms) == expected


def test_a_room_of_unknown_size_holds_whoever_comes() -> None:
    rooms = [room("A", capacity=10), room("Garden")]

    assert codes(item(rooms=rooms, seats=500), rooms=rooms) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=12))
def test_a_session_clashes_exactly_when_an_earlier_one_is_still_on(times: list[tuple[int, int]]) -> None:
    items = [
        item(f"S{number}", None, None, starts_local=NINE + timedelta(minutes=start),
             ends_local=NINE + timedelta(minutes=start + length))
        for number, (start, length) in enumerate(times)
    ]  # fmt: skip
    timetable = Timetable(items, event())
    spans = {one: timetable.span(one) for one in items}

    met = {clash.item.id for clash in clashes(Occupied(one, span) for one, span in spans.items() if span)}

    lasting = [
        (one, start, start + length) for one, (start, length) in zip(items, times, strict=True) if length
    ]
    expected = len([
        one for place, (one, start, _end) in enumerate(sorted(lasting, key=lambda each: each[1]))
        if any(end > start for _other, _start, end in sorted(lasting, key=lambda each: each[1])[:place])
    ])  # fmt: skip
    assert len(met) == expected
