"""Announcing, postponing, cancelling, hiding, picturing and copying an event, in the browser."""

import io
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.core import clock
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, TeamRole, Visibility
from app.files import storage
from app.programme.models import ProgrammeItem
from tests.browserless import Browser, Page
from tests.make import accounts, events, programme, registrations
from tests.web.organiser.conflicts import choose, versions

ROOT = "/organise/events/iclc-7/edit"


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc-7", lifecycle=Lifecycle.DRAFT)


def stored(event: Event) -> Event:
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get(Event, event.id)
    assert found is not None
    return found


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def press(desk: Browser, url: str, **fields: Any) -> Page:
    """Press a button of the state page that posts to `url`."""
    return desk.submit(desk.get(f"{ROOT}/state/"), url, selector=f"form[action='{url}']", **fields)


def test_an_event_is_announced_postponed_and_announced_again(desk: Browser, event: Event) -> None:
    assert desk.get("/events/iclc-7/").status == 404

    announced = press(desk, f"{ROOT}/state/announce/")
    assert "The event is announced." in desk.follow(announced).words
    assert desk.get("/events/iclc-7/").status == 200

    desk.submit(desk.get(f"{ROOT}/state/postpone/"), **{"status_note-en": "A storm is coming."})
    assert stored(event).lifecycle is Lifecycle.POSTPONED
    assert "A storm is coming." in desk.get("/events/iclc-7/").words

    press(desk, f"{ROOT}/state/announce/")
    assert stored(event).lifecycle is Lifecycle.ANNOUNCED


def test_the_state_is_what_visitors_read(desk: Browser, event: Event) -> None:
    with transaction():
        event.lifecycle, event.begins_at = Lifecycle.ANNOUNCED, clock.now() + timedelta(days=30)
        event.finishes_at = event.begins_at + timedelta(days=2)
    registrations.category(event)

    pages = [desk.get(f"{ROOT}/"), desk.get(f"{ROOT}/state/"), desk.get("/organise/events/iclc-7/")]

    assert ["Registration open" in page.words for page in pages] == [True] * 3


def test_announcing_too_early_says_what_is_missing(desk: Browser, event: Event) -> None:
    with transaction():
        event.title = Translated({"fr": "Forum"})

    page = desk.get(f"{ROOT}/state/")
    refused = desk.submit(page, f"{ROOT}/state/announce/")

    assert [line.get_text() for line in page.select(".notice li")] == ["a title in the main language"]
    assert page.select("form[action$='/announce/']") == []
    assert "enter: a title in the main language." in desk.follow(refused).words
    assert stored(event).lifecycle is Lifecycle.DRAFT


@pytest.mark.parametrize("step", ["postpone", "cancel"])
def test_stopping_an_event_needs_a_reason(desk: Browser, event: Event, step: str) -> None:
    press(desk, f"{ROOT}/state/announce/")

    page = desk.submit(desk.get(f"{ROOT}/state/{step}/"), **{"status_note-en": "  "})

    assert (page.status, errors(page)) == (422, ["Enter a text here."])
    assert stored(event).lifecycle is Lifecycle.ANNOUNCED


def test_a_draft_cannot_be_cancelled(desk: Browser, event: Event) -> None:
    page = desk.submit(desk.get(f"{ROOT}/state/cancel/"), **{"status_note-en": "Why?"})

    assert page.status == 409
    assert stored(event).lifecycle is Lifecycle.DRAFT


def test_visibility(desk: Browser, event: Event) -> None:
    press(desk, f"{ROOT}/state/announce/")

    desk.submit(desk.get(f"{ROOT}/state/"), f"{ROOT}/state/", visibility="private")

    assert stored(event).visibility is Visibility.PRIVATE
    assert desk.get("/events/iclc-7/").status == 404


def picture(width: int = 1200, form: str = "PNG") -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (width, width // 2), "teal").save(out, form)
    return io.BytesIO(out.getvalue()), f"hall.{form.lower()}"


def test_an_image_with_its_words(desk: Browser, event: Event) -> None:
    words: dict[str, Any] = {"image_alt-en": "The hall", "image_credit": "© City of Cork"}
    page = desk.submit(desk.get(f"{ROOT}/image/"), file=picture(), **words)

    changed = stored(event)
    assert page.status == 302
    assert changed.image is not None
    assert (changed.image.width, changed.image_alt, changed.image_credit) == (
        1200, {"en": "The hall"}, "© City of Cork",
    )  # fmt: skip
    shown = desk.get(str(desk.get(f"{ROOT}/image/").one(".event-image")["src"]))
    assert (shown.status, shown.body) == (200, storage.read(changed.image))


def test_words_without_an_image_and_an_image_without_words_break_nothing(desk: Browser, event: Event) -> None:
    desk.submit(desk.get(f"{ROOT}/image/"), image_credit="© Getty Images /Indogoal")
    assert desk.get("/organise/events/iclc-7/preview/").status == 200

    desk.submit(desk.get(f"{ROOT}/image/"), file=picture(), image_credit="")
    assert desk.get("/organise/events/iclc-7/preview/").status == 200

    desk.submit(desk.get(f"{ROOT}/image/"), remove="y")
    assert (stored(event).image_id, stored(event).image_credit) == (None, "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "This file is empty. Choose another one."),
        (b"<svg/>", "Choose a PNG, JPEG or WebP image."),
        (b"%PDF-1.4", "Choose a PNG, JPEG or WebP image."),
        (b"\x89PNG\r\n\x1a\n", "This image cannot be read; it may be damaged. Choose another one."),
    ],
)
def test_t28_a_wrong_upload_is_a_sentence_and_keeps_what_was_typed(
    desk: Browser, event: Event, data: bytes, expected: str
) -> None:
    page = desk.submit(desk.get(f"{ROOT}/image/"), file=(io.BytesIO(data), "x.png"), image_credit="© C")

    assert (page.status, errors(page)) == (422, [expected])
    assert page.form()["image_credit"] == "© C"
    assert (stored(event).image_id, stored(event).image_credit) == (None, "")


def test_t29_an_oversized_body_is_refused_in_a_sentence(desk: Browser) -> None:
    body: Any = b"--x\r\n" + bytes(22 * 1024 * 1024)

    page = desk.post(f"{ROOT}/image/", body, content_type="multipart/form-data; boundary=x")

    assert page.status == 413
    assert page.one("h1").get_text() == "What you sent is too large."


def test_two_who_change_the_image_see_both_versions(desk: Browser) -> None:
    mine = desk.get(f"{ROOT}/image/")
    desk.submit(mine, image_credit="© Theirs")

    refused = desk.submit(mine, image_credit="© Mine")

    assert versions(refused) == [["Credit", "© Theirs", "© Mine"]]
    assert desk.submit(refused, **choose(refused, "mine")).status == 302


def test_a_copy_into_a_gap_of_the_clock_is_refused_at_the_day(desk: Browser, event: Event) -> None:
    with transaction():
        event.daily_start, event.daily_end = time(2, 30), time(5)

    page = desk.submit(desk.get("/organise/events/iclc-7/copy/"), first_day="2027-03-28")

    assert (page.status, errors(page)) == (
        422, ["This time does not exist: the clocks go forward then. Choose another time."],
    )  # fmt: skip


def test_who_may_not_create_events_copies_none(browser: Browser, event: Event) -> None:
    user = accounts.user(may_create_events=False)
    events.member(event, user)
    browser.sign_in(user)

    assert browser.get("/organise/events/iclc-7/copy/").status == 403
    assert browser.get("/organise/events/iclc-7/edit/").select("main a[href$='/copy/']") == []


def test_a_copy_has_the_programme_on_other_days(desk: Browser, event: Event) -> None:
    programme.item(event, "Opening")

    page = desk.submit(
        desk.get("/organise/events/iclc-7/copy/"), **{"title-en": "ICLC 8", "first_day": "2027-10-04"}
    )

    assert page.location == "/organise/events/iclc-8/edit/"
    made = db.session.scalars(select(Event).where(Event.slug == "iclc-8")).one()
    assert (made.first_day, made.last_day) == (date(2027, 10, 4), date(2027, 10, 6))
    session = db.session.scalars(select(ProgrammeItem).where(ProgrammeItem.event_id == made.id)).one()
    assert (session.title, session.starts_local and session.starts_local.date()) == (
        {"en": "Opening"}, date(2027, 10, 4),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"first_day": ""}, ["Enter a date."]),
        ({"first_day": "soon"}, ["Enter a date, for example 2026-09-28."]),
        ({"first_day": "9999-12-31"}, ["Enter a day between 1900 and 2199."]),
        ({"title-en": ""}, ["Enter a text here."]),
        ({"slug": "iclc-7"}, ["This address is taken. Choose another one."]),
    ],
)
def test_a_refused_copy_is_a_sentence(desk: Browser, fields: dict[str, str], expected: list[str]) -> None:
    page = desk.submit(desk.get("/organise/events/iclc-7/copy/"), **{"first_day": "2027-10-04", **fields})

    assert (page.status, errors(page)) == (422, expected)
    assert len(db.session.scalars(select(Event)).all()) == 1


def test_a_draft_is_deleted_after_its_owner_has_been_asked(desk: Browser, event: Event) -> None:
    state = desk.get(f"{ROOT}/state/")
    asked = desk.get(f"{ROOT}/state/delete/")

    answer = desk.submit(asked)
    after = desk.follow(answer)

    assert [link["href"] for link in state.select("a.button--danger")] == [f"{ROOT}/state/delete/"]
    assert asked.select("h1")[0].get_text() == f"Delete “{event.title['en']}”?"
    assert answer.headers["Location"] == "/organise/"
    assert "The draft is deleted." in after.words
    assert event.title["en"] not in after.words
    assert db.session.scalar(select(Event.id).where(Event.slug == "iclc-7")) is None


def test_a_deleted_event_answers_like_one_that_never_was(desk: Browser, event: Event) -> None:
    page = desk.get(f"{ROOT}/state/delete/")
    desk.submit(page)

    again = desk.submit(page)

    assert again.status == 404
    for path in ("/organise/events/{}/", "/organise/events/{}/edit/", "/events/{}/", "/events/{}/event.ics"):
        gone, never = desk.get(path.format(event.slug)), desk.get(path.format("never-was"))
        assert (gone.status, gone.words) == (404, never.words)


def test_looking_at_the_question_deletes_nothing(desk: Browser, event: Event) -> None:
    desk.get(f"{ROOT}/state/delete/")

    assert stored(event).lifecycle is Lifecycle.DRAFT


def test_an_announced_event_offers_no_deleting_and_refuses_it_in_a_sentence(
    desk: Browser, event: Event
) -> None:
    asked = desk.get(f"{ROOT}/state/delete/")
    press(desk, f"{ROOT}/state/announce/")

    answer = desk.submit(asked)

    state = desk.follow(answer)
    assert "Cancel it instead; its page will say so." in state.words
    assert state.select(f"a[href='{ROOT}/state/delete/']") == []
    assert stored(event).lifecycle is Lifecycle.ANNOUNCED


def test_who_may_edit_but_is_no_owner_is_not_offered_to_delete(browser: Browser, event: Event) -> None:
    user = accounts.user()
    events.member(event, user, TeamRole.COMMUNICATIONS)
    browser.sign_in(user)

    state = browser.get(f"{ROOT}/state/")

    assert state.select(f"a[href='{ROOT}/state/delete/']") == []
    assert browser.get(f"{ROOT}/state/delete/").status == 403
