"""What a reader sees when something is refused or breaks, and what is kept of what they typed."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import RequestEntityTooLarge

import config
from app import create_app
from app.accounts.models import User
from app.core import text
from app.core.db import db
from app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from app.http import language
from app.http.limits import CannotCount, TooMany
from app.web import errors
from tests.browserless import Browser, Page
from tests.make import accounts, events
from tests.make.accounts import PASSWORD

BUSY_MS = 200


Raise = Callable[[Exception], None]


@pytest.fixture
def raising(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Raise:
    """Makes the page /account/bar raise what a test says."""

    def raising(error: Exception) -> None:
        def show() -> ResponseReturnValue:
            raise error

        monkeypatch.setitem(app.view_functions, "account.bar.show", show)

    return raising


def refusal(kind: type[Exception]) -> Exception:
    class Example(kind):  # type: ignore[misc, valid-type]
        code = "example"
        message = "The rule's own words."

    return Example()


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (refusal(NotFound), 404, "The rule's own words."),
        (refusal(NotAllowed), 403, "The rule's own words."),
        (refusal(Conflict), 409, "The rule's own words."),
        (refusal(Invalid), 422, "The rule's own words."),
        (TooMany(), 429, "Too many attempts. Please wait a few minutes and try again."),
        (CannotCount(), 503, "Signing in is not possible for the moment. Please try again in a few minutes."),
        (KeyError("secret detail"), 500, "Something went wrong on our side."),
        (RecursionError("secret detail"), 500, "Something went wrong on our side."),
        (IntegrityError("secret detail", {}, Exception()), 500, "Something went wrong on our side."),
        (DBAPIError("secret detail", {}, Exception()), 500, "Something went wrong on our side."),
        (OSError(errno.EACCES, "secret detail"), 500, "Something went wrong on our side."),
    ],
)
def test_every_failure_is_a_page_with_one_sentence(
    browser: Browser, raising: Raise, error: Exception, status: int, heading: str
) -> None:
    raising(error)

    page = browser.get("/account/bar")

    assert page.status == status
    assert page.one("h1").get_text() == heading
    assert page.headers["Cache-Control"] == "no-store"
    assert "secret detail" not in page.text
    assert page.headers.get("Retry-After") == ("300" if status in {429, 503} else None)
    assert page.select("header a[href='/']")


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 406, 408, 409, 410, 413, 414, 415, 418, 422, 429])
def test_what_flask_refuses_is_said_in_our_words(browser: Browser, raising: Raise, code: int) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - every kind there is
        abort(code)
    raising(refused.value)

    page = browser.get("/account/bar")

    assert page.status == code
    assert page.one("h1").get_text() in {
        "We could not understand this request.",
        "There is no page at this address.",
        "This address does not take that kind of request.",
        "What you sent is too large.",
        "This page is no longer here.",
        "Please sign in first.",
    }


def test_what_was_too_large_to_send_need_not_be_typed_again(browser: Browser, raising: Raise) -> None:
    raising(RequestEntityTooLarge())

    page = browser.get("/account/bar")

    assert page.status == 413
    assert page.one(".error-page .lead").get_text().startswith("Go back in your browser")


def test_our_own_words_for_a_bad_request_are_shown(browser: Browser, raising: Raise) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - werkzeug's own
        abort(400, description="Choose <one>.")
    raising(refused.value)

    assert browser.get("/account/bar").one("h1").get_text() == "Choose <one>."


def test_a_wrong_method_says_which_are_right(browser: Browser) -> None:
    page = browser.get("/account/sign-out/")

    assert page.status == 405
    assert set(page.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_when_even_the_error_page_breaks_there_are_last_words(
    browser: Browser, raising: Raise, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(KeyError("x"))

    def broken(*_arguments: object, **_names: object) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_template", broken)
    page = browser.get("/account/bar")

    assert page.status == 500
    assert page.one("h1").get_text() == "Something went wrong on our side."
    assert page.headers["Content-Security-Policy"]


def test_an_error_page_is_in_the_readers_language(app: Flask) -> None:
    with app.app_context():
        languages = language.available()

    pages = [Browser(app).get("/no/such/page", headers={"Accept-Language": code}) for code in languages]

    assert [page.one("html")["lang"] for page in pages] == list(languages)
    assert len({page.one("h1").get_text() for page in pages}) == len(languages)
    assert [page.one("html")["dir"] for page in pages] == [text.direction(code) for code in languages]


# --- the database is busy or away ---


@contextmanager
def locked() -> Iterator[None]:
    """Another process writes and does not come to an end; we wait for it only a moment."""

    def be_impatient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")

    db.session.rollback()
    db.engine.dispose()  # connections made from here on are impatient
    sqlalchemy_event.listen(db.engine, "connect", be_impatient)
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        sqlalchemy_event.remove(db.engine, "connect", be_impatient)
        db.engine.dispose()


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("secret detail", {}, Exception()),
        InterfaceError("secret detail", {}, Exception()),
        DBAPIError("secret detail", {}, Exception(), connection_invalidated=True),
        PoolTimeout(),
        OSError(errno.ENOSPC, "secret detail"),
    ],
    ids=["operational", "interface", "connection ended", "no connection free", "disk full"],
)
def test_f07_what_heals_by_itself_is_503_and_says_when_to_come_back(
    browser: Browser, raising: Raise, error: Exception
) -> None:
    raising(error)

    page = browser.get("/account/bar")

    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    assert page.one("h1").get_text() == "We are very busy right now. Please try again in a moment."
    assert "secret detail" not in page.text


def kept(page: Page) -> dict[str, object]:
    """What the page would send again, without the token."""
    form = page.form()
    assert form.pop("csrf_token")
    return form


@pytest.fixture
def ada(browser: Browser) -> User:
    user = accounts.user(name="Ada")
    browser.sign_in(user)
    return user


def test_a_locked_database_keeps_what_was_typed_ready_to_be_sent_again(browser: Browser, ada: User) -> None:
    form = {**browser.get("/account/").form(), "name": 'Ada "Countess" <Lovelace>', "language": "en"}

    with locked():
        page = browser.post("/account/", form)
    again = browser.submit(page)

    assert page.status == 503
    assert page.headers["Retry-After"] == "5"
    assert page.one("h1").get_text() == (
        "We are very busy right now. Nothing you typed is lost: please try again in a moment."
    )
    assert kept(page) == {"name": 'Ada "Countess" <Lovelace>', "language": "en"}
    assert page.one("main form button").get_text(strip=True) == "Send again"
    assert again.status == 302
    db.session.rollback()
    db.session.refresh(ada)
    assert ada.name == 'Ada "Countess" <Lovelace>'


def test_reading_goes_on_while_the_database_is_locked(browser: Browser, ada: User) -> None:
    with locked():
        page = browser.get("/account/")

    assert page.status == 200
    assert page.one("#name")["value"] == ada.name


def test_nothing_is_stored_of_what_could_not_be_stored(browser: Browser) -> None:
    event, owner = events.event(), accounts.user()
    events.member(event, owner)
    browser.sign_in(owner)
    page = browser.get(f"/organise/events/{event.slug}/members/new")

    with locked():
        answer = browser.submit(page, email="ben@example.org", name="Ben", roles=["viewer", "owner"])

    assert answer.status == 503
    assert kept(answer)["roles"] == ["viewer", "owner"]
    assert db.session.scalars(select(User.email).where(User.email == "ben@example.org")).all() == []


def test_a_password_is_never_put_into_a_page(app: Flask) -> None:
    accounts.user(email="ada@example.org", password=PASSWORD)
    browser = Browser(app)
    page = browser.get("/account/sign-in/")

    with locked():
        answer = browser.submit(page, email="ada@example.org", password=PASSWORD)

    assert answer.status == 503
    assert PASSWORD not in answer.text
    assert answer.select("main form") == []
    assert answer.one("h1").get_text() == (
        "We are very busy right now. Please go back and send the form again in a moment."
    )


def test_a_database_that_is_stopped_is_a_page_and_a_promise(tmp_path: Path) -> None:
    """Nobody listens on port 1; pages that need no data are still there."""
    settings = config.load(
        {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "PLENARY_DATA": str(tmp_path)}
    )
    site = create_app({**settings, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    browser = Browser(site)

    sign_in = browser.get("/account/sign-in/")
    answer = browser.submit(
        sign_in, selector="form[action*='sign-in/link']", **{"link-email": "ada@example.org"}
    )

    assert sign_in.status == 200
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert kept(answer) == {"link-email": "ada@example.org"}
    assert browser.get("/").status == 503


# --- a session that has ended under a form ---


def test_a_form_sent_without_a_session_is_kept_until_its_writer_has_signed_in_again(app: Flask) -> None:
    accounts.user(email="ada@example.org", password=PASSWORD)
    event, browser = events.event(), Browser(app)
    events.member(event, db.session.scalars(select(User)).one())
    url = f"/organise/events/{event.slug}/members/new"
    token = browser.get("/account/sign-in/").form()["csrf_token"]

    page = browser.post(url, {"csrf_token": token, "email": "ben@example.org", "roles": "viewer"})

    assert page.status == 403
    assert page.one("h1").get_text() == (
        "You are signed out. Nothing you typed is lost: sign in, come back here and send it again."
    )
    assert kept(page) == {"email": "ben@example.org", "roles": "viewer"}
    link = page.one("main a[href='/account/sign-in/']")
    assert link["target"] == "_blank"

    browser.submit(browser.get("/account/sign-in/"), email="ada@example.org", password=PASSWORD)
    shown = browser.submit(page, url=url)  # its token is of the session before
    done = browser.submit(shown, url=url)

    assert shown.status == 400
    assert shown.one("#email")["value"] == "ben@example.org"
    assert (done.status, done.location) == (302, f"/organise/events/{event.slug}/members/")


def test_signing_out_under_an_open_form_loses_nothing(browser: Browser, ada: User) -> None:
    page = browser.get("/account/")
    browser.submit(page, selector="form[action='/account/sign-out/']")

    answer = browser.submit(page, url="/account/", name="Typed before", language="en")

    assert answer.status in {400, 403}
    assert kept(answer)["name"] == "Typed before"
    db.session.rollback()
    db.session.refresh(ada)
    assert ada.name == "Ada"
