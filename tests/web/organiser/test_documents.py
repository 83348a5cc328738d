"""The documents of an event, as an organiser's browser sees them."""

import base64
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core.db import db, transaction
from app.documents import queries
from app.documents.models import Document, DocumentKind, DocumentVersion
from app.events.models import Event, TeamRole
from app.files.models import StoredFile
from tests.browserless import Browser, Page
from tests.make import accounts, events
from tests.make import documents as make
from tests.web.organiser.conflicts import versions

ROOT = "/organise/events/iclc-7/documents"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc-7")


@pytest.fixture
def desk(browser: Browser, event: Event) -> Browser:
    """A browser in which somebody who may edit the documents is signed in."""
    user = accounts.user()
    events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser.sign_in(user)
    return browser


def document(event: Event) -> Document:
    db.session.rollback()
    db.session.expire_all()
    return queries.all_of(event)[-1]


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def pdf(name: str = "note.pdf", data: bytes = make.PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def add_version(desk: Browser, slug: str = "concept-note", **fields: Any) -> Page:
    address = f"{ROOT}/{slug}/versions/new"
    form = {**desk.get(address).form(), **fields}
    return desk.post(address, form, content_type="multipart/form-data")


def test_a_document_gets_an_address_and_then_its_file(desk: Browser, event: Event) -> None:
    begun = desk.submit(desk.get(f"{ROOT}/new"), kind="concept note")
    assert begun.location == f"{ROOT}/concept-note/versions/new"

    saved = add_version(desk, file=pdf("Concept note.pdf"), language="es", dated_on="2026-02-01")

    assert saved.location == f"{ROOT}/concept-note/"
    made = document(event)
    assert (made.kind, made.is_published) == (DocumentKind.CONCEPT_NOTE, True)
    version = made.versions[0]
    assert (version.language, version.number, version.dated_on) == ("es", 1, date(2026, 2, 1))
    assert version.file is not None
    assert version.file.filename == "Concept note.pdf"


def test_a_newer_version_is_served_at_the_same_address(desk: Browser, event: Event) -> None:
    made = make.document(event, slug="concept-note")
    make.version(made, file=make.file(b"%PDF-1.4 old"))

    add_version(desk, file=pdf("new.pdf", b"%PDF-1.4 new"))

    served = desk.get("/events/iclc-7/documents/concept-note")
    served = desk.follow(served) if served.status in {302, 303} else served
    assert served.body == b"%PDF-1.4 new"


def test_a_recording_lies_elsewhere(desk: Browser, event: Event) -> None:
    make.document(event, slug="recording", kind=DocumentKind.RECORDING)

    add_version(desk, "recording", url="https://video.example.org/1")

    assert [one.url for one in document(event).versions] == ["https://video.example.org/1"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Choose a file or enter an address, one of the two."),
        (
            {"file": pdf(), "url": "https://example.org/"},
            "Choose a file or enter an address, one of the two.",
        ),
        ({"url": "javascript:__xss(1)"}, "Enter a whole address that begins with https:// or http://."),
        ({"url": "https://example.org/", "language": "xx"}, "Choose a language from the list."),
        ({"url": "https://example.org/", "dated_on": "yesterday"}, "Enter a date, for example 2026-09-28."),
        ({"url": "https://example.org/", "dated_on": "0001-01-01"}, "Enter a day between 1900 and 2199."),
        ({"file": pdf("x.pdf", b"")}, "This file is empty. Choose another one."),
        (
            {"file": pdf("x.pdf", b"<html><script>__xss(1)</script>")},
            "Choose a PDF, Word, Excel or PowerPoint file, or a PNG, JPEG or WebP image.",
        ),
    ],
)
def test_t28_a_wrong_upload_is_a_sentence_and_nothing_is_kept(
    desk: Browser, event: Event, fields: dict[str, Any], expected: str
) -> None:
    make.document(event, slug="concept-note")
    files = {
        name: (io.BytesIO(value[0].getvalue()), value[1]) for name, value in fields.items() if name == "file"
    }

    page = add_version(desk, **{**fields, **files})

    assert (page.status, errors(page)) == (422, [expected])
    for kept in (DocumentVersion, StoredFile):
        assert db.session.scalar(select(func.count()).select_from(kept)) == 0


@pytest.mark.parametrize(
    ("name", "data", "stored"),
    [
        ("poster.pdf", PIXEL, ("poster.png", "image/png")),  # its content decides, not its name
        ("../../../etc/passwd", make.PDF, ("passwd.pdf", "application/pdf")),
        ("note\u202efdp.exe", make.PDF, ("notefdp.exe.pdf", "application/pdf")),
        ("프로그램 – 1일차.pdf", make.PDF, ("프로그램 – 1일차.pdf", "application/pdf")),
    ],
)
def test_t28_a_file_is_what_its_content_says_under_a_name_that_is_safe(
    desk: Browser, event: Event, name: str, data: bytes, stored: tuple[str, str]
) -> None:
    make.document(event, slug="concept-note")

    page = add_version(desk, file=pdf(name, data))

    assert page.status == 302
    file = db.session.scalars(select(StoredFile)).one()
    assert (file.filename, file.content_type) == stored


def test_a_version_is_taken_back(desk: Browser, event: Event) -> None:
    made = make.document(event, "en", slug="concept-note")
    make.version(made, "en", 2)
    address = f"{ROOT}/concept-note/versions/en/2/remove/"

    desk.submit(desk.get(f"{ROOT}/concept-note/"), address, selector=f"form[action='{address}']")

    assert [one.number for one in document(event).versions] == [1]


def test_a_document_is_renamed_and_hidden(desk: Browser, event: Event) -> None:
    make.document(event, "en", slug="concept-note")
    address = f"{ROOT}/concept-note/"
    form = desk.get(address).form("main form.form")
    del form["is_published"]

    desk.post(address, {**form, "kind": "summary", "title-en": "In short"})

    changed = document(event)
    assert (changed.kind, changed.title, changed.is_published, changed.slug) == (
        DocumentKind.SUMMARY, {"en": "In short"}, False, "concept-note",
    )  # fmt: skip
    assert desk.get("/events/iclc-7/documents/concept-note").status == 404


def test_two_who_change_one_document_see_both_versions(desk: Browser, event: Event) -> None:
    made = make.document(event, "en", slug="concept-note")
    address = f"{ROOT}/concept-note/"
    mine = desk.get(address).form("main form.form")
    with transaction():
        made.title = {"en": "Theirs"}  # type: ignore[assignment]

    refused = desk.post(address, {**mine, "title-en": "Mine"})

    assert refused.status == 409
    assert versions(refused) == [["Title", "Theirs", "Mine"]]
    assert refused.form("main form.form")["title-en"] == "Mine"


def test_documents_are_put_in_order_and_removed(desk: Browser, event: Event) -> None:
    for slug in "abc":
        make.document(event, "en", slug=slug)
    page = desk.get(f"{ROOT}/")

    desk.submit(page, f"{ROOT}/c/move/", to="up")
    desk.submit(page, f"{ROOT}/a/remove/")

    db.session.rollback()
    assert [one.slug for one in queries.all_of(event)] == ["c", "b"]
    assert len(desk.get(f"{ROOT}/").select(".rows__one")) == 2


@pytest.mark.parametrize("path", ["", "versions/new", "move/", "remove/", "versions/en/1/remove/"])
def test_t18_a_document_of_another_event_does_not_exist(desk: Browser, path: str) -> None:
    make.document(events.event(), "en", slug="concept-note")
    token = desk.get(f"{ROOT}/new").form()["csrf_token"]

    answers = [desk.post(f"{ROOT}/{slug}/{path}", {"csrf_token": token}) for slug in ("concept-note", "none")]

    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].body == answers[1].body


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.REGISTRATION_DESK, TeamRole.CHECK_IN])
def test_who_may_not_edit_documents_is_told_so(browser: Browser, event: Event, role: TeamRole) -> None:
    user = accounts.user()
    events.member(event, user, role)
    browser.sign_in(user)

    assert [browser.get(f"{ROOT}/{path}").status for path in ("", "new")] == [403, 403]
