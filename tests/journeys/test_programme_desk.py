"""The programme desk in Chromium: pasted, corrected, dragged, checked, released, and pasted again."""

from collections.abc import Callable

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site, awake
from tests.journeys.desk import SLUG, announce, calendar, make_event, organiser, release

pytestmark = pytest.mark.browser

Window = Callable[[], Page]
HOME = f"/organise/events/{SLUG}/programme/"

ANNOUNCEMENT = """Harbour meeting of learning cities
Join us in the old customs house.

Draft programme
20 May 2097

09:00h: Opening (video message)
Ms Aurelia Montefiore, Director-General, Harbour Union

09:10h: Who learns on the quay?
Moderator: Rodrigo Valverde, Team Leader, Night School
Dr Yuki Mori, Professor, Coast University

10:30 – 11:00h: Coffee break (Foyer)

11:00 – 12:00h: Workshop: Maps of a neighbourhood (Room Lantern)
Mr Tariq Aziz, Cartographer, City of Lumen
Bring a map of your street to our table, dear {{first_name}}, and we will draw its lessons together.
"""
NEWER = (
    ANNOUNCEMENT.replace("Who learns on the quay?", "Learning on the quay, day and night")
    .replace("09:10h", "09:20h")
    .replace("(Room Lantern)", "(Room Beacon)")
    + "\n12:00 – 12:30h: Closing\nMs Aurelia Montefiore, Director-General, Harbour Union\n"
)


def test_from_a_pasted_text_to_what_changed(whole_site: Site, window: Window) -> None:
    desk = organiser(whole_site, window())
    make_event(desk)

    _paste(desk, ANNOUNCEMENT)
    expect(desk.locator(".source__piece--lost").first).to_contain_text("Harbour meeting of learning cities")
    _correct_a_person(desk, "Rodrigo Valverde", "Rodrigo Valverde Soto")
    _apply(desk, "4 sessions are new.")

    _drag_to_a_quarter_later(desk, "Workshop: Maps of a neighbourhood")
    _resolve_the_merge_tag(desk)
    release(desk, "provisional")
    announce(desk)
    before = calendar(whole_site)

    reader = window()
    reader.goto(f"/events/{SLUG}/programme/")
    workshop = reader.get_by_role("link", name="Workshop: Maps of a neighbourhood")
    address = workshop.get_attribute("href")
    expect(reader.get_by_role("main")).to_contain_text("Rodrigo Valverde Soto")
    expect(reader.get_by_role("main")).to_contain_text("11:15")

    _paste(desk, NEWER)
    expect(desk.get_by_role("heading", name="1 new session")).to_be_visible()
    _apply(desk, "1 session is new.")
    release(desk, "provisional")

    reader.goto(f"/events/{SLUG}/programme/changes/")
    for words in ("Learning on the quay, day and night", "Closing", "Room Beacon"):
        expect(reader.get_by_role("main")).to_contain_text(words)
    reader.goto(f"/events/{SLUG}/programme/")
    moved = reader.get_by_role("link", name="Workshop: Maps of a neighbourhood")
    assert moved.get_attribute("href") == address
    _what_changed_has_risen(before, calendar(whole_site))


def _paste(page: Page, text: str) -> None:
    page.goto(HOME)
    page.get_by_role("link", name="Paste a programme").first.click()
    page.get_by_label("Text of the programme").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look through the programme")


def _correct_a_person(page: Page, wrong: str, right: str) -> None:
    card = page.locator(".paste__card", has_text=wrong)
    card.get_by_role("button", name="Correct").click()
    page.locator("summary", has_text=wrong).click()
    page.locator(f"input[name^=person-][value='{wrong}']").fill(right)
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".paste__card", has_text=right)).to_be_visible()


def _apply(page: Page, told: str) -> None:
    # A page that is loaded goes to the session its address names, from under a pointer.
    page.wait_for_load_state()
    awake(page)
    page.get_by_role("button", name="Apply to the draft").click()
    expect(page.get_by_role("main")).to_contain_text(told)


def _drag_to_a_quarter_later(page: Page, title: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{HOME}grid/?day=2097-05-20")
    block = page.locator(".ec-event:not(.ec-ghost, .ec-preview)", has_text=title).first
    expect(block).to_be_visible()
    block.scroll_into_view_if_needed()
    height = page.locator(".ec-main").evaluate("one => one.style.getPropertyValue('--ec-slot-height')")
    x, y = _near_the_top(block)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    page.mouse.move(x, y + float(height.removesuffix("px")), steps=8)
    page.mouse.up()
    expect(page.locator("[data-said]")).to_contain_text("moved to 11:15")
    page.goto(HOME)
    expect(page.locator(".outline__item", has_text=title)).to_contain_text("11:15")


def _near_the_top(block: Locator) -> tuple[float, float]:
    box = block.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + 14


def _resolve_the_merge_tag(page: Page) -> None:
    """What a mail program has left in the text is found, and mended where the finding leads."""
    page.goto(f"{HOME}findings/")
    finding = page.get_by_role("main").locator("li", has_text="{{first_name}}").first
    finding.get_by_role("link").first.click()
    text = page.locator("textarea", has_text="{{first_name}}")
    text.fill("Bring a map of your street.")
    page.get_by_role("button", name="Save the session").click()
    page.goto(f"{HOME}findings/")
    expect(page.get_by_role("main")).not_to_contain_text("{{first_name}}")


def _what_changed_has_risen(before: dict[str, icalendar.Event], after: dict[str, icalendar.Event]) -> None:
    assert before.keys() < after.keys()
    risen = {str(after[uid]["summary"]) for uid in before if after[uid]["sequence"] > before[uid]["sequence"]}
    assert risen == {
        "Opening",  # it lasts until the next one, which begins later
        "Learning on the quay, day and night",
        "Workshop: Maps of a neighbourhood",
    }
