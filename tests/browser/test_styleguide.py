"""Every component in Chromium: nothing for axe to find, nothing wider than the screen."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible

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
