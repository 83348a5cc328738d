"""A pasted programme in Chromium: what the keys do on its pages."""

import pytest
from playwright.sync_api import Page, expect

from app.core.db import db
from app.events.models import Event
from app.programme.models import PastedText
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.proposal import Proposal, load
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.browser.walking import sign_in
from tests.make import accounts, events, pasting

pytestmark = pytest.mark.browser

TEXT = """Dear colleagues, here is the plan.
28 September 2026
All times in UTC
09:00 – 10:00 Opening
Ms Ana Sample, Mayor
11:00 – 12:00 Panel
"""


@pytest.fixture
def text(chromium: Page, site: Site) -> PastedText:  # noqa: ARG001 - it has the database
    """A text in a zone that is not the event's, and its owner signed in."""
    event = events.event(slug="keys")
    owner = accounts.user(email="owner@example.org", password=accounts.PASSWORD)
    events.member(event, owner)
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    return pasting.pasted(event, TEXT)


def address(text: PastedText, rest: str = "") -> str:
    return f"/organise/events/keys/programme/paste/{text.public_id}/{rest}"


def stored(event: Event, text: PastedText) -> Proposal:
    db.session.rollback()  # a reading transaction sees what there was when it began
    db.session.expire_all()
    return load(pasted_texts.by_public_id(event, text.public_id).proposal)


def test_enter_in_a_field_of_a_session_keeps_the_correction(chromium: Page, text: PastedText) -> None:
    chromium.goto(address(text, "sessions/0/"))
    assert_accessible(chromium)

    chromium.get_by_label("Title").fill("Welcome")
    chromium.keyboard.press("Enter")

    kept = chromium.locator("#session-0").get_by_role("status")
    expect(kept).to_have_text("“Welcome” is kept as corrected: Title.")
    expect(kept).to_be_focused()
    expect(kept).to_be_in_viewport()
    assert_accessible(chromium)
    assert stored(text.event, text).sessions[0].title == "Welcome"


def test_a_correction_of_what_is_folded_away_is_told_where_it_is(chromium: Page, text: PastedText) -> None:
    pasting.apply(text)
    again = pasting.pasted(text.event, TEXT)
    chromium.goto(address(again, "sessions/0/"))

    chromium.get_by_role("button", name="Keep the correction").click()

    kept = chromium.locator("details[open] #session-0").get_by_role("status")
    expect(kept).to_have_text("“Opening” stays as it was: nothing was corrected.")
    expect(kept).to_be_focused()


def test_the_place_of_the_last_correction_is_not_carried_into_the_draft(
    chromium: Page, text: PastedText
) -> None:
    chromium.goto(address(text, "sessions/0/"))
    chromium.get_by_label("Title").fill("Welcome")
    chromium.keyboard.press("Enter")
    chromium.wait_for_url("**/#session-0")

    chromium.get_by_role("button", name="Apply to the draft").click()

    expect(chromium.get_by_role("heading", name="Programme", exact=True)).to_be_visible()
    assert chromium.url.endswith("/programme/")


def test_enter_on_a_tick_of_the_review_keeps_it_and_does_nothing_else(
    chromium: Page, text: PastedText
) -> None:
    times = [one.starts for one in stored(text.event, text).sessions]
    chromium.goto(address(text))
    assert_accessible(chromium)

    chromium.get_by_label("Leave it out: Panel").focus()
    chromium.keyboard.press("Space")
    with chromium.expect_navigation():
        chromium.keyboard.press("Enter")

    expect(chromium.get_by_label("Leave it out: Panel")).to_be_checked()
    kept = stored(text.event, text)
    assert kept.ticks["1/added"] is False
    assert [one.starts for one in kept.sessions] == times


def test_nobody_meets_the_button_enter_presses(chromium: Page, text: PastedText) -> None:
    chromium.goto(address(text))
    chromium.locator("main form").first.evaluate("form => { form.tabIndex = -1; form.focus(); }")

    chromium.keyboard.press("Tab")

    expect(chromium.get_by_role("button", name="Bring them to the event’s clock")).to_be_focused()
    expect(chromium.get_by_role("button", name="Keep for later")).to_have_count(1)
