"""Language and time zone, remembered in two cookies; and the way back, which stays ours (T26)."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.browserless import Browser
from tests.make import events as make

OURS = "http://localhost"


@pytest.fixture
def arabic(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interface in Arabic, whether its catalogue is there yet or not."""
    catalogue = tmp_path / "ar" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    monkeypatch.setitem(app.config, "BABEL_TRANSLATION_DIRECTORIES", str(tmp_path))


@pytest.mark.usefixtures("arabic")
def test_a_language_is_remembered(browser: Browser) -> None:
    make.catalogue()

    answer = browser.get("/preferences/set?lang=ar&next=/events/")
    page = browser.follow(answer)

    assert (answer.status, answer.location) == (303, "/events/")
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("ar", "rtl")


@pytest.mark.usefixtures("arabic")
def test_the_address_comes_before_what_is_remembered(browser: Browser) -> None:
    make.catalogue()
    browser.get("/preferences/set?lang=ar")

    assert browser.get("/?lang=en").one("html")["lang"] == "en"
    assert browser.get("/").one("html")["lang"] == "ar"


@pytest.mark.usefixtures("arabic")
def test_a_cached_page_is_kept_for_each_language(browser: Browser, app: Flask) -> None:
    make.catalogue()
    english = browser.get("/")

    arabic = Browser(app).get("/", headers={"Accept-Language": "ar"})

    assert english.one("html")["dir"] == "ltr"
    assert arabic.one("html")["dir"] == "rtl"
    assert english.headers["ETag"] != arabic.headers["ETag"]


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("ar-EG", "ar"),
        ("ar-EG,en;q=0.5", "ar"),
        ("ar-EG,ar;q=0.9,en-US;q=0.8,en;q=0.7", "ar"),
        ("fr-CH,fr;q=0.9,ar;q=0.8,en;q=0.7", "ar"),
        ("en-GB,ar;q=0.9", "en"),
        ("en;q=0,ar;q=0.1", "ar"),
        ("fr,*;q=0.5", "en"),
        ("", "en"),
    ],
)
def test_the_browsers_first_wish_counts_wherever_its_reader_lives(
    browser: Browser, accepts: str, language: str
) -> None:
    make.catalogue()

    page = browser.get("/", headers={"Accept-Language": accepts})

    assert page.one("html")["lang"] == language


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("asked", ["ar", "AR", "ar-EG"])
def test_an_address_may_name_a_language_as_browsers_do(browser: Browser, asked: str) -> None:
    event = make.event()

    page = browser.get(f"/events/{event.slug}/?lang={asked}")
    calendar = browser.get(f"/events/{event.slug}/event.ics?lang={asked}")
    same = browser.get(f"/events/{event.slug}/event.ics?lang=ar")

    assert page.one("html")["lang"] == "ar"
    assert calendar.text == same.text


def test_a_zone_is_remembered_and_can_be_forgotten(browser: Browser) -> None:
    event = make.event()

    browser.get("/preferences/set?tz=Africa/Addis_Ababa")
    own = browser.get(f"/events/{event.slug}/").words
    browser.get("/preferences/set?tz=")
    event_s = browser.get(f"/events/{event.slug}/").words

    assert "Your time on the first day: 28 September 2026, 10:00–18:00 EAT (UTC+3)" in own
    assert "Your time" not in event_s


@pytest.mark.parametrize("query", ["lang=xx", "lang=", "tz=Mars/Base", "tz=Etc/GMT%2B5", "lang=..%2F..", ""])
def test_what_there_is_not_is_not_remembered(browser: Browser, query: str) -> None:
    answer = browser.get(f"/preferences/set?{query}")

    assert answer.status == 303
    assert "Set-Cookie" not in answer.headers


def test_cookies_are_for_the_server_alone(browser: Browser) -> None:
    cookie = browser.get("/preferences/set?lang=en").headers["Set-Cookie"]

    assert cookie.startswith("lang=en; ")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie


def test_the_page_offers_what_there_is(browser: Browser) -> None:
    browser.get("/preferences/set?tz=Europe/Berlin")

    page = browser.get("/preferences/?next=/events/")

    assert page.form("main form") == {"next": "/events/", "lang": "en", "tz": "Europe/Berlin"}
    assert len(page.select("#tz option")) > 400


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\r\n/evil.test",
        " //evil.test",
        "https:/evil.test",
        "https://localhost@evil.test/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "/..//evil.test",
        "/%0d%0aSet-Cookie:x=1",
        "https://localhost/events/",
        "?next=x" * 500,
    ],
)
def test_t26_the_way_back_is_always_ours(browser: Browser, wanted: str) -> None:
    answer = browser.get("/preferences/set", query_string={"lang": "en", "next": wanted})

    target = urlsplit(urljoin(f"{OURS}/preferences/set", answer.location))
    assert (answer.status, f"{target.scheme}://{target.netloc}{target.path}") == (303, f"{OURS}/")
