"""The outline, rooms and tracks, as an organiser's browser sees them."""

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.services import rooms_and_tracks
from app.programme.services.rooms_and_tracks import NewRoom
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at
from tests.web.organiser.conflicts import choose, versions


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_the_outline_shows_days_times_nesting_rooms_and_people(editor: Browser, event: Event) -> None:
    hall, track = make.room(event, "Hall"), make.track(event, "Health")
    panel = make.item(event, "Panel", starts=at("10:00"), rooms=[hall], track=track, people=[make.person()])
    make.item(event, "Talk", starts=at("10:30"), ends=at("10:45"), parent=panel)
    make.item(event, "Second day", starts=at("09:00", 29), ends=at("10:00", 29), in_all_rooms=True)
    make.item(event, "Idea", starts=None)

    page = editor.get(url(event))

    assert [one.get_text() for one in page.select(".outline h2")] == [
        "Monday, 28 September 2026",
        "Tuesday, 29 September 2026",
        "Not scheduled yet",
    ]
    assert [one.get_text(strip=True) for one in page.select(".outline__title")] == [
        "Panel", "Talk", "Second day", "Idea",
    ]  # fmt: skip
    assert [one.get_text(strip=True) for one in page.select(".outline__time")] == [
        "10:00–worked out:17:00", "10:30–10:45", "09:00–10:00", "No time",
    ]  # fmt: skip
    assert page.one(".outline__list--inside .outline__title").get_text(strip=True) == "Talk"
    assert page.select(".outline__facts")[0].get_text(" ", strip=True) == "Other Hall Health"
    assert page.select(".outline__facts")[2].get_text(" ", strip=True) == "Other All rooms"
    assert page.one(".outline__people").get_text(strip=True) == "Ana López"


def test_findings_stand_at_their_session(editor: Browser, event: Event) -> None:
    panel = make.item(event, "Panel", ends=at("10:00"))
    make.item(event, "Late", starts=at("09:30"), ends=at("10:30"), parent=panel)
    make.item(event, "Eve", starts=at("09:00", 27), ends=at("08:00", 27))

    page = editor.get(url(event))

    found = [
        (item.select(".outline__title")[0].get_text(strip=True), line.get_text(" ", strip=True))
        for item in page.select(".outline__row")
        for line in item.select(".outline__finding")
    ]
    assert found == [
        ("Eve", "Error It ends before it starts."),
        ("Eve", "Look at this It is not on one of the event's days."),
        ("Late", "Look at this It leaves the time of the session it is part of."),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outline_costs_the_same_for_any_number_of_rows(
    editor: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    for _ in range(rows):
        item = make.item(event, rooms=[make.room(event)], track=make.track(event), people=[make.person()])
        make.item(event, parent=item, people=[make.person()])
    count_queries.clear()

    page = editor.get(url(event))

    assert len(page.select(".outline__item")) == rows * 2
    # session, grants, event; the draft: five; the last step and the next; who is editing; calendar
    # host; what the checks know beside the draft: texts, organisations, people, links, documents,
    # headings elsewhere, who was told apart, waivers
    assert len(count_queries) == 20, count_queries


def test_an_event_without_sessions_says_what_to_do(editor: Browser, event: Event) -> None:
    assert editor.get(url(event)).one(".empty__title").get_text() == "No session yet"


def test_rooms_are_added_edited_ordered_and_removed(editor: Browser, event: Event) -> None:
    for name in ("Hall", "Studio"):
        editor.submit(editor.get(url(event, "rooms/new")), **{"name-en": name, "capacity": "600"})
    hall, studio = queries.rooms(event)
    make.item(event, rooms=[hall])

    editor.submit(editor.get(url(event, f"rooms/{hall.public_id}/")), **{"note-en": "Ground floor"})
    editor.submit(editor.get(url(event, "rooms/")), selector=f"form[action$='{studio.public_id}/move/up']")

    page = editor.get(url(event, "rooms/"))
    assert [
        [cell.get_text(strip=True) for cell in row.select("th, td")[:4]] for row in page.select("tbody tr")
    ] == [
        ["Studio", "600", "", "0"],
        ["Hall", "600", "Ground floor", "1"],
    ]
    assert "1 session will be without this room." in page.words
    editor.submit(page, selector=f"form[action$='{hall.public_id}/remove']")
    db.session.expire_all()
    assert queries.rooms(event) == [studio]


def test_tracks_are_added_edited_ordered_and_removed(editor: Browser, event: Event) -> None:
    for name in ("Health", "Climate"):
        editor.submit(editor.get(url(event, "tracks/new")), **{"name-en": name, "colour": "#AA0000"})
    health, climate = queries.tracks(event)

    edited = editor.submit(editor.get(url(event, f"tracks/{health.public_id}/")), colour="#00aa00")
    assert (edited.status, errors(edited)) == (302, [])
    editor.submit(editor.get(url(event, "tracks/")), selector=f"form[action$='{climate.public_id}/move/up']")
    editor.submit(editor.get(url(event, "tracks/")), selector=f"form[action$='{climate.public_id}/remove']")

    db.session.rollback()
    assert [(one.name, one.colour) for one in queries.tracks(event)] == [({"en": "Health"}, "#00aa00")]


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("rooms/new", {"name-en": ""}, "Enter a text here."),
        (
            "rooms/new",
            {"name-en": "Hall", "capacity": "-1"},
            "Enter a whole number from 0 to 1,000,000, or leave this empty.",
        ),
        ("rooms/new", {"name-en": "Hall", "livestream_url": "x"},
         "Enter a whole address that begins with https:// or http://."),
        ("tracks/new", {"name-en": "Health", "colour": "red;}"},
         "Enter a colour as six digits, for example #0b5394."),
    ],
)  # fmt: skip
def test_a_refused_form_says_why_and_saves_nothing(
    editor: Browser, event: Event, path: str, fields: dict[str, str], sentence: str
) -> None:
    page = editor.submit(editor.get(url(event, path)), **fields)

    assert (page.status, errors(page)) == (422, [sentence])
    assert (queries.rooms(event), queries.tracks(event)) == ([], [])


def test_a_stale_room_shows_both_versions(editor: Browser, event: Event) -> None:
    room = make.room(event, "Hall")
    page = editor.get(url(event, f"rooms/{room.public_id}/"))
    rooms_and_tracks.edit(room, NewRoom(name=Translated({"en": "Theirs"})), seen=1, actor=SYSTEM)

    refused = editor.submit(page, **{"name-en": "Mine"})

    assert refused.status == 409
    assert versions(refused) == [["Name", "Theirs", "Mine"]]
    assert editor.submit(refused, **choose(refused, "mine")).status == 302
    db.session.refresh(room)
    assert room.name == {"en": "Mine"}


@pytest.mark.parametrize(
    "path", ["", "table/", "rooms/", "tracks/", "releases/", "sessions/new", "releases/new"]
)
def test_t18_another_team_learns_nothing(browser: Browser, event: Event, path: str) -> None:
    stranger, theirs = accounts.user(), make_events.event()
    make_events.member(theirs, stranger)
    browser.sign_in(stranger)

    page = browser.get(url(event, path))
    unknown = browser.get(f"/organise/events/nowhere/programme/{path}")

    assert (page.status, unknown.status) == (404, 404)
    assert page.words == unknown.words


def test_a_room_of_another_event_is_a_404(editor: Browser, event: Event) -> None:
    other = make_events.event()
    room, track = make.room(other), make.track(other)

    assert editor.get(url(event, f"rooms/{room.public_id}/")).status == 404
    assert editor.get(url(event, f"tracks/{track.public_id}/")).status == 404


def test_whoever_is_not_signed_in_is_asked_to(browser: Browser, event: Event) -> None:
    page = browser.get(url(event))

    assert page.status == 302
    assert page.location.startswith("/account/sign-in/")


def test_nothing_of_the_workspace_is_kept_by_caches(editor: Browser, event: Event) -> None:
    assert editor.get(url(event)).headers["Cache-Control"] == "no-store"
