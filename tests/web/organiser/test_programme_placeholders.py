"""Saying who somebody to be confirmed is, as an organiser's browser does it."""

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.programme.models import Appearance
from app.programme.services import appearances
from app.programme.services.appearances import NewAppearance
from tests.browserless import Browser
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="cities")


@pytest.fixture
def placeholder(event: Event) -> Appearance:
    new = NewAppearance(label=Translated({"en": "Mayor of Hamburg"}))
    return appearances.add(make.item(event, "Panel"), new, actor=SYSTEM)


def session_url(appearance: Appearance) -> str:
    return f"/organise/events/cities/programme/sessions/{appearance.item.public_id}/"


def test_one_press_names_somebody_known(editor: Browser, event: Event, placeholder: Appearance) -> None:
    make.person(home_event_id=event.id)
    (link,) = (
        one
        for one in editor.get(session_url(placeholder)).select("main a")
        if one.get_text() == "Say who it is"
    )
    page = editor.get(f"{link['href']}?q=ana")
    assert page.one("h1").get_text() == "Who is “Mayor of Hamburg”?"

    back = editor.follow(editor.submit(page, selector=".rows form"))

    db.session.expire_all()
    assert "They have a name now, in the same place." in back.words
    assert placeholder.person is not None
    assert placeholder.person.name == "Ana López"
    assert "Say who it is" not in back.words


def test_somebody_new_is_entered_and_a_similar_name_asked_about(
    editor: Browser, event: Event, placeholder: Appearance
) -> None:
    ana = make.person(home_event_id=event.id)
    url = f"{session_url(placeholder)}people/{placeholder.public_id}/name/new"

    asked = editor.submit(editor.get(url), given_name="Ana", family_name="Lopez")
    assert asked.status == 422
    editor.submit(asked, namesake=ana.public_id)

    db.session.expire_all()
    assert placeholder.person == ana
    again = editor.submit(editor.get(url), given_name="Kim", family_name="Lee")
    assert again.status == 422
    assert "Somebody has already said who this is." in again.words


def test_without_a_name_the_form_says_so_and_keeps_what_was_typed(
    editor: Browser, placeholder: Appearance
) -> None:
    url = f"{session_url(placeholder)}people/{placeholder.public_id}/name/new"

    page = editor.submit(editor.get(url), honorific="H.E.")

    assert page.status == 422
    assert page.one("[name=honorific]")["value"] == "H.E."
    assert "Enter a given name or a family name." in page.words
