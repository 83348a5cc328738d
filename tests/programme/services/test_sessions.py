"""Sessions of the draft: added, edited, ordered, removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Permission
from app.core.db import db
from app.core.errors import DomainError, StaleEdit
from app.core.localtime import Ambiguous, InGap
from app.core.types import Translated
from app.events.errors import DayOutOfRange
from app.events.models import Event
from app.programme import queries
from app.programme.errors import (
    BadAddress,
    BadCount,
    EndBeforeStart,
    EndWithoutStart,
    HasChildren,
    MayNotEditProgramme,
    NoSuchRoom,
    NoSuchSession,
    NoSuchTrack,
    OwnParent,
    TitleMissing,
    TooDeep,
)
from app.programme.models import Appearance, ProgrammeItem, Room, SessionKind
from app.programme.services import sessions
from app.programme.services.arranging import moving
from app.programme.services.sessions import LineChanges, NewSession, SessionChanges
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local

OPENING = Translated({"en": "Opening"})


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def editor(event: Event) -> Actor:
    return Actor(ActorKind.USER, id=7, grants={event.id: frozenset({Permission.PROGRAMME_EDIT})})


def changes(item: ProgrammeItem, **fields: Any) -> SessionChanges:
    """What the form would send if nothing but `fields` had been touched."""
    unchanged = SessionChanges(
        title=item.title,
        kind=item.kind,
        parent=item.parent.public_id if item.parent else "",
        starts=item.starts_local,
        ends=item.ends_local,
        rooms=[room.public_id for room in item.rooms],
        in_all_rooms=item.in_all_rooms,
        track=item.track.public_id if item.track else "",
        revision=item.revision,
    )
    return replace(unchanged, **fields)


def line(item: ProgrammeItem, **fields: Any) -> LineChanges:
    unchanged = LineChanges(
        title=item.title, kind=item.kind, starts=item.starts_local, ends=item.ends_local,
        rooms=[], in_all_rooms=False, track="", revision=item.revision,
    )  # fmt: skip
    return replace(unchanged, **fields)


def actions() -> list[str]:
    return [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_every_field_of_a_new_session_is_kept(event: Event) -> None:
    hall, track = make.room(event), make.track(event)
    parent = make.item(event)
    fields: dict[str, Any] = {
        "kind": SessionKind.MAYORS_FORUM,
        "abstract": Translated({"en": "About", "ar": "عن"}),
        "key_question": Translated({"en": "Why?"}),
        "objective": Translated({"en": "A plan"}),
        "focus_points": Translated({"en": "One\nTwo"}),
        "note": Translated({"en": "video message"}),
        "languages": ["en", "ar"],
        "interpretation": ["fr"],
        "has_captions": True,
        "has_sign_language": True,
        "seats": 0,
        "livestream_url": "https://stream.example.org/1",
        "recording_url": "http://video.example.org/1",
    }

    made = sessions.create(
        event,
        NewSession(
            title=OPENING,
            parent=parent.public_id,
            starts=at("09:00"),
            ends=at("09:00"),
            rooms=[hall.public_id],
            track=track.public_id,
            **fields,
        ),
        actor=editor(event),
    )

    db.session.expire_all()
    found = queries.session(event, made.public_id)
    assert {name: getattr(found, name) for name in fields} == fields
    assert (found.title, found.starts_local, found.ends_local) == (OPENING, at("09:00"), at("09:00"))
    assert (found.parent, found.rooms, found.track) == (parent, [hall], track)
    assert len(found.calendar_uid) == 36
    assert actions() == ["session.created"]


def test_a_session_in_all_rooms_names_none(event: Event) -> None:
    hall = make.room(event)

    made = sessions.create(
        event,
        NewSession(title=OPENING, rooms=[hall.public_id], in_all_rooms=True),
        actor=editor(event),
    )

    assert (made.rooms, made.in_all_rooms, made.starts_local) == ([], True, None)


@pytest.mark.parametrize(
    ("fields", "refusal", "field"),
    [
        ({"title": Translated({})}, TitleMissing, "title"),
        ({"title": Translated({"fr": "Ouverture"})}, TitleMissing, "title"),
        ({"starts": at("10:00"), "ends": at("09:59")}, EndBeforeStart, "ends"),
        ({"ends": at("09:59")}, EndWithoutStart, "starts"),
        ({"starts": local("2026-03-29 02:30")}, InGap, "starts"),
        ({"starts": at("09:00"), "ends": local("2027-03-28 02:30")}, InGap, "ends"),
        ({"starts": local("2026-10-25 02:30")}, Ambiguous, "starts"),
        ({"starts": at("09:00"), "ends": local("2026-10-25 02:30")}, Ambiguous, "ends"),
        ({"starts": local("0001-01-01 00:00")}, DayOutOfRange, "starts"),
        ({"starts": at("09:00"), "ends": local("9999-12-31 23:59")}, DayOutOfRange, "ends"),
        ({"rooms": ["NOROOM"]}, NoSuchRoom, "rooms"),
        ({"track": "NOTRACK"}, NoSuchTrack, "track"),
        ({"parent": "NOITEM"}, NoSuchSession, "parent"),
        ({"seats": -1}, BadCount, "seats"),
        ({"seats": 2**63}, BadCount, "seats"),
        ({"livestream_url": "javascript:alert(1)"}, BadAddress, "livestream_url"),
        ({"recording_url": "ftp://example.org"}, BadAddress, "recording_url"),
    ],
)
def test_a_refusal_says_where_and_leaves_nothing_behind(
    event: Event, fields: dict[str, Any], refusal: type[DomainError], field: str
) -> None:
    new = replace(NewSession(title=OPENING), **fields)

    with pytest.raises(refusal) as refused:
        sessions.create(event, new, actor=editor(event))

    assert refused.value.field == field
    assert db.session.scalars(select(ProgrammeItem)).all() == []
    assert actions() == []


def test_t36_a_time_that_comes_twice_is_kept_as_the_one_that_was_meant(event: Event) -> None:
    twice = local("2026-10-25 02:30")

    made = sessions.create(
        event,
        NewSession(title=OPENING, starts=twice, starts_fold=0, ends=twice, ends_fold=1),
        actor=editor(event),
    )

    assert (made.starts_fold, made.ends_fold) == (0, 1)


def test_t36_the_second_of_two_times_does_not_end_in_the_first(event: Event) -> None:
    twice = local("2026-10-25 02:30")
    new = NewSession(title=OPENING, starts=twice, starts_fold=1, ends=twice, ends_fold=0)

    with pytest.raises(EndBeforeStart):
        sessions.create(event, new, actor=editor(event))


def test_rooms_tracks_and_parents_of_another_event_do_not_exist_here(event: Event) -> None:
    other = make_events.event()
    room, track, parent = make.room(other), make.track(other), make.item(other)

    for fields, refusal in (
        ({"rooms": [room.public_id]}, NoSuchRoom),
        ({"track": track.public_id}, NoSuchTrack),
        ({"parent": parent.public_id}, NoSuchSession),
    ):
        with pytest.raises(refusal):
            sessions.create(event, replace(NewSession(title=OPENING), **fields), actor=editor(event))


def test_sessions_nest_two_levels_deep_and_no_deeper(event: Event) -> None:
    panel, other = make.item(event), make.item(event)
    talk = make.item(event, parent=panel)

    for item, parent, refusal in (
        (other, talk, TooDeep),
        (panel, other, HasChildren),
        (panel, talk, TooDeep),
        (other, other, OwnParent),
    ):
        with pytest.raises(refusal):
            sessions.edit(item, changes(item, parent=parent.public_id), actor=editor(event))
    with pytest.raises(TooDeep):
        sessions.create(event, NewSession(title=OPENING, parent=talk.public_id), actor=editor(event))

    db.session.expire_all()
    assert (panel.parent_id, other.parent_id, talk.parent_id) == (None, None, panel.id)


def test_a_talk_may_leave_its_panel(event: Event) -> None:
    panel = make.item(event)
    talk = make.item(event, parent=panel)

    sessions.edit(talk, changes(talk, parent=""), actor=editor(event))

    assert talk.parent_id is None
    assert queries.children(panel) == []


def test_an_edit_keeps_the_identity_and_counts_once(event: Event) -> None:
    item = make.item(event, "Opening", ends=at("09:30"))
    identity = (item.public_id, item.calendar_uid)

    sessions.edit(
        item,
        changes(item, title=Translated({"en": "Welcome"}), starts=at("10:00", 29), ends=None),
        actor=editor(event),
    )

    db.session.expire_all()
    assert (item.public_id, item.calendar_uid) == identity
    assert (item.title, item.starts_local, item.ends_local) == ({"en": "Welcome"}, at("10:00", 29), None)
    assert item.revision == 2
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.changes) == (
        "session.edited",
        {"fields": ["ends_local", "starts_local", "title"]},
    )


def test_a_draft_edit_is_invisible_to_the_public(event: Event) -> None:
    item = make.item(event)
    before = event.revision

    sessions.edit(item, changes(item, kind=SessionKind.PANEL), actor=editor(event))

    db.session.expire_all()
    assert event.revision == before


def test_an_edit_that_changes_nothing_leaves_no_trace(event: Event) -> None:
    item = make.item(event, rooms=[make.room(event)], track=make.track(event))

    sessions.edit(item, changes(item), actor=editor(event))

    assert item.revision == 1
    assert actions() == []


def test_a_stale_edit_is_refused_whether_by_form_or_by_table(event: Event) -> None:
    item = make.item(event, "Opening")
    mine = changes(item, title=Translated({"en": "Mine"}))
    my_line = line(item, title=Translated({"en": "My"}))
    sessions.edit(item, changes(item, title=Translated({"en": "Theirs"})), actor=editor(event))

    with pytest.raises(StaleEdit):
        sessions.edit(item, mine, actor=editor(event))
    with pytest.raises(StaleEdit):
        sessions.edit_line(item, my_line, actor=editor(event))

    db.session.expire_all()
    assert item.title == {"en": "Theirs"}


def test_a_line_of_the_table_changes_only_what_it_shows(event: Event) -> None:
    hall, track = make.room(event), make.track(event)
    item = make.item(event, seats=12, abstract=Translated({"en": "About"}))

    sessions.edit_line(
        item,
        line(item, starts=at("11:00"), rooms=[hall.public_id], track=track.public_id),
        actor=editor(event),
    )

    assert (item.starts_local, item.rooms, item.track) == (at("11:00"), [hall], track)
    assert (item.seats, item.abstract) == (12, {"en": "About"})


def test_position_decides_among_sessions_that_start_together(event: Event) -> None:
    first, second, third = (make.item(event, name) for name in ("A", "B", "C"))
    elsewhere = make.item(event, "Later", starts=at("11:00"), position=0)

    moving.move(third, "up", actor=editor(event))
    moving.move(first, "up", actor=editor(event))
    moving.move(elsewhere, "down", actor=editor(event))

    assert list(queries.draft(event).timetable) == [first, third, second, elsewhere]
    assert actions() == ["session.moved"]


def test_removing_a_panel_removes_its_talks_and_nothing_else(event: Event) -> None:
    hall, ana = make.room(event), make.person()
    panel = make.item(event, rooms=[hall], people=[ana])
    make.item(event, parent=panel, people=[ana])
    other = make.item(event, rooms=[hall], people=[ana])

    sessions.remove(panel, actor=editor(event))

    db.session.expire_all()
    assert db.session.scalars(select(ProgrammeItem)).all() == [other]
    assert [one.item for one in db.session.scalars(select(Appearance))] == [other]
    assert db.session.scalars(select(Room)).all() == [hall]
    assert actions() == ["session.removed", "session.removed"]


ACTS: list[Callable[[ProgrammeItem, Actor], object]] = [
    lambda item, actor: sessions.create(item.event, NewSession(title=OPENING), actor=actor),
    lambda item, actor: sessions.edit(item, changes(item, title=OPENING), actor=actor),
    lambda item, actor: sessions.edit_line(item, line(item, title=OPENING), actor=actor),
    lambda item, actor: moving.move(item, "down", actor=actor),
    lambda item, actor: sessions.remove(item, actor=actor),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_who_builds_the_programme_may_change_it(
    event: Event, act: Callable[[ProgrammeItem, Actor], object]
) -> None:
    item, _other = make.item(event, "First"), make.item(event, "Second")
    elsewhere = Actor(ActorKind.USER, id=8, grants={event.id + 1: frozenset(Permission)})
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})

    for actor in (ANONYMOUS, elsewhere, viewer):
        with pytest.raises(MayNotEditProgramme):
            act(item, actor)

    db.session.expire_all()
    assert [one.title["en"] for one in queries.draft(event).timetable] == ["First", "Second"]
    assert actions() == []


def test_the_draft_costs_the_same_for_any_number_of_sessions(event: Event, count_queries: list[str]) -> None:
    costs = []
    for _ in range(2):
        item = make.item(event, rooms=[make.room(event)], people=[make.person(), make.person()])
        make.item(event, parent=item, track=make.track(event), people=[make.person()])
        db.session.expire_all()
        db.session.refresh(event)
        count_queries.clear()

        draft = queries.draft(event)

        assert all(one.person for item in draft.timetable for one in item.appearances)
        costs.append(len(count_queries))

    assert costs == [5, 5]  # sessions, their rooms, their people; rooms; tracks


def test_a_derived_end_reads_the_events_hours(event: Event) -> None:
    item = make.item(event, starts=at("16:00"))
    sessions.edit(item, changes(item, kind=SessionKind.CLOSING), actor=SYSTEM)

    found = queries.draft(event).timetable.span(item)

    assert found is not None
    assert found.ends.local == datetime.combine(event.first_day, time(17))
