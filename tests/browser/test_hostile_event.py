"""T27 in a real browser: no text an organiser can enter runs as a script on any public page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from app.core.db import transaction
from app.core.types import Translated
from app.events.models import EventSection, FeaturedPerson, Party, PartyRole
from app.events.services import revisions
from tests.browser.site import Site
from tests.make import events, programme

pytestmark = pytest.mark.browser

HOSTILE = (
    "</title></script><script>__xss()</script>\"'><img src=x onerror=__xss()><svg onload=__xss()>"
    "[x](javascript:__xss())<a href=javascript:__xss()>x</a>{{7*7}}"
)


@pytest.fixture(scope="module", autouse=True)
def hostile(running_site: Site) -> Iterator[None]:
    """An event, its sections, parties and people, all named by an attacker."""
    texts = Translated({"en": HOSTILE})
    with running_site.app.app_context():
        event = events.event(
            slug="hostile", title=texts, subtitle=texts, theme=texts, tagline=texts, summary=texts,
            audience=texts, venue_name=texts, city=texts, accessibility=texts, image_alt=texts,
            address_lines=[HOSTILE], topics=[HOSTILE], state=HOSTILE, contact_name=HOSTILE,
            image_credit=HOSTILE, acronym=HOSTILE, figures=[{"value": HOSTILE, "label": {"en": HOSTILE}}],
        )  # fmt: skip
        person = programme.person(HOSTILE, HOSTILE, honorific=HOSTILE)
        programme.item(event, HOSTILE, people=[person])
        with transaction() as session:
            session.add_all(
                [
                    EventSection(event_id=event.id, position=1, title=texts, body=texts),
                    Party(event_id=event.id, position=1, role=PartyRole.HOST, name=texts),
                    FeaturedPerson(event_id=event.id, person_id=person.id, position=1, quotation=texts),
                ]
            )
            revisions.touch(event, catalogue=True)
        programme.release(event)
    yield
    running_site.empty()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events/",
        f"/events/?q={HOSTILE}",
        "/events/hostile/",
        "/events/hostile/programme/",
        "/preferences/",
    ],
)
def test_t27_nothing_runs(chromium: Page, path: str) -> None:
    """The fixture also fails on anything that only the Content-Security-Policy had to stop."""
    ran: list[str] = []
    chromium.expose_function("__xss", lambda: ran.append(path))

    chromium.goto(path)
    chromium.wait_for_load_state("networkidle")

    assert ran == []
    assert chromium.locator("a[href^='javascript:']").count() == 0
    assert chromium.title() != ""
