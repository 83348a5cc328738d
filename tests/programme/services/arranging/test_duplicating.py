"""Sessions made anew: one with what is inside it, or a whole day."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.core.localtime import Ambiguous, InGap
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.programme import queries
from app.programme.errors import MayNotEditProgramme, NothingToCopy, PlanOutOfDate, SameDay
from app.programme.models import AppearanceState, DraftStep, ProgrammeItem
from app.programme.services import memento, undoing
from app.programme.services.arranging import duplicating
from app.programme.services.arranging.duplicating import DayCopy, Duplicate
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local

MONDAY, TUESDAY = date(2026, 9, 28), date(2026, 9, 29)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def panel(event: Event) -> ProgrammeItem:
    """A panel with a talk, with people who agreed, who did not, and a stream of its own."""
    hall, track = make.room(event), make.track(event)
    made = make.item(
        event, "Panel", starts=at("10:00"), ends=at("11:00"), rooms=[hall], track=track, seats=30,
        people=[make.person("Ana"), make.person("Bo")], livestream_url="https://stream.example.org/1",
    )  # fmt: skip
    make.item(event, "Talk", starts=at("10:15"), ends=at("10:30"), parent=made, rooms=[hall])
    make.item(event, "Untimed", starts=None, parent=made)
    with transaction():
        made.appearances[1].state = AppearanceState.DECLINED
    return made


def lines(event: Event) -> list[str]:
    db.session.expire_all()
    return [
        f"{item.starts_local:%d %H:%M} {item.title['en']}" if item.starts_local else item.title["en"]
        for item in queries.draft(event).timetable
    ]


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_day_is_copied_with_rooms_tracks_and_nesting_but_without_people(
    event: Event, panel: ProgrammeItem
) -> None:
    make.item(event, "Elsewhere", starts=at("09:00", 30))

    made = duplicating.copy_day(event, DayCopy(source=MONDAY, day=TUESDAY), actor=SYSTEM)

    assert lines(event) == [
        "28 10:00 Panel", "Untimed", "28 10:15 Talk", "29 10:00 Panel", "Untimed", "29 10:15 Talk",
        "30 09:00 Elsewhere",
    ]  # fmt: skip
    copied = next(one for one in made if one.parent is None)
    assert (copied.rooms, copied.track, copied.seats, copied.ends_local) == (
        panel.rooms, panel.track, 30, at("11:00", 29),
    )  # fmt: skip
    assert (copied.appearances, copied.livestream_url) == ([], "")
    assert {copied.public_id, copied.calendar_uid} & {panel.public_id, panel.calendar_uid} == set()
    assert actions() == ["session.created"] * 3 + ["programme.day_copied"]


def test_people_come_along_as_proposed_when_they_are_wanted(event: Event, panel: ProgrammeItem) -> None:
    made = duplicating.copy_day(event, DayCopy(source=MONDAY, day=TUESDAY, with_people=True), actor=SYSTEM)

    (ana,) = next(one for one in made if one.parent is None).appearances
    assert (ana.person, ana.state) == (panel.appearances[0].person, AppearanceState.PROPOSED)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (DayCopy(source=MONDAY, day=MONDAY), SameDay),
        (DayCopy(source=TUESDAY, day=MONDAY), NothingToCopy),
        (DayCopy(source=MONDAY, day=date(9999, 1, 1)), DayOutOfRange),
    ],
)
def test_a_copy_needs_sessions_and_another_day(
    event: Event, panel: ProgrammeItem, wish: DayCopy, refusal: type[DomainError]
) -> None:
    before = lines(event)

    with pytest.raises(refusal):
        duplicating.copy_day(event, wish, actor=SYSTEM)

    assert lines(event) == before
    assert panel.starts_local == at("10:00")


def test_a_copy_to_a_day_when_the_clocks_change_asks_or_refuses(event: Event) -> None:
    night = make.item(event, "Night", starts=at("02:15"), ends=at("02:45"))
    back, forward = date(2026, 10, 25), date(2027, 3, 28)

    with pytest.raises(Ambiguous) as asked:
        duplicating.copy_day(event, DayCopy(source=MONDAY, day=back), actor=SYSTEM)
    with pytest.raises(InGap):
        duplicating.copy_day(event, DayCopy(source=MONDAY, day=forward), actor=SYSTEM)
    (made,) = duplicating.copy_day(event, DayCopy(source=MONDAY, day=back, fold=1), actor=SYSTEM)

    assert asked.value.field == "fold"
    assert (made.starts_local, made.starts_fold, made.ends_fold) == (local("2026-10-25 02:15"), 1, 1)
    assert night.starts_fold == 0


def test_a_session_is_duplicated_with_what_is_inside_at_another_time(
    event: Event, panel: ProgrammeItem
) -> None:
    wish = Duplicate(starts=at("14:30", 29), with_people=True)

    made = duplicating.duplicate(panel, wish, actor=SYSTEM)

    assert lines(event) == [
        "28 10:00 Panel", "Untimed", "28 10:15 Talk", "29 14:30 Panel", "Untimed", "29 14:45 Talk",
    ]  # fmt: skip
    assert (made.ends_local, made.rooms, len(made.appearances)) == (at("15:30", 29), panel.rooms, 1)
    assert actions() == ["session.created"] * 3


def test_a_duplicate_may_wait_for_its_time_and_stays_in_its_panel(panel: ProgrammeItem) -> None:
    talk = queries.children(panel)[0]

    waiting = duplicating.duplicate(panel, Duplicate(starts=None), actor=SYSTEM)
    beside = duplicating.duplicate(talk, Duplicate(starts=at("10:30")), actor=SYSTEM)

    assert (waiting.starts_local, waiting.ends_local) == (None, None)
    assert [child.starts_local for child in queries.children(waiting)] == [None, None]
    assert (beside.parent, beside.ends_local) == (panel, at("10:45"))


def test_a_duplicate_of_what_takes_its_time_from_inside_gets_the_time_asked_for(event: Event) -> None:
    frame = make.item(event, "Frame", starts=None)
    make.item(event, "Talk", starts=at("10:00"), ends=at("10:30"), parent=frame)

    made = duplicating.duplicate(frame, Duplicate(starts=at("15:00")), actor=SYSTEM)

    assert made.starts_local == at("15:00")
    assert made.ends_local == at("15:30")
    assert [child.starts_local for child in queries.children(made)] == [at("15:00")]


def test_a_duplicate_at_no_possible_time_is_refused(event: Event, panel: ProgrammeItem) -> None:
    for starts, refusal in (
        (local("2026-10-25 02:30"), Ambiguous),
        (local("2027-03-28 02:30"), InGap),
        (local("0001-01-01 00:00"), DayOutOfRange),
    ):
        with pytest.raises(refusal) as refused:
            duplicating.duplicate(panel, Duplicate(starts=starts), actor=SYSTEM)
        assert refused.value.field == "starts"
    assert len(lines(event)) == 3


def test_each_is_one_step_undone_and_done_again_by_those_who_may(event: Event, panel: ProgrammeItem) -> None:
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})
    wishes = (
        DayCopy(source=MONDAY, day=TUESDAY, with_people=True),
        Duplicate(starts=at("12:00"), with_people=True),
    )
    before = memento.read(event)

    with pytest.raises(MayNotEditProgramme):
        duplicating.copy_day(event, wishes[0], actor=viewer)
    with pytest.raises(MayNotEditProgramme):
        duplicating.duplicate(panel, wishes[1], actor=viewer)
    duplicating.copy_day(event, wishes[0], actor=SYSTEM)
    duplicating.duplicate(panel, wishes[1], actor=SYSTEM)
    after = memento.read(event)

    assert db.session.scalar(select(func.count()).select_from(DraftStep)) == 2
    for _ in wishes:
        undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before
    for _ in wishes:
        undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == after


def test_a_day_is_copied_once_by_two_clicks(event: Event, panel: ProgrammeItem) -> None:
    wish = DayCopy(source=MONDAY, day=TUESDAY)
    seen = duplicating.mark_of_days(queries.draft(event), wish)
    assert len(duplicating.copy_day(event, wish, seen=seen, actor=SYSTEM)) == 3

    with pytest.raises(PlanOutOfDate):
        duplicating.copy_day(event, wish, seen=seen, actor=SYSTEM)

    assert len(queries.draft(event).timetable.days()[TUESDAY]) == 1
    assert panel.starts_local == at("10:00")


def test_a_session_is_duplicated_once_by_two_clicks(event: Event, panel: ProgrammeItem) -> None:
    wish = Duplicate(starts=at("15:00"))
    seen = duplicating.mark_of_namesakes(queries.draft(event), panel)
    duplicating.duplicate(panel, wish, seen=seen, actor=SYSTEM)
    once = lines(event)

    with pytest.raises(PlanOutOfDate):
        duplicating.duplicate(panel, wish, seen=seen, actor=SYSTEM)

    assert lines(event) == once
