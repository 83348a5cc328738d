"""The draft as plain text, as an organiser's browser saves it."""

import pytest
from flask import Flask

from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.programme.paste.parsing import Options, parse
from tests.browserless import Browser
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="learning-cities", title=Translated({"en": "Learning cities"}))


def test_the_draft_is_saved_as_text_with_what_is_not_scheduled(editor: Browser, event: Event) -> None:
    make.item(event, "Opening", ends=make.at("10:00"))
    make.item(event, "Launch", starts=None)

    outline = editor.get(f"/organise/events/{event.slug}/programme/")
    (link,) = outline.select("main a[href$='programme.txt']")
    page = editor.get(str(link["href"]))

    assert (page.status, page.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert page.headers["Content-Disposition"] == 'attachment; filename="learning-cities-draft.txt"'
    assert page.headers["X-Robots-Tag"] == "noindex"
    found = parse(page.body.decode(), Options(event.first_day)).sessions
    assert [(one.title.value, one.is_timed) for one in found] == [("Opening", True), ("Launch", False)]


def test_an_empty_draft_has_no_text_to_save(editor: Browser, event: Event) -> None:
    page = editor.get(f"/organise/events/{event.slug}/programme/")

    assert page.select("main a[href$='programme.txt']") == []


def test_the_draft_is_for_its_team_alone(browser: Browser, event: Event) -> None:
    url = f"/organise/events/{event.slug}/programme/programme.txt"
    make.item(event, "A secret plan")

    stranger = browser.get(url)
    browser.sign_in(accounts.user())
    outsider = browser.get(url)
    helper = accounts.user()
    make_events.member(event, helper, TeamRole.VIEWER)
    browser.sign_in(helper)
    viewer = browser.get(url)

    assert (stranger.status, outsider.status, viewer.status) == (302, 404, 200)
    assert b"secret" not in stranger.body + outsider.body
