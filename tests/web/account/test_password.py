"""Setting and changing a password, as a browser sees it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.errors import WrongCredentials
from app.accounts.models import User
from app.accounts.services import links, passwords
from app.core.db import db
from app.outbox.models import Message
from tests.browserless import Browser, Page
from tests.make import accounts as make
from tests.make.accounts import PASSWORD

URL = "/account/password/"
NEW = "nine loud mountains"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ada(app: Flask) -> User:  # noqa: ARG001 - it has the database
    return make.user(name="Ada", email="ada@example.org", password=PASSWORD)


def save(browser: Browser, **fields: str) -> Page:
    return browser.submit(browser.get(URL), **fields)


def sign_in_by_link(browser: Browser, user: User) -> None:
    path = links.path(links.issue(user))
    browser.submit(browser.get(path), url=path)


def opens(password: str, user: User) -> bool:
    """Whether `password` signs `user` in by now."""
    db.session.expire_all()
    try:
        return passwords.check(user.email, password).id == user.id
    except WrongCredentials:
        return False


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_a_password_is_changed_and_every_other_browser_signed_out(app: Flask, ada: User) -> None:
    here, there = Browser(app), Browser(app)
    here.sign_in(ada)
    there.sign_in(ada)

    page = save(here, current_password=PASSWORD, new_password=NEW)

    assert (page.status, page.location) == (302, URL)
    assert "All other browsers are signed out." in here.follow(page).words
    assert there.get(URL).status == 302
    assert opens(NEW, ada)
    assert db.session.scalars(select(Message.template)).all() == ["password_changed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"current_password": "wrong", "new_password": NEW}, "This is not your present password."),
        (
            {"current_password": PASSWORD, "new_password": "short"},
            "Use at least 12 characters. Several words in a row are fine.",
        ),
        (
            {"current_password": PASSWORD, "new_password": "ada@example.org"},
            "Use something other than your name or your address.",
        ),
        ({"current_password": "", "new_password": NEW}, "Enter your present password."),
        ({"current_password": PASSWORD, "new_password": ""}, "Enter a new password."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_comes_back(
    browser: Browser, ada: User, fields: dict[str, str], sentence: str
) -> None:
    browser.sign_in(ada)

    page = save(browser, **fields)

    assert page.status == 422
    assert errors(page) == [sentence]
    assert not any(value and value in page.text for value in (PASSWORD, NEW))
    assert opens(PASSWORD, ada)


def test_guessing_the_present_password_is_limited_like_signing_in(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)
    for _ in range(10):
        save(browser, current_password="wrong", new_password=NEW)

    page = save(browser, current_password=PASSWORD, new_password=NEW)

    assert page.status == 429
    assert opens(PASSWORD, ada)


def test_who_has_none_sets_one_without_the_old(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)

    page = browser.get(URL)
    answer = browser.submit(page, new_password=NEW)

    assert "You have no password yet." in page.words
    assert page.select("#current_password") == []
    assert answer.status == 302
    assert opens(NEW, user)


def test_a_forgotten_password_is_replaced_just_after_a_mailed_link(browser: Browser, ada: User) -> None:
    sign_in_by_link(browser, ada)

    answer = save(browser, new_password=NEW)

    assert answer.status == 302
    assert opens(NEW, ada)


def test_half_an_hour_after_the_link_the_old_one_is_asked_for(browser: Browser, ada: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in_by_link(browser, ada)
        page = browser.get(URL)
        clock.move_to(NOON + timedelta(minutes=30))

        answer = browser.submit(page, new_password=NEW)

    assert answer.status == 422
    assert errors(answer) == ["Enter your present password."]
    assert opens(PASSWORD, ada)


def test_a_password_is_taken_as_it_is_typed(browser: Browser) -> None:
    user = make.user()
    browser.sign_in(user)
    typed = "  two  spaces\tand a tab  "

    save(browser, new_password=typed)

    assert opens(typed, user)
