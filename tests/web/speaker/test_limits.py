"""How often and how much one link may send: nobody fills the disk or the steps of a draft with it."""

import io
from datetime import UTC, datetime
from itertools import count

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db
from app.documents import services as documents
from app.documents.models import Document, DocumentVersion
from app.files.models import StoredFile
from app.http import limits
from app.programme.models import DraftStep
from app.speakers import queries, rules
from app.speakers.models import SpeakerLink
from app.web.speaker import details, files
from tests.browserless import Browser, Page
from tests.make import documents as make_documents
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers

_numbers = count(1)


@pytest.fixture
def link(app: object) -> SpeakerLink:  # noqa: ARG001 - it has the database
    event = make_events.event()
    person = make.person(home_event_id=event.id)
    make.item(event, people=[person])
    return speakers.link(event, person)


def use_up(link: SpeakerLink, purpose: str, rate: str) -> None:
    while limits.hit(purpose, link.public_id, rate):
        pass


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_corrections_have_an_end_and_what_is_typed_is_kept(browser: Browser, link: SpeakerLink) -> None:
    form = browser.get(f"{queries.path(link)}details/")
    use_up(link, "speaker correction", details.CORRECTIONS)

    page = browser.submit(form, given_name="Zoe")

    (error,) = page.select(".error-summary li")
    assert error.get_text() == "Too many attempts. Please wait a few minutes and try again."
    assert page.one("[name=given_name]")["value"] == "Zoe"
    assert db.session.scalars(select(DraftStep)).all() == []


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_so_have_addresses_of_videos(browser: Browser, link: SpeakerLink) -> None:
    (one,) = queries.own_appearances(link)
    path = f"{queries.path(link)}sessions/{one.item.public_id}/files/"
    typed = {**browser.get(path).form(), "url": "https://videos.example/"}
    use_up(link, "speaker upload", files.UPLOADS)

    page = browser.post(path, typed, content_type="multipart/form-data")

    assert page.status == 429
    assert db.session.scalars(select(Document)).all() == []


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_so_have_the_photos_of_a_day(browser: Browser, link: SpeakerLink) -> None:
    """However slowly they come: those that were replaced are not removed before the day after."""
    path = f"{queries.path(link)}photo/"
    typed = browser.get(path).form()
    use_up(link, "speaker upload", "60 per day")
    photo = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(photo, "PNG")
    photo.seek(0)

    page = browser.post(path, {**typed, "file": (photo, "me.png")}, content_type="multipart/form-data")

    assert page.status == 429
    assert page.one("h1").get_text() == (
        "You have sent very many files today. Please send further ones tomorrow."
    )
    assert db.session.scalars(select(StoredFile)).all() == []


def send(browser: Browser, link: SpeakerLink, size: int = 0) -> Page:
    """Send another document of that many bytes; of none, another address."""
    number = next(_numbers)
    (one,) = queries.own_appearances(link)
    path = f"{queries.path(link)}sessions/{one.item.public_id}/files/"
    data = make_documents.PDF.ljust(size)
    file, url = (io.BytesIO(data), f"Slides {number}.pdf"), f"https://videos.example/{number}"
    sent = {"file": file} if size else {"url": url}
    return browser.post(path, {**browser.get(path).form(), **sent}, content_type="multipart/form-data")


def refusal(page: Page) -> str:
    return page.one(".error-summary li").get_text()


def kept() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(DocumentVersion)).all())


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_what_one_link_sends_has_an_end_of_bytes_and_an_address_is_still_taken(
    app: Flask, browser: Browser, link: SpeakerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SPEAKER_BYTES", 2000)
    assert [send(browser, link, 1000).status for _time in range(2)] == [303, 303]

    page = send(browser, link, 1000)

    assert refusal(page) == (
        "Together with what you have sent before, this file is larger than what is kept. Choose a smaller "
        "one, enter an address where it lies, or ask the organisers to delete earlier ones."
    )
    assert (page.status, kept(), len(db.session.scalars(select(StoredFile)).all())) == (422, 2, 2)
    assert send(browser, link).status == 303


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_what_organisers_delete_makes_room(
    app: Flask, browser: Browser, link: SpeakerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SPEAKER_BYTES", 1000)
    send(browser, link, 1000)
    db.session.rollback()
    version = db.session.scalars(select(DocumentVersion)).one()
    documents.remove_version(version, actor=SYSTEM)

    assert send(browser, link, 1000).status == 303


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_all_links_of_an_event_share_its_space_and_no_other_s(
    app: Flask, browser: Browser, link: SpeakerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, elsewhere = make.person(), make_events.event()
    make.item(link.event, people=[other])
    make.item(elsewhere, people=[other])
    monkeypatch.setitem(app.config, "SPEAKERS_BYTES", 1000)
    send(browser, link, 1000)

    page = send(browser, speakers.link(link.event, other), 1000)

    assert refusal(page) == (
        "The space for files of this event’s speakers is full. Enter an address where your file lies, or "
        "ask the organisers to make room."
    )
    assert send(browser, speakers.link(elsewhere, other), 1000).status == 303


@time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC))
def test_what_one_link_sends_has_an_end_of_number(
    browser: Browser, link: SpeakerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_SENT", 2)
    for _time in range(2):
        send(browser, link)

    page = send(browser, link)

    assert refusal(page) == (
        "You have sent so many files and addresses already that no more are kept. Please ask the organisers "
        "to delete earlier ones."
    )
    assert kept() == 2
