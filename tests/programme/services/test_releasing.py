"""Releasing: the draft becomes what the public reads, all at once or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.types import Translated
from app.events import queries as events
from app.events.models import Event, Visibility
from app.events.queries import Wanted
from app.people.models import Person
from app.programme import queries, signals
from app.programme.errors import (
    DraftHasChanged,
    MayNotRelease,
    NoSuchRelease,
    NothingToRelease,
    NotReady,
)
from app.programme.models import (
    AppearanceState,
    ProgrammeItem,
    Release,
    ReleaseState,
    Room,
    item_rooms,
)
from app.programme.services import releasing, restoring, sessions
from app.programme.services.releasing import NewRelease
from app.programme.snapshot import Snapshot, SnapshotSession
from tests.make import documents as make_documents
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at

DRAFT, FINAL = ReleaseState.DRAFT, ReleaseState.FINAL


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def current(event: Event) -> Snapshot:
    found = queries.current(event)
    assert found is not None
    return found


def released(event: Event, item: ProgrammeItem) -> SnapshotSession:
    found = current(event).session(item.public_id)
    assert found is not None
    return found


def change(item: ProgrammeItem, **fields: object) -> None:
    with transaction():
        for name, value in fields.items():
            setattr(item, name, value)


def test_a_release_holds_all_the_public_reads(event: Event) -> None:
    hall, track, ana = make.room(event, "Hall"), make.track(event, "Health"), make.person()
    panel = make.item(event, "Panel", ends=at("10:00"), rooms=[hall], track=track, people=[ana])
    talk = make.item(event, "Talk", parent=panel)

    made = make.release(event, note=Translated({"en": "First"}))

    db.session.expire_all()
    snapshot = current(event)
    assert (event.current_release, made.number, snapshot.number) == (1, 1, 1)
    assert (snapshot.state, snapshot.note, snapshot.event_id) == ("draft", {"en": "First"}, event.public_id)
    assert (snapshot.calendar_host, snapshot.timezone) == ("calendar.example.org", "Europe/Berlin")
    assert [(one.id, one.parent, one.sequence) for one in snapshot.sessions] == [
        (panel.public_id, "", 0),
        (talk.public_id, panel.public_id, 0),
    ]
    assert [room.name for room in snapshot.rooms] == [{"en": "Hall"}]
    assert snapshot.people[ana.public_id].name == "Ana López"
    assert snapshot.place["city"] == {"en": "Hamburg"}
    first = snapshot.sessions[0]
    assert (first.rooms, first.track, first.uid) == ([hall.public_id], track.public_id, panel.calendar_uid)
    assert (first.changed_at, first.first_published_at) == (made.released_at, made.released_at)


def test_the_public_is_told_and_others_hear_of_it(event: Event) -> None:
    make.item(event)
    before, heard = event.revision, []

    def hear(release: Release) -> None:
        heard.append((release.number, release.event_id))

    with signals.released.connected_to(hear):
        make.release(event)

    db.session.expire_all()
    assert event.revision == before + 1
    assert heard == [(1, event.id)]
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.changes) == ("programme.released", {"number": 1, "state": "draft"})


def test_a_listener_that_fails_stops_the_release(event: Event) -> None:
    make.item(event)

    def fail(_release: Release) -> None:
        raise RuntimeError

    with signals.released.connected_to(fail), pytest.raises(RuntimeError):
        make.release(event)

    db.session.expire_all()
    assert event.current_release is None
    assert queries.releases(event) == []


def test_who_was_only_proposed_or_has_declined_is_not_named(event: Event) -> None:
    item = make.item(event, people=[make.person(state.value) for state in AppearanceState])
    for appearance, state in zip(item.appearances, AppearanceState, strict=True):
        change(appearance, state=state)  # type: ignore[arg-type]

    make.release(event)

    names = sorted(person.name for person in current(event).people.values())
    assert names == ["confirmed López", "invited López"]
    assert [one.state for one in current(event).sessions[0].appearances] == ["invited", "confirmed"]


def test_what_is_not_scheduled_is_left_out(event: Event) -> None:
    make.item(event, starts=None)
    scheduled = make.item(event)

    make.release(event)

    assert [one.id for one in current(event).sessions] == [scheduled.public_id]


def test_a_removed_session_stays_as_cancelled_with_all_it_speaks_of(event: Event) -> None:
    hall, track, ana = make.room(event), make.track(event), make.person()
    item = make.item(event, "Gone", rooms=[hall], track=track, people=[ana])
    make.item(event)
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    with transaction() as session:
        session.delete(hall)
        session.delete(track)

    with time_machine.travel(datetime(2026, 8, 2, tzinfo=UTC), tick=False):
        make.release(event)

    gone, snapshot = released(event, item), current(event)
    assert (gone.sequence, gone.cancelled_at, gone.changed_at) == (
        1,
        datetime(2026, 8, 2, tzinfo=UTC),
        datetime(2026, 8, 2, tzinfo=UTC),
    )
    assert gone.first_published_at == datetime(2026, 8, 1, tzinfo=UTC)
    assert snapshot.room(gone.rooms[0]).name == hall.name
    assert [one.name for one in snapshot.tracks] == [track.name]
    assert snapshot.people[ana.public_id].name == "Ana López"


def test_a_cancelled_session_is_dropped_30_days_past_its_time(event: Event) -> None:
    item, stays = make.item(event, ends=at("10:00")), make.item(event, "A")
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    make.release(event)
    over = datetime(2026, 9, 28, 8, tzinfo=UTC)  # 10:00 in Hamburg

    with time_machine.travel(over + timedelta(days=30), tick=False):
        change(stays, title=Translated({"en": "B"}))
        make.release(event)
        kept = current(event).session(item.public_id)
    with time_machine.travel(over + timedelta(days=30, seconds=1), tick=False):
        change(stays, title=Translated({"en": "C"}))
        make.release(event)

    assert kept is not None
    assert kept.sequence == 1
    assert current(event).session(item.public_id) is None
    assert [one["change"] for one in queries.releases(event)[0].changes] == ["renamed"]


def test_a_session_put_back_is_the_same_one_with_a_higher_sequence(event: Event) -> None:
    hall, ana = make.room(event), make.person()
    panel = make.item(event, "Panel", ends=at("10:00"), rooms=[hall], people=[ana], seats=5)
    make.item(event)
    make.release(event)
    identity = (panel.public_id, panel.calendar_uid)
    sessions.remove(panel, actor=SYSTEM)
    make.release(event)

    again = restoring.restore(event, identity[0], actor=SYSTEM)
    made = make.release(event)

    assert (again.public_id, again.calendar_uid) == identity
    assert (again.rooms, again.seats) == ([hall], 5)
    assert [one.person for one in again.appearances] == [ana]
    session = released(event, again)
    assert (session.sequence, session.cancelled_at) == (2, None)
    told = [(one["change"], one["session"], one["fields"]) for one in made.changes]
    assert told == [("restored", identity[0], []), ("general", "", ["order"])]


def test_swapping_two_sessions_keeps_each_identity_with_its_talk(event: Event) -> None:
    one, other = make.item(event, "One"), make.item(event, "Other", starts=at("10:00"))
    make.release(event)
    before = {item.public_id: item.calendar_uid for item in (one, other)}
    change(one, starts_local=at("10:00"))
    change(other, starts_local=at("09:00"))

    made = make.release(event)

    assert {session.id: session.uid for session in current(event).sessions} == before
    assert [session.sequence for session in current(event).sessions] == [1, 1]
    assert {row["session"] for row in made.changes if row["change"] == "moved"} == set(before)
    assert released(event, one).moved_from_local == at("09:00")


def test_only_the_final_state_confirms_and_so_raises_every_sequence(event: Event) -> None:
    item = make.item(event)
    make.release(event, DRAFT)
    make.release(event, ReleaseState.PROVISIONAL)
    provisional = released(event, item)
    made = make.release(event, FINAL)

    assert (provisional.sequence, released(event, item).sequence, made.changes) == (0, 1, [])


def test_the_same_again_is_refused(event: Event) -> None:
    make.item(event)
    make.release(event)

    with pytest.raises(NothingToRelease):
        make.release(event)

    assert len(queries.releases(event)) == 1


def test_an_empty_draft_is_nothing_to_release(event: Event) -> None:
    make.item(event, starts=None)

    with pytest.raises(NothingToRelease):
        make.release(event)

    assert event.current_release is None


def test_a_biography_is_worth_a_release_but_tells_no_calendar(event: Event) -> None:
    ana = make.person()
    item = make.item(event, people=[ana])
    make.release(event)
    before = released(event, item)
    change(ana, biography=Translated({"en": "Mayor since 2020"}))  # type: ignore[arg-type]

    make.release(event)

    assert released(event, item) == before
    assert current(event).people[ana.public_id].biography == {"en": "Mayor since 2020"}


def test_a_venue_that_moves_moves_every_entry(event: Event) -> None:
    item = make.item(event)
    make.release(event)
    change(event, city=Translated({"en": "Bremen"}))  # type: ignore[arg-type]

    assert queries.preview(event).comparison.general == ["place"]
    make.release(event)

    assert released(event, item).sequence == 1


def test_errors_block_a_release(event: Event) -> None:
    make.item(event, ends=at("08:00"))

    with pytest.raises(NotReady):
        make.release(event)
    change(event, main_language="fr")  # type: ignore[arg-type]

    assert [finding.code for finding in queries.preview(event).findings] == ["no_title", "end_before_start"]


def test_what_was_not_seen_is_not_released(event: Event) -> None:
    item = make.item(event)
    seen = queries.preview(event).mark
    change(item, title=Translated({"en": "Changed meanwhile"}))

    with pytest.raises(DraftHasChanged):
        make.release(event, seen=seen)

    assert make.release(event, seen=queries.preview(event).mark).number == 1


@pytest.mark.parametrize("is_mark_known", [True, False])
def test_what_somebody_saved_after_the_page_was_read_is_not_left_out(
    event: Event, *, is_mark_known: bool
) -> None:
    """The view has loaded the draft before the lock; what it holds by then is not what is stored."""
    hall, ana = make.room(event, "Hall"), make.person()
    item = make.item(event, "Before", rooms=[hall], people=[ana])
    seen = queries.preview(event).mark
    changes = {ProgrammeItem: "title", Room: "name"}
    with db.engine.begin() as other:
        for model, name in changes.items():
            other.execute(update(model).values({name: Translated({"en": "After"})}))
        other.execute(update(Person).values(given_name="Anna"))
        other.execute(delete(item_rooms))

    if is_mark_known:
        with pytest.raises(DraftHasChanged):
            make.release(event, seen=seen)
    else:
        make.release(event)
        session = released(event, item)
        assert (session.title, session.rooms) == ({"en": "After"}, [])
        assert current(event).rooms[0].name == {"en": "After"}
        assert current(event).people[ana.public_id].name == "Anna López"


def test_a_release_keeps_its_photos_and_names_the_pages_of_today(event: Event) -> None:
    photo = make_documents.file()
    item = make.item(event, people=[make.person(photo=photo)])
    make.release(event)
    change(event, slug="another")  # type: ignore[arg-type]
    change(item, title=Translated({"en": "Later"}))
    make.release(event)

    db.session.expire_all()
    assert [release.files for release in queries.releases(event)] == [[photo], [photo]]
    assert queries.events_showing(photo) == [event]
    assert [queries.release(event.id, number).slug for number in (1, 2)] == ["another", "another"]
    assert queries.preview(event).comparison.general == []


def test_only_who_decides_what_the_public_reads_may_release(event: Event) -> None:
    make.item(event)
    editor = Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})

    for actor in (ANONYMOUS, editor):
        with pytest.raises(MayNotRelease):
            releasing.release(event, NewRelease(state=DRAFT), actor=actor)

    assert queries.releases(event) == []


def test_people_become_known_to_other_teams_by_a_public_release_only(event: Event) -> None:
    ana, private = make.person(), make_events.event(visibility=Visibility.PRIVATE)
    make.item(event, people=[ana])
    ben = make.person("Ben")
    make.item(private, people=[ben])

    make.release(event)
    make.release(private)

    db.session.expire_all()
    assert ana.published_at is not None
    assert ben.published_at is None


def test_old_releases_stay_as_they_were(event: Event) -> None:
    item = make.item(event, "Before")
    make.release(event)
    first = queries.release(event.id, 1)
    change(item, title=Translated({"en": "After"}))
    make.release(event)

    assert queries.release(event.id, 1) == first
    assert queries.release(event.id, 1).sessions[0].title == {"en": "Before"}
    assert [release.number for release in queries.releases(event)] == [2, 1]
    with pytest.raises(NoSuchRelease):
        queries.release(event.id, 3)
    with pytest.raises(NoSuchRelease):
        queries.release(event.id + 1, 1)


def test_a_snapshot_is_read_once_and_then_known(event: Event, count_queries: list[str]) -> None:
    make.item(event)
    make.release(event)
    queries.release(event.id, 1)
    count_queries.clear()

    queries.release(event.id, 1)

    assert len(count_queries) == 1
    assert "snapshot" not in count_queries[0]


def test_the_list_of_releases_does_not_load_snapshots(event: Event, count_queries: list[str]) -> None:
    make.item(event)
    make.release(event)
    db.session.expire_all()
    event_id = event.id
    count_queries.clear()

    assert [release.number for release in queries.releases(event)] == [1]

    assert len(count_queries) == 1
    assert "snapshot" not in count_queries[0]
    assert event_id


def test_the_release_of_300_sessions_asks_no_more_than_that_of_one(
    event: Event, count_queries: list[str]
) -> None:
    asked = {}
    for size in (1, 300):
        made = make.conference(event, sessions=size)
        make.release(event)
        for item in made[::3]:
            change(item, title=Translated({"en": f"Renamed {size}"}))
        db.session.expire_all()
        count_queries.clear()

        release = make.release(event)

        asked[size] = len(count_queries)
    assert len(release.changes) == 100
    assert asked[300] <= asked[1] + 5


def test_the_preview_is_what_the_release_becomes(event: Event) -> None:
    item = make.item(event, people=[make.person()])
    make.release(event)
    change(item, starts_local=at("11:00"))

    with time_machine.travel(datetime(2026, 8, 2, tzinfo=UTC), tick=False):
        preview = queries.preview(event)
        made = make.release(event)

    assert [one.as_row() for one in preview.comparison.sessions] == made.changes
    assert preview.snapshot == current(event)
    assert not queries.preview(event).comparison
    assert replace(current(event), number=1) != queries.release(event.id, 1)


def test_visitors_find_an_event_by_whoever_its_released_programme_names(event: Event) -> None:
    wanted = Wanted(text="lovelace")
    make.item(event, people=[make.person("Ada", "Lovelace")])
    lists = events.catalogue_key()[0]
    assert events.listed(wanted, clock.now()).total == 0

    make.release(event)

    assert events.listed(wanted, clock.now()).items == [event]
    assert events.catalogue_key()[0] == lists + 1
