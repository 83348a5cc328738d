"""The workspace's lists in Chromium: what asks covers no other row, and words stay whole on a phone."""

import pytest
from playwright.sync_api import Page, expect

from app.events.queries import by_slug
from tests.browser.site import Site, awake
from tests.browserless import Browser
from tests.make import accounts, events, registrations
from tests.make import programme as make

pytestmark = pytest.mark.browser

SMALLEST = 24  # pixels a finger wants (WCAG 2.2, 2.5.8)
WIDTHS = (320, 560, 800, 1280)
ASKING = "main :is(.table, .rows) details.confirm"
# How many rows of letters each word of the last table fills.
ROWS_OF_WORDS = """() => [...document.querySelectorAll(".table")].at(-1).querySelectorAll("td").values()
  .flatMap((cell) => [...cell.querySelectorAll("bdi")]).map((word) => {
    const range = document.createRange();
    range.selectNodeContents(word);
    return [word.textContent, new Set([...range.getClientRects()].map((box) => box.top)).size];
  }).filter(([text]) => text).toArray()"""


@pytest.fixture
def workspace(chromium: Page, site: Site) -> Page:
    """Signed in as the owner of an event with three rooms, three texts, and somebody registered."""
    event = registrations.event(slug="iclc")
    owner = accounts.user()
    events.member(event, owner)
    for number in range(3):
        make.room(event, f"Room {number}")
        events.section(event)
    registrations.registration(registrations.category(event), is_verified=True)
    browser = Browser(site.app)
    browser.sign_in(owner)
    given = browser.client._cookies or {}  # noqa: SLF001 - no other way to what the client was given
    chromium.context.add_cookies(
        [{"name": one.key, "value": one.value, "url": site.url} for one in given.values()]
    )
    return chromium


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["programme/rooms/", "edit/sections/"])
def test_a_question_covers_no_other_row_and_one_press_asks_about_the_next(
    workspace: Page, path: str, language: str
) -> None:
    for width in WIDTHS:
        workspace.set_viewport_size({"width": width, "height": 800})
        workspace.goto(f"/organise/events/iclc/{path}?lang={language}")
        asking = workspace.locator(ASKING)

        asking.nth(0).locator("summary").click()
        panel = asking.nth(0).locator(".confirm__panel").bounding_box()
        following = asking.nth(1).locator("summary").bounding_box()
        asking.nth(1).locator("summary").click()

        assert panel is not None
        assert following is not None
        assert panel["y"] + panel["height"] <= following["y"]
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        expect(asking.nth(0)).not_to_have_attribute("open", "")
        expect(asking.nth(1)).to_have_attribute("open", "")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_no_word_of_a_registrations_history_is_broken(workspace: Page, *, has_scripts: bool) -> None:
    if not has_scripts:
        workspace.route("**/*.js", lambda route: route.abort())
    workspace.goto("/organise/events/iclc/registrations/")
    person = workspace.locator("main tbody th a").get_attribute("href")

    for width in WIDTHS:
        workspace.set_viewport_size({"width": width, "height": 800})
        workspace.goto(str(person))
        if has_scripts:
            awake(workspace)

        assert workspace.evaluate(ROWS_OF_WORDS) == [["Participant", 1], ["Participant", 1]]
        assert workspace.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_finger_meets_every_box_of_the_speakers_links(workspace: Page, language: str) -> None:
    event = by_slug("iclc")
    assert event is not None
    make.item(event, people=[make.person("Ana"), make.person("Bo"), make.person("Cy")])
    workspace.set_viewport_size({"width": 360, "height": 740})
    workspace.goto(f"/organise/events/iclc/people/speakers/?lang={language}")

    boxes = [one.bounding_box() for one in workspace.locator("main [type=checkbox]").all()]

    assert [box and (box["width"] >= SMALLEST, box["height"] >= SMALLEST) for box in boxes] == [
        (True, True)
    ] * 3
