"""Whose name we answer to, and whose name we write: never what a request says (trust rule T14)."""

from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import select

import config
from app import create_app
from app.core.db import db
from app.outbox.models import Message
from tests.browserless import Browser
from tests.make import accounts

HOSTILE = [
    "evil.test",
    "localhost.evil.test",
    "evil.test\\localhost",
    "localhost@evil.test",
    "localhost:99999",
    "localhost:0",
    "localhost:-1",
    "localhost#.evil.test",
    "localhost/.evil.test",
    "localhost ",
    "localhost\t",
    "",
    "203.0.113.7",
    "[::",
    "l\u00f6calhost",
    "x" * 10_000,
]
POISON = {
    "X-Forwarded-Host": "evil.test",
    "X-Forwarded-Server": "evil.test",
    "X-Host": "evil.test",
    "X-Original-Host": "evil.test",
    "Forwarded": "host=evil.test;proto=https",
    "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/organise/",
    "X-Rewrite-URL": "/organise/",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "8443",
    "Referer": "https://evil.test/",
}


@pytest.mark.parametrize("host", HOSTILE)
def test_t14_an_unknown_host_is_refused_with_a_whole_page(browser: Browser, host: str) -> None:
    page = browser.get("/account/sign-in/", headers={"Host": host})

    assert page.status == 400
    assert page.one("h1").get_text() == "We could not understand this request."
    assert page.headers["Cache-Control"] == "no-store"
    assert "evil.test" not in page.text


@pytest.mark.parametrize("host", ["localhost", "LocalHost:5000", "127.0.0.1:8080"])
def test_our_own_names_are_answered_to_on_any_port(browser: Browser, host: str) -> None:
    assert browser.get("/account/sign-in/", headers={"Host": host}).status == 200


@pytest.mark.parametrize(("name", "value"), POISON.items())
def test_t14_letters_hold_the_address_of_the_site_whatever_a_request_says(
    browser: Browser, name: str, value: str
) -> None:
    accounts.user(email="ada@example.org")
    page = browser.get("/account/sign-in/", headers={name: value})
    form = page.form("form[action*='/sign-in/link/']")
    assert "evil" not in page.text

    answer = browser.post(
        "/account/sign-in/link/", {**form, "link-email": "ada@example.org"}, headers={name: value}
    )

    assert answer.location == "/account/sign-in/mailed/"
    letter = db.session.scalars(select(Message)).one()
    addresses = [word for word in f"{letter.text} {letter.html}".split() if "://" in word]
    assert addresses
    assert all("http://127.0.0.1:5000/" in address for address in addresses)
    assert "evil" not in letter.text + letter.html


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_cannot_be_smuggled_in_by_a_header(browser: Browser, name: str) -> None:
    assert browser.get("/account/sign-out/", headers={name: "POST"}).status == 405


def test_in_production_only_the_public_name_is_answered_to(tmp_path: Path) -> None:
    site = public_site(tmp_path)

    statuses = {
        host: site.test_client().get("/account/sign-in/", headers={"Host": host}).status_code
        for host in ("events.example.org", "events.example.org:443", "localhost", "127.0.0.1")
    }

    assert statuses == {
        "events.example.org": 200,
        "events.example.org:443": 200,
        "localhost": 400,
        "127.0.0.1": 400,
    }


def test_behind_a_trusted_proxy_its_word_counts_and_nobody_elses(tmp_path: Path) -> None:
    """The visitor may write whatever they like in front; the proxy adds what it has seen."""
    site = public_site(tmp_path, TRUSTED_PROXIES="1")
    seen: list[tuple[str | None, str, str]] = []

    @site.before_request
    def look() -> None:
        seen.append((request.remote_addr, request.scheme, request.host))

    site.test_client().get(
        "/account/sign-in/",
        headers={
            "Host": "events.example.org",
            "X-Forwarded-For": "203.0.113.66, 198.51.100.7",
            "X-Forwarded-Proto": "http, https",
            "X-Forwarded-Host": "evil.test",
        },
    )

    assert seen == [("198.51.100.7", "https", "events.example.org")]


def public_site(folder: Path, **environment: str) -> Flask:
    """An application as it is started where its address is public."""
    values = {
        "BASE_URL": "https://events.example.org",
        "SECRET_KEY": "a-long-enough-secret-of-many-letters",
        "MAIL_SERVER": "mail.example.org",
        "PLENARY_DATA": str(folder),
        **environment,
    }
    return create_app({**config.load(values), "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
