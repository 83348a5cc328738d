"""Input nobody wishes for, sent through the form as browsers and programs would (T11, T23, T27, T34)."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.outbox.models import Message
from app.registration.models import Category, Registration, RegistrationState, Source
from tests.browserless import Browser
from tests.make import registrations as make
from tests.registration import hostile
from tests.web.attendee import people


@pytest.fixture
def category(app: Flask) -> Category:  # noqa: ARG001 - it has the database
    return make.category(capacity=None)


def stored() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).order_by(Registration.id.desc()).limit(1)).one()


def test_the_corpus_is_large_enough() -> None:
    corpus = (
        *hostile.NAMES,
        *hostile.TEXTS,
        *hostile.NOT_NAMES,
        *hostile.NOT_ADDRESSES,
        *hostile.STRANGE_FIELDS,
    )

    assert len(set(corpus)) >= 60


@pytest.mark.parametrize("name", hostile.NAMES)
def test_real_names_of_all_scripts_are_stored_and_shown_unchanged(
    browser: Browser, category: Category, name: str
) -> None:
    page = people.register(browser, category, name=name)

    assert stored().name == name
    assert name in [item.get_text() for item in page.select("dd")]


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_t27_code_stays_text_in_page_and_letter(browser: Browser, category: Category, text: str) -> None:
    page = people.register(browser, category, name=text, organisation=text, position=text, city=text[:100],
                           accessibility_needs=text)  # fmt: skip

    made = stored()
    assert (made.name, made.organisation, made.accessibility_needs) == (text, text, text)
    assert [item.get_text() for item in page.select("dd")].count(text) == 5
    assert page.select("main script, main img, main [onload], main [onerror], main a[href*=phish]") == []
    letter = db.session.scalars(select(Message)).one()
    assert text not in letter.text + letter.html or len(text) < 5


@pytest.mark.parametrize("name", hostile.NOT_NAMES)
def test_what_nobody_can_see_is_no_name(browser: Browser, category: Category, name: str) -> None:
    page = people.fill(browser, category, name=name)

    assert page.status == 422
    assert page.select("#name-error")
    assert people.count() == people.count(Message) == 0


@pytest.mark.parametrize("address", hostile.NOT_ADDRESSES)
def test_what_is_no_address_is_refused_at_its_field(
    browser: Browser, category: Category, address: str
) -> None:
    page = people.fill(browser, category, email=address)

    assert page.status == 422
    assert page.select("#email-error")
    assert people.count() == people.count(Message) == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna \u202egnp.exe", "Anna gnp.exe"),
        ("a\x08\x1b[31mred", "a[31mred"),
        ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
        ("  Ana \t\n  Lima  ", "Ana Lima"),
        ("Rene\u0301e", "Renée"),
        ("x\uffff\ufffey", "xy"),
    ],
)
def test_what_would_break_a_line_is_taken_out_of_a_name(
    browser: Browser, category: Category, typed: str, kept: str
) -> None:
    people.register(browser, category, name=typed)

    assert stored().name == kept


def test_t13_no_header_can_be_smuggled_into_a_letter(browser: Browser, category: Category) -> None:
    for address in (
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nSubject: x",
        "a@example.org%0aBcc:b@x.org",
    ):
        assert people.fill(browser, category, email=address).status == 422
    assert people.count(Message) == 0


def test_t23_fields_nobody_asked_for_change_nothing(browser: Browser, category: Category) -> None:
    people.register(browser, category, **hostile.STRANGE_FIELDS)

    made = stored()
    assert (made.state, made.source, made.priority, made.queue_number, made.revision) == (
        RegistrationState.CONFIRMED, Source.WEB, 0, 1, 1,
    )  # fmt: skip
    assert (made.verified_at, made.duplicate_of_id, made.note) == (None, None, "")
    assert made.public_id != hostile.STRANGE_FIELDS["public_id"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_t25_other_kinds_of_body_carry_no_token(browser: Browser, category: Category, kind: str) -> None:
    body = b'{"name":"x","email":"a@example.org","consent":true}'

    answer = browser.client.post(people.form_path(category), data=body, content_type=kind)

    assert answer.status_code in {400, 415}
    assert people.count() == 0


def test_t34_bytes_that_are_no_text_are_answered_with_a_sentence(
    browser: Browser, category: Category
) -> None:
    path = people.form_path(category)
    form = browser.get(path).form()

    for bad in (b"name=%ff%fe", b"name=%00", b"name=%ed%a0%80", b"=&&&=", b"%", b"name=" + b"x" * 300_000):
        body = b"csrf_token=" + form["csrf_token"].encode() + b"&" + bad
        answer = browser.client.post(path, data=body, content_type="application/x-www-form-urlencoded")

        assert answer.status_code in {400, 422}
        assert b"<h1" in answer.data
    assert people.count() == 0


def test_t29_a_form_of_two_thousand_fields_is_too_much(browser: Browser, category: Category) -> None:
    form = browser.get(people.form_path(category)).form()

    answer = browser.post(people.form_path(category), {**form, **{f"f{n}": "x" for n in range(2500)}})

    assert answer.status in {400, 413}
    assert people.count() == 0
