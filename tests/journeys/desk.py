"""An organiser at work in Chromium: what every journey does first, and again and again."""

import re
import urllib.request

import icalendar
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.make import accounts, events

SLUG = "harbour-meeting"


def organiser(site: Site, page: Page) -> Page:
    with site.app.app_context():
        events.catalogue()
        accounts.user(name="Ada Organiser", email="ada@example.org", password=accounts.PASSWORD)
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").first.fill("ada@example.org")
    page.get_by_role("textbox", name="Password").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def make_event(page: Page) -> None:
    page.goto("/organise/events/new")
    page.get_by_label("Title", exact=True).fill("Harbour meeting")
    page.get_by_label("Language of the title").select_option("en")
    page.get_by_label("In person", exact=True).check()
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("First day").fill("2097-05-20")
    page.get_by_label("Begins every day at").fill("09:00")
    page.get_by_label("Ends every day at").fill("15:00")
    page.get_by_role("button", name="Make the draft").click()
    expect(page).to_have_url(re.compile(rf"/organise/events/{SLUG}/"))
    page.goto(f"/organise/events/{SLUG}/edit/taking-part/")
    page.get_by_label("Registration on this site").check()
    page.get_by_role("button", name=re.compile("^Save")).click()


def release(page: Page, state: str, slug: str = SLUG) -> None:
    page.goto(f"/organise/events/{slug}/programme/releases/new")
    page.locator(f"input[name=state][value={state}]").check()
    for tick in page.locator("input[name=looked_at]").all():  # there only where something wants a look
        tick.check()
    page.get_by_role("button", name=re.compile("^Release")).click()
    expect(page).not_to_have_url(re.compile("releases/new"))


def announce(page: Page, slug: str = SLUG) -> None:
    page.goto(f"/organise/events/{slug}/edit/state/")
    page.locator("summary", has_text="Announce the event").click()
    page.get_by_role("button", name="Announce the event").click()
    expect(page.get_by_role("main")).to_contain_text("The event is announced")


def calendar(site: Site) -> dict[str, icalendar.Event]:
    """The programme as a calendar program reads it, by UID."""
    with urllib.request.urlopen(f"{site.url}/events/{SLUG}/programme.ics") as answer:  # noqa: S310
        calendar = icalendar.Calendar.from_ical(answer.read())
    return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
