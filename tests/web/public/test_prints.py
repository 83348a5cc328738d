"""The programme's files over HTTP, as readers fetch and share them."""

import io
from datetime import UTC, datetime

import pypdf
import pytest
from flask import Flask

from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.rendering.press import press
from tests.browserless import Browser
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    made = make_events.event(
        slug="learning-cities", content_languages=["en", "zh"], announced_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    item = make.item(made, "Opening", ends=make.at("10:00"))
    with transaction():
        item.title = Translated({"en": "Opening", "zh": "开幕式"})
    make.release(made)
    return made


def words(body: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


@pytest.mark.usefixtures("event")
def test_the_pdf_is_shown_by_the_browser_and_asked_for_only_once(browser: Browser) -> None:
    first = browser.get("/events/learning-cities/programme.pdf")
    again = browser.get(
        "/events/learning-cities/programme.pdf", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["Content-Disposition"] == "inline; filename=learning-cities-programme-1-en.pdf"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Content-Language"] == "en"
    assert "Opening" in words(first.body)


@pytest.mark.usefixtures("event")
def test_the_language_is_that_of_the_address_and_of_nothing_else(browser: Browser) -> None:
    address = "/events/learning-cities/programme.pdf"

    chinese, unknown = browser.get(f"{address}?lang=zh"), browser.get(f"{address}?lang=xx")
    by_browser = browser.get(address, headers={"Accept-Language": "ar"})

    assert (chinese.headers["Content-Language"], "开幕式" in words(chinese.body)) == ("zh", True)
    assert [one.headers["Content-Language"] for one in (unknown, by_browser)] == ["en", "en"]


@pytest.mark.usefixtures("event")
def test_the_word_document_is_downloaded(browser: Browser) -> None:
    page = browser.get("/events/learning-cities/programme.docx?lang=ar")

    assert page.status == 200
    assert page.headers["Content-Disposition"] == "attachment; filename=learning-cities-programme-1-ar.docx"
    assert page.body.startswith(b"PK")


def test_a_new_release_is_another_file_at_the_same_address(browser: Browser, event: Event) -> None:
    first = browser.get("/events/learning-cities/programme.pdf")
    make.item(event, "Closing", starts=make.at("16:00"), ends=make.at("16:30"))
    make.release(event)

    second = browser.get(
        "/events/learning-cities/programme.pdf", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (second.status, "Closing" in words(second.body)) == (200, True)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_before_the_first_release_there_is_none(browser: Browser, ending: str, app: Flask) -> None:  # noqa: ARG001
    event = make_events.event()
    make.item(event, "Secret", ends=make.at("10:00"))

    page = browser.get(f"/events/{event.slug}/programme.{ending}")

    assert (page.status, "The programme has not been published yet." in page.words) == (404, True)


@pytest.mark.parametrize("hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_of_an_event_nobody_may_know_there_is_none(
    browser: Browser, event: Event, hidden: dict[str, object]
) -> None:
    with transaction():
        for name, value in hidden.items():
            setattr(event, name, value)

    assert browser.get("/events/learning-cities/programme.pdf").status == 404


def test_search_engines_leave_unlisted_programmes_alone(browser: Browser, event: Event) -> None:
    with transaction():
        event.visibility = Visibility.UNLISTED

    assert browser.get("/events/learning-cities/programme.pdf").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.usefixtures("event")
def test_while_the_press_is_busy_the_page_says_so_and_comes_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "PATIENCE", 0.001)  # no document is made as fast as that

    page = browser.get("/events/learning-cities/programme.pdf")

    assert (page.status, page.headers["Retry-After"], page.headers["Refresh"]) == (503, "5", "5")
    assert "The document is being made." in page.words


@pytest.mark.usefixtures("event")
def test_the_programme_offers_its_files_in_the_languages_of_its_texts_and_the_readers(
    browser: Browser,
) -> None:
    page = browser.get("/events/learning-cities/programme/?lang=ar")

    found = [
        str(link["href"]) for link in page.select("a[href*='programme.']") if "lang=" in str(link["href"])
    ]
    files = [one for one in found if ".pdf" in one or ".docx" in one]
    assert files == [
        f"/events/learning-cities/programme.{ending}?lang={code}"
        for code in ("en", "zh", "ar")
        for ending in ("pdf", "docx")
    ]
