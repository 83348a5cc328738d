"""Times that cannot be, contradict one another, or leave those of the event."""

from datetime import datetime
from typing import Any

import pytest

from app.events.models import Attendance
from app.programme.models import ProgrammeItem, SessionKind
from tests.make.programme import at, local
from tests.programme.checks.facts import codes, event, found, item, room, told


def test_a_sound_programme_has_no_findings() -> None:
    panel = item("Panel", "09:00", "10:00")

    assert codes(panel, item("Talk", "09:00", "09:30", inside=panel), item("Next", "10:00", "11:00")) == []


@pytest.mark.parametrize(
    ("session", "code", "is_error"),
    [
        (item("Backwards", "10:00", "09:59"), "end_before_start", True),
        (item("Idea", None, None), "not_scheduled", False),
        (item("Eve", day=27), "outside_days", False),
        (item("Early", "08:59", "09:30"), "before_opening", False),
        (item("Late", "16:00", "17:01"), "beyond_end", False),
        (item("Moment", "12:00", "12:00"), "zero_length", False),
        (item("Open end", "17:00", None), "no_end", False),
    ],
)
def test_each_slip_is_found_by_its_code(session: ProgrammeItem, code: str, is_error: bool) -> None:  # noqa: FBT001
    assert [(one.item, one.code, one.is_error) for one in found(session)] == [(session, code, is_error)]


def exact(starts: str, ends: str, **fields: Any) -> Any:
    return event(
        daily_start=None, daily_end=None, starts_local=at(starts), ends_local=at(ends),
        attendance=Attendance.ONLINE, **fields,
    )  # fmt: skip


def test_a_programme_beyond_the_announced_end_is_found_with_both_times() -> None:
    last = item("Networking", "14:00", "15:00", kind=SessionKind.NETWORKING)

    assert told(item("Talk", "12:30", "14:00"), last, of=exact("12:30", "14:00")) == [
        "beyond_end: It ends at 15:00, but the event is announced to end at 14:00."
    ]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (at("16:00", 29), []),
        (at("18:00", 29), ["beyond_end"]),
        (at("00:30", 29), ["beyond_end"]),
        (at("17:00", 30), []),
        (local("2026-10-01 16:00"), ["beyond_end"]),
    ],
)
def test_a_session_of_several_days_is_measured_by_its_last_day(ends: datetime, expected: list[str]) -> None:
    exhibition = item("Exhibition", "10:00", "11:00")
    exhibition.ends_local = ends

    assert codes(exhibition) == expected


def test_closing_without_length_beside_the_next_item_is_a_hint_and_no_clash() -> None:
    hall = room()
    closing = item("Closing", "14:00", "14:00", kind=SessionKind.CLOSING, rooms=[hall])
    after = item("Coffee", "14:00", "15:00", rooms=[hall])

    hints = found(closing, after, item("Before", "13:00", "14:00", rooms=[hall]), rooms=[hall])

    assert [(one.code, one.is_hint) for one in hints] == [("zero_length", True)]


def test_ends_worked_out_are_one_hint_however_many_there_are() -> None:
    many = [item(f"Talk {hour}", f"{hour}:00", None) for hour in range(10, 15)]

    (hint,) = found(*many)

    assert (hint.code, hint.is_hint) == ("ends_worked_out", True)
    assert hint.message.endswith("which end when the next one begins: Talk 10, Talk 11, Talk 12 and 2 more.")


def test_a_closing_without_an_end_needs_none() -> None:
    assert codes(item("Closing", "17:00", None, kind=SessionKind.CLOSING)) == []


@pytest.mark.parametrize("kind", [SessionKind.MEAL, SessionKind.NETWORKING, SessionKind.REGISTRATION])
def test_people_meet_and_eat_around_the_daily_hours(kind: SessionKind) -> None:
    assert (
        codes(item("Arriving", "08:00", "09:00", kind=kind), item("Dinner", "19:00", "21:00", kind=kind))
        == []
    )


def test_an_event_online_without_hours_tells_nobody_when_to_come() -> None:
    bare = event(daily_start=None, daily_end=None, attendance=Attendance.ONLINE)

    assert codes(of=bare) == ["no_hours"]
    assert codes(of=event(daily_start=None, daily_end=None)) == []


def test_a_time_the_clock_skips_is_pointed_at() -> None:
    night = item(
        "Night", None, None, starts_local=local("2027-03-28 02:30"), ends_local=local("2027-03-28 04:00")
    )
    spring = {"first_day": datetime(2027, 3, 28).date(), "last_day": datetime(2027, 3, 28).date()}  # noqa: DTZ001

    whole_day = {**spring, "daily_start": None, "daily_end": None}
    assert codes(night, of=event(**whole_day)) == ["in_gap"]
    assert codes(night, of=event(**whole_day, timezone="Africa/Nairobi")) == []


def test_parts_that_leave_overlap_or_gape_are_told_apart() -> None:
    panel = item("Panel", "10:00", "12:00")
    first = item("One", "10:00", "10:30", inside=panel)
    second = item("Two", "10:20", "11:00", inside=panel)
    third = item("Three", "11:30", "12:30", inside=panel)

    assert told(panel, first, second, third) == [
        "gap_inside: Nothing is planned inside it from 11:00 to 11:30.",
        "overlaps_sibling: It begins at 10:20, before “One” is over, which is part of the same session.",
        "outside_parent: It leaves the time of the session it is part of.",
    ]


def test_parts_in_rooms_of_their_own_may_run_side_by_side() -> None:
    hall, studio = room("Hall"), room("Studio")
    forums = item("Forums", "10:00", "11:00")
    parts = [
        item("A", "10:00", "11:00", inside=forums, rooms=[hall]),
        item("B", "10:00", "11:00", inside=forums, rooms=[studio]),
    ]

    assert codes(forums, *parts, rooms=[hall, studio]) == []


def test_one_talk_in_a_longer_panel_leaves_time_to_discuss() -> None:
    panel = item("Panel", "10:00", "12:00")

    assert codes(panel, item("Talk", "10:00", "10:20", inside=panel)) == []


def test_findings_follow_the_order_of_the_programme_and_the_event_comes_last() -> None:
    late, early = item("Late", "15:00", "14:00"), item("Early", "09:00", "08:00")

    shown = found(late, early, of=event(image_credit="© Somebody"))

    assert [one.item for one in shown] == [early, late, None]


def test_of_one_session_the_gravest_comes_first() -> None:
    wrong = item("Wrong", "18:00", "17:30", day=27)

    assert [one.code for one in found(wrong)] == ["end_before_start", "outside_days"]


def test_a_part_of_a_part_blocks_the_release_and_leads_to_where_it_is_corrected() -> None:
    outer = item("Outer", "09:00", "10:00")
    middle = item("Middle", "09:00", "10:00", inside=outer)
    inner = item("Inner", None, None, inside=middle)

    (problem,) = found(outer, middle, inner)

    assert (problem.code, problem.is_error, problem.item, problem.target.field) == (
        "part_of_part", True, inner, "parent",
    )  # fmt: skip
    assert problem.message.startswith("It is part of a session that is itself part of “Outer”.")
