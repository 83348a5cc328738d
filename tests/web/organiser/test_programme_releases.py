"""Releasing, as an organiser's browser sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.programme import queries
from app.programme.models import ProgrammeItem, ReleaseState
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def editor(browser: Browser, event: Event) -> Browser:
    user = accounts.user(name="Eve Editor")
    make_events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser.sign_in(user)
    return browser


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/releases/{path}"


def retitle(item: ProgrammeItem, title: str) -> None:
    with transaction():
        item.title = Translated({"en": title})


def change_rows(page: Page) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]


def test_a_programme_is_released_after_its_changes_have_been_read(editor: Browser, event: Event) -> None:
    make.item(event, "Opening", ends=at("10:00"))
    page = editor.get(url(event, "new"))

    assert change_rows(page) == [["Added", "Opening", "28 Sep 2026, 09:00–10:00 (Europe/Berlin)"]]
    released = editor.submit(page, state="provisional", **{"note-en": "First"})

    assert released.location == url(event, "1/")
    db.session.expire_all()
    row = queries.release_row(event, 1)
    assert (row.state, row.note, event.current_release) == (ReleaseState.PROVISIONAL, {"en": "First"}, 1)
    shown = editor.follow(released)
    assert shown.one(".notice--success").get_text(strip=True) == "Release 1 is published."
    assert "Eve Editor" in shown.words
    assert shown.select(f"main a[href='/events/{event.slug}/programme/releases/1/']") != []


def test_every_kind_of_change_is_told_in_words(editor: Browser, event: Event) -> None:
    hall, studio, ana = make.room(event, "Hall"), make.room(event, "Studio"), make.person()
    moved = make.item(event, "A", ends=at("10:00"), rooms=[hall])
    changed = make.item(event, "B", starts=at("11:00"), ends=at("12:00"), people=[ana])
    gone = make.item(event, "C", starts=at("12:00"), ends=at("12:00"))
    make.release(event)
    with transaction() as session:
        moved.starts_local, moved.ends_local, moved.rooms = at("13:00"), at("14:00"), [studio]
        changed.title, changed.seats, changed.appearances = Translated({"en": "Bee"}), 5, []
        session.delete(gone)

    page = editor.get(url(event, "new"))

    zone = "(Europe/Berlin)"
    assert change_rows(page) == [
        ["Renamed", "Bee", "B → Bee"],
        ["People", "Bee", "Ana López (Speaker) → –"],
        ["Changed", "Bee", "Seats"],
        ["Cancelled", "C", f"28 Sep 2026, 12:00–12:00 {zone}"],
        ["Moved", "A", f"28 Sep 2026, 09:00–10:00 → 13:00–14:00 {zone}"],
        ["Room", "A", "Hall → Studio"],
    ]
    editor.submit(page)
    assert change_rows(editor.get(url(event, "2/")))[0] == ["Renamed", "Bee", "B → Bee"]


def test_what_differs_besides_sessions_is_named(editor: Browser, event: Event) -> None:
    make.item(event)
    make.release(event)
    with transaction():
        event.city = Translated({"en": "Bremen"})

    page = editor.get(url(event, "new"))

    assert [one.get_text() for one in page.select("main > ul li")] == ["The place, or how one takes part"]


def test_errors_block_and_warnings_do_not(editor: Browser, event: Event) -> None:
    wrong = make.item(event, "Wrong", ends=at("08:00"))
    make.item(event, "Idea", starts=None)

    page = editor.get(url(event, "new"))

    assert [one.get_text(strip=True) for one in page.select(".notice--error li")] == [
        "Wrong: It ends before it starts."
    ]
    assert [one.get_text(strip=True) for one in page.select(".notice--warning li")] == [
        "Idea: It has no time yet and is left out of the release."
    ]
    assert page.select("main form button") == []
    refused = editor.submit(page)
    assert refused.status == 422
    assert "Correct the errors below before you release the programme." in refused.words
    with transaction():
        wrong.ends_local = None
    assert editor.submit(editor.get(url(event, "new"))).status == 302


def test_a_draft_that_changed_meanwhile_is_shown_again_first(editor: Browser, event: Event) -> None:
    item = make.item(event, "Before")
    page = editor.get(url(event, "new"))
    retitle(item, "Meanwhile")

    refused = editor.submit(page, state="final", **{"note-en": "Typed"})

    assert refused.status == 422
    assert "The draft has changed since you opened this page." in refused.one(".error-summary").get_text()
    assert change_rows(refused)[0][:2] == ["Added", "Meanwhile"]
    assert (refused.form()["note-en"], refused.form()["state"]) == ("Typed", "final")
    assert queries.releases(event) == []
    assert editor.submit(refused).status == 302


def test_a_release_without_changes_is_refused_in_a_sentence(editor: Browser, event: Event) -> None:
    make.item(event)
    make.release(event)

    page = editor.get(url(event, "new"))
    refused = editor.submit(page)
    final = editor.submit(page, state="final")

    assert "Nothing, unless you choose another state." in page.words
    assert (refused.status, refused.one(".error-summary li").get_text()) == (
        422,
        "Nothing has changed since the current release.",
    )
    assert final.location == url(event, "2/")


def test_releases_are_listed_newest_first(editor: Browser, event: Event) -> None:
    item = make.item(event, "One")
    make.release(event)
    retitle(item, "Two")
    make.release(event, ReleaseState.FINAL)

    rows = change_rows(editor.get(url(event)))

    assert [row[:2] for row in rows] == [
        ["Release 2 Current", "Final programme"],
        ["Release 1", "Draft programme"],
    ]
    assert [row[-1] for row in rows] == ["1", "1"]


def test_the_outline_tells_whether_the_public_reads_the_same(editor: Browser, event: Event) -> None:
    outline = f"/organise/events/{event.slug}/programme/"
    item = make.item(event, "One")
    assert "Nobody outside the team sees it before the first release." in editor.get(outline).words
    make.release(event)
    assert "The public reads exactly this: release 1." in editor.get(outline).words
    retitle(item, "Two")
    assert "The draft has changed since release 1, which the public reads." in editor.get(outline).words


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.COMMUNICATIONS, TeamRole.REGISTRATION_DESK])
def test_only_who_may_release_gets_to_the_button(browser: Browser, event: Event, role: TeamRole) -> None:
    make.item(event)
    make.release(event)
    user = accounts.user()
    make_events.member(event, user, role)
    browser.sign_in(user)

    assert browser.get(url(event, "new")).status == 403
    assert browser.get(url(event)).status == 200
    assert browser.get(url(event, "1/")).status == 200
    assert browser.get(url(event)).select("main a[href$=new]") == []


@pytest.mark.parametrize("path", ["99/", "0/", "99999999999999999999999/"])
def test_a_release_that_never_was_is_a_404(editor: Browser, event: Event, path: str) -> None:
    assert editor.get(url(event, path)).status == 404
