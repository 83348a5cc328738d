"""Sessions typed as single lines: new ones after others, titles with times."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.errors import DomainError, StaleEdit
from app.core.localtime import Ambiguous, InGap
from app.events.models import Event
from app.programme import queries
from app.programme.errors import DayNotKnown, EndBeforeStart, MayNotEditProgramme, NoSuchSession, TitleMissing
from app.programme.models import DraftStep, ProgrammeItem, SessionKind
from app.programme.services import entering, memento, undoing
from app.programme.services.entering import Level, NewEntry, Retitling
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local

MONDAY = date(2026, 9, 28)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def enter(event: Event, line: str, **fields: object) -> ProgrammeItem:
    return entering.enter(event, NewEntry(line=line, **fields), actor=SYSTEM)  # type: ignore[arg-type]


def retitle(item: ProgrammeItem, line: str, **fields: object) -> None:
    entering.retitle(item, Retitling(line=line, revision=item.revision, **fields), actor=SYSTEM)  # type: ignore[arg-type]


def titles(event: Event) -> list[str]:
    db.session.expire_all()
    return [item.title["en"] for item in queries.draft(event).timetable]


def test_a_line_of_a_day_becomes_a_session_with_time_room_and_kind(event: Event) -> None:
    hall = make.room(event, "Hall A")

    made = enter(event, "12:30-13:30 Lunch; hall a", day=MONDAY)

    assert (made.title, made.starts_local, made.ends_local) == ({"en": "Lunch"}, at("12:30"), at("13:30"))
    assert (made.rooms, made.kind, made.in_all_rooms) == ([hall], SessionKind.MEAL, False)
    assert db.session.scalars(select(AuditEntry.action)).all() == ["session.created"]


def test_all_rooms_are_named_as_their_reader_calls_them(event: Event) -> None:
    assert enter(event, "Repas; Toutes les salles", all_rooms="Toutes les salles").in_all_rooms


def test_a_new_one_begins_when_the_one_before_ends_in_its_rooms_and_comes_right_after_it(
    event: Event,
) -> None:
    hall = make.room(event)
    first = make.item(event, "First", starts=at("09:00"), ends=at("10:00"), rooms=[hall])
    make.item(event, "Next", starts=at("10:00"), ends=at("11:00"), rooms=[hall])

    made = enter(event, "New", after=first.public_id)

    assert (made.starts_local, made.ends_local, made.rooms) == (at("10:00"), None, [hall])
    assert titles(event) == ["First", "New", "Next"]


def test_what_begins_with_its_first_talk_keeps_its_place_among_those_that_begin_then(event: Event) -> None:
    make.item(event, "First", starts=at("09:00"), position=11)
    panel = make.item(event, "Panel", starts=None, position=12)
    make.item(event, "Talk", starts=at("09:00"), parent=panel)
    last = make.item(event, "Last", starts=at("09:00"), position=13)

    enter(event, "New", after=last.public_id)

    assert titles(event) == ["First", "Panel", "Talk", "Last", "New"]


def test_after_one_without_an_end_it_begins_with_it_and_after_a_waiting_one_it_waits(event: Event) -> None:
    first, _other = (
        make.item(event, "First", starts=at("09:00")),
        make.item(event, "Other", starts=at("09:00")),
    )
    idea, _last = make.item(event, "Idea", starts=None), make.item(event, "Last", starts=None)

    made, waiting = enter(event, "New", after=first.public_id), enter(event, "Waiting", after=idea.public_id)

    assert (made.starts_local, waiting.starts_local) == (at("09:00"), None)
    assert titles(event) == ["First", "New", "Other", "Idea", "Waiting", "Last"]


def test_a_typed_time_is_on_the_day_of_the_one_before(event: Event) -> None:
    first = make.item(event, "First", starts=at("09:00", 29), in_all_rooms=True)

    made = enter(event, "22:00-1:00 Party", after=first.public_id)

    assert (made.starts_local, made.ends_local) == (at("22:00", 29), at("01:00", 30))
    assert not made.in_all_rooms


def test_a_new_one_stands_beside_inside_or_outside(event: Event) -> None:
    panel = make.item(event, "Panel", starts=at("10:00"), ends=at("11:00"))
    talk = make.item(event, "Talk", starts=at("10:00"), ends=at("10:20"), parent=panel)

    beside = enter(event, "Beside", after=talk.public_id)
    inside = enter(event, "Inside", after=panel.public_id, level=Level.INSIDE)
    outside = enter(event, "Outside", after=talk.public_id, level=Level.OUTSIDE)
    first = enter(event, "First inside", after=outside.public_id, level=Level.INSIDE)

    assert [one.parent for one in (beside, inside, outside, first)] == [panel, panel, None, outside]
    assert (beside.starts_local, outside.starts_local) == (at("10:20"), at("11:00"))
    assert first.starts_local is None
    assert titles(event) == ["Panel", "Talk", "Beside", "Inside", "Outside", "First inside"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"line": "9:30-10:15", "day": MONDAY}, TitleMissing),
        ({"line": "9:00-8:00 Back", "day": MONDAY}, EndBeforeStart),
        ({"line": "9:30 Opening"}, DayNotKnown),
        ({"line": "Opening", "after": "NOSUCH"}, NoSuchSession),
        ({"line": "2:30 Night", "day": date(2026, 10, 25)}, Ambiguous),
        ({"line": "2:30 Night", "day": date(2026, 3, 29)}, InGap),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(
    event: Event, fields: dict[str, object], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        entering.enter(event, NewEntry(**fields), actor=SYSTEM)  # type: ignore[arg-type]

    assert titles(event) == []


def test_the_day_of_a_one_day_event_need_not_be_said_and_a_fold_answers(app: Flask) -> None:  # noqa: ARG001
    night = date(2026, 10, 25)
    event = make_events.event(first_day=night, last_day=night)

    made = enter(event, "2:30 Night", starts_fold=1)

    assert (made.starts_local, made.starts_fold) == (local("2026-10-25 02:30"), 1)


def test_a_title_typed_behind_a_time_sets_both_and_everything_else_stays(event: Event) -> None:
    hall, studio = make.room(event, "Hall"), make.room(event, "Studio")
    item = make.item(
        event, "Old", starts=at("09:00"), ends=at("10:00"), rooms=[hall], track=make.track(event), seats=5,
        kind=SessionKind.PANEL,
    )  # fmt: skip
    track = item.track

    retitle(item, "9:30-10:15 New")
    assert (item.title, item.starts_local, item.ends_local) == ({"en": "New"}, at("09:30"), at("10:15"))
    assert (item.rooms, item.track, item.seats, item.kind) == ([hall], track, 5, SessionKind.PANEL)

    retitle(item, "11:00 New; Studio")
    assert (item.starts_local, item.ends_local, item.rooms) == (at("11:00"), at("11:45"), [studio])

    retitle(item, "Newest")
    assert (item.title, item.starts_local) == ({"en": "Newest"}, at("11:00"))


@pytest.mark.parametrize(
    ("line", "clock", "room"),
    [("9:30-10:15", "09:30", "Hall"), ("9:30; Studio", "09:30", "Studio"), ("; Studio", "09:00", "Studio")],
)
def test_a_line_without_a_title_leaves_the_one_there_is(
    event: Event, line: str, clock: str, room: str
) -> None:
    hall, _studio = make.room(event, "Hall"), make.room(event, "Studio")
    item = make.item(event, "Old", starts=at("09:00"), ends=at("09:45"), rooms=[hall])

    retitle(item, line)

    assert (item.title, item.starts_local) == ({"en": "Old"}, at(clock))
    assert [one.name["en"] for one in item.rooms] == [room]


@pytest.mark.parametrize("said", [(at("09:00"), at("10:00")), (None, None)])
def test_a_start_takes_along_what_is_inside_as_one_step(
    event: Event, said: tuple[datetime | None, datetime | None]
) -> None:
    """Also where the session has only the time of its talks."""
    outer = make.item(event, "Panel", starts=said[0], ends=said[1])
    talks = [
        make.item(event, "One", parent=outer, starts=at("09:00"), ends=at("09:30")),
        make.item(event, "Two", parent=outer, starts=at("09:30"), ends=at("10:00")),
        make.item(event, "Open", parent=outer, starts=None),
    ]

    before = titles(event)

    retitle(outer, "11:00 Debate")

    assert (outer.title, outer.starts_local, outer.ends_local) == ({"en": "Debate"}, at("11:00"), at("12:00"))
    assert [(talk.starts_local, talk.ends_local) for talk in talks] == [
        (at("11:00"), at("11:30")), (at("11:30"), at("12:00")), (None, None),
    ]  # fmt: skip

    undoing.undo(event, actor=SYSTEM)
    assert titles(event) == before
    assert [talk.starts_local for talk in talks] == [at("09:00"), at("09:30"), None]


def test_a_stale_title_and_a_time_without_a_day_are_refused(event: Event) -> None:
    item, waiting = make.item(event, "Old"), make.item(event, "Waiting", starts=None)
    seen = item.revision
    retitle(item, "Theirs")

    with pytest.raises(StaleEdit):
        entering.retitle(item, Retitling(line="Mine", revision=seen), actor=SYSTEM)
    with pytest.raises(DayNotKnown):
        retitle(waiting, "9:30 Waiting")

    assert titles(event) == ["Theirs", "Waiting"]


def test_each_is_one_step_undone_and_done_again_by_those_who_may(event: Event) -> None:
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})
    first, _second = (
        make.item(event, "First", starts=at("09:00")),
        make.item(event, "Second", starts=at("09:00")),
    )
    before = memento.read(event)

    with pytest.raises(MayNotEditProgramme):
        entering.enter(event, NewEntry(line="No", after=first.public_id), actor=viewer)
    with pytest.raises(MayNotEditProgramme):
        entering.retitle(first, Retitling(line="No", revision=first.revision), actor=viewer)
    enter(event, "New", after=first.public_id)
    retitle(first, "9:15 Changed")
    after = memento.read(event)

    assert db.session.scalar(select(func.count()).select_from(DraftStep)) == 2
    undoing.undo(event, actor=SYSTEM)
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before
    undoing.redo(event, actor=SYSTEM)
    undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == after


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("9:00-24:00 Open house", at("09:00"), local("2026-09-29 00:00")),
        ("24:00 Fireworks", local("2026-09-29 00:00"), None),
        ("24:00-01:00 Fireworks", local("2026-09-29 00:00"), local("2026-09-29 01:00")),
        ("0:00 Vigil", at("00:00"), None),
    ],
)
def test_24_is_the_end_of_the_day_it_is_typed_in(
    event: Event, line: str, starts: datetime, ends: datetime | None
) -> None:
    made = enter(event, line, day=MONDAY)

    assert (made.starts_local, made.ends_local) == (starts, ends)


def test_a_time_that_ends_at_24_moves_a_session_to_the_end_of_its_day(event: Event) -> None:
    item = make.item(event, "Concert", starts=at("19:00"), ends=at("20:00"))

    retitle(item, "20:00-24:00")

    assert (item.starts_local, item.ends_local) == (at("20:00"), local("2026-09-29 00:00"))
