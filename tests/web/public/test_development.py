"""/dev/mail: every letter readable while building, and no such page where the site is public."""

from pathlib import Path

from flask import Flask

import config
from app import create_app
from tests.browserless import Browser
from tests.make import outbox as make


def test_letters_are_listed_newest_first_whatever_they_belong_to(browser: Browser) -> None:
    old, new = make.message(event_id=7, to="ada@example.org"), make.message(to="eve@example.org")

    page = browser.get("/dev/mail/")

    assert [str(link["href"]) for link in page.select("tbody a")] == [
        f"/dev/mail/{message.public_id}/" for message in (new, old)
    ]
    assert "ada@example.org" in page.words


def test_an_empty_outbox_says_what_to_do(browser: Browser) -> None:
    page = browser.get("/dev/mail/")

    assert "No letters yet" in page.words


def test_one_letter_shows_words_headers_and_links_to_follow(browser: Browser) -> None:
    message = make.message(to="ada@example.org", text="Open http://127.0.0.1:5000/registrations/abc/ now\n")

    page = browser.get(f"/dev/mail/{message.public_id}/")

    headers = {
        row.select("dt")[0].get_text(): row.select("dd")[0].get_text() for row in page.select("dl > div")
    }
    assert headers["To"] == "ada@example.org"
    assert headers["Message-ID"] == message.message_id
    assert headers["Auto-Submitted"] == "auto-generated"
    assert page.one("pre").get_text() == message.text
    assert [str(link["href"]) for link in page.select("main ul a")] == [
        "http://127.0.0.1:5000/registrations/abc/"
    ]


def test_the_look_is_the_one_delivered_and_shut_in(app: Flask) -> None:
    message = make.message()

    answer = app.test_client().get(f"/dev/mail/{message.public_id}/letter")

    assert 'style="' in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_a_letter_that_cannot_be_built_says_why(browser: Browser) -> None:
    message = make.message(to="no address at all")

    page = browser.get(f"/dev/mail/{message.public_id}/")

    assert page.status == 200
    assert "An email address must have an @-sign." in page.words


def test_an_unknown_letter_is_not_found(browser: Browser) -> None:
    assert browser.get("/dev/mail/AAAAAAAAAAAAAAAAAAAAAA/").status == 404


def test_a_public_site_has_no_such_pages(tmp_path: Path) -> None:
    settings = config.load(
        {
            "BASE_URL": "https://events.example.org",
            "SECRET_KEY": "kR4_0tL9-vYw2QzXn8BmC3sD6fGh1jKp",
            "MAIL_SERVER": "mail.example.org",
            "PLENARY_DATA": str(tmp_path),
        }
    )

    public = create_app({**settings, "EMBED_WORKER": False})

    assert not [rule.rule for rule in public.url_map.iter_rules() if rule.rule.startswith("/dev/")]
