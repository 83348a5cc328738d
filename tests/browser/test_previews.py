"""A preview link in Chromium: whoever has it writes what is wrong, and no other site learns of it."""

import pytest
from playwright.sync_api import Page, Route, expect

from app.core.actors import SYSTEM
from app.core.db import db
from app.events.models import Event, Lifecycle
from app.programme.services import commenting, previewing
from app.programme.services.previewing import NewPreview
from tests.browser.site import Site
from tests.make import events as make_events
from tests.make import programme as make

pytestmark = pytest.mark.browser


@pytest.fixture
def event(site: Site) -> Event:  # noqa: ARG001 - it has the database
    event = make_events.event(slug="learning-cities", lifecycle=Lifecycle.DRAFT)
    make.item(event, "Opening", ends=make.at("10:00"))
    return event


@pytest.fixture
def home(event: Event) -> str:
    _link, secret = previewing.create(event, NewPreview("the Minister’s office", 14), actor=SYSTEM)
    return f"/previews/{secret}/"


def test_a_comment_is_sent_from_the_programme_and_from_a_session(
    chromium: Page, event: Event, home: str
) -> None:
    chromium.goto(home)
    _say(chromium, "Please move lunch")
    chromium.get_by_role("link", name="Opening").first.click()
    expect(chromium.get_by_role("heading", level=1)).to_have_text("Opening")
    _say(chromium, "The Minister opens at ten")

    db.session.rollback()  # what was read before is read anew
    (link,) = previewing.links(event)
    assert [one.text for one in commenting.at(link)] == ["Please move lunch", "The Minister opens at ten"]


def test_no_other_site_learns_the_address_of_a_preview(chromium: Page, home: str) -> None:
    told: list[str | None] = []

    def elsewhere(route: Route) -> None:
        told.append(route.request.all_headers().get("referer"))
        route.fulfill(body="elsewhere", content_type="text/html")

    chromium.route("http://elsewhere.example/**", elsewhere)
    chromium.goto(home)

    chromium.evaluate("window.location.href = 'http://elsewhere.example/'")
    chromium.wait_for_url("http://elsewhere.example/")

    assert told == [None]


def _say(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Your name").fill("Board member")
    page.get_by_role("textbox", name="Comment").fill(words)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("Thank you. The organisers will read your comment.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()
