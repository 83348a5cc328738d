"""The review of a pasted text in Chromium: a line nobody understood becomes a session."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from app.core import clock
from app.core.actors import SYSTEM
from app.events.models import Event
from app.programme.services import pasting
from app.programme.services.pasting import NewText
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site, awake
from tests.browser.walking import sign_in
from tests.make import accounts, events
from tests.make import programme as make

pytestmark = pytest.mark.browser

TEXT = """28 September 2026
09:00 – 09:30 Opening
12:00 – 12:30 Lunch

*** Poetry corner, by the window ***
"""


@pytest.fixture
def event(site: Site) -> Event:  # noqa: ARG001 - it has the database
    event = events.event(slug="iclc")
    events.member(event, accounts.user(email="owner@example.org", password=accounts.PASSWORD))
    return event


@pytest.mark.parametrize("width", [360, 1280])
def test_a_line_that_was_not_understood_becomes_a_session_and_is_marked_with_it(
    chromium: Page, event: Event, width: int
) -> None:
    new = NewText(source=TEXT, first_day=date(2026, 9, 28), language="en")
    pasted = pasting.paste(event, new, actor=SYSTEM)
    chromium.set_viewport_size({"width": width, "height": 900})
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    chromium.goto(f"/organise/events/iclc/programme/paste/{pasted.public_id}/")
    assert_accessible(chromium)
    # On a phone it would stand on what is being read.
    expect(chromium.locator(".paste__apply")).to_have_css("position", "static" if width == 360 else "sticky")

    chromium.get_by_role("button", name=re.compile("Add a session.*Line 5")).click()
    expect(chromium.get_by_label("Title")).to_have_value("Poetry corner, by the window")
    expect(chromium.get_by_label("Starts at")).to_have_value("12:30")
    assert_accessible(chromium)
    chromium.get_by_role("button", name="Add it").click()

    card = chromium.locator("#session-2")
    expect(card).to_contain_text("Poetry corner, by the window")
    awake(chromium)
    card.locator(".paste__title").hover()
    expect(chromium.locator("#said-2")).to_have_class("source__piece is-marked is-meant")
    expect(chromium.locator(".source__lost")).to_have_count(0)
    assert chromium.evaluate("document.documentElement.scrollWidth") == width


def test_long_names_of_those_who_may_be_meant_stay_within_a_narrow_screen(
    chromium: Page, event: Event
) -> None:
    make.person("Aurelia", "Example von und zu den Beispielhausen am langen Ufer", published_at=clock.now())
    source = "28 September 2026\n09:00 – 09:30 Opening\nMs Aurelia Example von und zu den Beispielhausen\n"
    new = NewText(source=source, first_day=date(2026, 9, 28), language="en")
    pasted = pasting.paste(event, new, actor=SYSTEM)
    chromium.set_viewport_size({"width": 320, "height": 900})
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)

    chromium.goto(f"/organise/events/iclc/programme/paste/{pasted.public_id}/")

    expect(chromium.locator("select[name^=who-] option")).to_have_count(2)
    assert chromium.evaluate("document.scrollingElement.scrollWidth") == 320
