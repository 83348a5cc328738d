"""The preview: the public page as it would be, for the team alone."""

import pytest
from flask import Flask

from app.core.types import Translated
from app.events.models import Event, Lifecycle, Participation, TeamRole, Visibility
from tests.browserless import Browser
from tests.make import accounts, events


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    made = events.event(
        slug="draft",
        lifecycle=Lifecycle.DRAFT,
        visibility=Visibility.PRIVATE,
        title=Translated({"en": "Not yet"}),
        livestream_url="https://live.example.org/SECRET",
        participation=Participation.HERE,
    )
    events.section(made, "Aims")
    events.party(made, "City of Cork")
    return made


def sign_in(browser: Browser, event: Event, role: TeamRole = TeamRole.VIEWER) -> None:
    user = accounts.user()
    events.member(event, user, role)
    browser.sign_in(user)


def test_the_team_sees_the_page_before_the_public_does(browser: Browser, event: Event) -> None:
    assert browser.get("/events/draft/").status == 404
    sign_in(browser, event)

    page = browser.get("/organise/events/draft/preview/")

    assert page.status == 200
    assert page.one("h1").get_text() == "Not yet"
    assert page.one("main .notice--warning .notice__title").get_text() == "Preview"
    assert "City of Cork" in page.words
    assert page.headers["Cache-Control"] == "no-store"


def test_t20_the_preview_does_not_give_the_livestream_away(browser: Browser, event: Event) -> None:
    sign_in(browser, event, TeamRole.OWNER)

    page = browser.get("/organise/events/draft/preview/")

    assert b"SECRET" not in page.body


def test_t18_nobody_else_sees_it(browser: Browser, event: Event) -> None:
    sign_in(browser, events.event(), TeamRole.OWNER)

    foreign = browser.get(f"/organise/events/{event.slug}/preview/")
    unknown = browser.get("/organise/events/no-such-event/preview/")

    assert (foreign.status, unknown.status) == (404, 404)
    assert foreign.one("h1").get_text() == unknown.one("h1").get_text()


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
@pytest.mark.parametrize("participation", list(Participation))
def test_every_state_can_be_previewed(
    browser: Browser, lifecycle: Lifecycle, participation: Participation, app: Flask  # noqa: ARG001
) -> None:  # fmt: skip
    event = events.event(
        lifecycle=lifecycle, participation=participation, external_url="https://example.org/"
    )
    sign_in(browser, event)

    assert browser.get(f"/organise/events/{event.slug}/preview/").status == 200
