"""The draft at a secret address, as somebody in a minister's office sees it."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from PIL import Image

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle
from app.files import services as files
from app.programme.models import AppearanceState, ProgrammeItem
from app.programme.services import commenting, previewing
from app.programme.services.previewing import NewPreview
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="learning-cities", lifecycle=Lifecycle.DRAFT)


@pytest.fixture
def opening(event: Event) -> ProgrammeItem:
    return make.item(event, "Opening", ends=make.at("10:00"), people=[make.person("Ana", "López")])


@pytest.fixture
def home(event: Event) -> str:
    _link, secret = previewing.create(event, NewPreview("the Minister’s office", 14), actor=SYSTEM)
    return f"/previews/{secret}/"


def png(width: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, 300), "navy").save(made, "PNG")
    return made.getvalue()


def pages(browser: Browser, home: str, opening: ProgrammeItem) -> list[Page]:
    person = opening.appearances[0].person
    assert person is not None
    return [
        browser.get(f"{home}{path}")
        for path in (
            "programme/", f"programme/{opening.public_id}/", "people/", f"people/{person.public_id}/",
            "programme/?view=grid", "programme/?lang=ar",
        )
    ]  # fmt: skip


def test_every_page_says_that_nothing_is_published_and_tells_nobody(
    browser: Browser, home: str, opening: ProgrammeItem
) -> None:
    for page in pages(browser, home, opening):
        assert page.status == 200
        assert "not published" in page.words or "غير منشور" in page.words or "Draft" in page.words
        assert page.one("meta[name=robots]")["content"] == "noindex, nofollow"
        assert page.select("link[rel=canonical], link[rel=alternate], meta[property^=og]") == []
        headers = [page.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")]
        assert headers == ["no-store", "noindex, nofollow", "same-origin"]
        assert page.one("meta[name=referrer]")["content"] == "same-origin"


def test_all_ways_stay_inside_the_preview(browser: Browser, home: str, opening: ProgrammeItem) -> None:
    for page in pages(browser, home, opening):
        links = {str(link["href"]) for link in page.select("main a[href], .event-nav a[href]")}
        leading = {
            link for link in links if link.startswith("/") and not link.startswith((home, "/preferences/"))
        }
        assert leading == set()
        assert [link for link in links if "ics" in link or "webcal" in link or "releases" in link] == []


def test_the_link_itself_leads_to_the_programme(browser: Browser, home: str) -> None:
    assert browser.get(home).location == f"{home}programme/"


def test_the_draft_is_shown_as_it_is_this_minute(browser: Browser, home: str, opening: ProgrammeItem) -> None:
    assert "Opening" in browser.get(f"{home}programme/").words
    with transaction():
        opening.title = Translated({"en": "Grand opening"})

    assert "Grand opening" in browser.get(f"{home}programme/").words
    assert browser.get("/events/learning-cities/programme/").status == 404


def test_a_draft_without_sessions_says_so(browser: Browser, home: str) -> None:
    assert "No session has a time yet." in browser.get(f"{home}programme/").words


def test_a_link_that_has_ended_says_whom_to_ask(browser: Browser, event: Event, home: str) -> None:
    revoked, (link,) = home, previewing.links(event)
    previewing.revoke(link, actor=SYSTEM)
    _link, secret = previewing.create(event, NewPreview("the city", 7), actor=SYSTEM)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):  # noqa: TID251
        expired = browser.get(f"/previews/{secret}/programme/")

    for page in (browser.get(f"{revoked}programme/"), expired, browser.get("/previews/unknown/programme/")):
        assert page.status == 404
        assert "Ask whoever sent you the link for a new one." in page.words
        assert page.headers["Cache-Control"] == "no-store"


def test_whoever_guesses_is_asked_to_wait(browser: Browser) -> None:
    answers = [browser.get(f"/previews/guess{number}/").status for number in range(62)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_another_events_sessions_and_people_are_not_there(browser: Browser, home: str) -> None:
    other = make_events.event()
    secret = make.item(other, "Secret", ends=make.at("10:00"), people=[make.person("Ben", "Ali")])
    person = secret.appearances[0].person
    assert person is not None

    found = [
        browser.get(f"{home}{path}").status
        for path in (f"programme/{secret.public_id}/", f"people/{person.public_id}/")
    ]

    assert found == [404, 404]


def test_a_photo_is_shown_here_before_anybody_else_may_open_it(
    browser: Browser, home: str, opening: ProgrammeItem
) -> None:
    stored, stranger = files.store_image(png(300), "ana.png"), files.store_image(png(301), "x.png")
    person = opening.appearances[0].person
    assert person is not None
    with transaction():
        person.photo = stored

    page = browser.get(f"{home}programme/{opening.public_id}/")
    (source,) = [str(image["src"]) for image in page.select("main img")]
    shown = browser.get(source)

    assert (source.startswith(f"{home}photos/"), shown.status, shown.headers["Cache-Control"]) == (
        True,
        200,
        "no-store",
    )
    assert browser.get(f"/files/{stored.public_id}/{source.rpartition('/')[2]}").status == 404
    assert browser.get(f"{home}photos/{stranger.public_id}/301.webp").status == 404


@pytest.mark.parametrize("state", [AppearanceState.PROPOSED, AppearanceState.DECLINED])
def test_the_photo_of_whoever_will_not_appear_is_not_shown(
    browser: Browser, home: str, opening: ProgrammeItem, state: AppearanceState
) -> None:
    stored = files.store_image(png(300), "ana.png")
    appearance = opening.appearances[0]
    assert appearance.person is not None
    with transaction():
        appearance.person.photo, appearance.state = stored, state

    assert browser.get(f"{home}photos/{stored.public_id}/300.webp").status == 404


def test_a_photo_of_whom_the_event_presents_is_shown(browser: Browser, event: Event, home: str) -> None:
    stored = files.store_image(png(300), "ada.png")
    featured = make_events.featured(event)
    with transaction():
        featured.person.photo = stored

    page = browser.get(f"{home}people/{featured.person.public_id}/")
    (source,) = [str(image["src"]) for image in page.select("main img")]

    assert browser.get(source).status == 200


def test_neither_a_photo_nor_a_comment_reads_the_draft(
    browser: Browser, home: str, opening: ProgrammeItem, count_queries: list[str]
) -> None:
    stored = files.store_image(png(300), "ana.png")
    person = opening.appearances[0].person
    assert person is not None
    with transaction():
        person.photo = stored
    page = browser.get(f"{home}programme/")
    counts = []
    for photo in (stored.public_id, "unknown"):
        count_queries.clear()
        browser.get(f"{home}photos/{photo}/300.webp")
        counts.append(len(count_queries))

    count_queries.clear()
    browser.submit(page, name="Ana", text="Fine")

    assert counts == [3, 2], count_queries  # the link with its event, the file, whose it is
    assert [one for one in count_queries if "FROM programme_items" in one] == []


def test_a_preview_checks_nothing(
    browser: Browser, home: str, opening: ProgrammeItem, count_queries: list[str]
) -> None:
    address = f"{home}programme/{opening.public_id}/"
    browser.get(address)
    count_queries.clear()

    browser.get(address)

    assert [one for one in count_queries if "finding_waivers" in one] == []


def test_a_comment_is_thanked_for_and_stands_at_its_session(
    browser: Browser, event: Event, home: str, opening: ProgrammeItem
) -> None:
    address = f"{home}programme/{opening.public_id}/"

    answer = browser.submit(browser.get(address), name="Amina", text="Line one\nLine two")

    page = browser.get(address)
    assert (answer.status, answer.location) == (303, f"{address}#comments")
    assert "Thank you." in page.words
    assert page.one(".comments__text").get_text() == "Line one\nLine two"
    assert "Line one" not in browser.get(f"{home}programme/").words
    assert [one.session for one in commenting.of_event(event)] == [opening.public_id]


def test_a_script_in_a_comment_is_read_and_not_run(browser: Browser, home: str) -> None:
    address, evil = f"{home}programme/", "<script>alert(1)</script><img src=x onerror=alert(1)>"

    browser.submit(browser.get(address), name=evil, text=evil)

    page = browser.get(address)
    assert page.one(".comments__text").get_text() == evil
    assert page.select("#comments script, #comments img") == []


@pytest.mark.parametrize(
    ("name", "text"), [("", "Something"), ("Ana", ""), ("A" * 101, "x"), ("Ana", "x" * 2001)]
)
@pytest.mark.usefixtures("opening")
def test_what_is_missing_or_too_long_is_said_and_nothing_typed_is_lost(
    browser: Browser, event: Event, home: str, name: str, text: str
) -> None:
    page = browser.submit(browser.get(f"{home}programme/"), name=name, text=text)

    assert page.status == 422
    assert page.select(".error-summary") != []
    assert (page.form()["name"], page.form()["text"]) == (name, text)
    assert commenting.of_event(event) == []


@pytest.mark.usefixtures("opening")
def test_a_flood_of_comments_is_stopped(browser: Browser, event: Event, home: str) -> None:
    form = browser.get(f"{home}programme/").form()

    answers = [
        browser.post(f"{home}programme/", {**form, "name": "Bot", "text": f"Buy {number}"}).status
        for number in range(25)
    ]

    assert (answers[:20], set(answers[20:])) == ([303] * 20, {429})
    assert len(commenting.of_event(event)) == 20


def test_a_comment_without_the_pages_token_is_not_taken_and_kept(
    browser: Browser, event: Event, home: str
) -> None:
    page = browser.post(f"{home}programme/", {"name": "Ana", "text": "Typed for an hour"})

    db.session.expire_all()
    assert (page.status, page.form()["text"]) == (400, "Typed for an hour")
    assert commenting.of_event(event) == []
