"""Every page there is, on the demo events: axe finds nothing, and a phone of 320 pixels shows all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from app.cli.demo import loading, organiser
from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db
from app.events import queries as events
from app.programme.services import previewing
from app.programme.services.previewing import NewPreview
from app.registration.models import Category
from app.speakers import queries
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.browser.walking import Walk, shown_without_names, sign_in
from tests.make import events as make_events
from tests.make import registrations, speakers
from tests.web.attendee.people import mailed_path

pytestmark = pytest.mark.browser

EVENT = "/events/iclc-7/"
CONFERENCE = "/organise/events/iclc-7/"
# Workspaces with shorter lists than the conference's, which axe reads for minutes.
MEETING, WEBINAR = "/organise/events/regional-meeting-arab-states/", "/organise/events/reading-the-city/"
MAIN_PAGES = ("/", "/events/", EVENT, f"{EVENT}programme/", f"{EVENT}register/")
NO_PAGES = ("/letter", "/account/bar")  # a letter, shut into a frame; a piece of other pages
WORKSPACE_PAGES = {
    f"organiser.{name}"
    for name in ("registrations.show", "registrations.edit", "messages.show", "people.edit", "documents.edit",
                 "programme.sessions.edit", "programme.appearances.edit", "programme.releases.show",
                 "events.rows.edit", "categories.edit", "members.edit")
}  # fmt: skip
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"


@dataclass(frozen=True, slots=True)
class Demo:
    """The loaded site with links: of somebody registered, to the draft, and of somebody who speaks."""

    site: Site
    registration: str
    preview: str
    speaker: str


@pytest.fixture(scope="module")
def demo(running_site: Site) -> Iterator[Demo]:
    with running_site.app.app_context():
        make_events.catalogue()
        loading.load(clock.now())
        event = events.by_slug("iclc-7")
        assert event is not None
        category = db.session.scalars(select(Category).where(Category.event_id == event.id)).first()
        assert category is not None
        registrations.registration(category, email="guest@example.org")
        link = mailed_path("guest@example.org")
        _link, secret = previewing.create(event, NewPreview("the Minister’s office", 14), actor=SYSTEM)
        speaker = queries.path(speakers.link(event, queries.of_event(event)[0].person))
    running_site.app.extensions["page_store"].clear()
    yield Demo(running_site, link, f"/previews/{secret}/programme/", speaker)
    running_site.empty()


def problems(walk: Walk, *starts: str) -> list[str]:
    """What is wrong with each page of each kind, looked at on a desk and on a phone."""
    found = []
    for path in walk.through(*starts):
        if path.endswith(NO_PAGES):
            continue
        try:
            assert_accessible(walk.page)
        except AssertionError as error:
            found.append(str(error))
        found += too_wide(walk.page)
    return found


def too_wide(page: Page) -> list[str]:
    """A complaint when one has to scroll sideways on a small phone."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    over = page.evaluate(OVERFLOW)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return [f"{page.url} is {over} pixels too wide"] if over > 0 else []


def test_pages_of_visitors_and_attendees(chromium: Page, demo: Demo) -> None:
    chromium.set_viewport_size(WIDE)  # type: ignore[arg-type]
    walk = Walk(chromium, demo.site)

    found = problems(walk, *MAIN_PAGES, demo.registration, demo.speaker, *shown_without_names(demo.site))

    assert found == []


def test_pages_of_organisers(chromium: Page, demo: Demo) -> None:
    chromium.set_viewport_size(WIDE)  # type: ignore[arg-type]
    walk = Walk(chromium, demo.site)
    sign_in(chromium, organiser.EMAIL, organiser.PASSWORD)

    lists = [f"{WEBINAR}{one}/" for one in ("programme", "programme/releases", "people")]
    found = problems(walk, MEETING, *lists, f"{CONFERENCE}documents/", "/organise/")

    assert found == []
    assert walk.endpoints() >= WORKSPACE_PAGES


def test_pages_of_visitors_in_arabic(chromium: Page, demo: Demo) -> None:
    chromium.set_viewport_size(WIDE)  # type: ignore[arg-type]
    walk = Walk(chromium, demo.site)

    # The first choice is kept: every page that follows is in Arabic.
    links = (demo.registration, demo.preview, demo.speaker)
    found = problems(walk, *(f"{path}?lang=ar" for path in MAIN_PAGES), *links)

    assert found == []


def test_main_pages_in_the_dark(chromium: Page, demo: Demo) -> None:
    chromium.emulate_media(color_scheme="dark")

    for path in MAIN_PAGES:
        chromium.goto(path)
        assert chromium.locator("h1").count() == 1
        assert_accessible(chromium)
        assert demo.site.url in chromium.url
