"""Who else is editing a session, on its page and in the outline."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.events.models import Event, TeamRole
from app.programme.models import ProgrammeItem
from app.programme.services import pasting
from app.programme.services.pasting import NewText
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    return make.item(event, "Opening")


def member(app: Flask, event: Event, name: str, role: TeamRole = TeamRole.PROGRAMME_EDITOR) -> Browser:
    user = accounts.user(name=name)
    make_events.member(event, user, role)
    browser = Browser(app)
    browser.sign_in(user)
    return browser


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/programme/{path}"


def call(browser: Browser, page: Page, **more: str) -> Page:
    """What the page's script sends."""
    box = page.one("[data-component=presence]")
    fields = {"csrf_token": str(box["data-token"]), "place": str(box["data-place"]), **more}
    return browser.post(str(box["data-address"]), fields)


def sentence(answer: Page) -> Any:
    return json.loads(answer.text)["sentence"]


def test_who_opens_a_session_that_is_open_elsewhere_is_told_at_once(
    app: Flask, editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    address = url(event, f"sessions/{item.public_id}/")
    ana, bo = member(app, event, "Ana <b>"), member(app, event, "Bo")
    first = call(ana, ana.get(address))
    second = call(bo, bo.get(address))

    page = editor.get(address)

    assert (sentence(first), sentence(second)) == ("", "Ana <b> is editing this too.")
    assert page.one(".presence").get_text() == "Ana <b> and Bo are editing this too."
    assert editor.get(url(event)).one(".outline .presence").get_text() == "Ana <b> and Bo are editing this."


def test_two_who_look_through_one_pasted_text_see_each_other(
    app: Flask, editor: Browser, event: Event
) -> None:
    new = NewText(source="9:00 Opening", first_day=date(2026, 9, 28), language="en")
    pasted = pasting.paste(event, new, actor=SYSTEM)
    address = url(event, f"paste/{pasted.public_id}/")
    ana = member(app, event, "Ana")
    call(ana, ana.get(address))

    page = editor.get(address)

    assert page.one(".presence").get_text() == "Ana is editing this too."
    assert editor.get(url(event)).select(".outline .presence") == []


def test_who_closes_the_page_is_gone_at_once(
    app: Flask, editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    address = url(event, f"sessions/{item.public_id}/")
    ana = member(app, event, "Ana")
    page = ana.get(address)
    call(ana, page)

    left = call(ana, page, left="1")

    assert (left.status, left.body) == (204, b"")
    assert editor.get(address).one(".presence").get_text() == ""
    assert editor.get(url(event)).select(".outline .presence") == []


def test_reading_a_page_notes_nobody(app: Flask, editor: Browser, event: Event, item: ProgrammeItem) -> None:
    address = url(event, f"sessions/{item.public_id}/")
    member(app, event, "Ana").get(address)

    assert editor.get(address).one(".presence").get_text() == ""


def test_a_call_needs_the_token_and_the_right_to_edit(
    app: Flask, editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    page = editor.get(url(event, f"sessions/{item.public_id}/"))
    viewer = member(app, event, "Vera", TeamRole.VIEWER)

    forged = call(editor, page, csrf_token="forged")
    token = viewer.get("/account/").form("form:has([name=csrf_token])")["csrf_token"]
    refused = viewer.post(
        url(event, "presence/"), {"csrf_token": token, "place": f"session/{item.public_id}"}
    )

    assert (forged.status, refused.status) == (400, 403)


def test_t18_who_is_in_a_session_of_another_team_stays_unknown(
    app: Flask, editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    page = editor.get(url(event, f"sessions/{item.public_id}/"))
    stranger = member(app, make_events.event(), "Stranger")

    answer = stranger.post(url(event, "presence/"), {"place": f"session/{item.public_id}"})
    known = call(editor, page)

    assert answer.status in {400, 404}
    assert sentence(known) == ""
