"""How often one link may send something: nobody fills the disk or the steps of a draft with it."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from app.core.db import db
from app.documents.models import Document
from app.http import limits
from app.programme.models import DraftStep
from app.speakers import queries
from app.speakers.models import SpeakerLink
from app.web.speaker import details, files
from tests.browserless import Browser
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers


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
