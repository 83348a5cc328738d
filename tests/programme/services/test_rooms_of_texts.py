"""Rooms and hours that a text tells by words alone: which of two of one name, which of two of one clock."""

from datetime import date

import pytest

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import ProgrammeItem
from app.programme.proposals import queries as pasted_texts
from app.programme.services import pasting
from app.programme.services.applying import Applied
from app.programme.text import sources, writing
from tests.make import events
from tests.make import programme as make
from tests.make.pasting import apply, named, pasted, put_in
from tests.make.programme import at, local

pytestmark = pytest.mark.usefixtures("app")


def written(event: Event) -> str:
    return writing.write(sources.of_draft(queries.draft(event)))


def rooms_of(item: ProgrammeItem) -> set[str]:
    return {room.public_id for room in item.rooms}


def test_sessions_stay_where_they_are_in_rooms_that_are_called_alike() -> None:
    event = events.event()
    west, east = make.room(event, "Hall A"), make.room(event, "Hall A")
    make.item(event, "West", rooms=[west])
    make.item(event, "East", rooms=[east])
    make.item(event, "Both", rooms=[west, east])

    assert put_in(event, written(event)) == Applied(0, 0, 0)


def test_a_session_that_gets_one_more_room_keeps_the_one_of_two_names_it_has() -> None:
    event = events.event()
    make.room(event, "Hall A")
    east = make.room(event, "Hall A")
    make.item(event, "East", rooms=[east])

    put_in(event, written(event).replace("Room: Hall A", "Rooms: Hall A; Terrace"))

    rooms = {room.name["en"]: room for room in queries.rooms(event)}
    assert rooms_of(named(event, "East")) == {east.public_id, rooms["Terrace"].public_id}


def test_what_a_room_is_called_in_the_language_of_the_text_counts_before_another_language() -> None:
    event = events.event()
    blue = make.room(event, "Blue")
    green = make.room(event, "Green")
    with transaction():
        green.name = Translated({"fr": "Blue", "en": "Green"})
    make.item(event, "Session", rooms=[green])

    put_in(event, written(event).replace("Room: Green", "Room: Blue"))

    assert rooms_of(named(event, "Session")) == {blue.public_id}


def test_a_new_room_comes_behind_all_that_are_there() -> None:
    event = events.event()
    make.room(
        event,
        "First",
    )
    last = make.room(event, "Last")
    with transaction():
        last.position += 7

    put_in(event, "09:00 Opening\nRoom: New Room\n")

    assert [room.name["en"] for room in queries.rooms(event)] == ["First", "Last", "New Room"]


@pytest.fixture
def night() -> Event:
    """An event in the night in which the clocks are put back."""
    made = events.event(first_day=date(2026, 10, 24), last_day=date(2026, 10, 26))
    make.item(made, "Night", starts=local("2026-10-25 02:30"), ends=local("2026-10-25 02:45"))
    return made


def test_the_second_of_two_hours_is_a_change(night: Event) -> None:
    second = written(night).replace("02:30–02:45", "02:30b–02:45b")

    assert put_in(night, second) == Applied(0, 1, 0)

    item = named(night, "Night")
    assert (item.starts_fold, item.ends_fold) == (1, 1)
    assert put_in(night, written(night)) == Applied(0, 0, 0)
    assert put_in(night, written(night).replace("02:30b–02:45b", "02:30–02:45")) == Applied(0, 1, 0)


def test_only_what_the_clocks_show_then_tells_the_two_hours_apart(night: Event) -> None:
    text = pasted(night, written(night).replace("–02:45", "–02:45b"))

    ((change,),) = (pair.changes for pair in pasted_texts.review(text).differences.changed)

    assert (change.before.zone, change.after.zone) == ("CEST (UTC+2)", "CET (UTC+1)")


def test_which_of_two_hours_is_meant_in_a_text_of_any_form_is_what_an_organiser_says(night: Event) -> None:
    text = pasted(night, "25 October 2026\n2:30 a.m. – 2:45 a.m. Night\n")
    (session,) = pasted_texts.review(text).proposal.sessions
    session.starts_fold = session.ends_fold = 1
    pasting.correct(text, session, seen=text.revision, actor=SYSTEM)

    assert apply(text) == Applied(0, 1, 0)
    assert named(night, "Night").starts_fold == 1


def test_a_letter_for_the_second_hour_means_nothing_where_there_is_one() -> None:
    event = events.event()
    make.item(event, "Morning", starts=at("09:00"), ends=at("10:00"))

    assert put_in(event, written(event).replace("09:00–10:00", "09:00b–10:00b")) == Applied(0, 0, 0)
