"""Every component in Chromium: nothing for axe to find, nothing wider than the screen."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible
from tests.browser.site import awake

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_component(chromium: Page, scheme: str) -> None:
    chromium.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    chromium.goto("/styleguide")

    assert chromium.title() == "Styleguide – Plenary"
    assert_accessible(chromium)


def test_no_component_is_wider_than_a_small_phone(chromium: Page) -> None:
    chromium.set_viewport_size({"width": 320, "height": 640})

    chromium.goto("/styleguide")

    assert chromium.evaluate("document.documentElement.scrollWidth") == 320


def test_no_component_breaks_with_text_twice_as_large(chromium: Page) -> None:
    chromium.set_viewport_size({"width": 640, "height": 800})

    chromium.goto("/styleguide")
    chromium.evaluate("document.documentElement.style.fontSize = '200%'")

    assert chromium.evaluate("document.documentElement.scrollWidth") == 640


def test_on_a_phone_a_table_is_read_row_by_row_and_stays_a_table(chromium: Page) -> None:
    chromium.set_viewport_size({"width": 360, "height": 740})

    chromium.goto("/styleguide")
    awake(chromium)

    cell = chromium.get_by_role("cell", name="31")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Confirmed"'
    assert chromium.get_by_role("row").count() == 3
    assert_accessible(chromium)


def test_a_dialog_opens_and_closes_by_keyboard(chromium: Page) -> None:
    chromium.goto("/styleguide")
    awake(chromium)
    dialog = chromium.get_by_role("dialog", name="Leave without saving?")

    chromium.get_by_role("button", name="Open a dialog").press("Enter")
    assert dialog.is_visible()
    assert_accessible(chromium)
    chromium.keyboard.press("Escape")

    assert not dialog.is_visible()


def test_an_error_summary_has_the_focus_and_leads_to_its_fields(chromium: Page) -> None:
    chromium.goto("/styleguide")
    awake(chromium)

    assert chromium.evaluate("document.activeElement.className") == "error-summary"
    chromium.get_by_role("link", name="Enter your name.").click()
    assert chromium.evaluate("document.activeElement.id") == "wrong-name"
    chromium.get_by_role("link", name="Say how you will take part.").click()
    assert chromium.evaluate("document.activeElement.type") == "radio"


def test_a_text_to_take_along_is_copied(chromium: Page) -> None:
    chromium.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chromium.goto("/styleguide")
    awake(chromium)

    chromium.get_by_role("button", name="Copy").click()

    chromium.get_by_role("button", name="Copied").wait_for()
    assert chromium.evaluate("navigator.clipboard.readText()") == "https://events.example.org/feeds/2ZQ4.ics"
