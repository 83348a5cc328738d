"""After a release its pages lie ready; when they cannot be made, the release is whole all the same."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from jinja2 import DictLoader

from app.core.db import db, transaction
from app.events.models import Event, TeamRole, Visibility
from app.http import prerendering
from tests.browserless import Browser
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    made = make_events.event(
        slug="learning-cities", content_languages=["en", "ar"], announced_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    make.item(made, "Opening", ends=make.at("10:00"))
    return made


def kept(app: Flask) -> int:
    return len(app.extensions["page_store"]._pages)  # noqa: SLF001 - nobody else counts them


def test_whoever_comes_first_finds_the_pages_made(app: Flask, event: Event, browser: Browser) -> None:
    make.release(event)

    made = prerendering.of_release(event)

    assert (made, kept(app)) == (8, 8)  # four pages in two languages
    for language in ("en", "ar"):
        for page in prerendering.PAGES:
            assert browser.get(f"/events/learning-cities/{page}?lang={language}").status == 200
    assert kept(app) == 8


def test_pages_nobody_may_read_are_not_made(app: Flask, event: Event) -> None:
    make.release(event)
    with transaction():
        event.visibility = Visibility.PRIVATE

    assert (prerendering.of_release(event), kept(app)) == (0, 0)


def test_a_release_whose_pages_cannot_be_made_is_whole_and_read_when_they_can(
    app: Flask, event: Event, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = accounts.user()
    make_events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser.sign_in(user)
    form = browser.get(f"/organise/events/{event.slug}/programme/releases/new")
    ticked = str(form.one("[name=looked_at]")["value"])  # what is not translated wants a look
    broken = DictLoader(
        {name: _source(app, name) for name in app.jinja_env.list_templates() if "public/" not in name}
    )

    with monkeypatch.context() as patch:
        patch.setattr(app.jinja_env, "loader", broken)  # as when a page of ours has a mistake
        app.jinja_env.cache.clear()  # type: ignore[union-attr]
        answer = browser.submit(form, state="final", looked_at=ticked)
    app.jinja_env.cache.clear()  # type: ignore[union-attr]

    db.session.expire_all()
    assert (answer.status, event.current_release) == (302, 1)
    page = browser.get("/events/learning-cities/programme/")
    assert (page.status, "Opening" in page.words) == (200, True)


def _source(app: Flask, name: str) -> str:
    loader = app.jinja_env.loader
    assert loader is not None
    return loader.get_source(app.jinja_env, name)[0]
