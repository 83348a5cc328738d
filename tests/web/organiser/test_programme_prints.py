"""The draft as a file, for the team."""

import io

import pypdf
import pytest
from flask import Flask

from app.events.models import Event, TeamRole
from tests.browserless import Browser
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    made = make_events.event()
    make.item(made, "Secret opening", ends=make.at("10:00"))
    return made


def url(event: Event, ending: str) -> str:
    return f"/organise/events/{event.slug}/programme/programme.{ending}"


def test_the_draft_is_downloaded_marked_and_kept_by_no_cache(editor: Browser, event: Event) -> None:
    page = editor.get(url(event, "pdf"))

    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(page.body)).pages)
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert page.headers["Content-Disposition"] == f'attachment; filename="{event.slug}-draft-0-en.pdf"'
    assert ("Secret opening" in text, "Draft – not published" in text) == (True, True)


def test_also_who_only_looks_at_the_draft_may_take_it_along(browser: Browser, event: Event) -> None:
    viewer = accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    browser.sign_in(viewer)

    page = browser.get(url(event, "docx") + "?lang=ar")

    assert (page.status, page.body[:2]) == (200, b"PK")
    assert f"{event.slug}-draft-0-ar.docx" in page.headers["Content-Disposition"]


def test_nobody_else_gets_it(browser: Browser, event: Event) -> None:
    signed_out = browser.get(url(event, "pdf"))
    browser.sign_in(accounts.user())

    assert (signed_out.status, browser.get(url(event, "pdf")).status) == (302, 404)


def test_the_outline_and_the_releases_lead_to_it(editor: Browser, event: Event) -> None:
    outline = editor.get(f"/organise/events/{event.slug}/programme/")
    releases = editor.get(f"/organise/events/{event.slug}/programme/releases/")

    assert [
        page.select(f"main a[href='{url(event, 'pdf')}?lang=en']") != [] for page in (outline, releases)
    ] == [
        True,
        True,
    ]
