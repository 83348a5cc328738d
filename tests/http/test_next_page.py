"""Where a reader may be sent on to: pages of ours and nowhere else (trust rule T26)."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask

from app.http import next_page
from tests.browserless import Browser
from tests.make import accounts
from tests.make.accounts import PASSWORD

HERE = "https://events.example.org/account/sign-in/"
HOSTILE = [
    "//evil.test",
    "//evil.test/organise/",
    "///evil.test",
    "////evil.test/organise/",
    "/\\evil.test",
    "/\\/evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/\r/evil.test",
    "\t//evil.test",
    "\x01//evil.test",
    " //evil.test",
    "\N{NO-BREAK SPACE}//evil.test",
    "/\N{FULLWIDTH SOLIDUS}evil.test",
    "\N{FULLWIDTH SOLIDUS}\N{FULLWIDTH SOLIDUS}evil.test",
    "/organise/\\..\\..\\/evil.test",
    "https://evil.test",
    "https:evil.test",
    "https:/evil.test",
    "https:///evil.test",
    "http:organise/",
    "HTTPS://EVIL.TEST",
    "https://events.example.org@evil.test/",
    "https://events.example.org.evil.test/",
    "https://events.example.org/organise/",
    "https://evil.test\\@events.example.org",
    "https://evil.test#events.example.org",
    "https://еvil.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://evil.test/x",
    "/..//evil.test",
    "/.//evil.test",
    "/organise//evil.test",
    "/organise/..//evil.test",
    "/%2F/evil.test",
    "/%5Cevil.test",
    "/%09/evil.test",
    "/organise/\r\nSet-Cookie: x=1",
    "/organise/\0",
    "/organise/\u202eevil.test",
    "organise/",
    "?next=/organise/",
    "#organise",
    "evil.test",
    "/no/such/page",
    "/account/sign-out/",
    "/organise/%ff",
    "/organise/" + "x" * 3000,
    "",
    None,
]
OURS = [
    "/organise/",
    "/organise/?page=2",
    "/organise/?q=a%20b&next=https://evil.test/",
    "/organise/#top",
    "/account/password/",
    "/",
]


@pytest.mark.parametrize("wanted", HOSTILE)
@pytest.mark.usefixtures("app")
def test_t26_what_is_no_page_of_ours_is_nowhere(wanted: str | None) -> None:
    assert next_page.safe(wanted) == ""


@pytest.mark.parametrize("wanted", OURS)
@pytest.mark.usefixtures("app")
def test_a_page_of_ours_is_itself_and_a_browser_stays_here(wanted: str) -> None:
    assert next_page.safe(wanted) == wanted
    assert urlsplit(urljoin(HERE, wanted)).netloc == "events.example.org"


@pytest.mark.usefixtures("app")
def test_some_pages_may_be_left_out() -> None:
    assert next_page.safe("/account/sign-in/") == "/account/sign-in/"
    assert next_page.safe("/account/sign-in/", but_not="account.sign_in.") == ""
    assert next_page.safe("/account/sign-in/link/x/", but_not="account.sign_in.") == ""


def test_t26_who_is_signed_in_is_never_led_away(app: Flask) -> None:
    browser = Browser(app)
    browser.sign_in(accounts.user())

    for wanted in HOSTILE:
        page = browser.get(f"/account/sign-in/?next={quote(wanted or '', safe='')}")
        # An address that means nothing is refused as a whole.
        assert (page.status, page.location) in {(302, "/organise/"), (400, "")}, wanted


@pytest.mark.parametrize("wanted", ["//evil.test", "javascript:alert(1)", "/organise/"])
def test_t26_signing_in_never_leads_away(app: Flask, wanted: str) -> None:
    accounts.user(email="ada@example.org", password=PASSWORD)
    browser = Browser(app)
    page = browser.get(f"/account/sign-in/?next={quote(wanted, safe='')}")

    answer = browser.submit(page, email="ada@example.org", password=PASSWORD)

    assert (answer.status, answer.location) == (302, "/organise/")
    assert "evil" not in str(page.one("form[action*='sign-in/link']")["action"])
