"""Giving sessions their time and room, and taking them away."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core import localtime
from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db
from app.core.errors import DomainError, StaleEdit
from app.core.localtime import Ambiguous, InGap
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.programme import queries
from app.programme.errors import EndBeforeStart, EndWithoutStart, MayNotEditProgramme, NoSuchRoom
from app.programme.models import DraftStep, ProgrammeItem
from app.programme.services import placing, undoing
from app.programme.services.placing import Placement
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def placement(item: ProgrammeItem, **fields: Any) -> Placement:
    """Where it is, but for `fields`."""
    there = Placement(
        starts=item.starts_local,
        ends=item.ends_local,
        rooms=[room.public_id for room in item.rooms],
        in_all_rooms=item.in_all_rooms,
        revision=item.revision,
    )
    return replace(there, **fields)


def place(item: ProgrammeItem, **fields: Any) -> list[ProgrammeItem]:
    return placing.place(item, placement(item, **fields), actor=SYSTEM)


def times(item: ProgrammeItem) -> tuple[datetime | None, datetime | None, int, int]:
    db.session.rollback()
    db.session.refresh(item)
    return item.starts_local, item.ends_local, item.starts_fold, item.ends_fold


def steps() -> int:
    return len(db.session.scalars(select(DraftStep)).all())


def test_a_session_gets_its_time_and_rooms_in_one_step_that_is_written_down(event: Event) -> None:
    hall, studio = make.room(event), make.room(event)
    item = make.item(event, rooms=[hall])

    moved = place(item, starts=at("11:00"), ends=at("12:30"), rooms=[studio.public_id])

    assert moved == []
    assert times(item) == (at("11:00"), at("12:30"), 0, 0)
    assert (item.rooms, item.revision) == ([studio], 2)
    assert steps() == 1
    (entry,) = db.session.scalars(select(AuditEntry)).all()
    assert entry.action == "session.edited"
    assert entry.changes == {"fields": ["ends_local", "rooms", "starts_local"]}


def test_all_rooms_leave_no_single_one(event: Event) -> None:
    hall = make.room(event)
    item = make.item(event, rooms=[hall])

    place(item, in_all_rooms=True)

    assert (item.rooms, item.in_all_rooms) == ([], True)


def test_nothing_else_of_the_session_changes(event: Event) -> None:
    item = make.item(event, "", track=make.track(event), seats=7)
    before = (item.title, item.kind, item.track, item.seats)

    place(item, starts=at("11:00"))

    assert (item.title, item.kind, item.track, item.seats) == before


def test_where_nothing_is_different_nothing_is_done(event: Event) -> None:
    item = make.item(event, ends=at("10:00"))

    place(item)

    assert (item.revision, steps()) == (1, 0)


def test_sessions_inside_with_times_of_their_own_keep_their_distance(event: Event) -> None:
    panel = make.item(event, starts=at("09:00"), ends=at("11:00"))
    talk = make.item(event, starts=at("09:30"), ends=at("10:00"), parent=panel)
    open_ended = make.item(event, starts=at("10:00"), parent=panel)
    question = make.item(event, starts=None, parent=panel)

    moved = place(panel, starts=at("14:00", 29), ends=at("16:00", 29))

    assert moved == [talk, open_ended]
    assert times(talk) == (at("14:30", 29), at("15:00", 29), 0, 0)
    assert times(open_ended) == (at("15:00", 29), None, 0, 0)
    assert times(question) == (None, None, 0, 0)
    assert (talk.revision, question.revision) == (2, 1)
    assert steps() == 1


def test_they_stay_where_that_is_wanted_or_only_the_length_changes(event: Event) -> None:
    panel = make.item(event, starts=at("09:00"), ends=at("11:00"))
    talk = make.item(event, starts=at("09:30"), ends=at("10:00"), parent=panel)

    assert place(panel, ends=at("12:00")) == []
    assert place(panel, starts=at("09:15"), with_children=False) == []

    assert times(talk) == (at("09:30"), at("10:00"), 0, 0)


def test_a_heading_that_is_moved_is_over_with_its_sessions_as_before(event: Event) -> None:
    heading = make.item(event, starts=None)
    make.item(event, starts=at("09:30"), ends=at("10:00"), parent=heading)
    make.item(event, starts=at("15:00"), ends=at("16:00"))

    place(heading, starts=at("09:45"))

    assert (heading.starts_local, heading.ends_local) == (at("09:45"), at("10:15"))


def test_a_heading_is_moved_from_where_its_sessions_begin(event: Event) -> None:
    """It has no start of its own: that of the first session inside stands for it."""
    heading = make.item(event, starts=None)
    talk = make.item(event, starts=at("09:30"), ends=at("10:00"), parent=heading)

    assert placing.has_followers(heading)
    place(heading, starts=at("13:00"))

    assert times(talk) == (at("13:00"), at("13:30"), 0, 0)


def test_what_loses_its_time_waits_with_all_that_is_inside(event: Event) -> None:
    hall = make.room(event)
    panel = make.item(event, starts=at("09:00"), ends=at("11:00"), rooms=[hall])
    talk = make.item(event, starts=at("09:30"), ends=at("10:00"), parent=panel, rooms=[hall])

    moved = place(panel, starts=None, ends=None)

    assert moved == [talk]
    assert times(panel) == times(talk) == (None, None, 0, 0)
    assert queries.draft(event).timetable.unscheduled() == [panel, talk]
    assert (panel.rooms, talk.rooms) == ([hall], [hall])


def test_a_session_inside_that_loses_its_time_stays_inside(event: Event) -> None:
    panel = make.item(event, ends=at("11:00"))
    talk = make.item(event, starts=at("09:30"), parent=panel)

    place(talk, starts=None)

    assert not placing.has_followers(panel)
    span = queries.draft(event).timetable.span(talk)
    assert span is not None
    assert (span.starts.local, span.ends.local) == (at("09:00"), at("11:00"))


def test_a_move_is_undone_whole(event: Event) -> None:
    panel = make.item(event, starts=at("09:00"), ends=at("11:00"))
    talk = make.item(event, starts=at("09:30"), ends=at("10:00"), parent=panel)
    place(panel, starts=None, ends=None)

    undoing.undo(event, actor=SYSTEM)

    assert times(panel) == (at("09:00"), at("11:00"), 0, 0)
    assert times(talk) == (at("09:30"), at("10:00"), 0, 0)


@pytest.mark.parametrize(
    ("fields", "refusal", "field"),
    [
        ({"ends": at("08:59")}, EndBeforeStart, "ends"),
        ({"starts": None, "ends": at("10:00")}, EndWithoutStart, "starts"),
        ({"starts": local("2027-03-28 02:30"), "ends": None}, InGap, "starts"),
        ({"ends": local("2027-03-28 02:30")}, InGap, "ends"),
        ({"starts": local("2026-10-25 02:30"), "ends": None}, Ambiguous, "starts"),
        ({"starts": local("1800-01-01 09:00")}, DayOutOfRange, "starts"),
        ({"rooms": ["NOSUCH"]}, NoSuchRoom, "rooms"),
        ({"revision": 7}, StaleEdit, None),
    ],
)
def test_a_refusal_says_what_is_wrong_and_leaves_nothing_behind(
    event: Event, fields: dict[str, Any], refusal: type[DomainError], field: str | None
) -> None:
    item = make.item(event)

    with pytest.raises(refusal) as caught:
        place(item, **fields)

    assert caught.value.field == field
    assert times(item) == (at("09:00"), None, 0, 0)
    assert (item.revision, steps()) == (1, 0)


def test_a_room_of_another_event_is_none_of_ours(event: Event) -> None:
    item, theirs = make.item(event), make.room(make_events.event())

    with pytest.raises(NoSuchRoom):
        place(item, rooms=[theirs.public_id])


def test_who_may_not_edit_may_not_move(event: Event) -> None:
    item = make.item(event)

    with pytest.raises(MayNotEditProgramme):
        placing.place(item, placement(item, starts=at("10:00")), actor=ANONYMOUS)


def test_a_session_inside_that_would_fall_into_a_gap_stops_the_move(event: Event) -> None:
    panel = make.item(event, starts=at("01:00"), ends=at("05:00"))
    talk = make.item(event, starts=at("02:30"), parent=panel)

    with pytest.raises(InGap):
        place(panel, starts=local("2027-03-28 01:00"), ends=local("2027-03-28 05:00"))

    assert times(panel)[0] == at("01:00")
    assert times(talk)[0] == at("02:30")


@pytest.mark.parametrize("fold", [0, 1])
def test_where_the_clocks_go_back_sessions_inside_do_not_begin_before_it(event: Event, fold: int) -> None:
    vigil = make.item(event, starts=at("01:10"), ends=at("02:50"))
    reading = make.item(event, starts=at("01:30"), ends=at("01:40"), parent=vigil)

    place(vigil, starts=local("2026-10-25 02:10"), ends=local("2026-10-25 03:50"), starts_fold=fold)

    assert times(reading) == (local("2026-10-25 02:30"), local("2026-10-25 02:40"), fold, fold)


@pytest.mark.sqlite
@given(st.integers(-20_000, 20_000), st.integers(0, 300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_move_what_is_inside_stays_at_its_distance_on_the_clock(
    event: Event, by: int, inside: int
) -> None:
    panel = make.item(event, starts=at("12:00"))
    talk = make.item(event, starts=at("12:00") + timedelta(minutes=inside), parent=panel)
    starts = at("12:00") + timedelta(minutes=by)

    try:
        place(panel, starts=starts, starts_fold=0)
    except InGap:
        assert times(talk)[0] == at("12:00") + timedelta(minutes=inside)
    else:
        assert times(talk)[0] == starts + timedelta(minutes=inside)
        span = queries.draft(event).timetable.span(talk)
        assert span is not None
        assert span.starts.at >= localtime.to_utc(starts, event.timezone)
        assert span.day >= date(2026, 9, 1)
