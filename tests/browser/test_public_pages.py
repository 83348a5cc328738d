"""The public pages in Chromium: readable by everybody, on every screen, with and without scripts."""

import gzip
import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site, awake
from tests.make import showcase

pytestmark = pytest.mark.browser

PAGES = [
    "/", "/events/", "/events/?q=nothing", "/events/rich/", "/events/live/", "/events/live/live/",
    "/events/cancelled/", "/events/postponed/", "/events/invited/", "/events/external/", "/events/over/",
    "/preferences/", "/nowhere",
]  # fmt: skip
BUDGET = 30_000  # bytes: performance.md's stretch for a first load, images aside


@pytest.fixture(scope="module", autouse=True)
def shown(running_site: Site) -> Iterator[None]:
    """One event of each kind; the tests only look at them."""
    with running_site.app.app_context():
        showcase.everything()
    yield
    running_site.empty()


def titled(page: Page, path: str) -> None:
    """Open the page, and be sure that it is not an error."""
    page.goto(path)
    if path != "/nowhere":
        expect(page.locator(".error-page")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium: Page, scheme: str) -> None:
    chromium.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    for path in PAGES:
        titled(chromium, path)
        assert_accessible(chromium)


def test_axe_finds_nothing_in_open_menus(chromium: Page) -> None:
    titled(chromium, "/events/rich/")

    for menu in ("details.preferences", "details.calendar-menu"):
        chromium.locator(f"{menu} > summary").click()
        assert_accessible(chromium)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_its_screen(chromium: Page, width: int) -> None:
    chromium.set_viewport_size({"width": width, "height": 800})

    for path in PAGES:
        titled(chromium, path)
        assert chromium.evaluate("document.documentElement.scrollWidth") == width, path


def test_no_page_breaks_with_text_twice_as_large(chromium: Page) -> None:
    chromium.set_viewport_size({"width": 640, "height": 800})

    for path in PAGES:
        titled(chromium, path)
        chromium.evaluate("document.documentElement.style.fontSize = '200%'")
        assert chromium.evaluate("document.documentElement.scrollWidth") == 640, path


def test_every_page_works_without_scripts(chromium_browser: Browser, running_site: Site) -> None:
    context = chromium_browser.new_context(base_url=running_site.url, java_script_enabled=False)
    page = context.new_page()

    titled(page, "/")
    page.get_by_label("Title, place, organisation or person").fill("conference")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="7th Conference on Learning Cities").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("7th Conference on Learning Cities")
    page.locator("details.calendar-menu > summary").click()
    expect(page.get_by_role("link", name="Download")).to_be_visible()

    context.close()


def test_a_list_narrows_while_one_types(chromium: Page) -> None:
    titled(chromium, "/events/")
    awake(chromium)

    chromium.get_by_label("Title, place, organisation or person").fill("learning")

    expect(chromium.locator("#results .event-row__title")).to_have_text(["7th Conference on Learning Cities"])
    expect(chromium).to_have_url(re.compile(r"/events/\?q=learning$"))
    chromium.get_by_label("When").select_option("past")
    expect(chromium.locator(".empty__title")).to_have_text("No event fits")
    chromium.go_back()
    expect(chromium.locator("#results .event-row__title")).to_have_text(["7th Conference on Learning Cities"])
    expect(chromium.get_by_label("When")).to_have_value("")


def test_menus_open_and_close_by_keyboard(chromium: Page) -> None:
    titled(chromium, "/events/rich/")
    awake(chromium)  # without its script a menu opens, and Escape does nothing
    summary = chromium.locator("details.calendar-menu > summary")

    summary.focus()
    chromium.keyboard.press("Enter")
    expect(chromium.locator(".calendar-menu__panel, .calendar-menu .menu__panel")).to_be_visible()
    chromium.keyboard.press("Tab")
    chromium.keyboard.press("Escape")

    expect(chromium.locator(".calendar-menu .menu__panel")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_first_tab_leads_to_the_content(chromium: Page) -> None:
    titled(chromium, "/")

    chromium.keyboard.press("Tab")
    expect(chromium.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    chromium.keyboard.press("Enter")

    expect(chromium).to_have_url(re.compile("#main$"))


def test_a_chosen_light_stays_without_a_cookie(chromium: Page) -> None:
    titled(chromium, "/")
    awake(chromium)
    chromium.locator("details.preferences > summary").click()
    chromium.get_by_role("button", name="Dark").click()

    titled(chromium, "/events/")

    expect(chromium.locator("html")).to_have_attribute("data-theme", "dark")
    assert (
        chromium.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
        == "rgb(22, 21, 19)"
    )
    assert chromium.context.cookies() == []


def test_a_reader_elsewhere_sees_their_own_time(chromium_browser: Browser, running_site: Site) -> None:
    for zone, shown in (("Africa/Addis_Ababa", True), ("Europe/Berlin", False)):
        context = chromium_browser.new_context(base_url=running_site.url, timezone_id=zone, locale="en-GB")
        page = context.new_page()

        titled(page, "/events/rich/")
        awake(page)

        own = page.locator("[data-component=own-time]")
        assert own.is_visible() is shown
        if shown:
            expect(own).to_contain_text("Your time on the first day (Addis Ababa): ")
            titled(page, "/events/rich/?lang=ar")
            awake(page)
            # As the language calls the zone, whose city browsers know in Latin letters only.
            expect(own).to_contain_text("(توقيت شرق أفريقيا)")
        context.close()


def test_a_first_load_is_small(running_site: Site, chromium: Page) -> None:
    addresses = []
    chromium.on("request", lambda request: addresses.append(request.url))
    titled(chromium, "/events/rich/")
    chromium.wait_for_load_state("networkidle")

    text = [url for url in addresses if "/files/" not in url and not url.endswith(("icon.svg", ".png"))]
    size = sum(transferred(url) for url in text)

    assert all(url.startswith(running_site.url) for url in addresses)  # no third party sees our readers
    assert size <= BUDGET, f"{size} bytes in {text}"


def transferred(url: str) -> int:
    """Bytes on the wire for a browser that takes gzip."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip" or len(body) < 1000, url
        assert body[:2] != b"\x1f\x8b" or gzip.decompress(body)
    return len(body)
