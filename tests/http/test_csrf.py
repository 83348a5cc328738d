"""Forged requests: every route that changes something, with every wrong proof (trust rule T25)."""

import pytest
from flask import Flask

from app.http import csrf
from tests.browserless import Browser, Page
from tests.http.populate import populate
from tests.http.routes import Route, walk
from tests.make import accounts, events, registrations
from tests.make.accounts import PASSWORD

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SIGN_IN = "/account/sign-in/"
WRONG = {
    "empty": "",
    "of zeros": "00000000-0000-0000-0000-000000000000",
    "beyond ASCII": "жетон",
    "half a letter": "\ud800",
    "long": "x" * 100_000,
    "with a NUL": "a\0b",
    "with a line end": "a\r\nb",
}
ELSEWHERE = [
    {"Origin": "https://evil.test"},
    {"Origin": "http://localhost.evil.test"},
    {"Origin": "http://evil.test/localhost"},
    {"Origin": "http://localhost:8443"},
    {"Origin": "http://localhost@evil.test"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "http://[::1]]"},
    {"Origin": "\u00e9"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
]


def posting(app: Flask) -> list[Route]:
    routes = [route for route in walk(app) if route.takes("POST")]
    assert routes
    return routes


def token(page: Page) -> str:
    return str(page.form("form")["csrf_token"])


@pytest.fixture
def owner(app: Flask) -> tuple[Browser, str]:
    """The browser of an owner, and the slug of their event."""
    browser, event, user = Browser(app, is_strict=False), registrations.event(), accounts.user()
    events.member(event, user)
    populate(event)
    browser.sign_in(user)
    browser.get("/account/")  # has a token in its session by now, just not this one
    return browser, event.slug


def refused(route: Route) -> set[int]:
    """400; or 404 where a page looks first whether what it is about exists: here it is made up."""
    return {400} if route.arguments <= {"slug"} else {400, 404}


@pytest.mark.parametrize("wrong", [None, "жетон", "another browser's"])
def test_t25_without_the_right_token_nothing_is_stored(
    app: Flask, owner: tuple[Browser, str], count_queries: list[str], wrong: str | None
) -> None:
    browser, slug = owner
    data = {} if wrong is None else {"csrf_token": wrong}
    if wrong == "another browser's":
        data = {"csrf_token": token(Browser(app).get(SIGN_IN))}

    for route in posting(app):
        count_queries.clear()
        page = browser.post(route.url(slug=slug), data)
        assert page.status in refused(route), route.rule
        assert [line for line in count_queries if line.startswith(WRITES)] == [], route.rule


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_t25_a_page_of_another_site_is_refused_even_with_the_right_token(
    app: Flask, owner: tuple[Browser, str], count_queries: list[str], headers: dict[str, str]
) -> None:
    browser, slug = owner
    right = {"csrf_token": token(browser.get("/account/")), "name": "typed elsewhere"}

    for route in posting(app):
        count_queries.clear()
        page = browser.post(route.url(slug=slug), right, headers=headers)
        assert page.status in refused(route), route.rule
        assert "typed elsewhere" not in page.text, route.rule
        assert [line for line in count_queries if line.startswith(WRITES)] == [], route.rule


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_t25_whatever_is_sent_as_a_token_is_refused_without_a_crash(app: Flask, wrong: str) -> None:
    data = {"csrf_token": wrong.encode("utf-8", "replace").decode()}

    page = Browser(app).post("/account/sign-out/", data)

    assert page.status == 400
    assert page.one("h1").get_text() == (
        "This page was open for too long. Please go back, reload it and send it again."
    )


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_t25_whatever_another_site_says_of_itself_it_is_not_ours(app: Flask, headers: dict[str, str]) -> None:
    browser = Browser(app)
    right = {**browser.get(SIGN_IN).form(), "email": "typed-elsewhere@example.org"}

    page = browser.post(SIGN_IN, right, headers=headers)

    assert page.status == 400
    assert page.one("h1").get_text() == "This request came from another site."
    assert "typed-elsewhere" not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "none"},
        {"Origin": "https://localhost"},  # what the browser sees behind a proxy that ends TLS
    ],
    ids=str,
)
def test_a_page_of_ours_is_not_refused(app: Flask, headers: dict[str, str]) -> None:
    browser = Browser(app)
    form = browser.get(SIGN_IN).form()

    page = browser.post(SIGN_IN, {**form, "email": "a@example.org", "password": "x"}, headers=headers)

    assert page.status == 422


def test_a_browser_that_says_nothing_of_itself_is_judged_by_its_token(app: Flask) -> None:
    accounts.user(email="ada@example.org", password=PASSWORD)
    browser = Browser(app)
    form = {**browser.get(SIGN_IN).form(), "email": "ada@example.org", "password": PASSWORD}

    answer = browser.client.post(SIGN_IN, data=form)

    assert answer.status_code == 302


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml", "nonsense"])
def test_t25_another_kind_of_body_is_no_way_around(app: Flask, content_type: str) -> None:
    """header-016 and header-017: what a page elsewhere may send without asking first."""
    browser = Browser(app)
    right = token(browser.get(SIGN_IN))

    page = browser._send(  # noqa: SLF001 - a body that no form makes
        "post", SIGN_IN, data=f'{{"csrf_token": "{right}"}}', content_type=content_type
    )

    assert page.status == 400


def test_the_token_may_travel_in_a_header(app: Flask) -> None:
    browser = Browser(app)
    right = token(browser.get(SIGN_IN))

    page = browser.post(SIGN_IN, {"email": "", "password": ""}, headers={"X-CSRF-Token": right})

    assert page.status == 422


def test_t25_anonymous_visitors_have_tokens_of_their_own(app: Flask) -> None:
    assert token(Browser(app).get(SIGN_IN)) != token(Browser(app).get(SIGN_IN))


def test_what_was_typed_is_offered_again_with_a_new_token(owner: tuple[Browser, str], app: Flask) -> None:
    browser, slug = owner
    route = next(route for route in posting(app) if not route.keeps_form and route.permission)
    typed = {"csrf_token": "old", "reason": 'Too "late" <b>', "days": "1"}

    page = browser.post(route.url(slug=slug), typed)

    assert page.status == 400
    assert page.one("h1").get_text() == csrf.EXPIRED
    kept = page.form()
    assert kept.pop("csrf_token") not in {"old", ""}
    assert kept == {"reason": 'Too "late" <b>', "days": "1"}


def test_t25_nothing_is_offered_again_to_a_browser_that_does_not_say_it_is_ours(
    owner: tuple[Browser, str], app: Flask
) -> None:
    """Or a page elsewhere could put its own words behind our button."""
    browser, slug = owner
    route = next(route for route in posting(app) if not route.keeps_form and route.permission)

    answer = browser.client.post(route.url(slug=slug), data={"reason": "words from elsewhere"})

    assert answer.status_code == 400
    assert "words from elsewhere" not in answer.text
    assert "Please go back, reload it and send it again." in answer.text


def test_a_form_page_shows_its_form_again(app: Flask, owner: tuple[Browser, str]) -> None:
    browser, slug = owner
    shown = 0

    for route in posting(app):
        if not route.keeps_form or not route.arguments <= {"slug"}:
            continue
        url = route.url(slug=slug)
        typed = fields(browser.get(url)) if route.takes("GET") else {}
        page = browser.post(url, {**typed, "csrf_token": "old"})
        assert page.status == 400, url
        assert str(csrf.EXPIRED) in page.words, url
        tokens = {field["value"] for field in page.select("main input[name=csrf_token]")}
        assert tokens not in ({"old"}, set()), url
        assert typed.keys() - fields(page).keys() == set(), url
        shown += 1

    assert shown > 0


def fields(page: Page) -> dict[str, object]:
    """What the page's own form holds, if it has one, without passwords, which never come back."""
    own = "main form[method=post]:not(.steps-bar *)"
    if not page.select(own):
        return {}
    return {name: value for name, value in page.form(own).items() if not name.endswith("password")}
