"""Signing in and out, as a browser sees it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import SignInLink, User, UserSession
from app.accounts.services import links
from app.core.db import db
from app.outbox.models import Message
from tests.browserless import Browser, Page
from tests.make import accounts as make
from tests.make.accounts import PASSWORD

URL = "/account/sign-in/"
LINK_FORM = "form[action*='/sign-in/link/']"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ada(app: Flask) -> User:  # noqa: ARG001 - it has the database
    return make.user(name="Ada", email="ada@example.org", password=PASSWORD)


def try_password(browser: Browser, email: str = "ada@example.org", password: str = PASSWORD) -> Page:
    return browser.submit(browser.get(URL), email=email, password=password)


def ask_for_link(browser: Browser, email: str = "ada@example.org", url: str = URL) -> Page:
    return browser.submit(browser.get(url), selector=LINK_FORM, **{"link-email": email})


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/account/").status == 200


def cookie(browser: Browser, name: str = "plenary") -> str:
    found = browser.client.get_cookie(name)
    return found.value if found else ""


def count(model: type[SignInLink | Message | UserSession]) -> int:
    db.session.rollback()  # see what requests have written since the last look
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.usefixtures("ada")
def test_the_right_password_leads_into_the_workspace(browser: Browser) -> None:
    page = try_password(browser)

    assert (page.status, page.location) == (302, "/organise/")
    assert browser.follow(page).one("h1").get_text() == "My events"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("gone@example.org", PASSWORD),
        ("link@example.org", "whatever it is"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_t22_whatever_is_wrong_the_page_is_the_same(browser: Browser, email: str, password: str) -> None:
    make.user(email="gone@example.org", password=PASSWORD, is_active=False)
    make.user(email="link@example.org")

    page = try_password(browser, email, password)

    assert page.status == 422
    assert page.one(".error-summary li").get_text() == (
        "This address and password do not fit together. Check both, or ask for a link by mail."
    )
    assert page.one("#email")["value"] == email
    assert page.one("#password").get("value", "") == ""
    assert not is_signed_in(browser)
    assert count(UserSession) == 0


@pytest.mark.usefixtures("ada")
def test_t22_the_pages_differ_in_nothing_but_what_was_typed(app: Flask) -> None:
    known, unknown = (
        try_password(Browser(app), email, "wrong password")
        for email in ("ada@example.org", "abc@example.org")
    )

    assert anonymous(known) == anonymous(unknown).replace("abc@", "ada@")


def anonymous(page: Page) -> str:
    """The page without its token."""
    text = page.text
    for token in page.select("input[name=csrf_token]"):
        text = text.replace(token["value"], "token")
    return text


def test_empty_fields_are_asked_for(browser: Browser) -> None:
    page = try_password(browser, "", "")

    assert page.status == 422
    assert [line.get_text() for line in page.select(".error-summary li")] == [
        "Enter an e-mail address, like name@example.org.",
        "Enter your password.",
    ]


@pytest.mark.usefixtures("ada")
def test_after_ten_failures_even_the_right_password_waits_and_a_link_still_works(app: Flask) -> None:
    for _ in range(10):
        assert try_password(Browser(app), password="wrong password").status == 422

    page = try_password(Browser(app))

    assert (page.status, page.headers["Retry-After"]) == (429, "300")
    assert page.one(".error-summary li").get_text() == (
        "Too many attempts. Wait 15 minutes, or ask for a link by mail instead."
    )
    assert count(UserSession) == 0
    assert ask_for_link(Browser(app)).status == 302
    assert count(Message) == 1


def from_network(app: Flask, address: str) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


@pytest.mark.usefixtures("ada")
def test_t31_nobody_shuts_the_owner_out_from_another_network(app: Flask) -> None:
    stranger = from_network(app, "198.51.100.7")
    for _ in range(11):
        try_password(stranger, password="wrong password")
        ask_for_link(stranger)

    assert try_password(stranger).status == 429
    assert try_password(Browser(app)).status == 302
    assert ask_for_link(Browser(app)).status == 302
    assert count(Message) == 2


@pytest.mark.usefixtures("ada")
def test_t31_many_networks_together_try_one_account_a_hundred_times(app: Flask) -> None:
    def attempt(number: int) -> int:
        return try_password(from_network(app, f"198.51.100.{number}"), password="wrong password").status

    statuses = [attempt(number) for number in range(102)]

    assert statuses == [422] * 100 + [429] * 2


@pytest.mark.usefixtures("ada")
def test_t12_many_networks_together_cause_six_letters_an_hour(app: Flask) -> None:
    answers = {ask_for_link(from_network(app, f"198.51.100.{number}")).status for number in range(9)}

    assert answers == {302}
    assert count(Message) == 6


@pytest.mark.usefixtures("app")
def test_an_unknown_account_is_limited_alike(app: Flask) -> None:
    for _ in range(10):
        try_password(Browser(app), "nobody@example.org")

    assert try_password(Browser(app), "Nobody@Example.org").status == 429
    assert try_password(Browser(app), "other@example.org").status == 422


@pytest.mark.usefixtures("ada")
def test_t31_one_network_fails_sixty_times_whatever_it_says_of_itself(app: Flask) -> None:
    def attempt(number: int) -> int:
        browser = Browser(app)
        page = browser.get(URL)
        spoofed = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        form = {**page.form(), "email": f"somebody{number}@example.org", "password": "wrong password"}
        return browser.post(URL, form, headers=spoofed).status

    statuses = [attempt(number) for number in range(62)]

    assert statuses == [422] * 60 + [429] * 2


@pytest.mark.usefixtures("app")
def test_t31_people_behind_one_address_who_know_their_passwords_all_get_in(app: Flask) -> None:
    emails = [f"user{number}@example.org" for number in range(70)]
    for email in emails:
        make.user(email=email, password=PASSWORD)

    statuses = {try_password(Browser(app), email).status for email in emails}

    assert statuses == {302}


@pytest.mark.usefixtures("ada")
def test_t24_the_cookie_from_before_signing_in_is_worth_nothing_after(app: Flask) -> None:
    browser = Browser(app)
    page = browser.get(URL)
    before = cookie(browser)

    browser.submit(page, email="ada@example.org", password=PASSWORD)

    stranger = Browser(app)
    stranger.client.set_cookie("plenary", before)
    assert is_signed_in(browser)
    assert not is_signed_in(stranger)


@pytest.mark.usefixtures("ada")
def test_t24_signing_in_again_ends_the_session_before(app: Flask) -> None:
    browser, copy = Browser(app), Browser(app)
    try_password(browser)
    copy.client.set_cookie("plenary", cookie(browser))
    other = make.user(email="ben@example.org", password=PASSWORD)

    page = browser.get(f"/account/sign-in/link/{links.issue(other)}/")
    browser.submit(page)

    assert not is_signed_in(copy)
    assert count(UserSession) == 1


@pytest.mark.usefixtures("ada")
def test_t24_a_copied_cookie_dies_when_its_owner_signs_out(app: Flask) -> None:
    browser, copy = Browser(app), Browser(app)
    try_password(browser)
    copy.client.set_cookie("plenary", cookie(browser))
    assert is_signed_in(copy)

    page = browser.submit(browser.get("/account/"), selector="form[action='/account/sign-out/']")

    assert (page.status, page.location) == (302, "/account/sign-in/")
    assert "You are signed out." in browser.follow(page).words
    assert not is_signed_in(browser)
    assert not is_signed_in(copy)


def test_signing_out_is_a_button_and_never_a_link(browser: Browser) -> None:
    assert browser.get("/account/sign-out/").status == 405


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("act", ["password", "sessions/end-others"])
def test_t24_a_copied_cookie_dies_when_its_owner_closes_the_account_to_others(app: Flask, act: str) -> None:
    """Whoever fears for the account changes the password: a thief may hold this very browser's cookie."""
    browser, copy, other = Browser(app), Browser(app), Browser(app)
    for one in (browser, other):
        try_password(one)
    copy.client.set_cookie("plenary", cookie(browser))
    assert is_signed_in(copy)

    if act == "password":
        new = {"current_password": PASSWORD, "new_password": "nine loud mountains"}
        browser.submit(browser.get("/account/password/"), **new)
    else:
        browser.submit(browser.get("/account/sessions/"), selector="form[action$='/end-others/']")

    assert [is_signed_in(one) for one in (browser, copy, other)] == [True, False, False]
    assert count(UserSession) == 1


@pytest.mark.usefixtures("ada")
def test_t24_cookies_are_kept_from_scripts_and_from_other_sites(browser: Browser) -> None:
    page = try_password(browser)

    cookies = {line.split("=")[0]: line for line in page.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"plenary", "signed_in", "lang"}
    assert all("SameSite=Lax" in line for line in cookies.values())
    assert "HttpOnly" in cookies["plenary"]
    assert cookies["signed_in"].startswith("signed_in=1;")


@pytest.mark.usefixtures("ada")
def test_t24_on_https_no_cookie_travels_in_the_clear(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)  # noqa: FBT003 - the setting's value
    browser = Browser(app)
    page = browser.get(URL, base_url="https://localhost")
    form = {**page.form(), "email": "ada@example.org", "password": PASSWORD}

    answer = browser.post(URL, form, base_url="https://localhost", headers={"Origin": "https://localhost"})

    assert answer.status == 302
    assert all("; Secure" in line for line in answer.headers.getlist("Set-Cookie"))


@pytest.mark.usefixtures("ada")
def test_the_hint_follows_the_session(browser: Browser) -> None:
    try_password(browser)
    hinted = cookie(browser, "signed_in")
    with_bar = browser.get("/account/bar")
    db.session.execute(UserSession.__table__.delete())  # type: ignore[attr-defined]  # ended elsewhere
    db.session.commit()

    without_bar = browser.get("/account/bar")

    assert hinted == "1"
    assert "Ada" in with_bar.words
    assert without_bar.words == ""
    assert cookie(browser, "signed_in") == ""


@pytest.mark.parametrize(
    "url",
    [
        "/account/",
        "/account/bar",
        "/account/password/",
        "/account/sessions/",
        "/account/sign-in/",
        "/account/sign-in/mailed/",
        "/organise/",
    ],
)
@pytest.mark.usefixtures("ada")
def test_t24_personal_pages_are_never_kept(browser: Browser, url: str) -> None:
    try_password(browser)

    assert browser.get(url).headers["Cache-Control"] == "no-store"


def test_who_is_not_signed_in_is_asked_to_and_comes_back(browser: Browser, ada: User) -> None:
    page = browser.get("/account/sessions/?x=1")
    assert (page.status, page.location) == (302, "/account/sign-in/?next=/account/sessions/?x%3D1")

    answer = browser.submit(browser.follow(page), email=ada.email, password=PASSWORD)

    assert answer.location == "/account/sessions/?x=1"


@pytest.mark.usefixtures("ada")
def test_a_mailed_link_signs_in_after_a_button_and_only_once(app: Flask) -> None:
    browser = Browser(app)
    answer = ask_for_link(browser, url="/account/sign-in/?next=/account/sessions/")
    assert browser.follow(answer).one("h1").get_text() == "Look into your mailbox"
    path = mailed_path()

    page = browser.get(path)
    assert page.one("h1").get_text() == "Sign in as Ada?"
    done = browser.submit(page, url=path)

    assert done.location == "/account/sessions/"
    assert is_signed_in(browser)
    again = Browser(app).get(path)
    assert (again.status, again.one("h1").get_text()) == (404, "This link has ended")


def mailed_path() -> str:
    letter = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert letter is not None
    return "/account/" + letter.text.split("/account/")[1].split()[0]


@pytest.mark.usefixtures("ada")
def test_t15_looking_at_a_link_changes_nothing(app: Flask) -> None:
    ask_for_link(Browser(app))
    path = mailed_path()

    for _ in range(3):
        assert Browser(app).get(path).status == 200
        assert Browser(app).head(path).status == 200

    db.session.expire_all()
    assert [link.used_at for link in db.session.scalars(select(SignInLink))] == [None]
    assert count(UserSession) == 0


@pytest.mark.usefixtures("ada")
def test_t22_asking_for_a_link_answers_alike_and_tells_the_truth_by_mail_only(app: Flask) -> None:
    answers = [ask_for_link(Browser(app), email) for email in ("ada@example.org", "nobody@example.org")]

    assert {(page.status, page.location) for page in answers} == {(302, "/account/sign-in/mailed/")}
    assert [page.headers.getlist("Set-Cookie") for page in answers] == [[], []]
    assert db.session.scalars(select(Message.recipient)).all() == ["ada@example.org"]


@pytest.mark.usefixtures("ada")
def test_t12_a_hundred_wishes_write_one_letter_and_answer_alike(app: Flask) -> None:
    answers = {
        ask_for_link(Browser(app), email).status for email in ["ada@example.org", "ADA@example.org"] * 9
    }

    assert answers == {302}
    assert count(Message) == 1


def test_t12_one_network_may_ask_for_twenty_addresses_an_hour(app: Flask) -> None:
    pages = [ask_for_link(Browser(app), f"somebody{number}@example.org") for number in range(22)]

    assert [page.status for page in pages] == [302] * 20 + [429] * 2
    assert pages[-1].one(".error-summary li").get_text() == (
        "Too many links have been asked for from your network. Wait an hour and try again."
    )


@pytest.mark.parametrize("email", ["", "no address", "a@b@c", "a\nb@example.org"])
def test_what_is_no_address_is_said_at_the_field(browser: Browser, email: str) -> None:
    page = ask_for_link(browser, email)

    assert page.status == 422
    assert (
        page.one("#link-email-error").get_text().endswith("Enter an e-mail address, like name@example.org.")
    )


@pytest.mark.usefixtures("ada")
def test_a_link_that_has_grown_old_says_so(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask_for_link(Browser(app))
        browser = Browser(app)
        page = browser.get(mailed_path())
        clock.move_to(NOON + timedelta(minutes=21))

        answer = browser.submit(page, url=mailed_path())

    assert answer.status == 404
    assert not is_signed_in(browser)


def test_a_letter_is_in_the_language_of_the_page_it_was_asked_from(browser: Browser, ada: User) -> None:
    ask_for_link(browser)

    letter = db.session.scalars(select(Message)).one()
    assert (letter.language, letter.recipient, letter.thing_id) == ("en", ada.email, ada.id)


def test_who_is_signed_in_is_not_asked_again(browser: Browser, ada: User) -> None:
    browser.sign_in(ada)

    assert browser.get(URL).location == "/organise/"
    assert browser.get(f"{URL}?next=/account/password/").location == "/account/password/"


@pytest.mark.usefixtures("ada")
def test_t25_an_expired_token_shows_the_form_again_with_the_address_but_no_password(browser: Browser) -> None:
    page = browser.post(URL, {"csrf_token": "old", "email": "ada@example.org", "password": PASSWORD})

    assert page.status == 400
    assert page.one("#email")["value"] == "ada@example.org"
    assert PASSWORD not in page.text
    assert browser.submit(page, email="ada@example.org", password=PASSWORD).status == 302
