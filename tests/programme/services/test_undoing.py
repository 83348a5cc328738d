"""Undoing and redoing the steps of a draft."""

from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.actors import ANONYMOUS, SYSTEM
from app.core.db import db, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import AnotherStep, MayNotEditProgramme, NothingToRedo, NothingToUndo, StepOutOfDate
from app.programme.models import AppearanceRole, DraftStep, ProgrammeItem, SessionKind
from app.programme.services import appearances, drafting, memento, rooms_and_tracks, sessions, undoing
from app.programme.services import steps as draft_steps
from app.programme.services.appearances import NewAppearance
from app.programme.services.arranging import moving
from app.programme.services.rooms_and_tracks import NewRoom, NewTrack
from app.programme.services.sessions import NewSession, SessionChanges
from tests.make import events
from tests.make import programme as make

pytestmark = pytest.mark.usefixtures("app")

A_LIFETIME_OF_EDITS = 60_000
MOST_STATEMENTS = 31


def named(name: str) -> Translated:
    return Translated({"en": name})


def session(event: Event, title: str = "Opening", **fields: Any) -> ProgrammeItem:
    return sessions.create(event, NewSession(title=named(title), **fields), actor=SYSTEM)


def changes(item: ProgrammeItem, **fields: Any) -> SessionChanges:
    known = {
        name: getattr(item, name) for name in asdict(NewSession(title=named("x"))) if hasattr(item, name)
    }
    known |= {"starts": item.starts_local, "ends": item.ends_local, "parent": "", "track": "", "rooms": ()}
    return SessionChanges(**{**known, **fields}, revision=item.revision)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(DraftStep)) or 0


def newest(event: Event) -> str:
    """What the button beside the last change says."""
    last = undoing.last_done(event)
    assert last is not None
    return last.public_id


def test_a_session_that_was_added_goes_and_comes_back_as_what_it_was() -> None:
    event = events.event()
    made = session(event, starts=make.at("09:00"), kind=SessionKind.KEYNOTE)
    known = (made.public_id, made.calendar_uid)

    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == {}

    undoing.redo(event, actor=SYSTEM)
    (back,) = queries.draft(event).timetable
    assert (back.public_id, back.calendar_uid) == known
    assert (back.title, back.kind, back.starts_local) == (
        named("Opening"),
        SessionKind.KEYNOTE,
        make.at("09:00"),
    )


def test_an_edit_is_undone_and_whoever_has_the_page_open_is_told() -> None:
    event = events.event()
    made = session(event)
    sessions.edit(made, changes(made, title=named("Welcome")), actor=SYSTEM)
    seen = made.revision

    undoing.undo(event, actor=SYSTEM)

    assert made.title == named("Opening")
    assert made.revision == seen + 1


def test_a_session_with_its_parts_and_people_is_one_step() -> None:
    event = events.event()
    parent = session(event, starts=make.at("09:00"))
    child = session(event, "Welcome", parent=parent.public_id, starts=make.at("09:00"))
    appearances.add(child, NewAppearance(label=named("Mayors"), role=AppearanceRole.HOST), actor=SYSTEM)
    before = memento.read(event)

    sessions.remove(parent, actor=SYSTEM)
    assert memento.read(event) == {}

    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before


def test_a_room_that_was_removed_is_again_where_it_was_used() -> None:
    event = events.event()
    hall = rooms_and_tracks.create(event, NewRoom(name=named("Hall"), capacity=80), actor=SYSTEM)
    green = rooms_and_tracks.create(event, NewTrack(name=named("Green")), actor=SYSTEM)
    made = session(event, rooms=[hall.public_id], track=green.public_id)
    before = memento.read(event)
    rooms_and_tracks.remove(hall, actor=SYSTEM)
    rooms_and_tracks.remove(green, actor=SYSTEM)

    undoing.undo(event, actor=SYSTEM)
    undoing.undo(event, actor=SYSTEM)

    db.session.expire_all()
    assert memento.read(event) == before
    assert [room.name for room in made.rooms] == [named("Hall")]


def test_a_person_comes_back_into_a_session_in_the_same_words() -> None:
    event = events.event()
    ana, made = make.person(home_event_id=event.id), session(event)
    appearance = appearances.add(
        made, NewAppearance(person=ana.public_id, job=named("Mayor"), city="Quito"), actor=SYSTEM
    )
    before = memento.read(event)
    appearances.remove(appearance, actor=SYSTEM)

    undoing.undo(event, actor=SYSTEM)

    assert memento.read(event) == before


def test_what_was_undone_is_forgotten_once_something_else_is_done() -> None:
    event = events.event()
    session(event, "First")
    undoing.undo(event, actor=SYSTEM)

    session(event, "Second")

    with pytest.raises(NothingToRedo):
        undoing.redo(event, actor=SYSTEM)


def test_with_nothing_done_there_is_nothing_to_undo() -> None:
    event = events.event()
    other = events.event(slug="other")
    session(other)

    with pytest.raises(NothingToUndo):
        undoing.undo(event, actor=SYSTEM)


def test_only_the_step_that_was_shown_is_undone_and_done_again() -> None:
    event = events.event()
    made = session(event)
    shown = newest(event)
    sessions.edit(made, changes(made, title=named("Welcome")), actor=SYSTEM)
    edited = newest(event)

    with pytest.raises(AnotherStep):
        undoing.undo(event, seen=shown, actor=SYSTEM)
    assert made.title == named("Welcome")

    undoing.undo(event, seen=edited, actor=SYSTEM)
    undoing.undo(event, seen=shown, actor=SYSTEM)
    with pytest.raises(AnotherStep):
        undoing.redo(event, seen=edited, actor=SYSTEM)
    undoing.redo(event, seen=shown, actor=SYSTEM)
    assert [item.title for item in queries.draft(event).timetable] == [named("Opening")]


def test_a_step_in_the_place_of_one_that_was_undone_is_another_one() -> None:
    event = events.event()
    session(event, "Shown")
    shown = newest(event)
    undoing.undo(event, actor=SYSTEM)
    session(event, "Meanwhile")

    with pytest.raises(AnotherStep):
        undoing.undo(event, seen=shown, actor=SYSTEM)

    assert [item.title for item in queries.draft(event).timetable] == [named("Meanwhile")]


def test_whoever_has_something_open_from_before_it_was_removed_overwrites_nothing() -> None:
    event = events.event()
    hall = rooms_and_tracks.create(event, NewRoom(name=named("Hall")), actor=SYSTEM)
    green = rooms_and_tracks.create(event, NewTrack(name=named("Green")), actor=SYSTEM)
    made = session(event)
    mayors = appearances.add(made, NewAppearance(label=named("Mayors")), actor=SYSTEM)
    open_at_a = changes(made, title=named("A, long ago"))
    for thing in (hall, green):
        rooms_and_tracks.remove(thing, actor=SYSTEM)
    sessions.remove(made, actor=SYSTEM)

    for _step in range(3):
        undoing.undo(event, actor=SYSTEM)

    db.session.expire_all()
    (back,) = queries.draft(event).timetable
    sessions.edit(back, changes(back, title=named("B, just now")), actor=SYSTEM)
    with pytest.raises(StaleEdit):
        sessions.edit(back, open_at_a, actor=SYSTEM)
    assert back.title == named("B, just now")
    (room,), (track,), (group,) = queries.rooms(event), queries.tracks(event), back.appearances
    assert (room.public_id, track.public_id, group.public_id) == (
        hall.public_id, green.public_id, mayors.public_id,
    )  # fmt: skip
    assert min(one.revision for one in (room, track, group, back)) > A_LIFETIME_OF_EDITS


def test_what_is_removed_and_comes_back_twice_has_never_been_seen_either() -> None:
    event = events.event()
    session(event)
    seen = set()

    for _time in range(4):
        undoing.undo(event, actor=SYSTEM)
        undoing.redo(event, actor=SYSTEM)
        seen.add(queries.draft(event).timetable.top[0].revision)

    assert len(seen) == 4


@pytest.mark.parametrize("size", [4, 40])
def test_a_large_step_goes_and_comes_back_in_as_few_statements_as_a_small_one(
    count_queries: list[str], size: int
) -> None:
    event = events.event()
    with drafting.editing(event, SYSTEM):
        make.conference(event, sessions=size)
    whole = memento.read(event)
    steps = []
    for act in (undoing.undo, undoing.redo, undoing.undo):
        count_queries.clear()
        act(event, actor=SYSTEM)
        steps.append(len(count_queries))

    undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == whole
    assert max(steps) <= MOST_STATEMENTS, steps


def test_a_step_is_not_undone_over_what_has_changed_by_other_means() -> None:
    event = events.event()
    made = session(event)
    with transaction():
        made.title = named("Changed past the services")

    with pytest.raises(StepOutOfDate):
        undoing.undo(event, actor=SYSTEM)

    assert made.title == named("Changed past the services")


def test_who_may_not_edit_may_not_undo() -> None:
    event = events.event()
    session(event)

    with pytest.raises(MayNotEditProgramme):
        undoing.undo(event, actor=ANONYMOUS)


def test_what_changes_nothing_is_no_step() -> None:
    event = events.event()
    made = session(event)

    sessions.edit(made, changes(made), actor=SYSTEM)

    assert count() == 1


def test_both_are_told_in_the_log_and_a_draft_keeps_its_newest_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_steps, "KEPT", 3)
    event = events.event()
    for number in range(5):
        session(event, f"Session {number}")

    undoing.undo(event, actor=SYSTEM)
    undoing.redo(event, actor=SYSTEM)

    told = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert told == ["programme.redone", "programme.undone"]
    assert db.session.scalars(select(DraftStep.number).order_by(DraftStep.number)).all() == [3, 4, 5]


OPERATIONS = st.lists(st.tuples(st.sampled_from(range(8)), st.integers(0, 30)), min_size=1, max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(OPERATIONS)
def test_any_steps_undone_are_the_draft_as_it_was_and_redone_as_it_became(
    operations: list[tuple[int, int]],
) -> None:
    event = events.event(slug=f"draft-{next(make._numbers)}")  # noqa: SLF001 - any number nobody has had
    states = [memento.read(event)]
    for kind, number in operations:
        _do(event, kind, number)
        if memento.read(event) != states[-1]:
            states.append(memento.read(event))

    for state in reversed(states[:-1]):
        undoing.undo(event, actor=SYSTEM)
        assert memento.read(event) == state
    for state in states[1:]:
        undoing.redo(event, actor=SYSTEM)
        assert memento.read(event) == state


def _do(event: Event, kind: int, number: int) -> None:
    """One of the things organisers do, to whatever there is."""
    draft = queries.draft(event)
    rooms, items = queries.rooms(event), list(draft.timetable)
    item = items[number % len(items)] if items else None
    top = item is not None and item.parent_id is None
    start = make.at("09:00") + timedelta(minutes=number * 5)
    acts: list[Any] = [
        partial(
            session, event, f"Session {number}", starts=start, rooms=[room.public_id for room in rooms[:1]]
        ),
        partial(rooms_and_tracks.create, event, NewRoom(name=named(f"Room {number}")), actor=SYSTEM),
        partial(session, event, "Part", parent=item.public_id) if item is not None and top else None,
        partial(sessions.edit, item, changes(item, title=named(f"New {number}")), actor=SYSTEM)
        if item is not None and top
        else None,
        partial(sessions.remove, item, actor=SYSTEM) if item is not None else None,
        partial(rooms_and_tracks.remove, rooms[0], actor=SYSTEM) if rooms else None,
        partial(appearances.add, item, NewAppearance(label=named(f"Group {number}")), actor=SYSTEM)
        if item is not None
        else None,
        partial(moving.move, item, "up", actor=SYSTEM) if item is not None else None,
    ]
    act = acts[kind]
    if act is not None:
        act()
