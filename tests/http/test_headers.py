"""What every answer tells the browser, so that others cannot use our pages against their readers."""

import pytest
from flask import Flask

from tests.browserless import Browser
from tests.http.routes import walk
from tests.make import accounts, events, registrations

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def owner(app: Flask) -> tuple[Browser, str]:
    browser, event, user = Browser(app, is_strict=False), registrations.event(), accounts.user()
    events.member(event, user)
    browser.sign_in(user)
    return browser, event.slug


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_every_page_carries_the_whole_set(app: Flask, owner: tuple[Browser, str]) -> None:
    browser, slug = owner

    for route in walk(app):
        headers = browser.get(route.url(slug=slug)).headers
        policy = directives(headers["Content-Security-Policy"])
        assert "'unsafe-inline'" not in headers["Content-Security-Policy"], route.rule
        assert "'unsafe-eval'" not in headers["Content-Security-Policy"], route.rule
        assert policy["default-src"] == "'none'", route.rule
        assert headers["X-Content-Type-Options"] == "nosniff", route.rule
        assert headers["Referrer-Policy"] in {"strict-origin", "no-referrer", "same-origin"}, route.rule
        assert "Server" not in headers, route.rule


@pytest.mark.parametrize("path", ["/account/sign-in/", "/organise/", "/no/such/page", "/account/sign-out/"])
def test_pages_of_ours_run_and_frame_nothing_foreign(owner: tuple[Browser, str], path: str) -> None:
    browser, _ = owner

    policy = directives(browser.get(path).headers["Content-Security-Policy"])

    assert {name: policy.get(name) for name in POLICY} == POLICY


def test_t24_what_needs_a_sign_in_is_never_kept(app: Flask, owner: tuple[Browser, str]) -> None:
    browser, slug = owner

    for route in walk(app):
        if route.access not in {"public", "development"} and route.takes("GET"):
            headers = browser.get(route.url(slug=slug)).headers
            assert headers["Cache-Control"] == "no-store", route.rule


def test_t24_public_pages_that_may_be_kept_hold_nothing_of_a_session(
    app: Flask, owner: tuple[Browser, str]
) -> None:
    """Signed in or not, whoever asks gets the same bytes; no cookie is set or looked at."""
    browser, slug = owner
    kept = 0

    for route in walk(app):
        if route.access != "public" or not route.takes("GET"):
            continue
        page = browser.get(route.url(slug=slug))
        if page.status != 200 or "no-store" in page.headers["Cache-Control"]:
            continue
        kept += 1
        assert "Set-Cookie" not in page.headers, route.rule
        assert "cookie" not in page.headers.get("Vary", "").lower(), route.rule
        assert page.body == Browser(app, is_strict=False).get(route.url(slug=slug)).body, route.rule

    assert kept > 0


def test_on_https_browsers_are_told_to_stay_there(app: Flask) -> None:
    secure = Browser(app).get("/account/sign-in/", base_url="https://localhost")
    plain = Browser(app).get("/account/sign-in/")

    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in plain.headers
