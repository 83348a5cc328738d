"""Shifting, fitting, swapping, moving up and down, nesting: each one step, and undone as one."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import DomainError, Gone
from app.core.localtime import Ambiguous, InGap
from app.events.models import Event
from app.programme import queries
from app.programme.arranging import fitting, plans, shifting
from app.programme.arranging.fitting import Slot, Way
from app.programme.arranging.shifting import Shift
from app.programme.errors import (
    ClocksChange,
    EndBeforeStart,
    HasChildren,
    LeavesDay,
    MayNotEditProgramme,
    NothingAbove,
    NothingMoves,
    NotInside,
    NotScheduled,
    OneInsideOther,
    Overlapping,
    PlanOutOfDate,
    RunsIntoBreak,
    TooDeep,
    TooLittleTime,
)
from app.programme.models import DraftStep, ProgrammeItem, SessionKind
from app.programme.services import memento, sessions, undoing
from app.programme.services.arranging import moving
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def editor(event: Event) -> Actor:
    return Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def times(event: Event) -> dict[str, str]:
    """What the draft says of every session, by title."""
    db.session.expire_all()
    return {item.title["en"]: said(item) for item in queries.draft(event).timetable}


def said(item: ProgrammeItem) -> str:
    starts = f"{item.starts_local:%H:%M}" if item.starts_local else ""
    return starts + (f"-{item.ends_local:%H:%M}" if item.ends_local else "")


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def session(event: Event, title: str, starts: str, ends: str = "", **fields: object) -> ProgrammeItem:
    return make.item(event, title, starts=at(starts), ends=at(ends) if ends else None, **fields)  # type: ignore[arg-type]


@pytest.fixture
def morning(event: Event) -> dict[str, ProgrammeItem]:
    """Two halls, a panel with a talk, lunch for all, the next day."""
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    made = [
        session(event, "Opening", "09:00", "10:00", rooms=[hall]),
        session(event, "Panel", "10:00", "11:30", rooms=[hall]),
        session(event, "Workshop", "10:00", "11:30", rooms=[studio]),
        session(event, "Lunch", "12:00", "13:00", in_all_rooms=True, kind=SessionKind.MEAL),
        session(event, "Closing", "13:00", "13:00", rooms=[hall]),
        make.item(event, "Tomorrow", starts=at("10:00", 29), ends=at("11:00", 29), rooms=[hall]),
    ]
    made.append(session(event, "Talk", "10:30", "10:45", parent=made[1]))
    return {item.title["en"]: item for item in made}


def test_a_shift_takes_what_follows_in_the_same_rooms_and_nothing_else(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    plan = moving.shift(morning["Panel"], Shift(minutes=15), actor=editor(event))

    assert [move.item.title["en"] for move in plan.moves] == ["Panel", "Talk", "Lunch", "Closing"]
    assert times(event) == {
        "Opening": "09:00-10:00", "Workshop": "10:00-11:30", "Panel": "10:15-11:45", "Talk": "10:45-11:00",
        "Lunch": "12:15-13:15", "Closing": "13:15-13:15", "Tomorrow": "10:00-11:00",
    }  # fmt: skip
    assert actions() == ["session.shifted"]


def test_a_shift_in_all_rooms_takes_what_is_beside_it(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    moving.shift(morning["Workshop"], Shift(minutes=-30, in_all_rooms=True), actor=SYSTEM)

    assert times(event) == {
        "Opening": "09:00-10:00", "Panel": "09:30-11:00", "Talk": "10:00-10:15", "Workshop": "09:30-11:00",
        "Lunch": "11:30-12:30", "Closing": "12:30-12:30", "Tomorrow": "10:00-11:00",
    }  # fmt: skip


def test_a_shift_up_to_a_break_leaves_the_break_and_refuses_to_run_into_it(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    moving.shift(morning["Panel"], Shift(minutes=30, until_break=True), actor=SYSTEM)
    with pytest.raises(RunsIntoBreak) as refused:
        moving.shift(morning["Panel"], Shift(minutes=5, until_break=True), actor=SYSTEM)

    assert str(refused.value) == "“Panel” would run into “Lunch”, which begins at 12:00."
    assert times(event)["Panel"] == "10:30-12:00"
    assert times(event)["Lunch"] == "12:00-13:00"


def test_a_shift_from_a_talk_takes_the_talks_behind_it_the_panels_end_and_what_follows(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    session(event, "Second talk", "10:45", "11:30", parent=morning["Panel"])
    session(event, "First talk", "10:00", "10:30", parent=morning["Panel"])

    moving.shift(morning["Talk"], Shift(minutes=10), actor=SYSTEM)

    assert times(event) == {
        "Opening": "09:00-10:00", "Panel": "10:00-11:40", "First talk": "10:00-10:30", "Talk": "10:40-10:55",
        "Second talk": "10:55-11:40", "Workshop": "10:00-11:30", "Lunch": "12:10-13:10",
        "Closing": "13:10-13:10", "Tomorrow": "10:00-11:00",
    }  # fmt: skip


def test_what_starts_with_it_and_comes_before_it_stays(event: Event) -> None:
    session(event, "Welcome", "09:00", "09:00")
    opening = session(event, "Opening", "09:00", "10:00")

    moving.shift(opening, Shift(minutes=5), actor=SYSTEM)

    assert times(event) == {"Welcome": "09:00-09:00", "Opening": "09:05-10:05"}


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "refusal"),
    [
        ("2026-09-28 22:00", "2026-09-28 23:30", 31, LeavesDay),
        ("2026-09-28 22:00", "2026-09-29 00:00", 5, LeavesDay),
        ("2026-09-28 23:30", "", 30, LeavesDay),
        ("2026-09-28 00:10", "2026-09-28 01:00", -15, LeavesDay),
        ("2026-03-29 01:30", "2026-03-29 01:45", 60, InGap),
        ("2026-03-29 01:00", "2026-03-29 01:30", 150, ClocksChange),
        ("2026-10-25 01:30", "2026-10-25 02:00", 120, ClocksChange),
        ("2026-09-28 22:00", "2026-09-28 23:30", 0, NothingMoves),
    ],
)
def test_a_shift_never_crosses_midnight_or_a_change_of_the_clocks(
    event: Event, starts: str, ends: str, minutes: int, refusal: type[DomainError]
) -> None:
    item = make.item(event, starts=local(starts), ends=local(ends) if ends else None)

    with pytest.raises(refusal):
        moving.shift(item, Shift(minutes=minutes), actor=SYSTEM)

    db.session.expire_all()
    assert item.starts_local == local(starts)
    assert actions() == []


def test_a_shift_may_end_at_midnight_and_stay_in_the_second_of_two_hours(event: Event) -> None:
    late = session(event, "Late", "22:00", "23:30")
    night = make.item(
        event, "Night", starts=local("2026-10-25 02:10"), ends=local("2026-10-25 02:30"),
        starts_fold=1, ends_fold=1,
    )  # fmt: skip

    moving.shift(late, Shift(minutes=30), actor=SYSTEM)
    moving.shift(night, Shift(minutes=15), actor=SYSTEM)

    assert late.ends_local == local("2026-09-29 00:00")
    assert (night.starts_local, night.starts_fold, night.ends_fold) == (local("2026-10-25 02:25"), 1, 1)


def test_a_shift_of_a_panel_cannot_end_it_before_it_begins(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "10:30")
    talk = session(event, "Talk", "12:00", parent=panel)

    with pytest.raises(EndBeforeStart):
        moving.shift(talk, Shift(minutes=-45), actor=SYSTEM)


def test_what_has_no_time_cannot_be_shifted(event: Event) -> None:
    with pytest.raises(NotScheduled):
        moving.shift(make.item(event, starts=None), Shift(minutes=5), actor=SYSTEM)


def test_only_what_was_shown_is_done(event: Event, morning: dict[str, ProgrammeItem]) -> None:
    wish = Shift(minutes=15)
    seen = shifting.plan(queries.draft(event), morning["Panel"], wish).mark
    session(event, "New", "14:00", "15:00", in_all_rooms=True)

    with pytest.raises(PlanOutOfDate):
        moving.shift(morning["Panel"], wish, seen=seen, actor=SYSTEM)

    assert times(event)["Panel"] == "10:00-11:30"
    seen = shifting.plan(queries.draft(event), morning["Panel"], wish).mark
    moving.shift(morning["Panel"], wish, seen=seen, actor=SYSTEM)
    assert times(event)["New"] == "14:15-15:15"


def test_a_session_that_somebody_has_removed_cannot_be_shifted(event: Event) -> None:
    item = session(event, "Gone", "10:00")
    sessions.remove(item, actor=SYSTEM)

    with pytest.raises(Gone):
        moving.shift(item, Shift(minutes=5), actor=SYSTEM)


def test_whoever_passes_the_hours_of_the_day_is_told(event: Event) -> None:
    first, last = session(event, "First", "15:00", "16:00"), session(event, "Last", "16:00", "17:00")

    plan = shifting.plan(queries.draft(event), first, Shift(minutes=15))

    assert [move.item for move in plans.past_hours(plan, event)] == [last]


day = some.lists(
    some.tuples(some.integers(60, 1200), some.integers(0, 120), some.integers(0, 2), some.booleans()),
    min_size=1,
    max_size=7,
)


@pytest.mark.sqlite
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day, some.integers(-60, 60).filter(bool), some.integers(0, 6), some.booleans())
def test_a_shift_keeps_order_and_lengths_touches_nothing_else_and_can_be_taken_back(
    event: Event, drawn: list[tuple[int, int, int, bool]], minutes: int, number: int, everywhere: Any
) -> None:
    with transaction() as opened:
        for old in queries.draft(event).timetable:
            opened.delete(old)
    rooms = queries.rooms(event) or [make.room(event), make.room(event)]
    made = [
        make.item(
            event,
            starts=at("00:00") + timedelta(minutes=starts),
            ends=at("00:00") + timedelta(minutes=starts + length) if has_end else None,
            rooms=rooms[:1] if where == 0 else rooms[1:] if where == 1 else [],
        )
        for starts, length, where, has_end in drawn
    ]
    before = memento.read(event)
    order = [one.id for one in queries.draft(event).timetable]
    chosen = made[number % len(made)]
    wish = Shift(minutes=minutes, in_all_rooms=everywhere)

    moved = [move.item.id for move in moving.shift(chosen, wish, actor=SYSTEM).moves]

    after = memento.read(event)
    for item in made:
        then, now = before["session", item.public_id], after["session", item.public_id]
        by = timedelta(minutes=minutes) if item.id in moved else timedelta()
        assert (item.starts_local - local(str(then["starts_local"]))) == by  # type: ignore[operator]
        assert {**then, "starts_local": 0, "ends_local": 0} == {**now, "starts_local": 0, "ends_local": 0}
        if item.ends_local:
            assert item.ends_local - local(str(then["ends_local"])) == by
    assert [one for one in order if one in moved] == [
        one.id for one in queries.draft(event).timetable if one.id in moved
    ]
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before


@pytest.mark.sqlite
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.integers(-120, 120).filter(bool), some.booleans())
def test_a_whole_day_shifted_there_and_back_is_what_it_was(
    event: Event, minutes: int, everywhere: Any
) -> None:
    if not queries.draft(event).timetable.top:
        hall = make.room(event)
        panel = session(event, "Panel", "09:00", "10:30", rooms=[hall])
        session(event, "Talk", "09:30", "10:00", parent=panel)
        session(event, "Lunch", "12:00", "13:00", in_all_rooms=True)
    first = queries.draft(event).timetable.top[0]
    before = memento.read(event)

    for by in (minutes, -minutes):
        moving.shift(first, Shift(minutes=by, in_all_rooms=everywhere), actor=SYSTEM)

    assert memento.read(event) == before


def test_sessions_inside_fill_its_time_evenly(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "11:10")
    for title in ("A", "B", "C"):
        make.item(event, title, starts=None, parent=panel)

    moving.fit_inside(panel, Way.EVENLY, actor=editor(event))

    assert times(event) == {
        "Panel": "10:00-11:10", "A": "10:00-10:25", "B": "10:25-10:45", "C": "10:45-11:10",
    }  # fmt: skip
    assert actions() == ["session.fitted"]


def test_sessions_inside_fill_its_time_in_proportion_and_those_together_stay_together(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "11:00")
    session(event, "A", "10:00", "10:10", parent=panel)
    session(event, "B", "10:10", "10:30", parent=panel)
    session(event, "B beside", "10:10", "10:25", parent=panel)

    moving.fit_inside(panel, Way.IN_PROPORTION, actor=SYSTEM)

    assert times(event) == {
        "Panel": "10:00-11:00", "A": "10:00-10:20", "B": "10:20-11:00", "B beside": "10:20-11:00",
    }  # fmt: skip


def test_sessions_between_two_times_fill_them_with_what_is_inside(event: Event) -> None:
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    session(event, "Before", "08:00", "09:00", rooms=[hall])
    panel = session(event, "Panel", "09:00", "10:00", rooms=[hall])
    session(event, "First half", "09:00", "09:30", parent=panel)
    session(event, "Second half", "09:30", "10:00", parent=panel)
    session(event, "Elsewhere", "09:30", "11:00", rooms=[studio])
    session(event, "Debate", "10:15", "11:15", rooms=[hall])
    slot = Slot(day=at("09:00").date(), starts=at("09:00"), ends=at("12:00"), room=hall.public_id)

    moving.fit_between(event, slot, actor=SYSTEM)

    assert times(event) == {
        "Before": "08:00-09:00", "Panel": "09:00-10:30", "First half": "09:00-09:45",
        "Second half": "09:45-10:30", "Elsewhere": "09:30-11:00", "Debate": "10:30-12:00",
    }  # fmt: skip
    assert actions() == ["programme.fitted"]


def test_a_time_that_is_too_short_or_unclear_is_refused(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "10:10")
    for title in ("A", "B", "C"):
        make.item(event, title, starts=None, parent=panel)
    session(event, "Beside", "10:05", "11:00")
    night = Slot(
        day=local("2026-10-25").date(), starts=local("2026-10-25 02:30"), ends=local("2026-10-25 04:00")
    )
    empty = Slot(day=at("09:00").date(), starts=at("12:00"), ends=at("12:00"))
    whole = Slot(day=at("09:00").date(), starts=at("10:00"), ends=at("12:00"))

    with pytest.raises(TooLittleTime):
        moving.fit_inside(panel, Way.EVENLY, actor=SYSTEM)
    with pytest.raises(NothingMoves):
        moving.fit_inside(session(event, "Alone", "15:00", "16:00"), Way.EVENLY, actor=SYSTEM)
    with pytest.raises(NotScheduled):
        moving.fit_inside(make.item(event, starts=None), Way.EVENLY, actor=SYSTEM)
    with pytest.raises(Ambiguous) as asked:
        moving.fit_between(event, night, actor=SYSTEM)
    with pytest.raises(EndBeforeStart):
        moving.fit_between(event, empty, actor=SYSTEM)
    with pytest.raises(Overlapping):
        moving.fit_between(event, whole, actor=SYSTEM)
    assert asked.value.field == "starts"


@pytest.mark.parametrize("other", ["09:30", "08:30"])
def test_what_runs_beside_one_that_its_talks_tell_the_time_of_is_not_put_behind_it(
    event: Event, other: str
) -> None:
    frame = make.item(event, "Frame", starts=None)
    session(event, "Talk", "09:00", "10:00", parent=frame)
    session(event, "Beside", other, "10:00")
    slot = Slot(day=at("09:00").date(), starts=at("08:00"), ends=at("12:00"))

    with pytest.raises(Overlapping):
        moving.fit_between(event, slot, actor=SYSTEM)


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.none() | some.integers(0, 240), min_size=1, max_size=12),
    some.integers(1, 60),
    some.sampled_from(Way),
)
def test_everybody_gets_at_least_five_minutes_and_the_order_stays(
    lengths: list[float | None], units: int, way: Way
) -> None:
    if units < len(lengths):
        with pytest.raises(TooLittleTime):
            fitting._shares(lengths, units, way)  # noqa: SLF001 - the arithmetic by itself
        return

    shares = [0, *fitting._shares(lengths, units, way), units]  # noqa: SLF001

    assert all(after - before >= 1 for before, after in pairwise(shares))


def test_two_sessions_exchange_times_and_rooms_with_what_is_inside(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    workshop, panel = morning["Workshop"], morning["Panel"]
    rooms = {name: list(morning[name].rooms) for name in ("Panel", "Closing")}

    moving.swap(panel, morning["Closing"], actor=editor(event))
    moving.swap(workshop, morning["Opening"], actor=editor(event))

    assert times(event) == {
        "Workshop": "09:00-10:00", "Closing": "10:00-11:30", "Opening": "10:00-11:30", "Lunch": "12:00-13:00",
        "Panel": "13:00-13:00", "Talk": "13:30-13:45", "Tomorrow": "10:00-11:00",
    }  # fmt: skip
    assert (panel.rooms, morning["Closing"].rooms) == (rooms["Closing"], rooms["Panel"])
    assert workshop.rooms == rooms["Panel"]
    assert actions() == ["session.swapped", "session.swapped"]


def test_swapping_twice_and_moving_there_and_back_change_nothing(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    before = memento.read(event)

    for _ in range(2):
        moving.swap(morning["Panel"], morning["Tomorrow"], actor=SYSTEM)
    moving.move(morning["Panel"], "up", actor=SYSTEM)
    moving.move(morning["Panel"], "down", actor=SYSTEM)

    assert memento.read(event) == before


def test_what_its_talks_tell_the_time_of_gives_that_time_to_what_it_is_swapped_with(event: Event) -> None:
    frame = make.item(event, "Frame", starts=None)
    session(event, "Talk", "09:00", "10:00", parent=frame)
    plenary = session(event, "Plenary", "10:00", "11:30")

    moving.swap(plenary, frame, actor=SYSTEM)

    assert times(event) == {"Plenary": "09:00-10:00", "Frame": "10:00-11:30", "Talk": "10:00-11:00"}


def test_two_whose_talks_tell_their_time_are_swapped_and_go_on_having_none(event: Event) -> None:
    one, other = make.item(event, "One", starts=None), make.item(event, "Other", starts=None)
    session(event, "Early", "09:00", "10:00", parent=one)
    session(event, "Late", "14:00", "15:00", parent=other)

    moving.swap(one, other, actor=SYSTEM)

    assert times(event) == {"Other": "", "Late": "09:00-10:00", "One": "", "Early": "14:00-15:00"}


def test_two_talks_exchange_their_panels_as_well(event: Event) -> None:
    first, second = session(event, "First", "09:00", "10:00"), session(event, "Second", "14:00", "15:00")
    one = session(event, "One", "09:00", "09:30", parent=first)
    other = session(event, "Other", "14:30", "15:00", parent=second)

    moving.swap(one, other, actor=SYSTEM)

    db.session.expire_all()
    assert (one.parent, other.parent) == (second, first)
    assert times(event) == {
        "First": "09:00-10:00", "Other": "09:00-09:30", "Second": "14:00-15:00", "One": "14:30-15:00",
    }  # fmt: skip


def test_a_session_and_what_is_inside_it_cannot_be_swapped(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    other_panel = session(event, "Other panel", "15:00", "16:00")
    session(event, "Other talk", "15:00", "15:30", parent=other_panel)
    waiting = make.item(event, "Waiting", starts=None)

    for one, other, refusal in (
        (morning["Panel"], morning["Talk"], OneInsideOther),
        (morning["Talk"], morning["Panel"], OneInsideOther),
        (morning["Panel"], morning["Panel"], OneInsideOther),
        (other_panel, morning["Talk"], HasChildren),
        (morning["Panel"], waiting, NotScheduled),
    ):
        with pytest.raises(refusal):
            moving.swap(one, other, actor=SYSTEM)

    moving.swap(waiting, morning["Opening"], actor=SYSTEM)
    assert times(event)["Waiting"] == "09:00-10:00"
    assert times(event)["Opening"] == ""


@pytest.mark.parametrize(
    ("sessions", "moved", "direction", "expected"),
    [
        # each keeps its length, and the pause between them stays
        (["A 09:00-10:00", "B 10:15-10:45"], "A", "down", {"B": "09:00-09:30", "A": "09:45-10:45"}),
        (["A 09:00-10:00", "B 10:15-10:45"], "B", "up", {"B": "09:00-09:30", "A": "09:45-10:45"}),
        (["A 09:00", "B 10:00-10:30"], "A", "down", {"B": "09:00-09:30", "A": "09:30"}),
        (["A 09:00-10:00", "B 10:00"], "A", "down", {"B": "09:00", "A": "10:00-11:00"}),
        (["A 09:00-11:00", "B 09:30-10:00"], "B", "up", {"B": "09:00-09:30", "A": "09:30-11:30"}),
        (["A 09:00-10:00", "B 10:00-10:00"], "B", "up", {"B": "09:00-09:00", "A": "09:00-10:00"}),
        (["A 09:00-10:00", "B 09:00-10:00"], "B", "up", {"B": "09:00-10:00", "A": "09:00-10:00"}),
        (["A ", "B "], "A", "down", {"B": "", "A": ""}),
        (["A 09:00-10:00", "B 10:00-11:00"], "A", "up", {"A": "09:00-10:00", "B": "10:00-11:00"}),
        (["A 09:00-10:00", "B "], "A", "down", {"A": "09:00-10:00", "B": ""}),
    ],
)
def test_moving_up_or_down_exchanges_places_with_the_neighbour(
    event: Event, sessions: list[str], moved: str, direction: str, expected: dict[str, str]
) -> None:
    made = {}
    for line in sessions:
        title, _space, clocks = line.partition(" ")
        starts, _dash, ends = clocks.partition("-")
        made[title] = make.item(
            event, title, starts=at(starts) if starts else None, ends=at(ends) if ends else None
        )

    moving.move(made[moved], direction, actor=SYSTEM)  # type: ignore[arg-type]

    found = times(event)
    assert list(found.items()) == list(expected.items())
    moving.move(made[moved], {"up": "down", "down": "up"}[direction], actor=SYSTEM)  # type: ignore[arg-type]


def test_what_begins_with_its_first_talk_keeps_its_place_when_others_that_begin_then_are_moved(
    event: Event,
) -> None:
    session(event, "First", "09:00")
    panel = make.item(event, "Panel", starts=None)
    session(event, "Talk", "09:00", parent=panel)
    session(event, "Last", "09:00")
    moved = session(event, "Moved", "09:00")

    moving.move(moved, "up", actor=SYSTEM)

    assert list(times(event)) == ["First", "Panel", "Talk", "Moved", "Last"]


def test_what_moves_takes_along_what_is_inside_and_keeps_its_rooms(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    rooms = list(morning["Panel"].rooms)

    assert moving.move(morning["Panel"], "up", actor=editor(event))

    assert times(event)["Panel"] == "09:00-10:30"
    assert times(event)["Talk"] == "09:30-09:45"
    assert times(event)["Opening"] == "10:30-11:30"
    assert morning["Panel"].rooms == rooms
    assert actions() == ["session.moved"]


def test_what_is_beside_it_in_another_room_is_passed_by(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    moving.move(morning["Workshop"], "up", actor=SYSTEM)
    assert list(times(event))[1:4] == ["Workshop", "Panel", "Talk"]

    moving.move(morning["Workshop"], "down", actor=SYSTEM)
    moving.move(morning["Workshop"], "down", actor=SYSTEM)

    assert times(event)["Workshop"] == "11:30-13:00"
    assert times(event)["Lunch"] == "10:00-11:00"
    assert times(event)["Panel"] == "10:00-11:30"


def test_one_without_a_time_does_not_change_places_with_one_that_has_one(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "11:00")
    make.item(event, "Untimed", starts=None, parent=panel)
    talk = session(event, "Timed", "10:30", "11:00", parent=panel)

    with pytest.raises(NotScheduled) as refused:
        moving.move(talk, "up", actor=SYSTEM)

    assert str(refused.value) == "Only one of the two has a time of its own. Give the other one a time first."


def test_a_session_goes_into_the_one_above_and_out_again(
    event: Event, morning: dict[str, ProgrammeItem]
) -> None:
    closing = morning["Closing"]

    parent = moving.nest(closing, actor=editor(event))
    db.session.expire_all()
    assert (parent, closing.parent) == (morning["Lunch"], morning["Lunch"])

    moving.unnest(closing, actor=editor(event))
    db.session.expire_all()
    assert closing.parent is None
    assert times(event)["Closing"] == "13:00-13:00"
    assert actions() == ["session.nested", "session.unnested"]


def test_nesting_has_two_levels_and_needs_something_above(morning: dict[str, ProgrammeItem]) -> None:
    for name, refusal in (
        ("Talk", TooDeep), ("Panel", HasChildren), ("Opening", NothingAbove), ("Tomorrow", NothingAbove),
    ):  # fmt: skip
        with pytest.raises(refusal):
            moving.nest(morning[name], actor=SYSTEM)
    with pytest.raises(NotInside):
        moving.unnest(morning["Panel"], actor=SYSTEM)


def test_what_had_the_time_of_the_session_around_it_keeps_it_outside(event: Event) -> None:
    panel = session(event, "Panel", "10:00", "11:00")
    talk = make.item(event, "Talk", starts=None, parent=panel, position=0)
    waiting = [make.item(event, title, starts=None) for title in ("Idea", "Second idea")]

    moving.unnest(talk, actor=SYSTEM)
    moving.nest(waiting[1], actor=SYSTEM)

    assert times(event) == {"Panel": "10:00-11:00", "Talk": "10:00-11:00", "Idea": "", "Second idea": ""}
    assert waiting[1].parent == waiting[0]


ACTS: list[Callable[[Event, ProgrammeItem, Actor], object]] = [
    lambda _event, item, actor: moving.shift(item, Shift(minutes=5), actor=actor),
    lambda _event, item, actor: moving.fit_inside(
        queries.draft(item.event).timetable.top[1], Way.EVENLY, actor=actor
    ),
    lambda event, _item, actor: moving.fit_between(
        event, Slot(day=at("09:00").date(), starts=at("12:00"), ends=at("14:30")), actor=actor
    ),
    lambda event, item, actor: moving.swap(item, queries.draft(event).timetable.top[-1], actor=actor),
    lambda _event, item, actor: moving.move(item, "down", actor=actor),
    lambda event, _item, actor: moving.nest(
        queries.draft(event).timetable.days()[at("09:00").date()][-1], actor=actor
    ),
    lambda event, _item, actor: moving.unnest(
        next(one for one in queries.draft(event).timetable if one.parent_id), actor=actor
    ),
]


@pytest.mark.parametrize("number", range(len(ACTS)))
def test_every_act_is_one_step_that_can_be_undone_and_only_by_those_who_may(
    event: Event, morning: dict[str, ProgrammeItem], number: int
) -> None:
    session(event, "After lunch", "14:00", "15:00", in_all_rooms=True)
    session(event, "Evening", "16:00", "17:00")
    before, act, opening = memento.read(event), ACTS[number], morning["Opening"]
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})

    with pytest.raises(MayNotEditProgramme):
        act(event, opening, viewer)
    assert memento.read(event) == before
    assert actions() == []

    act(event, opening, editor(event))
    after = memento.read(event)

    assert after != before
    assert db.session.scalar(select(func.count()).select_from(DraftStep)) == 1
    assert len(actions()) == 1
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before
    undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == after
