"""Speakers' links and answers, as an organiser's browser sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.core import pages
from app.core.actors import Actor, ActorKind
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.outbox.models import Message
from app.people.models import Person
from app.programme.models import AppearanceState
from app.speakers import queries
from app.speakers.models import SpeakerLink, SpeakerUpload
from app.speakers.services import answering, correcting
from app.speakers.services.correcting import Corrections, Description
from tests.browserless import Browser
from tests.make import documents as make_documents
from tests.make import events as make_events
from tests.make import programme as make
from tests.make import speakers

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="cities")


@pytest.fixture
def ana(event: Event) -> Person:
    person = make.person(home_event_id=event.id, email="ana@example.org")
    make.item(event, "Opening", people=[person])
    return person


def url(path: str = "") -> str:
    return f"/organise/events/cities/people/{path}"


def recipients() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(Message).order_by(Message.id))
    return [(one.template, one.recipient, one.language) for one in rows]


def test_the_link_is_sent_from_the_person_s_page_and_revoked_there(editor: Browser, ana: Person) -> None:
    page = editor.get(url(f"{ana.public_id}/speaker/"))
    assert page.one("[name=email]")["value"] == "ana@example.org"

    sent = editor.follow(editor.submit(page))
    assert recipients() == [("speaker_invitation", "ana@example.org", "en")]
    link = db.session.scalars(select(SpeakerLink)).one()
    assert str(sent.one(".copy__text")["value"]).endswith(queries.path(link))

    revoked = editor.follow(editor.submit(sent, selector="form[action$='/revoke']"))
    assert "The link opens nothing any more." in revoked.words
    assert revoked.select(".copy__text") == []
    made = editor.follow(editor.submit(revoked, selector="form[action$='/make']"))
    assert len(made.select(".copy__text")) == 1


def test_an_address_that_is_none_is_asked_again(editor: Browser, ana: Person) -> None:
    page = editor.submit(editor.get(url(f"{ana.public_id}/speaker/")), email="nobody")

    assert page.status == 422
    assert page.one("[name=email]")["value"] == "nobody"
    assert recipients() == []


def test_all_who_are_ticked_get_theirs(editor: Browser, event: Event, ana: Person) -> None:
    mute = make.person("Kim", "Lee", home_event_id=event.id)
    make.item(event, people=[mute])

    page = editor.get(url("speakers/"))
    ticked = [str(one["value"]) for one in page.select("input[name=person][checked]")]
    assert ticked == [ana.public_id]
    assert page.one(f"input[value='{mute.public_id}']").has_attr("disabled")
    done = editor.follow(editor.submit(page))

    assert "1 link is on its way." in done.words
    assert recipients() == [("speaker_invitation", "ana@example.org", "en")]


def test_the_page_of_reminders_shows_exactly_who(editor: Browser, event: Event, ana: Person) -> None:
    kim = make.person("Kim", "Lee", home_event_id=event.id, email="kim@example.org")
    make.item(event, people=[kim])
    speakers.link(event, ana, sent_at=NOW - timedelta(days=4))
    speakers.link(event, kim, sent_at=NOW - timedelta(days=2))

    page = editor.get(url("speakers/remind"))
    assert [one.select("bdi")[0].get_text() for one in page.select("main label")] == ["Ana López"]
    assert [one.get_text() for one in page.select("main .plain bdi")] == ["Kim Lee"]
    done = editor.follow(editor.submit(page, person=[ana.public_id, kim.public_id]))

    assert "1 reminder is on its way." in done.words
    assert recipients() == [("speaker_reminder", "ana@example.org", "en")]


def test_what_a_speaker_said_is_seen_and_a_correction_undone(
    editor: Browser, event: Event, ana: Person
) -> None:
    link = speakers.link(event, ana)
    holder = Actor(ActorKind.SPEAKER, id=link.id)
    (one,) = queries.own_appearances(link)
    description = Description(
        honorific="Dr", given_name="Ana", family_name="López", family_name_first=False,
        biography=Translated({}), revision=ana.revision,
    )  # fmt: skip
    answering.answer(
        link, one.item.public_id, one.public_id, AppearanceState.DECLINED, message="<b>No</b>", actor=holder
    )
    correcting.correct(link, Corrections(description=description, capacities=[]), actor=holder)

    page = editor.get(url(f"{ana.public_id}/speaker/"))
    assert "Declined Opening" in page.words
    assert "<b>No</b>" in page.words
    steps = editor.get("/organise/events/cities/programme/steps/")
    assert "Ana López: how they appear" in steps.words
    assert "Somebody whose account has gone" not in steps.words

    page = editor.follow(editor.submit(steps, selector="form[action$='/take-back']"))
    assert "Undone: Ana López: how they appear" in page.words
    db.session.rollback()
    db.session.expire_all()
    assert ana.honorific == ""

    page = editor.follow(editor.submit(page, selector="form[action$='/let-stand']"))
    assert "Done again: Ana López: how they appear" in page.words
    assert editor.get("/organise/events/cities/programme/").select(".steps-bar") == []


def test_a_team_that_borrows_a_person_sees_neither_address_nor_link(editor: Browser, event: Event) -> None:
    elsewhere = make_events.event()
    person = make.person(home_event_id=elsewhere.id, email="secret@example.org")
    make.item(event, people=[person])

    page = editor.get(url(f"{person.public_id}/speaker/"))
    assert "secret@example.org" not in page.text
    speakers.link(event, person, email="ours@example.org")
    assert editor.get(url(f"{person.public_id}/speaker/")).select(".copy__text") == []
    with transaction():
        link = db.session.scalars(select(SpeakerLink)).one()
        link.may_describe = False
    assert len(editor.get(url(f"{person.public_id}/speaker/")).select(".copy__text")) == 1


def test_a_letter_in_the_outbox_hides_the_link(desk: Browser, ana: Person) -> None:
    desk.submit(desk.get(url(f"{ana.public_id}/speaker/")))
    link = db.session.scalars(select(SpeakerLink)).one()
    message = db.session.scalars(select(Message)).one()

    page = desk.get(f"/organise/events/cities/messages/{message.public_id}/")

    assert page.status == 200
    assert queries.token(link) not in page.text


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_people(
    editor: Browser, event: Event, count_queries: list[str], people: int
) -> None:
    for number in range(people):
        person = make.person(f"P{number}", home_event_id=event.id)
        make.item(event, people=[person])
        speakers.link(event, person, sent_at=NOW)
    count_queries.clear()

    page = editor.get(url("speakers/"))

    assert len(page.select("tbody tr")) == people
    assert len(count_queries) <= 9, count_queries


def test_a_long_list_comes_in_pages_and_one_button_reaches_all_of_them(
    editor: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        person = make.person("P", f"{number}", home_event_id=event.id, email=f"p{number}@example.org")
        make.item(event, people=[person])
    monkeypatch.setattr(pages.part, "__kwdefaults__", {"number": 1, "size": 2})

    first = editor.get(url("speakers/"))
    second = editor.get(str(first.one("a[rel=next]")["href"]))
    editor.submit(second, selector="form:has([name=everybody])")

    assert [len(page.select("tbody tr")) for page in (first, second)] == [2, 1]
    assert "Send the link to all 3 who have none yet" in first.words
    assert [to for _template, to, _language in recipients()] == [f"p{one}@example.org" for one in range(3)]


def test_organisers_are_told_before_the_space_for_files_is_full(
    app: Flask, editor: Browser, event: Event, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_documents.document(event)
    file = make_documents.file()
    make_documents.version(document, file=file)
    link = speakers.link(event, ana)
    with transaction() as session:
        session.add(SpeakerUpload(link=link, session=event.public_id, document=document))
    notice = "The space for files of speakers is nearly full."
    assert notice not in editor.get(url("speakers/")).text

    monkeypatch.setitem(app.config, "SPEAKERS_BYTES", file.size)

    assert notice in editor.get(url("speakers/")).text
