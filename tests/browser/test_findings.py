"""Findings in Chromium: beside the outline where there is room, and the way from one to its field."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core.types import Translated
from app.events.models import Event
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.browser.walking import sign_in
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.browser

PATH = "/organise/events/findings/programme/"


@pytest.fixture
def event(site: Site) -> Event:  # noqa: ARG001 - it has the database
    made = events.event(slug="findings")
    events.member(made, accounts.user(email="owner@example.org", password=accounts.PASSWORD))
    for hour in range(10, 16):
        make.item(made, f"Talk {hour}", starts=at(f"{hour}:00"), ends=at(f"{hour}:30"))
    make.item(made, "Late", starts=at("16:00"), ends=at("17:30"), abstract=Translated({"en": "By 31 June."}))
    return made


@pytest.mark.usefixtures("event")
def test_the_panel_stands_open_beside_the_outline_and_folded_above_it(chromium: Page) -> None:
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    chromium.set_viewport_size({"width": 1280, "height": 700})
    chromium.goto(PATH)
    panel = chromium.get_by_role("complementary", name="Findings")

    day = chromium.locator("section.outline").first
    where, beside = panel.bounding_box(), day.bounding_box()
    assert where
    assert beside
    assert where["y"] < beside["y"] + beside["height"]
    assert where["x"] >= beside["x"] + beside["width"]

    panel.get_by_role("link", name="Late").first.click()
    expect(panel.get_by_text("There is no such day: 31 June.")).to_be_in_viewport()
    expect(chromium.locator(".outline__item:target")).to_contain_text("Late")

    chromium.set_viewport_size({"width": 360, "height": 700})
    expect(panel.get_by_text("There is no such day: 31 June.")).to_be_hidden()
    panel.locator("summary").click()
    expect(panel.get_by_text("There is no such day: 31 June.")).to_be_visible()
    assert_accessible(chromium)


@pytest.mark.usefixtures("event")
def test_the_sessions_follow_at_once_what_is_said_of_a_draft_that_was_never_released(chromium: Page) -> None:
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    chromium.set_viewport_size({"width": 1280, "height": 700})
    chromium.goto(PATH)

    told = chromium.locator("main > .notice--info").bounding_box()
    panel = chromium.get_by_role("complementary", name="Findings").bounding_box()

    assert told
    assert panel
    assert told["y"] < panel["y"] + 1


@pytest.mark.usefixtures("event")
def test_without_scripts_the_panel_unfolds_by_hand(
    chromium_browser: Browser, site: Site, chromium: Page
) -> None:
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    context = chromium_browser.new_context(base_url=site.url, java_script_enabled=False)
    context.add_cookies(chromium.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(PATH)
    sentence = page.get_by_role("complementary", name="Findings").get_by_text("There is no such day")

    expect(sentence).to_be_hidden()
    page.get_by_role("complementary", name="Findings").locator("summary").press("Enter")
    expect(sentence).to_be_visible()
    context.close()


@pytest.mark.usefixtures("event")
def test_one_finding_is_corrected_and_the_other_waived(chromium: Page) -> None:
    sign_in(chromium, "owner@example.org", accounts.PASSWORD)
    chromium.goto(f"{PATH}findings/")
    expect(chromium.get_by_role("link", name="Findings (2)")).to_be_visible()
    assert_accessible(chromium)

    chromium.locator("section", has_text="Errors").get_by_role("link", name="Late", exact=True).click()
    expect(chromium).to_have_url(re.compile("#abstract$"))
    chromium.get_by_label("English: Abstract").fill("By 30 June.")
    chromium.get_by_role("button", name="Save the session").click()
    expect(chromium.get_by_text("The session is saved.")).to_be_visible()
    chromium.goto(f"{PATH}findings/")
    expect(chromium.get_by_role("heading", name="Errors")).to_have_count(0)

    chromium.get_by_role("link", name=re.compile("^Waive")).click()
    chromium.get_by_label("Why this need not be corrected").fill("Dinner follows.")
    chromium.get_by_role("button", name="Waive it").click()

    expect(chromium.get_by_role("link", name="Findings", exact=True)).to_be_visible()
    expect(chromium.locator(".findings__one--waived")).to_contain_text("Dinner follows.")
    assert_accessible(chromium)
