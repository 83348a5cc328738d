"""The whole main job in Chromium: an event is made, released, registered for, and carried in a calendar."""

import re
from collections.abc import Callable

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.journeys.desk import SLUG, announce, calendar, make_event, organiser, release
from tests.journeys.post import Post, link_in

pytestmark = pytest.mark.browser

Window = Callable[[], Page]
SESSIONS = (
    ("Opening", "09:00", "09:30"),
    ("Keynote: the patient city", "09:30", "10:15"),
    ("Coffee", "10:15", "10:45"),
    ("Panel: who pays for it", "10:45", "12:00"),
    ("Lunch", "12:00", "13:30"),
    ("Closing", "13:30", "14:00"),
)


def test_a_meeting_from_the_first_form_to_the_last_seat(whole_site: Site, window: Window, post: Post) -> None:
    desk = organiser(whole_site, window())
    make_event(desk)
    _offer_one_seat(desk)
    for title, starts, ends in SESSIONS:
        _add_session(desk, title, starts, ends)
    release(desk, "provisional")
    announce(desk)

    reader = window()
    reader.goto(f"/events/{SLUG}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Harbour meeting")
    reader.goto(f"/events/{SLUG}/programme/")
    for title, _starts, _ends in SESSIONS:
        expect(reader.get_by_role("link", name=title)).to_be_visible()

    first = _register(window(), "Amina Diallo", "amina@example.org")
    expect(first.get_by_role("heading", level=1)).to_have_text("You are registered")
    first.goto(link_in(post.letter_to("amina@example.org")))
    first.get_by_role("button", name=re.compile("[Cc]onfirm")).click()
    expect(first.get_by_role("heading", level=1)).to_have_text("You are registered")

    second = _register(window(), "Éva Kovács", "eva@example.org")
    expect(second.get_by_role("heading", level=1)).to_have_text("You are on the waiting list")
    post.letter_to("eva@example.org")

    before = calendar(whole_site)
    assert {str(entry["summary"]) for entry in before.values()} == {title for title, *_ in SESSIONS}

    _withdraw(first)
    expect(first.get_by_role("heading", level=1)).to_have_text("Your registration is withdrawn")
    second.goto(link_in(post.letter_to("eva@example.org")))
    expect(second.get_by_role("heading", level=1)).to_have_text("A seat is free for you")
    second.get_by_role("button", name="Take the seat").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("You are registered")

    _move(desk, "Closing", "14:00", "14:30")
    release(desk, "provisional")
    after = calendar(whole_site)
    _only_the_moved_entry_has_risen(before, after)
    reader.goto(f"/events/{SLUG}/programme/changes/")
    expect(reader.get_by_role("main")).to_contain_text("Closing")


def _offer_one_seat(page: Page) -> None:
    page.goto(f"/organise/events/{SLUG}/categories/new")
    page.get_by_label("English: Name").fill("Participant")
    page.get_by_role("spinbutton", name="Seats").fill("1")
    page.get_by_role("button", name="Save the category").click()
    expect(page.get_by_role("rowheader", name="Participant")).to_be_visible()


def _add_session(page: Page, title: str, starts: str, ends: str) -> None:
    page.goto(f"/organise/events/{SLUG}/programme/sessions/new")
    page.get_by_label("English: Title").fill(title)
    page.locator("[name=day]").fill("2097-05-20")
    page.locator("[name=starts]").fill(starts)
    page.locator("[name=ends]").fill(ends)
    page.get_by_role("button", name=re.compile("^(Add|Save)")).first.click()


def _register(page: Page, name: str, email: str) -> Page:
    page.goto(f"/events/{SLUG}/register/")
    page.locator("input[name=category]").first.check()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("I agree").check()
    page.get_by_role("main").get_by_role("button", name="Register").click()
    expect(page).to_have_url(re.compile("/registrations/"))
    return page


def _withdraw(page: Page) -> None:
    page.locator("summary", has_text="Withdraw").click()
    page.get_by_role("button", name=re.compile("^Withdraw")).click()


def _move(page: Page, title: str, starts: str, ends: str) -> None:
    page.goto(f"/organise/events/{SLUG}/programme/")
    page.get_by_role("link", name=title, exact=True).click()
    page.locator("[name=starts]").fill(starts)
    page.locator("[name=ends]").fill(ends)
    page.get_by_role("button", name=re.compile("^Save")).first.click()


def _only_the_moved_entry_has_risen(
    before: dict[str, icalendar.Event], after: dict[str, icalendar.Event]
) -> None:
    assert before.keys() == after.keys()
    for uid, entry in after.items():
        is_moved = str(entry["summary"]) == "Closing"
        assert int(entry["sequence"]) - int(before[uid]["sequence"]) == int(is_moved)
