"""Two organisers at once: one is told, nothing is lost, nothing is done twice."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db, lock, transaction
from app.core.errors import DomainError
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import ProgrammeItem, ReleaseState
from app.programme.services import releasing, repeating, sessions, undoing
from app.programme.services.releasing import NewRelease
from app.programme.services.sessions import LineChanges, NewSession, SessionChanges
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment, each with a database session of its own; what became of each."""
    start, results = Barrier(len(acts)), [""] * len(acts)

    def run(place: int) -> None:
        with app.app_context():
            start.wait()
            try:
                acts[place]()
            except DomainError as refusal:
                results[place] = refusal.code
            else:
                results[place] = "done"

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_releases_at_once_one_is_told_there_is_nothing_new(app: Flask, event: Event) -> None:
    make.item(event)
    event_id = event.id
    db.session.rollback()

    def release() -> None:
        mine = db.session.get_one(Event, event_id)
        releasing.release(mine, NewRelease(state=ReleaseState.DRAFT), actor=SYSTEM)

    results = at_once(app, *[release] * 4)

    assert sorted(results) == ["done", *["nothing_to_release"] * 3]
    db.session.expire_all()
    assert [one.number for one in queries.releases(event)] == [1]


def test_of_two_edits_at_once_one_is_told_of_the_other(app: Flask, event: Event) -> None:
    item_id = make.item(event, "Before").id
    db.session.rollback()

    def rename(title: str) -> None:
        mine = db.session.get_one(ProgrammeItem, item_id)
        changes = LineChanges(
            title=Translated({"en": title}), kind=mine.kind, starts=mine.starts_local, ends=None,
            rooms=[], in_all_rooms=False, track="", revision=1,
        )  # fmt: skip
        sessions.edit_line(mine, changes, actor=SYSTEM)

    results = at_once(app, lambda: rename("Mine"), lambda: rename("Theirs"))

    assert sorted(results) == ["done", "stale_edit"]
    db.session.expire_all()
    winner = ["Mine", "Theirs"][results.index("done")]
    found = db.session.get_one(ProgrammeItem, item_id)
    assert (found.title, found.revision) == ({"en": winner}, 2)


def test_of_two_presses_at_once_one_session_comes(app: Flask, event: Event) -> None:
    event_id = event.id
    db.session.rollback()

    def press() -> None:
        mine = db.session.get_one(Event, event_id)
        new = NewSession(title=Translated({"en": "Coffee"}))
        create = partial(sessions.create, mine, new, actor=SYSTEM)
        repeating.once(mine, ProgrammeItem, create, key="one copy", actor=SYSTEM)

    assert at_once(app, *[press] * 4) == ["done"] * 4
    db.session.expire_all()
    assert len(list(queries.draft(event).timetable)) == 1


def test_whoever_is_made_one_with_another_while_undoing_brings_them_back_is_the_other(
    app: Flask, event: Event
) -> None:
    kept, other = make.person("Ana", "Mora"), make.person("A.", "Mora")
    item = make.item(event, people=[other])
    sessions.remove(item, actor=SYSTEM)
    event_id = event.id
    db.session.rollback()

    def undo() -> None:
        with app.app_context():
            undoing.undo(db.session.get_one(Event, event_id), actor=SYSTEM)

    undoing_it = Thread(target=undo)
    with transaction() as session:
        lock(other, alone=True)
        undoing_it.start()
        undoing_it.join(0.5)
        assert undoing_it.is_alive()
        other.merged_into_id = kept.id
        session.flush()
    undoing_it.join()

    db.session.expire_all()
    ((one,),) = [item.appearances for item in queries.draft(event).timetable]
    assert one.person_id == kept.id


def test_two_sessions_cannot_become_part_of_each_other(app: Flask, event: Event) -> None:
    one, other = make.item(event), make.item(event)
    pairs = [(one.id, other.public_id), (other.id, one.public_id)]
    db.session.rollback()

    def nest(item_id: int, parent: str) -> None:
        mine = db.session.get_one(ProgrammeItem, item_id)
        changes = SessionChanges(title=mine.title, starts=mine.starts_local, parent=parent, revision=1)
        sessions.edit(mine, changes, actor=SYSTEM)

    results = at_once(app, *[lambda pair=pair: nest(*pair) for pair in pairs])

    assert results.count("done") == 1
    assert set(results) <= {"done", "too_deep", "has_children"}
    db.session.expire_all()
    assert sorted(item.parent_id is None for item in queries.draft(event).timetable) == [False, True]
