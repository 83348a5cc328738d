"""A user's own name, language and browsers, as a browser sees them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.accounts.models import User, UserSession
from app.accounts.services import sessions
from app.core.db import db
from tests.browserless import Browser
from tests.make import accounts as make

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def ada(app: Flask) -> User:  # noqa: ARG001 - it has the database
    return make.user(name="Ada", email="ada@example.org")


def test_a_name_is_changed_and_cleaned(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)

    page = browser.submit(browser.get("/account/"), name="  Ada \t Lovelace\n", language="en")

    assert (page.status, page.location) == (302, "/account/")
    assert browser.follow(page).one("#name")["value"] == "Ada Lovelace"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_must_be_one(browser: Browser, ada: User, name: str) -> None:
    browser.sign_in(ada)

    page = browser.submit(browser.get("/account/"), name=name, language="en")

    assert page.status == 422
    db.session.refresh(ada)
    assert ada.name == "Ada"


def test_a_language_must_be_one_of_ours(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)

    page = browser.submit(browser.get("/account/"), name="Ada", language="../../x")

    assert page.status == 422
    db.session.refresh(ada)
    assert ada.language == "en"


def test_the_chosen_language_is_kept_in_this_browser(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)

    page = browser.submit(browser.get("/account/"), name="Ada", language="en")

    assert any(line.startswith("lang=en;") for line in page.headers.getlist("Set-Cookie"))


def test_t23_a_profile_form_changes_nothing_it_does_not_show(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)

    browser.submit(
        browser.get("/account/"),
        name="Ada",
        language="en",
        is_administrator="1",
        email="evil@example.org",
        email_key="evil@example.org",
        may_create_events="",
    )

    db.session.refresh(ada)
    assert (ada.is_administrator, ada.email, ada.may_create_events) == (False, "ada@example.org", True)
    assert ada.email_key == "ada@example.org"


def test_the_browsers_are_listed_with_the_present_one_marked(browser: Browser, ada: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sessions.begin(ada, user_agent=FIREFOX)
        clock.move_to(NOON + timedelta(days=1))
        browser.sign_in(ada)

        page = browser.get("/account/sessions/")

    rows = [row.get_text(" ", strip=True) for row in page.select("main .plain-list li")]
    assert len(rows) == 2
    assert "This browser" in rows[0]
    assert rows[1].startswith("Firefox, Linux Since 1 March 2026, 12:00 UTC")


def test_one_browser_is_signed_out(app: Flask, ada: User) -> None:
    here, there = Browser(app), Browser(app)
    here.sign_in(ada)
    there.sign_in(ada)

    answer = here.submit(here.get("/account/sessions/"), selector="form[action$='/end/']")

    assert "That browser is signed out." in here.follow(answer).words
    assert there.get("/account/").status == 302


def test_all_other_browsers_are_signed_out(app: Flask, ada: User) -> None:
    here, there, elsewhere, bens = (Browser(app) for _ in range(4))
    for one in (here, there, elsewhere):
        one.sign_in(ada)
    bens.sign_in(make.user(name="Ben"))

    answer = here.submit(here.get("/account/sessions/"), selector="form[action$='/end-others/']")

    assert "2 other browsers are signed out." in here.follow(answer).words
    assert [one.get("/account/").status for one in (here, there, elsewhere, bens)] == [200, 302, 302, 200]


def test_t18_somebody_elses_session_cannot_be_ended(app: Flask, ada: User) -> None:
    _, bens = sessions.begin(make.user(name="Ben"))
    browser = Browser(app)
    browser.sign_in(ada)
    token = browser.get("/account/").form("form[action='/account/sign-out/']")

    foreign = browser.post(f"/account/sessions/{bens.public_id}/end/", token)
    unknown = browser.post("/account/sessions/nosuchsession/end/", token)

    assert (foreign.status, unknown.status) == (404, 404)
    assert foreign.body == unknown.body
    db.session.rollback()
    assert db.session.get(UserSession, bens.id) is not None
