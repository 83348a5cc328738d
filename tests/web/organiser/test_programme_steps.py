"""Undoing changes of the draft, as organisers see it."""

import pytest

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.programme import queries
from app.programme.services import appearances, rooms_and_tracks, sessions, undoing
from app.programme.services.appearances import NewAppearance
from app.programme.services.rooms_and_tracks import NewRoom
from app.programme.services.sessions import NewSession
from tests.browserless import Browser
from tests.make import accounts, events

BASE = "/organise/events/iclc/programme/"


@pytest.fixture
def event(browser: Browser) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc")


def session(event: Event, title: str) -> str:
    new = NewSession(title=Translated({"en": title}))
    return sessions.create(event, new, actor=SYSTEM).public_id


def draft(event: Event) -> list[Translated]:
    db.session.rollback()  # the browser has written elsewhere
    return [item.title for item in queries.draft(event).timetable]


def told(browser: Browser) -> list[str]:
    rows = browser.get(f"{BASE}steps/").select("main tbody tr")
    return [" ".join(row.select("td")[1].get_text(" ", strip=True).split()) for row in rows]


def test_a_change_is_undone_and_done_again_from_the_outline(editor: Browser, event: Event) -> None:
    session(event, "Opening")
    undo, redo = (f"form[action='{BASE}steps/{word}']" for word in ("undo", "redo"))
    page = editor.get(BASE)
    assert "“Opening” added" in page.one(".steps-bar").get_text()
    assert page.select(redo) == []

    page = editor.follow(editor.submit(page, selector=undo))
    assert "Undone: “Opening” added" in page.words
    assert draft(event) == []

    page = editor.follow(editor.submit(page, selector=redo))
    assert "Done again: “Opening” added" in page.words
    assert draft(event) == [{"en": "Opening"}]


def test_every_step_stands_in_words_with_the_names_of_what_it_changed(editor: Browser, event: Event) -> None:
    parent = session(event, "Opening <b>")
    sessions.create(event, NewSession(title=Translated({"en": "Welcome"}), parent=parent), actor=SYSTEM)
    made = queries.session(event, parent)
    appearances.add(made, NewAppearance(label=Translated({"en": "Mayors"})), actor=SYSTEM)
    room = rooms_and_tracks.create(event, NewRoom(name=Translated({"en": "Hall"})), actor=SYSTEM)
    rooms_and_tracks.move(room, "up", actor=SYSTEM)
    rooms_and_tracks.edit(
        room, NewRoom(name=Translated({"en": "Great hall"})), seen=room.revision, actor=SYSTEM
    )
    sessions.remove(made, actor=SYSTEM)

    assert told(editor) == [
        "“Opening <b>” removed and 1 more",
        "“Great hall” changed",
        "“Hall” added",
        "People of “Opening <b>” changed",
        "“Welcome” added",
        "“Opening <b>” added",
    ]


def test_a_change_keeps_the_name_under_which_it_was_made(editor: Browser, event: Event) -> None:
    made = queries.session(event, session(event, "Opening"))
    appearances.add(made, NewAppearance(label=Translated({"en": "Mayors"})), actor=SYSTEM)
    sessions.remove(made, actor=SYSTEM)

    assert told(editor) == [
        "“Opening” removed",
        "People of “Opening” changed",
        "“Opening” added",
    ]


@pytest.mark.parametrize("page", ["", "grid/", "table/", "steps/"])
def test_no_page_reads_what_the_changes_it_lists_hold(
    editor: Browser, event: Event, count_queries: list[str], page: str
) -> None:
    for title in ("Opening", "Panel"):
        session(event, title)
    undoing.undo(event, actor=SYSTEM)
    count_queries.clear()

    shown = editor.get(f"{BASE}{page}")

    assert "“Opening” added" in shown.words
    assert [statement for statement in count_queries if "draft_steps.changes" in statement] == []


def test_who_only_reads_the_draft_sees_its_changes_and_no_button(browser: Browser, event: Event) -> None:
    user = accounts.user()
    events.member(event, user, TeamRole.VIEWER)
    browser.sign_in(user)
    session(event, "Opening")

    assert browser.get(BASE).select(".steps-bar") == []
    assert told(browser) == ["“Opening” added"]


def test_undoing_with_nothing_left_is_a_sentence(editor: Browser, event: Event) -> None:
    session(event, "Opening")
    page = editor.get(BASE)
    editor.submit(page, selector=f"form[action='{BASE}steps/undo']")

    again = editor.follow(editor.submit(page, selector=f"form[action='{BASE}steps/undo']"))

    assert again.one("h1").get_text(strip=True) == "Programme"
    assert "There is nothing to undo." in again.one(".notice--error").get_text()


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_a_button_means_the_change_beside_it_and_no_newer_one(
    editor: Browser, event: Event, word: str
) -> None:
    for title in ("Opening", "Panel", "Lunch"):
        session(event, title)
    undoing.undo(event, actor=SYSTEM)
    page = editor.get(BASE)
    undoing.undo(event, actor=SYSTEM)
    before = draft(event)

    refused = editor.follow(editor.submit(page, selector=f"form[action='{BASE}steps/{word}']"))

    assert (
        refused.one(".notice--error").get_text(strip=True)
        == {
            "undo": "Nothing was undone, because the last change is another one now: “Opening” added",
            "redo": "Nothing was done again, because another change comes first now: “Panel” added",
        }[word]
    )
    assert draft(event) == before


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_a_button_without_its_change_does_nothing(editor: Browser, event: Event, word: str) -> None:
    session(event, "Opening")
    session(event, "Panel")
    undoing.undo(event, actor=SYSTEM)
    before = draft(event)

    selector = f"form[action='{BASE}steps/{word}']"
    refused = editor.follow(editor.submit(editor.get(BASE), selector=selector, step=""))
    assert len(refused.select(".notice--error")) == 1
    assert draft(event) == before


@pytest.mark.parametrize("view", ["", "table/?day=none", "rooms/", "tracks/", "steps/"])
def test_a_change_is_undone_on_the_page_where_the_button_was_pressed(
    editor: Browser, event: Event, view: str
) -> None:
    session(event, "Opening")

    answer = editor.submit(editor.get(f"{BASE}{view}"), selector=f"form[action='{BASE}steps/undo']")

    assert answer.headers["Location"] == f"{BASE}{view}"


@pytest.mark.parametrize("back", ["\r\nX: 1", "..//evil.example", "no/such/page", "?day=\u2028"])
def test_t26_after_undoing_one_is_only_led_to_a_page_of_this_draft(
    editor: Browser, event: Event, back: str
) -> None:
    session(event, "Opening")
    selector = f"form[action='{BASE}steps/undo']"

    answer = editor.submit(editor.get(BASE), selector=selector, back=f"{BASE}{back}")

    assert (answer.status, answer.location) == (302, BASE)
    assert draft(event) == []
