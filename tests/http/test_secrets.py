"""Nothing that opens or names somebody is written into a log, whatever happens (trust rule T38)."""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.errors import AddressTaken
from app.accounts.models import User
from app.accounts.services import users
from app.accounts.services.users import NewUser
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.http.logs import JsonFormatter
from app.outbox.models import Message
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make.accounts import PASSWORD

ADDRESS, INVITED = "ada.lovelace@example.org", "ben@example.org"
NEW_PASSWORD = "nine loud mountains"


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """All that any library says, at its most talkative, written as in production."""
    written, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_t38_a_day_in_an_organisers_life_leaves_no_secret_in_the_log(
    app: Flask, everything_logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = accounts.user(email=ADDRESS, password=PASSWORD)
    event, browser = events.event(), Browser(app)
    events.member(event, user)
    secrets = {ADDRESS, INVITED, PASSWORD, NEW_PASSWORD, "typed-by-a-visitor@example.org"}

    sign_in = browser.get("/account/sign-in/")
    browser.submit(sign_in, email="typed-by-a-visitor@example.org", password="wrong password")
    browser.submit(sign_in, email=ADDRESS, password=PASSWORD)
    secrets |= cookies(browser)
    browser.submit(browser.get("/account/password/"), current_password=PASSWORD, new_password=NEW_PASSWORD)
    browser.submit(browser.get(f"/organise/events/{event.slug}/members/new"), email=INVITED, roles=["viewer"])
    ask = Browser(app)
    ask.submit(
        ask.get("/account/sign-in/"), selector="form[action*='sign-in/link']", **{"link-email": ADDRESS}
    )
    for letter in db.session.scalars(select(Message)):
        secrets |= tokens_in(letter.text)
    for token in list(secrets):
        Browser(app).get(f"/account/sign-in/link/{token}/")
        Browser(app).get(f"/no/such/page/{token}?q={token}")
        Browser(app).post(f"/account/sign-in/link/{token}/", {"csrf_token": token, "email": token})
    break_the_bar(app, monkeypatch)
    browser.get("/account/bar")
    with pytest.raises(AddressTaken):
        users.create(NewUser(email=ADDRESS, name="Twice"), actor=SYSTEM)

    log = everything_logged.getvalue()
    assert "unhandled error at" in log
    assert len(secrets) > 8
    assert {secret for secret in secrets if secret in log} == set()


def cookies(browser: Browser) -> set[str]:
    with browser.client.session_transaction() as session:
        found = browser.client.get_cookie("plenary")
        assert found is not None
        return {found.value, session["_user_id"], session.get("csrf_token", found.value)}


def tokens_in(text: str) -> set[str]:
    return {part.split("/")[0] for part in text.split("/account/sign-in/link/")[1:]}


def break_the_bar(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours: it writes one address twice, and says so in its own words too."""

    def show() -> ResponseReturnValue:
        try:
            with transaction() as session:
                session.add(User(email=ADDRESS, email_key=ADDRESS, name="Twice"))
        except Exception as error:
            raise RuntimeError(f"{ADDRESS} could not be stored") from error
        return ""

    monkeypatch.setitem(app.view_functions, "account.bar.show", show)
