"""Two people with the same session open in two browsers: each is told of the other, and no work is lost."""

import re
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from app.core.actors import SYSTEM
from app.core.db import db
from app.events.models import Event, TeamRole
from app.programme.models import ProgrammeItem
from app.programme.services import presence
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def event(site: Site) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="together")


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    return make.item(event, "Opening", ends=at("10:00"))


@pytest.fixture
def window(site: Site, event: Event, chromium_browser: Chromium) -> Iterator[Open]:
    """Opens a window of its own for somebody of the team."""
    contexts = []

    def open_for(name: str, **settings: object) -> Page:
        user = accounts.user(name=name)
        events.member(event, user, TeamRole.PROGRAMME_EDITOR)
        browser = Browser(site.app)
        browser.sign_in(user)
        given = (browser.client._cookies or {}).values()  # noqa: SLF001 - no other way to what it was given
        context = chromium_browser.new_context(base_url=site.url, locale="en-GB", **settings)  # type: ignore[arg-type]
        context.add_cookies([{"name": one.key, "value": one.value, "url": site.url} for one in given])
        contexts.append(context)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def address(item: ProgrammeItem) -> str:
    return f"/organise/events/together/programme/sessions/{item.public_id}/"


def names(item: ProgrammeItem) -> list[str]:
    """Who is noted as having the session open."""
    db.session.rollback()
    there = presence.of_sessions(item.event, actor=SYSTEM).get(item.public_id, ())
    return list(there)


def wait_until(is_true: Callable[[], bool]) -> None:
    """What a page says in leaving arrives some time after it has gone."""
    ends = monotonic() + 10
    while not is_true() and monotonic() < ends:
        sleep(0.05)
    assert is_true()


def fresh(item: ProgrammeItem) -> ProgrammeItem:
    db.session.rollback()
    db.session.refresh(item)
    return item


def test_who_opens_a_session_second_sees_who_has_it_open_until_they_leave(
    window: Open, item: ProgrammeItem
) -> None:
    ana, bo, cy = window("Ana"), window("Bo"), window("Cy", java_script_enabled=False)
    with ana.expect_response("**/presence/"):
        ana.goto(address(item))

    with bo.expect_response("**/presence/"):
        bo.goto(address(item))
    cy.goto("/organise/events/together/programme/")

    expect(bo.get_by_role("status")).to_have_text("Ana is editing this too.")
    expect(cy.locator(".outline .presence")).to_have_text("Ana and Bo are editing this.")
    assert_accessible(bo)
    ana.goto("/organise/")
    wait_until(lambda: names(item) == ["Bo"])
    bo.reload()
    expect(bo.get_by_role("status")).to_have_text("")


def test_who_leaves_one_of_two_tabs_is_still_seen(window: Open, item: ProgrammeItem) -> None:
    first = window("Ana")
    second = first.context.new_page()
    for tab in (first, second):
        with tab.expect_response("**/presence/"):
            tab.goto(address(item))

    with second.expect_response("**/presence/", timeout=10_000):  # of itself it would speak after twenty
        first.goto("/organise/")

    assert names(item) == ["Ana"]
    second.goto("/organise/")
    wait_until(lambda: names(item) == [])


@pytest.mark.parametrize("has_scripts", [True, False])
def test_of_two_who_save_the_second_is_refused_decides_and_both_changes_are_there(
    window: Open, item: ProgrammeItem, *, has_scripts: bool
) -> None:
    ana = window("Ana", java_script_enabled=has_scripts)
    bo = window("Bo", java_script_enabled=has_scripts, viewport={"width": 320, "height": 640})
    for page in (ana, bo):
        page.goto(address(item))
    ana.get_by_label("English: Title").fill("Opening by Ana")
    ana.get_by_label("Ends at").fill("10:30")
    ana.get_by_role("button", name="Save the session").click()
    ana.wait_for_url("**/programme/#*")

    bo.get_by_label("English: Title").fill("Opening by Bo")
    bo.get_by_label("English: Abstract").fill("What Bo has written.\n\nIn two paragraphs.")
    with bo.expect_navigation() as refused:
        bo.get_by_role("button", name="Save the session").click()

    assert refused.value is not None
    assert refused.value.status == 409
    assert bo.get_by_label("English: Title").input_value() == "Opening by Bo"
    assert bo.get_by_label("Ends at").input_value() == "10:30"
    assert bo.evaluate("document.documentElement.scrollWidth") == 320
    if has_scripts:
        assert_accessible(bo)
    bo.get_by_role("radio", name=re.compile("Take what is stored now.*Title")).check()
    bo.get_by_role("button", name="Save the session").click()
    bo.wait_for_url("**/programme/#*")
    saved = fresh(item)
    assert saved.title == {"en": "Opening by Ana"}
    assert saved.ends_local == at("10:30")
    assert saved.abstract == {"en": "What Bo has written.\n\nIn two paragraphs."}
