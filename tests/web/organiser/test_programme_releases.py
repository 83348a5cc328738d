"""Releasing, as an organiser's browser sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, TeamRole, Visibility
from app.outbox.models import Message
from app.programme import queries
from app.programme.checks import running
from app.programme.models import ProgrammeItem, ReleaseState
from app.programme.services import sessions, waiving
from app.programme.services.waiving import NewWaiver
from tests.browserless import Browser, Page
from tests.make import accounts, registrations
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


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/releases/{path}"


def retitle(item: ProgrammeItem, title: str) -> None:
    with transaction():
        item.title = Translated({"en": title})


def tick(page: Page) -> str:
    return str(page.one("[name=looked_at]")["value"])


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def change_rows(page: Page) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]


def test_a_programme_is_released_after_its_changes_have_been_read(editor: Browser, event: Event) -> None:
    make.item(event, "Opening", ends=at("10:00"))
    page = editor.get(url(event, "new"))

    assert change_rows(page) == [["New", "Opening", "Monday, 28 September 2026, 09:00–10:00"]]
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

    day = "Monday, 28 September 2026"
    rows = [
        ["Renamed", "Bee", "B Bee"],
        ["People changed", "Bee", "Ana López"],
        ["Details changed", "Bee", "seats"],
        ["Cancelled", "C", f"{day}, 12:00"],
        ["Moved", "A", f"{day}, 09:00–10:00 {day}, 13:00–14:00"],
        ["Room changed", "A", "Hall Studio"],
    ]
    assert change_rows(page) == rows
    editor.submit(page)
    assert change_rows(editor.get(url(event, "2/"))) == rows
    public = editor.get(f"/events/{event.slug}/programme/changes/")
    told = [one.get_text(strip=True) for one in public.select("section:first-of-type .tag")]
    assert told == [label for label, _title, _words in rows]


def test_what_is_different_about_somebody_is_named_here_and_for_the_public(
    editor: Browser, event: Event
) -> None:
    item = make.item(event, "Opening", ends=at("10:00"), people=[make.person("Ana", "López")])
    make.release(event)
    with transaction():
        item.appearances[0].job = Translated({"en": "Mayor"})

    page = editor.get(url(event, "new"))

    assert change_rows(page) == [["People changed", "Opening", "Ana López, position – Mayor"]]
    make.release(event)
    public = editor.get(f"/events/{event.slug}/programme/changes/")
    (line, *_older) = public.select(".changes__one p")
    assert " ".join(line.get_text(" ").split()) == "People changed Ana López, position: – Mayor"


def test_what_differs_besides_sessions_is_named(editor: Browser, event: Event) -> None:
    make.item(event)
    make.release(event)
    with transaction():
        event.city = Translated({"en": "Bremen"})

    page = editor.get(url(event, "new"))

    assert [one.get_text() for one in page.select("main > ul li")] == ["the place, or how one takes part"]
    editor.submit(page)
    kept = [["Details changed", event.title["en"], "the place, or how one takes part"]]
    assert change_rows(editor.get(url(event, "2/"))) == kept


def test_a_session_can_be_put_back_as_long_as_the_public_reads_of_it(editor: Browser, event: Event) -> None:
    item, stays = make.item(event, "Gone", ends=at("10:00")), make.item(event, "A")
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    make.release(event)
    retitle(stays, "B")
    make.release(event)  # the list of changes of this one does not speak of it any more
    way = f"form[action$='{item.public_id}/restore']"

    outline = editor.get(f"/organise/events/{event.slug}/programme/")
    offers = [len(editor.get(url(event, f"{number}/")).select(way)) for number in (1, 2, 3)]
    editor.submit(outline, selector=way)

    assert offers == [0, 0, 1]
    assert [one.public_id for one in queries.draft(event).timetable] == [item.public_id, stays.public_id]
    assert editor.get(f"/organise/events/{event.slug}/programme/").select(way) == []


def test_who_may_only_look_is_told_of_removed_sessions_without_a_button(
    browser: Browser, event: Event
) -> None:
    item = make.item(event, "Gone")
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    user = accounts.user()
    make_events.member(event, user, TeamRole.VIEWER)
    browser.sign_in(user)

    page = browser.get(f"/organise/events/{event.slug}/programme/")

    assert page.one("#removed").get_text() == "No longer in the draft"
    assert page.select("form[action$=restore]") == []


def test_errors_block_and_warnings_want_a_tick(editor: Browser, event: Event) -> None:
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
    page = editor.get(url(event, "new"))
    unread = editor.submit(page, **{"note-en": "Typed"})
    assert (unread.status, unread.form()["note-en"]) == (422, "Typed")
    assert errors(unread) == [
        "Have a look at the warnings and tick that you have, or waive them with a reason."
    ]
    assert editor.submit(unread, looked_at=tick(unread)).status == 302


def test_a_tick_counts_for_the_warnings_it_was_set_at(editor: Browser, event: Event) -> None:
    make.item(event, "Opening", ends=at("10:00"))
    section = make_events.section(event, "Documents", body=Translated({}))
    page = editor.get(url(event, "new"))
    with transaction():
        section.title = Translated({"en": "Papers"})

    refused = editor.submit(page, looked_at=tick(page))

    assert refused.status == 422
    assert errors(refused) == [
        "The warnings have changed since you opened this page. Have a look at them, then release."
    ]
    assert "looked_at" not in refused.form()
    assert editor.submit(refused, looked_at=tick(refused)).status == 302


def test_a_tick_stays_where_something_else_is_refused(editor: Browser, event: Event) -> None:
    make.item(event, "Idea", starts=None)
    make.item(event, "Opening", ends=at("10:00"))
    page = editor.get(url(event, "new"))

    again = editor.submit(page, looked_at=tick(page), state="finished")

    assert (again.status, again.form()["looked_at"]) == (422, tick(page))


def test_hints_are_folded_and_waived_findings_counted(editor: Browser, event: Event) -> None:
    make.item(event, "Moment", ends=at("09:00"))
    late = make.item(event, "Late", ends=at("17:30"))
    (warning,) = running.warnings(queries.preview(event).findings)
    new = NewWaiver(code=warning.code, fingerprint=warning.fingerprint, reason="Dinner follows.")
    waiving.waive(event, new, actor=SYSTEM)

    page = editor.get(url(event, "new"))

    assert page.one("details.folded summary").get_text() == "1 hint"
    assert "1 finding is waived with a reason." in page.words
    assert page.select(".notice--warning, [name=looked_at]") == []
    assert late.title["en"] in editor.get(f"/organise/events/{event.slug}/programme/findings/").words


def test_a_draft_that_changed_meanwhile_is_shown_again_first(editor: Browser, event: Event) -> None:
    item = make.item(event, "Before")
    page = editor.get(url(event, "new"))
    retitle(item, "Meanwhile")

    refused = editor.submit(page, state="final", **{"note-en": "Typed"})

    assert refused.status == 422
    assert "The draft has changed since you opened this page." in refused.one(".error-summary").get_text()
    assert change_rows(refused)[0][:2] == ["New", "Meanwhile"]
    assert (refused.form()["note-en"], refused.form()["state"]) == ("Typed", "final")
    assert queries.releases(event) == []
    assert editor.submit(refused).status == 302


def test_a_form_that_is_wrong_shows_the_draft_as_it_is_by_then(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening", ends=at("10:00"))
    page = editor.get(url(event, "new"))
    retitle(item, "Welcome")

    again = editor.submit(page, state="finished")
    released = editor.submit(again, state="final")

    assert (again.status, [row[1] for row in change_rows(again)]) == (422, ["Welcome"])
    assert released.location == url(event, "1/")


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


def test_two_presses_make_one_release_and_say_so_twice(editor: Browser, event: Event) -> None:
    make.item(event)
    page = editor.get(url(event, "new"))

    presses = [editor.submit(page, **{"note-en": "First of all"}) for _press in range(2)]
    another = editor.submit(page, **{"note-en": "Something else"})

    assert [press.location for press in presses] == [url(event, "1/")] * 2
    assert errors(another) == ["Nothing has changed since the current release."]
    assert len(change_rows(editor.get(url(event)))) == 1


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


def told(page: Page) -> list[str]:
    return [one.get_text() for one in page.select(".told li")]


def test_before_the_click_stands_who_will_hear_of_it_and_who_will_not(editor: Browser, event: Event) -> None:
    make.item(event, ends=at("10:00"))
    category = registrations.category(event)
    for number in range(2):
        registrations.registration(category, email=f"guest{number}@example.org")

    assert told(editor.get(url(event, "new"))) == [
        "Everybody who opens the programme’s pages reads the new release at once.",
        "Calendars that follow the programme change when they look next, most of them within a day.",
        "The list of changes goes into the news feed, for programs that read it.",
        "Nobody gets an e-mail: 2 people who have registered are not written to.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"lifecycle": Lifecycle.DRAFT},
            "Nobody yet: the event is a draft. Once it is announced, everybody reads this release.",
        ),
        (
            {"visibility": Visibility.PRIVATE},
            "Nobody outside the team: the event is private, and so are its pages and calendars.",
        ),
    ],
)
def test_a_release_nobody_may_read_says_so(
    editor: Browser, event: Event, changes: dict[str, object], sentence: str
) -> None:
    make.item(event, ends=at("10:00"))
    with transaction():
        for name, value in changes.items():
            setattr(event, name, value)

    assert told(editor.get(url(event, "new"))) == [
        sentence,
        "Nobody gets an e-mail. Nobody has registered so far.",
    ]


def test_a_release_writes_to_nobody(editor: Browser, event: Event) -> None:
    make.item(event, ends=at("10:00"))
    registrations.registration(registrations.category(event), email="guest@example.org")
    before = db.session.scalar(select(func.count()).select_from(Message))

    editor.submit(editor.get(url(event, "new")), state="final")

    assert db.session.scalar(select(func.count()).select_from(Message)) == before
