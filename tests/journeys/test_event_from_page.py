"""An event made of its page in Chromium: pasted, looked through, corrected, released, read by a visitor."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from app.http.language import LANGUAGE_COOKIE
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.journeys.desk import announce, organiser, release

pytestmark = pytest.mark.browser

Window = Callable[[], Page]
SLUG = "festival-of-the-repair-cafes"
NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1280, height=900)
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"

PAGE = """Home > Events > Festival
Festival of the repair cafés

Dates: 3–4 June 2097
Time: 9.30–17.00
Venue: Old Tram Depot, 4 Rail Street, Gent, Belgium
Working languages: English and French with interpretation into Dutch
Organised by: Union of Repair Cafés (Belgium)
Partners: House of Tools; Friends of the Bicycle
Registration: https://repair.example/register
Contact: Lotte Maes, festival@repair.example

About the festival
Two days of mending in the old tram depot, for all who have a screwdriver, a broken lamp, or both of them.

Parking
Cars stay behind the river. The tram stops at the door, and whoever comes by bicycle finds it oiled at night.

In numbers
600 menders from 90 towns
24 workshops

Keynote speakers
Mr Jonas Peeters, Professor, School of Lamps

“Whatever has a screw can be understood.”
— Jonas Peeters

Documents
Concept note (English): https://repair.example/note.pdf
Concept note (French): https://repair.example/note-fr.pdf

Programme
3 June 2097
09:30 – 10:00 Opening
Ms Lotte Maes, President, Union of Repair Cafés
10:00 – 12:00 Workshop: Lamps and their cables
4 June 2097
10:00 – 11:00 Closing

Share this page
"""


def test_from_the_text_of_a_page_to_what_a_visitor_reads(whole_site: Site, window: Window) -> None:
    desk = organiser(whole_site, window())
    _read(desk, PAGE)

    _look_at(desk)
    expect(desk.get_by_label("Title", exact=True)).to_have_value("Festival of the repair cafés")
    _marks_its_place(desk, desk.locator("input[name=city]"), "Gent")
    desk.locator("input[name=city]").fill("Ghent")
    card = desk.locator("li.paste__card", has=desk.locator("input[value='Parking']"))
    card.get_by_label("Leave it out").check()
    desk.get_by_role("button", name="Make the draft").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("Look through the programme")
    desk.get_by_role("button", name="Apply to the draft").click()
    expect(desk.get_by_role("main")).to_contain_text("3 sessions are new.")
    release(desk, "provisional", SLUG)
    announce(desk, SLUG)

    _reads_the_page(window())


def test_a_page_in_arabic_is_looked_through_from_right_to_left(whole_site: Site, window: Window) -> None:
    desk = organiser(whole_site, window())
    desk.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": "ar", "url": whole_site.url}])
    desk.goto("/organise/events/new/from-page/")
    desk.locator("textarea[name=text]").fill(PAGE)
    desk.locator("main form button[type=submit]").click()

    expect(desk.locator("html")).to_have_attribute("dir", "rtl")
    expect(desk.locator("input[name=city]")).to_have_value("Gent")
    _look_at(desk)


def _read(page: Page, text: str) -> None:
    page.goto("/organise/events/new")
    page.get_by_role("main").get_by_role("link", name="Begin with its text").click()
    page.get_by_label("Text of the page").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look through the event")


def _look_at(page: Page) -> None:
    """As somebody with a phone does, and somebody who hears the page."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert page.evaluate(OVERFLOW) <= 0
        assert_accessible(page)


def _marks_its_place(page: Page, field: Locator, words: str) -> None:
    """What is looked at in the fields is marked in the text beside them."""
    field.focus()
    expect(page.locator(".source__piece.is-marked", has_text=words).first).to_be_visible()


def _reads_the_page(page: Page) -> None:
    page.goto(f"/events/{SLUG}/")
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Festival of the repair cafés")
    for words in ("Old Tram Depot", "Ghent", "Union of Repair Cafés", "About the festival", "Concept note",
                  "Jonas Peeters", "Whatever has a screw can be understood.", "600", "menders"):  # fmt: skip
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("Cars stay behind the river")
    page.goto(f"/events/{SLUG}/programme/")
    expect(page.get_by_role("main")).to_contain_text("Workshop: Lamps and their cables")
    expect(page.get_by_role("main")).to_contain_text("Lotte Maes")
