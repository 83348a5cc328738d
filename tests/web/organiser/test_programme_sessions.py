"""Sessions of the draft, as an organiser's browser sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.programme import queries
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.services import sessions, undoing
from app.programme.services.sessions import SessionChanges
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local
from tests.web.organiser.conflicts import choose, open_fields, versions


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/sessions/{path}"


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def stored(event: Event) -> list[ProgrammeItem]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)))


def save(editor: Browser, address: str, **fields: Any) -> Page:
    return editor.submit(
        editor.get(address), **{name.replace("__", "-"): value for name, value in fields.items()}
    )


def test_what_was_typed_into_a_session_that_has_gone_is_kept_until_it_is_back(
    editor: Browser, event: Event
) -> None:
    item = make.item(event, "Opening", starts=at("09:00"))
    form = editor.get(url(event, f"{item.public_id}/"))
    public_id = item.public_id
    sessions.remove(item, actor=SYSTEM)

    gone = editor.submit(form, **{"abstract-en": "A long text.\n\nOf two parts."})
    assert (gone.status, gone.one("h1").get_text()) == (404, "There is no such session.")
    assert [one.get_text() for one in gone.select(".as-typed")] == ["A long text.\n\nOf two parts."]

    undoing.undo(event, actor=SYSTEM)
    editor.submit(editor.submit(gone, url=url(event, f"{public_id}/")))
    assert [one.abstract for one in stored(event)] == [{"en": "A long text.\n\nOf two parts."}]


def test_what_was_pressed_for_a_session_that_has_gone_is_plainly_not_found(
    editor: Browser, event: Event
) -> None:
    gone = editor.submit(editor.get(url(event, "new")), url=url(event, "nosuch/remove"))

    assert (gone.status, gone.select(".as-typed"), gone.select("main form[method=post]")) == (404, [], [])


def test_a_session_is_added_with_every_field(editor: Browser, event: Event) -> None:
    hall, track, panel = make.room(event, "Hall"), make.track(event), make.item(event, "Panel")

    page = save(
        editor,
        url(event, "new"),
        title__en="  Opening   ceremony ",
        kind="ceremony",
        parent=panel.public_id,
        day="2026-09-29",
        starts="09:00",
        ends="00:30",
        ends_day="2026-09-30",
        rooms=[hall.public_id],
        track=track.public_id,
        languages=["en", "fr"],
        interpretation=["ar"],
        has_captions="y",
        abstract__en="About\r\n\r\nus",
        focus_points__en="One\nTwo",
        seats="40",
        livestream_url="https://stream.example.org",
    )

    made = stored(event)[-1]
    assert page.location == url(event, f"{made.public_id}/")
    assert (made.title, made.kind, made.parent) == ({"en": "Opening ceremony"}, SessionKind.CEREMONY, panel)
    assert (made.starts_local, made.ends_local) == (at("09:00", 29), at("00:30", 30))
    assert (made.rooms, made.track, made.seats) == ([hall], track, 40)
    assert (made.languages, made.interpretation, made.has_captions) == (["en", "fr"], ["ar"], True)
    assert made.abstract == {"en": "About\n\nus"}
    assert editor.follow(page).one(".notice--success").get_text(strip=True) == "The session is in the draft."


def test_a_link_prefills_day_and_parent(editor: Browser, event: Event) -> None:
    panel = make.item(event, "Panel")

    form = editor.get(url(event, f"new?parent={panel.public_id}&day=2026-09-28")).form()

    assert (form["parent"], form["day"]) == (panel.public_id, "2026-09-28")
    strange = editor.get(url(event, "new?parent=NOBODY&day=tomorrow")).form()
    assert (strange["parent"], strange["day"]) == ("", "")


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        ("2026-09-28", "11:15"),  # when the last that says its end is over
        ("2026-09-29", "16:00"),  # with the last that does not
        ("2026-09-30", "22:00"),  # which ends on another day
        ("2026-10-01", "09:00"),  # when the event's days open
    ],
)
def test_a_day_a_link_names_comes_with_a_time_and_is_kept(
    editor: Browser, event: Event, day: str, starts: str
) -> None:
    make.item(event, "Panel", starts=at("10:00"), ends=at("11:15"))
    make.item(event, "Aside", starts=at("10:30"), ends=at("10:45"))
    make.item(event, "Open end", starts=at("16:00", 29))
    make.item(event, "Night", starts=at("22:00", 30), ends=local("2026-10-01 01:00"))

    page = save(editor, url(event, f"new?day={day}"), title__en="One more")

    assert page.status == 302
    assert max(stored(event), key=lambda one: one.id).starts_local == local(f"{day} {starts}")


@pytest.mark.parametrize(("ends", "starts"), [(None, "10:00"), ("10:20", "10:20"), ("11:00", "10:00")])
def test_a_session_inside_another_begins_with_it_or_after_its_last_one(
    editor: Browser, event: Event, ends: str | None, starts: str
) -> None:
    panel = make.item(event, "Panel", starts=at("10:00"), ends=at("11:00"))
    make.item(event, "Evening", starts=at("19:00"), ends=at("20:00"))
    if ends:
        make.item(event, "Talk", starts=at("10:00"), ends=at(ends), parent=panel)

    form = editor.get(url(event, f"new?parent={panel.public_id}&day=2026-09-28")).form()

    assert (form["day"], form["starts"]) == ("2026-09-28", starts)
    assert editor.get(url(event, f"new?parent={panel.public_id}")).form()["starts"] == ""


def test_the_form_shows_what_is_stored_and_saving_it_changes_nothing(editor: Browser, event: Event) -> None:
    item = make.item(
        event, "Dinner", starts=at("19:00"), ends=at("01:00", 29), rooms=[make.room(event)],
        track=make.track(event), languages=["en"], has_captions=True, seats=0,
    )  # fmt: skip

    page = save(editor, url(event, f"{item.public_id}/"))

    assert page.location == f"/organise/events/{event.slug}/programme/#{item.public_id}"
    assert stored(event)[0].revision == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title-en": ""}, "Enter a text here."),
        ({"title-en": "x" * 10_000}, "Shorten this to 300 characters or fewer."),
        ({"starts": ""}, "Enter the time as well, or remove the day."),
        ({"day": ""}, "Enter the day as well."),
        ({"day": "", "starts": ""}, "Enter a start as well, or remove the end."),
        ({"starts": "10:00", "ends": "09:59"}, "The end is before the start. Correct one of them."),
        ({"starts": "25:00"}, "Enter a time, for example 09:00."),
        ({"day": "0001-01-01"}, "Enter a day between 1900 and 2199."),
        ({"day": "2026-03-29", "starts": "02:30", "ends": ""},
         "This time does not exist: the clocks go forward then. Choose another time."),
        ({"seats": "-1"}, "Enter a whole number from 0 to 1,000,000, or leave this empty."),
        ({"seats": "99999999999999999999"}, "Enter a whole number from 0 to 1,000,000, or leave this empty."),
        ({"livestream_url": "javascript:alert(1)"},
         "Enter a whole address that begins with https:// or http://."),
        ({"kind": "dance"}, "Choose one of these."),
        ({"parent": "NOBODY"}, "Choose one of these."),
        ({"track": "NOTRACK"}, "Choose one of these."),
        ({"rooms": "NOROOM"}, "Choose from these."),
        ({"languages": "xx"}, "Choose from these."),
        ({"starts": "", "ends": "10:00"}, "Enter the time as well, or remove the day."),
    ],
)  # fmt: skip
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    editor: Browser, event: Event, fields: dict[str, str], sentence: str
) -> None:
    item = make.item(event, "Before", ends=at("10:00"))
    typed = {"abstract-en": "A long text nobody wants to type twice", **fields}

    page = editor.submit(editor.get(url(event, f"{item.public_id}/")), **typed)

    assert page.status == 422
    assert errors(page) == [sentence]
    assert page.form("main form.form")["abstract-en"] == typed["abstract-en"]
    assert (stored(event)[0].title, stored(event)[0].revision) == ({"en": "Before"}, 1)


def test_t36_a_time_that_comes_twice_is_asked_about(editor: Browser, event: Event) -> None:
    fields = {"title__en": "Night", "day": "2026-10-25", "starts": "02:30", "ends": "02:45"}

    asked = save(editor, url(event, "new"), **fields)
    assert asked.status == 422
    assert [one["name"] for one in asked.select("input[type=radio]")] == ["starts_fold"] * 2 + [
        "ends_fold"
    ] * 2
    assert stored(event) == []
    answered = editor.submit(asked, starts_fold="1", ends_fold="1")

    assert answered.status == 302
    made = stored(event)[0]
    assert (made.starts_fold, made.ends_fold) == (1, 1)
    again = editor.submit(editor.get(url(event, f"{made.public_id}/")))
    assert again.status == 302
    assert stored(event)[0].revision == 1


def test_a_day_outside_the_event_is_kept_and_pointed_out(editor: Browser, event: Event) -> None:
    page = save(editor, url(event, "new"), title__en="Eve", day="2026-09-27", starts="18:00")

    assert stored(event)[0].starts_local == at("18:00", 27)
    assert editor.follow(page).one(".notice--warning").get_text(strip=True) == (
        "This session is not on one of the event's days."
    )


def test_a_stale_edit_shows_both_versions_and_keeps_both_changes(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening", ends=at("10:00"))
    page = editor.get(url(event, f"{item.public_id}/"))
    sessions.edit(
        item,
        SessionChanges(title=Translated({"en": "Theirs"}), starts=at("09:30"), ends=at("10:00"), revision=1),
        actor=SYSTEM,
    )

    refused = editor.submit(page, **{"title-en": "Mine"})

    assert refused.status == 409
    assert versions(refused) == [["Title", "Theirs", "Mine"], ["Starts at", "09:30", "09:00"]]
    assert open_fields(refused) == ["Title"]
    assert stored(event)[0].title == {"en": "Theirs"}
    saved = editor.submit(refused, **choose(refused, "mine"))
    assert saved.status == 302
    assert (stored(event)[0].title, stored(event)[0].starts_local) == ({"en": "Mine"}, at("09:30"))


def test_an_expired_token_keeps_what_was_typed(editor: Browser, event: Event) -> None:
    page = save(editor, url(event, "new"), title__en="Kept", csrf_token="old")

    assert page.status == 400
    assert page.form()["title-en"] == "Kept"
    assert stored(event) == []
    assert editor.submit(page).status == 302


def test_removing_asks_first_and_names_what_goes(editor: Browser, event: Event) -> None:
    panel = make.item(event, "Panel")
    make.item(event, "Talk", parent=panel)
    make.release(event)

    page = editor.get(url(event, f"{panel.public_id}/remove"))
    assert "The next release shows it as cancelled" in page.words
    assert [one.get_text() for one in page.select("main > ul li")] == ["Talk"]
    assert len(stored(event)) == 2
    gone = editor.submit(page)

    assert gone.location == f"/organise/events/{event.slug}/programme/"
    assert stored(event) == []


def test_what_was_released_can_be_put_back(editor: Browser, event: Event) -> None:
    item = make.item(event, "Panel")
    make.release(event)
    sessions.remove(item, actor=SYSTEM)
    make.item(event, "Another")
    make.release(event)
    address = f"/organise/events/{event.slug}/programme/releases/2/"

    page = editor.submit(editor.get(address), selector=f"form[action$='{item.public_id}/restore']")

    assert page.location == url(event, f"{item.public_id}/")
    assert {one.public_id for one in stored(event)} >= {item.public_id}
    assert editor.get(address).select("form[action$=restore]") == []


def test_sessions_that_start_together_change_places(editor: Browser, event: Event) -> None:
    first, second = make.item(event, "First"), make.item(event, "Second")
    outline = editor.get(f"/organise/events/{event.slug}/programme/")

    up = outline.one(f"button[formaction$='{second.public_id}/move/up']")
    page = editor.submit(outline, url=str(up["formaction"]))

    here = second.public_id
    assert page.location == f"/organise/events/{event.slug}/programme/?at={here}#{here}"
    db.session.expire_all()
    assert list(queries.draft(event).timetable) == [second, first]


@pytest.mark.parametrize("path", ["{}/", "{}/remove", "{}/people/new/", "{}/people/new/person"])
def test_a_session_of_another_event_is_as_unknown_as_none(editor: Browser, event: Event, path: str) -> None:
    other = make.item(make_events.event(), "Secret")

    theirs = editor.get(url(event, path.format(other.public_id)))
    nobodys = editor.get(url(event, path.format("AAAAAA")))

    assert (theirs.status, nobodys.status) == (404, 404)
    assert theirs.words == nobodys.words
    assert editor.post(url(event, path.format(other.public_id)), {}).status in {400, 404, 405}
    assert stored(make_events.event()) == []


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("title-en", b"Nul%00byte", 422),
        ("title-en", b"Half%ED%A0%80a+pair", 422),
        ("title-en", b"100%25ED%25A0%2580", 302),
        ("abstract-en", b"Turn%E2%80%AEed", 302),
        ("title-en", b"%00%01", 422),
        ("title-en", b"%E2%80%8B%E3%85%A4", 422),  # a space without width, a filler
        ("revision", b"9" * 400, 409),
        ("seats", b"1e400", 422),
        ("day", b"%D9%A2%D9%A0%D9%A2%D9%A6-09-28", 302),
    ],
)
def test_t34_broken_text_gets_a_sentence_and_never_a_crash(
    editor: Browser, event: Event, field: str, value: bytes, status: int
) -> None:
    item = make.item(event, "Before")
    fields = editor.get(url(event, f"{item.public_id}/")).form("main form.form")
    plain = urlencode({name: text for name, text in fields.items() if name != field}, doseq=True)

    page = editor.post(
        url(event, f"{item.public_id}/"),
        data=plain.encode() + b"&" + field.encode() + b"=" + value,  # type: ignore[arg-type]
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status == status
    assert editor.get(f"/organise/events/{event.slug}/programme/").status == 200


def test_t23_fields_that_are_not_asked_for_are_ignored(editor: Browser, event: Event) -> None:
    item = make.item(event, "Opening")
    identity = (item.public_id, item.calendar_uid, item.event_id)
    page = editor.get(url(event, f"{item.public_id}/"))

    editor.submit(
        page, **{"title-en": "New", "public_id": "HACKED", "calendar_uid": "x", "event_id": "99", "id": "7"}
    )

    made = stored(event)[0]
    assert (made.public_id, made.calendar_uid, made.event_id, made.title) == (*identity, {"en": "New"})


@pytest.mark.parametrize("path", ["new", "{}/", "{}/remove"])
def test_who_may_only_look_cannot_change_anything(browser: Browser, event: Event, path: str) -> None:
    item, viewer = make.item(event, "Opening"), accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    browser.sign_in(viewer)

    assert browser.get(url(event, path.format(item.public_id))).status == 403
    outline = browser.get(f"/organise/events/{event.slug}/programme/")
    assert outline.status == 200
    assert outline.select("main a[href*='/sessions/'], main form") == []
