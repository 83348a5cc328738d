"""When sessions begin and end, and in which order they come."""

import itertools
from datetime import date, time
from typing import Any

from app.events.models import Event
from app.programme.models import ProgrammeItem, Room
from app.programme.rules import Span, Timetable, is_outside, is_outside_days, share_rooms
from tests.make.programme import at, local

_numbers = itertools.count(1)


def event(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "first_day": date(2026, 9, 28), "last_day": date(2026, 9, 30), "daily_end": time(17),
        "timezone": "Europe/Berlin", "starts_fold": 0, "ends_fold": 0,
    }  # fmt: skip
    return Event(**{**values, **fields})


def item(
    starts: str = "", ends: str = "", *, parent: ProgrammeItem | None = None, day: int = 28, **fields: Any
) -> ProgrammeItem:
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": number, "position": number, "starts_fold": 0, "ends_fold": 0, "in_all_rooms": False,
        "starts_local": at(starts, day) if starts else None,
        "ends_local": at(ends, day) if ends else None,
        "parent_id": parent.id if parent else None,
    }  # fmt: skip
    return ProgrammeItem(**{**values, **fields})


def span(timetable: Timetable, of: ProgrammeItem) -> Span:
    found = timetable.span(of)
    assert found is not None
    return found


def clocks(timetable: Timetable, of: ProgrammeItem) -> tuple[str, str]:
    found = span(timetable, of)
    return f"{found.starts.local:%H:%M}", f"{found.ends.local:%H:%M}"


def test_what_was_said_is_kept() -> None:
    one, zero_length = item("09:00", "10:15"), item("14:00", "14:00")

    timetable = Timetable([one, zero_length], event())

    assert clocks(timetable, one) == ("09:00", "10:15")
    assert clocks(timetable, zero_length) == ("14:00", "14:00")
    assert not span(timetable, one).end_is_derived


def test_a_missing_end_is_the_start_of_the_next() -> None:
    opening, closing, same_minute = item("12:30"), item("12:35"), item("12:35")

    timetable = Timetable([closing, opening, same_minute], event())

    assert clocks(timetable, opening) == ("12:30", "12:35")
    assert span(timetable, opening).end_is_derived
    assert clocks(timetable, closing) == ("12:35", "17:00")
    assert clocks(timetable, same_minute) == ("12:35", "17:00")


def test_the_next_counts_in_the_same_rooms_only() -> None:
    hall, studio = Room(id=1), Room(id=2)
    in_hall, in_studio = item("09:00", rooms=[hall]), item("09:30", rooms=[studio])
    later_in_hall, everywhere = item("10:00", rooms=[hall]), item("11:00", in_all_rooms=True)
    nowhere = item("11:30")

    timetable = Timetable([in_hall, in_studio, later_in_hall, everywhere, nowhere], event())

    assert clocks(timetable, in_hall) == ("09:00", "10:00")
    assert clocks(timetable, in_studio) == ("09:30", "11:00")
    assert clocks(timetable, everywhere) == ("11:00", "11:30")


def test_the_next_day_does_not_end_a_session() -> None:
    dinner, breakfast = item("20:00"), item("08:00", day=29)

    timetable = Timetable([dinner, breakfast], event())

    assert clocks(timetable, dinner) == ("20:00", "20:00")


def test_the_day_ends_with_the_daily_hours_or_the_exact_end() -> None:
    last = item("16:00")
    exact = event(ends_local=at("16:30"))

    assert clocks(Timetable([last], event()), last) == ("16:00", "17:00")
    assert clocks(Timetable([last], exact), last) == ("16:00", "16:30")
    assert clocks(Timetable([last], event(daily_end=None)), last) == ("16:00", "16:00")


def test_the_daily_hours_say_nothing_of_other_days() -> None:
    eve = item("16:00", day=27)

    assert clocks(Timetable([eve], event()), eve) == ("16:00", "16:00")


def test_the_last_talk_ends_with_its_panel() -> None:
    panel = item("09:00", "10:30")
    first, last = item("09:00", parent=panel), item("09:30", parent=panel)
    after = item("11:00")

    timetable = Timetable([panel, first, last, after], event())

    assert clocks(timetable, first) == ("09:00", "09:30")
    assert clocks(timetable, last) == ("09:30", "10:30")


def test_a_panel_without_an_end_holds_its_talks() -> None:
    panel = item("16:30")
    talk = item("16:45", "17:20", parent=panel)

    timetable = Timetable([panel, talk], event())

    assert clocks(timetable, panel) == ("16:30", "17:20")


def test_a_talk_without_times_has_those_of_its_panel() -> None:
    panel = item("09:00", "10:30")
    talk = item(parent=panel)

    timetable = Timetable([panel, talk], event())

    assert clocks(timetable, talk) == ("09:00", "10:30")
    assert span(timetable, talk).start_is_derived
    assert span(timetable, talk).end_is_derived


def test_a_heading_without_times_spans_what_is_inside() -> None:
    heading = item()
    first, last = item("09:00", parent=heading), item("09:20", "09:40", parent=heading)
    after = item("11:00")

    timetable = Timetable([heading, first, last, after], event())

    assert clocks(timetable, heading) == ("09:00", "09:40")
    assert span(timetable, heading).start_is_derived


def test_a_heading_is_over_when_all_that_runs_side_by_side_inside_it_is_over() -> None:
    heading = item()
    long, late = item("09:00", "12:00", parent=heading), item("10:00", "10:30", parent=heading)

    timetable = Timetable([heading, long, late], event())

    assert clocks(timetable, heading) == ("09:00", "12:00")


def test_a_heading_whose_last_talk_is_open_ends_with_the_next_session() -> None:
    heading = item()
    talk, after = item("09:00", parent=heading), item("11:00")

    timetable = Timetable([heading, talk, after], event())

    assert clocks(timetable, heading) == ("09:00", "11:00")
    assert clocks(timetable, talk) == ("09:00", "11:00")


def test_without_any_time_a_session_is_not_scheduled() -> None:
    idea, scheduled = item(), item("09:00")
    talk = item(parent=idea)

    timetable = Timetable([idea, talk, scheduled], event())

    assert timetable.span(idea) is None
    assert timetable.span(talk) is None
    assert timetable.unscheduled() == [idea, talk]
    assert list(timetable) == [scheduled, idea, talk]


def test_sessions_come_by_start_then_position_and_talks_follow_their_panel() -> None:
    late, panel, early = item("15:00", "16:00"), item("09:00", "12:00"), item("08:00", "09:00")
    second, first = item("11:00", parent=panel), item("09:00", parent=panel)
    beside = item("09:00", "10:00", position=0)

    timetable = Timetable([late, panel, early, second, first, beside], event())

    assert list(timetable) == [early, beside, panel, first, second, late]
    assert timetable.parent(first) is panel
    assert timetable.parent(panel) is None
    assert timetable.days() == {date(2026, 9, 28): [early, beside, panel, late]}


def test_order_follows_the_instant_where_the_clock_shows_a_time_twice() -> None:
    night = local("2026-10-25 02:30")
    second, first = (item(starts_local=night, starts_fold=fold) for fold in (1, 0))
    between = item(starts_local=local("2026-10-25 02:45"), starts_fold=0)

    timetable = Timetable([second, first, between], event())

    assert list(timetable) == [first, between, second]
    assert span(timetable, between).ends == span(timetable, second).starts


def test_leaving_the_parent_or_the_days_is_seen() -> None:
    panel = item("09:00", "10:00")
    early, late, inside = (
        item(*times, parent=panel) for times in (("08:59", "09:30"), ("09:30", "10:01"), ("09:00", "10:00"))
    )

    timetable = Timetable([panel, early, late, inside], event())

    outer = span(timetable, panel)
    assert [is_outside(span(timetable, one), outer) for one in (early, late, inside)] == [True, True, False]
    days = (date(2026, 9, 27), date(2026, 9, 28), date(2026, 9, 30), date(2026, 10, 1))
    assert [is_outside_days(day, event()) for day in days] == [True, False, False, True]


def test_rooms_are_shared_by_whoever_is_everywhere() -> None:
    hall, studio = Room(id=1), Room(id=2)
    one, other, both = item(rooms=[hall]), item(rooms=[studio]), item(rooms=[hall, studio])

    assert not share_rooms(one, other)
    assert share_rooms(one, both)
    assert share_rooms(one, item())
    assert share_rooms(item(in_all_rooms=True), other)


def test_a_part_of_a_part_is_seen_as_a_part_of_the_whole() -> None:
    outer = item("09:00", "12:00")
    middle = item("09:00", "10:00", parent=outer)
    inner = item("09:10", "09:30", parent=middle)
    timetable = Timetable([inner, middle, outer], event())

    assert [*timetable] == [outer, middle, inner]
    assert [timetable.parent(one) for one in timetable] == [None, outer, outer]
    assert span(timetable, inner).starts.local == at("09:10")


def test_sessions_that_are_part_of_each_other_are_not_lost() -> None:
    one = item("09:00", "10:00")
    other = item("10:00", "11:00", parent=one)
    one.parent_id = other.id

    assert [*Timetable([one, other], event())] == [one, other]
