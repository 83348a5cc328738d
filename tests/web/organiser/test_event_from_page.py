"""An event made of the text of its page: what was understood beside it, corrections, the draft."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core import clock
from app.core.db import db
from app.documents.models import Document
from app.events.models import Attendance, Event, EventKind, Participation, PartyRole
from app.programme.announcing import leaflets, parties, passages
from app.programme.announcing.featuring import MOST_FIGURES, MOST_PEOPLE
from app.programme.models import PastedText
from tests.browserless import Browser, Page
from tests.elements import Element
from tests.make import accounts, programme
from tests.make import events as make_events

URL = "/organise/events/new/from-page/"
REVIEW = "/organise/events/new/from-page/review"
TEXT = """Event
Webinar on reading rooms by the sea

14 February 2029, 12:30 to 14:00h CET
Location: Online (Zoom)
Languages: English, French
Organisers: Harbour Trust (Ireland); City of Cork
Registration: https://example.zoom.us/webinar/register/WN_1
Contact: Maeve Doyle, rooms@example.org
Parking: behind the lighthouse, on the moon

About the webinar
Rooms by the sea are read in by many people who never enter another library, and they want more of them.

In numbers
600 readers from 90 countries

Keynote speakers
Ms Ida Lund, Director, Night School
Dr Omar Haddad, Professor, Coast University

“A room is a ship that stays.”
— Ida Lund

Programme
12:30 – 12:40 Opening
Ms Ida Lund, Director, Night School
12:40 – 14:00 Talks

Documents
- Concept note: https://example.org/note.pdf
- Photographs of the harbour
"""


@pytest.fixture
def maker(app: Flask, browser: Browser) -> Browser:  # noqa: ARG001 - it has the database
    """A browser in which somebody who may begin events is signed in."""
    browser.sign_in(accounts.user(may_create_events=True))
    return browser


def reviewed(browser: Browser, text: str = TEXT) -> Page:
    """The page of review for a text."""
    return browser.post(URL, {**browser.get(URL).form(), "text": text})


def made() -> Event:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Event)).one()


def count(model: Any) -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def card_of(page: Page, words: str) -> Element:
    return next(card for card in page.select("li.paste__card") if words in str(card))


def test_a_new_event_leads_to_the_page_that_reads_one(maker: Browser) -> None:
    page = maker.get("/organise/events/new")

    assert URL in [link["href"] for link in page.select("main a")]


def test_what_was_understood_stands_in_fields_beside_the_text(maker: Browser) -> None:
    page = reviewed(maker)

    form = page.form(".paste__result form")
    assert page.status == 200
    assert form["title"] == "Webinar on reading rooms by the sea"
    assert (form["starts_local"], form["ends_local"]) == ("2029-02-14T12:30", "2029-02-14T14:00")
    assert (form["timezone"], form["kind"], form["attendance"]) == ("Europe/Berlin", "webinar", "online")
    assert form["working_languages"][:2] == ["en", "fr"]
    assert (form["party-0-name"], form["party-0-country"]) == ("Harbour Trust", "IE")
    assert form["external_provider"] == "Zoom"
    assert form["document-0-url"] == "https://example.org/note.pdf"
    assert count(Event) == 0


def test_a_line_nobody_understood_is_marked_and_listed(maker: Browser) -> None:
    page = reviewed(maker, "A night of many lamps\nDate: when the tide is in\n")

    assert [mark.get_text() for mark in page.select("mark")] == ["when the tide is in"]
    assert "1 line was not understood" in page.words


def test_pieces_of_the_text_know_their_card(maker: Browser) -> None:
    page = reviewed(maker)

    piece = next(piece for piece in page.select(".source__piece") if piece.get_text() == "Harbour Trust")
    assert page.one(f"#session-{piece['data-of']}")["id"] == card_of(page, 'value="Harbour Trust"')["id"]


def test_the_draft_has_all_of_it_and_the_programme_is_looked_through_next(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")

    answer = maker.post(REVIEW, form)

    event = made()
    pasted = db.session.scalars(select(PastedText)).one()
    assert answer.location == f"/organise/events/{event.slug}/programme/paste/{pasted.public_id}/"
    assert (event.kind, event.attendance) == (EventKind.WEBINAR, Attendance.ONLINE)
    assert (event.participation, event.external_provider) == (Participation.EXTERNAL, "Zoom")
    assert event.working_languages == ["en", "fr"]
    assert [(party.role, party.name["en"], party.country) for party in event.parties] == [
        (PartyRole.ORGANISER, "Harbour Trust", "IE"), (PartyRole.ORGANISER, "City of Cork", ""),
    ]  # fmt: skip
    assert [section.title.get("en") for section in event.sections] == ["About the webinar"]
    assert (event.contact_name, event.contact_email) == ("Maeve Doyle", "rooms@example.org")
    documents = db.session.scalars(select(Document).order_by(Document.position)).all()
    assert [(one.kind, len(one.versions)) for one in documents] == [("concept note", 1), ("other", 0)]
    assert maker.get(answer.location).status == 200


def test_pressed_twice_it_is_one_draft_and_leads_there_both_times(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")
    first = maker.post(REVIEW, form)

    second = maker.post(REVIEW, form)

    assert (second.status, second.location) == (302, first.location)
    assert (count(Event), count(PastedText)) == (1, 1)


def test_as_many_fields_as_a_page_may_propose_are_taken_back(maker: Browser) -> None:
    page = reviewed(maker)
    fields = parties.MOST * 4 + MOST_PEOPLE * 8 + MOST_FIGURES * 2 + passages.MOST * 2 + leaflets.MOST * 4

    answer = maker.submit(
        page, selector=".paste__result form", **{f"field-{number}": "" for number in range(fields)}
    )

    assert answer.status == 302


def test_people_quotations_and_figures_stand_on_the_draft(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")

    maker.post(REVIEW, {**form, "person-1-role": "", "figure-1-is_left_out": "y"})

    event = made()
    assert [(one.person.honorific, one.person.name) for one in event.featured] == [
        ("Ms", "Ida Lund"), ("Dr", "Omar Haddad"),
    ]  # fmt: skip
    assert [(one.role, one.quotation) for one in event.featured] == [
        ({"en": "Keynote speaker"}, {"en": "A room is a ship that stays."}), ({}, {}),
    ]  # fmt: skip
    assert event.featured[0].person.affiliations[0]["position"] == {"en": "Director"}
    assert event.featured[0].person.affiliations[0]["organisation"] == {"en": "Night School"}
    assert event.figures == [{"value": "600", "label": {"en": "readers"}}]


def test_somebody_we_know_is_offered_and_taken_when_chosen(maker: Browser) -> None:
    known = programme.person("Omar", "Haddad", published_at=clock.now())
    unknown = programme.person("Ida", "Lund")

    page = reviewed(maker)
    form = page.form(".paste__result form")
    answer = maker.post(REVIEW, {**form, "person-1-who": known.public_id})

    offered = [option["value"] for option in page.select("select[name=person-1-who] option")]
    assert offered == [known.public_id, ""]
    assert page.select("select[name=person-0-who]") == []
    assert answer.status == 302
    found = [one.person.public_id for one in made().featured]
    assert (found[1], unknown.public_id in found) == (known.public_id, False)


def test_nobody_is_taken_for_somebody_we_know_unless_the_organiser_says_so(maker: Browser) -> None:
    known = programme.person("Omar", "Haddad", published_at=clock.now())
    form = reviewed(maker).form(".paste__result form")

    assert maker.post(REVIEW, form).status == 302

    assert known.public_id not in [one.person.public_id for one in made().featured]


def test_whom_nobody_offered_cannot_be_taken(maker: Browser) -> None:
    secret = programme.person("Ida", "Lund")
    form = reviewed(maker).form(".paste__result form")

    maker.post(REVIEW, {**form, "person-0-who": secret.public_id})

    assert secret.public_id not in [one.person.public_id for one in made().featured]


def test_one_document_in_two_languages_is_one_with_two_versions(maker: Browser) -> None:
    text = (
        TEXT + "- Guide (English): https://example.org/en.pdf\n- Guide (French): https://example.org/fr.pdf\n"
    )

    maker.post(REVIEW, reviewed(maker, text).form(".paste__result form"))

    guide = db.session.scalars(select(Document).order_by(Document.position.desc())).first()
    assert guide is not None
    assert [(one.language, one.url) for one in guide.versions] == [
        ("en", "https://example.org/en.pdf"), ("fr", "https://example.org/fr.pdf"),
    ]  # fmt: skip


def test_without_a_programme_the_event_is_filled_next(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")

    answer = maker.post(REVIEW, {**form, "programme_is_left_out": "y"})

    assert answer.location == f"/organise/events/{made().slug}/edit/"
    assert count(PastedText) == 0


def test_what_is_left_out_is_left_out_even_when_it_is_wrong(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")
    left_out = {"party-0-is_left_out": "y", "section-0-is_left_out": "y", "document-1-is_left_out": "y"}

    maker.post(REVIEW, {**form, **left_out, "party-0-name": ""})

    event = made()
    assert [party.name["en"] for party in event.parties] == ["City of Cork"]
    assert list(event.sections) == []
    assert count(Document) == 1


def test_refused_input_is_shown_again_with_everything_kept(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")

    page = maker.post(
        REVIEW, {**form, "title": "", "party-1-url": "javascript:alert(1)", "section-0-title": "Mine"}
    )

    again = page.form(".paste__result form")
    assert page.status == 422
    assert again["section-0-title"] == "Mine"
    assert again["party-1-url"] == "javascript:alert(1)"
    assert again["source"] == form["source"]
    assert [one.get_text() for one in page.select(".error-summary li")] == [
        "Enter a title.", "Enter a whole address that begins with https:// or http://.",
    ]  # fmt: skip
    assert count(Event) == 0


def test_a_programme_that_is_none_takes_nothing_with_it(maker: Browser) -> None:
    form = reviewed(maker).form(".paste__result form")

    page = maker.post(REVIEW, {**form, "programme": "nothing with a time"})

    assert page.status == 422
    assert "No session was found in this text." in page.words
    assert (count(Event), count(Document)) == (0, 0)


def test_a_text_and_a_file_at_once_are_refused_and_the_text_is_kept(maker: Browser) -> None:
    upload = (io.BytesIO(TEXT.encode()), "page.txt")

    page = maker.post(URL, {**maker.get(URL).form(), "text": "Another page", "file": upload})

    assert (page.status, "only one of them can be read" in page.words) == (422, True)
    assert page.one("textarea[name=text]").get_text().strip() == "Another page"


def test_a_file_is_read_like_a_text(maker: Browser) -> None:
    upload = (io.BytesIO(TEXT.encode()), "page.txt")

    page = maker.post(URL, {**maker.get(URL).form(), "file": upload}, content_type="multipart/form-data")

    assert page.form(".paste__result form")["title"] == "Webinar on reading rooms by the sea"


def test_nothing_to_read_is_said_at_the_field(maker: Browser) -> None:
    page = reviewed(maker, " ")

    assert page.status == 422
    assert [one.get_text() for one in page.select(".error-summary li")] == ["Paste a text, or choose a file."]


def test_a_text_that_is_too_long_is_refused_and_kept(maker: Browser) -> None:
    page = reviewed(maker, "a long page " * 20_000)

    assert page.status == 422
    assert len(page.one("textarea[name=text]").get_text()) > 200_000


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>\nDate: 5 May 2029\nOrganisers: <img src=x onerror=alert(1)>\n",
        "Party of lamps\nRegistration: javascript:alert(1)\nContact: a@b@c, <b>\n",
        "x\n\n" * 4_000,
        "Organisers: " + "A, " * 60_000,
    ],
    ids=["scripts", "addresses", "many lines", "many commas"],
)
def test_a_hostile_text_is_only_a_text(maker: Browser, text: str) -> None:
    page = reviewed(maker, text)

    assert page.status == 200
    answer = maker.post(REVIEW, {**page.form(".paste__result form"), "timezone": "Europe/Berlin"})
    assert answer.status in {302, 422}


def test_letters_that_are_none_are_asked_for_again(maker: Browser) -> None:
    page = reviewed(maker, "Party\x00 of lamps\nDate: 5 May 2029\n")

    assert page.status == 422
    assert "Some letters have not arrived." in page.words


def test_the_address_of_the_review_alone_leads_to_the_beginning(maker: Browser) -> None:
    assert maker.get(REVIEW).location == URL


def test_who_may_not_begin_events_may_not_read_pages(app: Flask, browser: Browser) -> None:  # noqa: ARG001
    event = make_events.event()
    user = accounts.user(may_create_events=False)
    make_events.member(event, user)
    browser.sign_in(user)

    assert browser.get(URL).status == 403
    assert browser.post(REVIEW, {"title": "x"}).status in {400, 403}
