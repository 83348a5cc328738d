"""A speaker's link in Chromium: sent, opened from the letter, answered, corrected; then seen and undone."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app.core import clock
from app.events.models import Event
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.journeys.post import Post
from tests.make import accounts, events
from tests.make import programme as make

pytestmark = pytest.mark.browser

Window = Callable[[], Page]
WORKSPACE = "/organise/events/harbour-meeting/"


def test_a_speaker_is_asked_answers_and_corrects_and_the_organiser_undoes(
    whole_site: Site, window: Window, post: Post, tmp_path: Path
) -> None:
    _prepare(whole_site)
    desk = window()
    _sign_in(desk)
    desk.goto(f"{WORKSPACE}people/speakers/")
    desk.get_by_role("button", name="Send the link to those chosen").click()
    expect(desk.get_by_text("1 link is on its way.")).to_be_visible()

    speaker = window()
    speaker.goto(_link_in(post.letter_to("ana@example.org").text))
    expect(speaker.get_by_role("heading", level=1)).to_have_text("Ana López")
    assert_accessible(speaker)
    speaker.get_by_role("button", name="I confirm").click()
    expect(speaker.get_by_text("Thank you: you are confirmed.")).to_be_visible()

    speaker.get_by_role("link", name="Correct this").click()
    assert_accessible(speaker)
    speaker.get_by_label("Form of address").fill("Dr")
    speaker.get_by_role("button", name="Save").click()
    expect(speaker.get_by_role("heading", level=1)).to_have_text(re.compile(r"Dr\s+Ana López"))

    speaker.get_by_role("link", name="Send a photo").click()
    speaker.get_by_label(re.compile("^Photo")).set_input_files(_photo(tmp_path))
    speaker.get_by_label(re.compile("^Credit of the photo")).fill("Kim Lee")
    speaker.get_by_role("button", name="Save the photo").click()
    expect(speaker.get_by_role("img", name="Photo of Ana López")).to_be_visible()

    assert "has corrected or sent something" in post.letter_to("organiser@example.org").text
    desk.goto(f"{WORKSPACE}people/speakers/")
    desk.get_by_role("link", name="Ana López").click()
    expect(desk.get_by_text("Dr Ana López").first).to_be_visible()
    assert_accessible(desk)
    for _step in ("the photo", "the correction"):
        desk.goto(f"{WORKSPACE}programme/steps/")
        desk.get_by_role("button", name="Take back").first.click()
        expect(desk.get_by_text("Undone: Ana López: how they appear")).to_be_visible()

    speaker.reload()
    expect(speaker.get_by_role("heading", level=1)).to_have_text("Ana López")
    expect(speaker.get_by_text("There is no photo of you yet.")).to_be_visible()


def _prepare(site: Site) -> None:
    """An event in a month with one session, in which Ana speaks."""
    first = clock.now().date() + timedelta(days=30)
    with site.app.app_context():
        user = accounts.user(email="organiser@example.org", password=accounts.PASSWORD)
        event = events.event(slug="harbour-meeting", first_day=first, last_day=first)
        events.member(event, user)
        _put_in(event)


def _put_in(event: Event) -> None:
    person = make.person(home_event_id=event.id, email="ana@example.org")
    starts = make.local(f"{event.first_day.isoformat()} 09:00")
    make.item(event, "Opening", starts=starts, ends=starts + timedelta(minutes=30), people=[person])


def _sign_in(page: Page) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").first.fill("organiser@example.org")
    page.get_by_role("textbox", name="Password").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _link_in(letter: str) -> str:
    found = re.search(r"https?://\S+/speakers/\S+", letter)
    assert found, letter
    return found[0]


def _photo(folder: Path) -> Path:
    data, path = io.BytesIO(), folder / "me.png"
    Image.new("RGB", (300, 400), "teal").save(data, "PNG")
    path.write_bytes(data.getvalue())
    return path
