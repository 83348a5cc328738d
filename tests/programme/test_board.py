"""One day of the draft as its grid shows it."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.programme import board
from app.programme.board import NO_ROOM, Block, Board
from app.programme.rules import Draft
from tests.make.programme import at, local
from tests.programme.releases.drafts import Fact, Facts, draft

DAY = date(2026, 9, 28)


def made(*facts: Fact, everywhere: int = 0, timezone: str = "Europe/Berlin") -> Draft:
    """A draft of these facts; one of them takes place in all rooms."""
    made = draft(Facts(sessions=facts, timezone=timezone))
    for item in made.timetable:
        item.in_all_rooms = item.id == everywhere
    return made


def shown(*facts: Fact, day: date = DAY, **kwargs: Any) -> Board:
    return board.board(made(*facts, **kwargs), day)


def numbers(blocks: Any) -> list[int]:
    return [one.item.id for one in blocks]


def only(one: Board) -> Block:
    (block,) = one.blocks
    return block


def test_a_day_has_its_sessions_in_order_and_what_waits() -> None:
    found = shown(
        Fact(1, starts=at("11:00"), ends=at("12:00"), room="B"),
        Fact(2, ends=at("10:00"), room="A"),
        Fact(3, starts=at("09:00", 29)),
        Fact(4, starts=None),
        Fact(5, starts=None, parent=4),
    )

    assert numbers(found.blocks) == [2, 1]
    assert [item.id for item in found.waiting] == [4]
    assert [(one.first, one.last, one.columns) for one in found.blocks] == [
        (540, 600, ["A"]),
        (660, 720, ["B"]),
    ]


def test_what_has_no_room_has_a_column_of_its_own_and_may_be_given_one() -> None:
    block = only(shown(Fact(1, ends=at("10:00"))))

    assert (block.columns, block.keeps_rooms) == ([NO_ROOM], False)


def test_parts_stand_inside_in_their_own_room_or_where_the_whole_is() -> None:
    panel = Fact(1, ends=at("12:00"), room="A")
    block = only(
        shown(
            panel,
            Fact(2, ends=at("10:00"), parent=1),
            Fact(3, starts=at("10:00"), parent=1, room="B"),
            Fact(4, starts=None, parent=1),
        )
    )

    assert [(part.item.id, part.columns, part.keeps_rooms) for part in block.parts] == [
        (2, ["A"], False),
        (3, ["B"], False),
    ]
    assert [item.id for item in block.untimed] == [4]


def test_a_heading_is_where_its_talks_are_and_keeps_to_them() -> None:
    heading = Fact(1, starts=None)
    block = only(shown(heading, Fact(2, parent=1, room="B"), Fact(3, parent=1, room="A")))

    assert (block.columns, block.keeps_rooms) == (["A", "B"], True)


def test_a_talk_on_another_day_than_its_panel_is_shown_on_its_own() -> None:
    panel, talk = Fact(1, ends=at("10:00"), room="A"), Fact(2, starts=at("09:00", 29), parent=1)

    assert numbers(shown(panel, talk).blocks) == [1]
    assert only(shown(panel, talk)).parts == []
    assert numbers(shown(panel, talk, day=date(2026, 9, 29)).blocks) == [2]


@pytest.mark.parametrize(
    ("other", "is_band"),
    [
        (Fact(2, starts=at("10:00"), room="A"), True),
        (Fact(2, starts=at("09:30"), ends=at("10:30"), room="A"), False),
        (Fact(2, starts=at("09:30"), ends=at("09:30"), room="A"), False),
        (Fact(2, starts=at("09:30"), ends=at("09:45"), parent=1), True),
        (Fact(2, starts=at("09:30"), ends=at("09:45"), parent=1, room="A"), False),
    ],
)
def test_what_is_in_all_rooms_is_one_band_unless_something_else_is_on(other: Fact, *, is_band: bool) -> None:
    block = shown(Fact(1, ends=at("10:00")), other, everywhere=1).blocks[0]

    assert (block.is_band, block.keeps_rooms, block.columns) == (is_band, True, ["A", "B"])
    assert all(part.is_band == is_band for part in block.parts)


def test_the_hours_follow_the_sessions_with_a_margin_and_the_event() -> None:
    early = shown(Fact(1, starts=at("07:15"), ends=at("08:00")))
    late = shown(Fact(1, starts=at("19:00"), ends=at("00:30", 29)))
    for_days = shown(Fact(1, starts=at("16:30"), ends=at("10:00", 30)))

    assert (early.first, early.last) == (6 * 60, 17 * 60)  # the event's day ends at five
    assert (late.first, late.last) == (18 * 60, 26 * 60)
    assert (for_days.first, for_days.last) == (16 * 60, 18 * 60)  # an hour of it, not the night


def test_an_empty_day_has_the_usual_hours() -> None:
    empty = made()
    empty.event.daily_end = None

    found = board.board(empty, DAY)

    assert (found.first, found.last, found.blocks) == (9 * 60, 18 * 60, [])
    assert board.arrange(found) is None


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 25), -1), (date(2027, 3, 28), 1), (date(2026, 9, 28), 0)]
)
def test_a_day_tells_what_the_clocks_do(day: date, hours: int) -> None:
    assert shown(day=day).shift == timedelta(hours=hours)


def test_on_the_day_the_clocks_change_places_are_those_of_the_clock() -> None:
    night = Fact(1, starts=local("2026-10-25 01:30"), ends=local("2026-10-25 04:00"))

    block = only(shown(night, day=date(2026, 10, 25)))

    assert (block.first, block.last) == (90, 240)  # though it lasts three hours and a half


def test_the_days_are_the_events_and_those_of_its_sessions() -> None:
    found = board.days(made(Fact(1, starts=at("09:00", 27))))

    assert found == [date(2026, 9, day) for day in (27, 28, 29, 30)]


def test_a_page_without_scripts_has_a_place_for_every_session() -> None:
    found = shown(
        Fact(1, ends=at("10:00"), room="A"),
        Fact(2, ends=at("10:00"), room="B"),
        Fact(3, ends=at("10:00")),
    )

    places = board.arrange(found)

    assert places is not None
    assert set(places.places) == {"S1", "S2", "S3"}
    assert places.columns == ["A", "B", ""]


EXHIBITION = Fact(1, starts=at("16:00"), ends=at("14:00", 30), room="A")


@pytest.mark.parametrize(
    ("day", "above", "drawn", "hours"),
    [
        (28, [], [(960, 2 * 1440 + 840)], (15 * 60, 17 * 60)),
        (29, [1], [], (9 * 60, 18 * 60)),
        (30, [], [(-2 * 1440 + 960, 840)], (9 * 60, 15 * 60)),
    ],
)
def test_a_session_of_several_days_stands_on_each_of_them(
    day: int, above: list[int], drawn: list[tuple[int, int]], hours: tuple[int, int]
) -> None:
    draft = made(EXHIBITION)
    draft.event.daily_end = None

    found = board.board(draft, date(2026, 9, day))

    assert numbers(found.above) == above
    assert [(one.first, one.last) for one in found.blocks] == drawn
    assert (found.first, found.last) == hours
    assert [one.is_continued for one in [*found.above, *found.blocks]] == [day > DAY.day]


def test_a_dinner_past_midnight_is_told_above_the_next_days_hours() -> None:
    dinner = Fact(1, starts=at("19:00"), ends=at("00:30", 29), room="A")
    breakfast = Fact(2, starts=at("08:00", 29), ends=at("09:00", 29))

    next_day = shown(dinner, breakfast, day=date(2026, 9, 29))

    assert (numbers(next_day.above), numbers(next_day.blocks)) == ([1], [2])
    assert next_day.first == 7 * 60


def test_what_ends_at_midnight_is_over_with_its_day() -> None:
    vigil = Fact(1, starts=at("20:00"), ends=at("00:00", 29))

    assert numbers(shown(vigil).blocks) == [1]
    assert shown(vigil, day=date(2026, 9, 29)).above == []
    assert max(board.days(made(Fact(1, starts=at("20:00", 30), ends=local("2026-10-01 00:00"))))) == date(
        2026, 9, 30
    )


def test_talks_stand_on_their_own_day_inside_what_ends_on_it_and_on_their_own_under_what_lasts_all_day() -> (
    None
):
    facts = (
        Fact(1, starts=at("16:00"), ends=at("14:00", 30), room="A"),
        Fact(2, starts=at("10:00", 29), ends=at("11:00", 29), parent=1),
        Fact(3, starts=at("10:00", 30), ends=at("11:00", 30), parent=1),
        Fact(4, starts=None, parent=1),
    )

    first, middle, last = (shown(*facts, day=date(2026, 9, day)) for day in (28, 29, 30))

    assert (numbers(first.blocks), first.blocks[0].parts) == ([1], [])
    assert [item.id for item in first.blocks[0].untimed] == [4]
    assert (numbers(middle.above), numbers(middle.blocks)) == ([1], [2])
    assert (middle.above[0].parts, middle.above[0].untimed) == ((), ())
    assert (numbers(last.blocks), numbers(last.blocks[0].parts)) == ([1], [3])


def test_lunch_is_one_band_also_while_an_exhibition_lasts_all_day() -> None:
    exhibition = Fact(1, starts=at("16:00"), ends=at("14:00", 30), room="A")
    lunch = Fact(2, starts=at("12:00", 29), ends=at("13:00", 29), room="B")

    found = shown(exhibition, lunch, day=date(2026, 9, 29), everywhere=2)

    assert [one.is_band for one in found.blocks] == [True]


def test_every_day_of_a_session_can_be_chosen() -> None:
    found = board.days(made(Fact(1, starts=at("10:00", 30), ends=local("2026-10-02 18:00"))))

    assert found == [
        date(2026, 9, 28),
        date(2026, 9, 29),
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2026, 10, 2),
    ]


def test_a_session_of_a_century_does_not_fill_the_page_with_days() -> None:
    assert len(board.days(made(Fact(1, ends=local("2126-09-28 10:00"))))) <= 40


def test_without_scripts_what_is_cut_off_begins_and_ends_with_the_hours_shown() -> None:
    facts = (EXHIBITION, Fact(2, starts=at("10:00", 30), ends=at("11:00", 30), room="B"))

    places = board.arrange(shown(*facts, day=date(2026, 9, 30)))

    assert places is not None
    assert min(places.clocks) == at("09:00", 30).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert places.columns == ["A", "B"]
