"""Documents at their stable address: the newest version, in the best language, always a download."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.events.models import Event, Lifecycle, Visibility
from tests.browserless import Browser
from tests.make import documents as make
from tests.make import events as make_events


def pdf(mark: str) -> bytes:
    return make.PDF + f"% {mark}\n".encode()


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    """A conference with a note in English (two versions) and in Spanish."""
    event = make_events.event(slug="iclc")
    note = make.document(event, slug="note")
    for language, number in (("en", 1), ("en", 2), ("es", 1)):
        file = make.file(pdf(f"{language} {number}"), f"note {language} {number}.pdf")
        make.version(note, language, number, file=file, dated_on=date(2026, 2, number))
    return event


@pytest.mark.parametrize(
    ("query", "accepts", "expected"),
    [
        ("", "en", "en 2"),
        ("", "es", "en 2"),  # the interface has no Spanish yet, so the reader reads English
        ("?language=es", "en", "es 1"),
        ("?language=en", "es", "en 2"),
        ("?language=en&version=1", "es", "en 1"),
        ("?version=1", "en", "en 1"),
        ("?version=x", "en", "en 2"),
    ],
)
@pytest.mark.usefixtures("event")
def test_the_address_serves_the_version_asked_for(
    browser: Browser, query: str, accepts: str, expected: str
) -> None:
    page = browser.get(f"/events/iclc/documents/note{query}", headers={"Accept-Language": accepts})

    assert page.status == 200
    assert page.body == pdf(expected)
    assert page.headers["Content-Language"] == expected[:2]


@pytest.mark.usefixtures("event")
def test_t28_a_document_is_downloaded_and_can_run_nothing(browser: Browser) -> None:
    page = browser.get("/events/iclc/documents/note?language=en")

    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"] == 'attachment; filename="note en 2.pdf"'
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert page.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.usefixtures("event")
def test_a_reader_who_has_it_is_not_sent_it_again(browser: Browser) -> None:
    first = browser.get("/events/iclc/documents/note")

    again = browser.get("/events/iclc/documents/note", headers={"If-None-Match": first.headers["ETag"]})
    part = browser.get("/events/iclc/documents/note", headers={"Range": "bytes=0-3"})

    assert (again.status, again.body) == (304, b"")
    assert (part.status, part.body) == (206, b"%PDF")


@pytest.mark.usefixtures("event")
def test_another_file_at_the_address_is_sent_however_old_it_is(browser: Browser) -> None:
    """The newest version was taken back, or another language is asked for: no date tells of it."""
    later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    page = browser.get("/events/iclc/documents/note", headers=later)

    assert (page.status, page.body) == (200, pdf("en 2"))
    assert "Last-Modified" not in page.headers


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("wanted", ["bytes=0-0,2-3", "lines=1-2", "some", "bytes=3-1", "bytes=x-"])
def test_who_asks_for_parts_that_cannot_be_sent_gets_all_of_it(browser: Browser, wanted: str) -> None:
    """Programs that show PDFs ask for several parts at once; without any, they would show none."""
    whole = browser.get("/events/iclc/documents/note")

    page = browser.get("/events/iclc/documents/note", headers={"Range": wanted})

    assert (page.status, page.body) == (200, whole.body)


@pytest.mark.usefixtures("event")
def test_who_asks_for_a_part_behind_the_end_learns_where_it_is(browser: Browser) -> None:
    whole = browser.get("/events/iclc/documents/note")

    page = browser.get("/events/iclc/documents/note", headers={"Range": "bytes=999999-"})

    assert page.status == 416
    assert page.headers["Content-Range"] == f"bytes */{len(whole.body)}"


def test_a_recording_elsewhere_is_where_it_is(browser: Browser, event: Event) -> None:
    make.document(event, "en", slug="film")

    page = browser.get("/events/iclc/documents/film")

    assert (page.status, page.location) == (302, "https://example.org/en/1")


@pytest.mark.parametrize(
    "path",
    [
        "note?language=fr",
        "note?language=en&version=3",
        "note?version=9&language=es",
        "note?version=9",
        "nothing",
    ],
)
@pytest.mark.usefixtures("event")
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(f"/events/iclc/documents/{path}").status == 404


@pytest.mark.parametrize("hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
def test_documents_of_a_hidden_event_are_hidden(browser: Browser, hidden: dict[str, Any]) -> None:
    event = make_events.event(slug="secret", **hidden)
    make.version(make.document(event, slug="note"), file=make.file())

    assert browser.get("/events/secret/documents/note").status == 404


def test_unpublished_and_foreign_documents_are_hidden(browser: Browser, event: Event) -> None:
    make.document(event, "en", slug="draft", is_published=False)
    make_events.event(slug="other")

    assert browser.get("/events/iclc/documents/draft").status == 404
    assert browser.get("/events/other/documents/note").status == 404
