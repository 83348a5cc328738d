"""The workspace's programme pages in Chromium: open to everybody who edits, and deaf to hostile text."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from app.core.db import transaction
from app.core.types import Translated
from app.programme import queries
from app.programme.checks import running
from app.programme.models import Appearance
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site, awake
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.browser

HOSTILE = (
    "</title></script><script>__xss()</script>\"'><img src=x onerror=__xss()><svg onload=__xss()>"
    "[x](javascript:__xss())<a href=javascript:__xss()>x</a>{{7*7}}"
)
TEXTS = Translated({"en": HOSTILE})
# The views people work in, and what no link of a tidy draft leads to. The walk over the demo events
# (test_accessibility.py) looks at the others, that over a hostile site (test_t27_scripts.py) opens all.
PAGES = (
    "programme/",
    "programme/table/",
    "programme/table/?day=none",
    "programme/grid/",
    "programme/findings/",
    "programme/findings/{finding}/waive",
    "programme/sessions/{item}/",
    "programme/sessions/{item}/arrange/fit",
    "programme/entries",
    "programme/sessions/{item}/people/new/?q=script",
    "programme/sessions/{item}/people/new/{person}/",
    "programme/rooms/{room}/",
    "programme/tracks/{track}/",
    "programme/sessions/{item}/people/{appearance}/name/?q=script",
    "programme/sessions/{item}/people/{appearance}/name/new",
    "people/{person}/",
    "people/speakers/remind",
    "edit/people/find?q=script",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Where the pages of the draft are, and the cookies of somebody who may see them."""

    cookies: list[dict[str, str]]
    names: dict[str, str]


@pytest.fixture(scope="module")
def draft(running_site: Site) -> Iterator[Draft]:
    """A draft and a release in which every text was written by an attacker."""
    with running_site.app.app_context():
        event = events.event(slug="hostile", title=TEXTS, acronym=HOSTILE)
        owner = accounts.user(name=HOSTILE)
        events.member(event, owner)
        person = make.person(HOSTILE, HOSTILE, honorific=HOSTILE, home_event_id=event.id)
        room, track = make.room(event, HOSTILE, note=TEXTS), make.track(event, HOSTILE)
        item = make.item(
            event, HOSTILE, ends=at("10:00"), rooms=[room], track=track, people=[person], abstract=TEXTS
        )
        make.item(event, HOSTILE, starts=at("09:30"), ends=at("11:00"), parent=item)
        make.item(event, HOSTILE, starts=None)
        with transaction():
            item.appearances.append(Appearance(label=TEXTS, job=TEXTS, position=2))
        make.waive_errors(event, HOSTILE)  # {{7*7}} is a gap of a template
        make.release(event, note=TEXTS)
        with transaction():
            item.title = Translated({"en": f"{HOSTILE} again"})
        browser = Browser(running_site.app)
        browser.sign_in(owner)
        finding = running.warnings(queries.preview(event).findings)[0]
        names = {
            "item": item.public_id, "person": person.public_id,
            "room": room.public_id, "track": track.public_id, "appearance": item.appearances[0].public_id,
            "finding": f"{finding.code}/{finding.fingerprint}",
        }  # fmt: skip
    given = browser.client._cookies or {}  # noqa: SLF001 - no other way to what the client was given
    cookies = [{"name": one.key, "value": one.value, "url": running_site.url} for one in given.values()]
    yield Draft(cookies, names)
    running_site.empty()


@pytest.mark.parametrize("path", PAGES)
def test_t27_pages_run_nothing_and_are_accessible(chromium: Page, draft: Draft, path: str) -> None:
    """The fixture also fails on anything that only the Content-Security-Policy had to stop."""
    ran: list[str] = []
    chromium.context.add_cookies(draft.cookies)  # type: ignore[arg-type]
    chromium.expose_function("__xss", lambda: ran.append(path))

    answer = chromium.goto(f"/organise/events/hostile/{path.format(**draft.names)}")
    for menu in chromium.locator("main details > summary").all():
        menu.press("Enter")  # what the one before has opened may lie over it
    awake(chromium)

    assert answer is not None
    assert answer.status == 200
    assert ran == []
    assert chromium.locator("a[href^='javascript:']").count() == 0
    assert_accessible(chromium)


@pytest.mark.parametrize(
    "path",
    [
        "programme/",
        "programme/table/",
        "programme/grid/",
        "programme/findings/",
        "programme/sessions/{item}/",
        "programme/sessions/{item}/arrange/shift",
        "programme/sessions/{item}/arrange/merge",
        "people/",
    ],
)
def test_long_words_do_not_widen_the_page_on_a_phone(chromium: Page, draft: Draft, path: str) -> None:
    chromium.context.add_cookies(draft.cookies)  # type: ignore[arg-type]
    chromium.set_viewport_size({"width": 320, "height": 640})

    chromium.goto(f"/organise/events/hostile/{path.format(**draft.names)}")

    width = chromium.evaluate("document.documentElement.scrollWidth")
    assert width == 320
