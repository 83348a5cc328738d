"""Every form of the site, filled with what no honest browser sends, or what only looks like it (T34)."""

import io
import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Engine, func, literal, select, union_all

from app.core.db import Base, db
from app.programme.models import ProgrammeItem
from tests.browserless import Browser, Page
from tests.http.forms import Form, again, found
from tests.http.populate import populate
from tests.make import accounts, events, registrations
from tests.web.attendee.people import mailed_path

FORMS = 40  # at the least; a walk that finds fewer has lost its way
ENDS = {"postpone", "cancel"}  # with the event these would end the other forms
LOST = "Some letters have not arrived. Please type this again."
URLENCODED = "application/x-www-form-urlencoded"
# As they come off the wire: NUL, half a pair, bytes of another encoding, an overlong slash, a cut letter.
NO_TEXT = [b"a%00b", b"%ED%A0%80", b"M%FCnchen", b"%C0%AF", b"Ren%C3", b"\xff\xfe", b"%EF%BF%BD"]
ANYTHING = [
    "\u202e\u2066\u200b\ufdd0\uffff\U0010ffff",
    "a\u0300" * 3000,
    "9" * 5000,
    "-9223372036854775809",
    "9999-12-31T23:59",
    "javascript:marker()",
    "https://[::1]:99999/\\@evil.test/",
    "'; DROP TABLE events; -- {{ 6 * 7 }}{% raw %}%(x)s{x.__class__}\r\nBcc: b@example.org\r\n\r\n",
]
# The ends of the calendar and of the day, and what nobody can count to.
EDGES = [
    {"date": "0001-01-01", "time": "00:00", "datetime-local": "0001-01-01T00:00"},
    {"date": "9999-12-31", "time": "23:59", "datetime-local": "9999-12-31T23:59"},
]
NUMBERS = ["-1", "9" * 30]
TAKEN = {302, 303, 409, 422}  # or refused in a sentence at the form
# What is something else to PostgreSQL: its letters, numbers and days end elsewhere than SQLite's.
BEYOND_POSTGRESQL = ["\u202e\ufdd0\uffff\U0010ffff", "-9223372036854775809", "9999-12-31T23:59"]
# One statement: it is asked before and after hundreds of forms.
COUNTS = union_all(
    *(select(literal(table.name), func.count()).select_from(table) for table in Base.metadata.sorted_tables)
)
# Answers with the next form: nothing is stored that could have an address.
AT_ONCE = {"organiser.events.from_page.new": {200}}


@pytest.fixture
def owner(app: Flask) -> Browser:
    browser = Browser(app, is_strict=False)
    browser.sign_in(accounts.user(password=accounts.PASSWORD, is_administrator=True))
    return browser


@pytest.fixture
def forms(app: Flask, owner: Browser) -> list[Form]:
    """Every form with something to type, of an event that has one of everything."""
    event = registrations.event(slug="rich")
    populate(event)
    events.series("series")
    events.block("block")
    registrations.registration(registrations.category(event), email="guest@example.org", is_verified=True)
    root = "/organise/events/rich/"
    session = db.session.scalars(select(ProgrammeItem.public_id)).first()
    searches = f"{root}edit/people/find?q=a", f"{root}programme/sessions/{session}/people/new/?q=a"
    visits = "/events/rich/register/", mailed_path("guest@example.org"), "/account/password/"
    return found(app, owner, *searches, *visits, "/organise/", root, "/events/rich/", "/account/")


def rows() -> dict[str, int]:
    """How many rows there are of everything."""
    db.session.rollback()
    engine: Engine = db.engine
    with engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(COUNTS)}


def send(browser: Browser, form: Form, text: bytes) -> Page:
    """The form with these bytes, escaped already, in everything that can be typed."""
    kept = urlencode(
        {name: value for name, value in form.fields.items() if name not in form.texts}, doseq=True
    )
    typed = b"&".join(name.encode() + b"=" + text for name in form.texts)
    return browser.post(form.action, data=kept.encode() + b"&" + typed, content_type=URLENCODED)  # type: ignore[arg-type]


def summary(page: Page) -> list[str]:
    """The sentences above the form. Not read as a tree: there are hundreds of pages."""
    _before, _mark, rest = page.text.partition('class="error-summary"')
    return re.findall(r"<li>(?:<a [^>]*>)?(?:[^<]*: )?([^<]+)", rest.partition("</ul>")[0])


def test_t34_what_is_no_text_is_asked_for_again_and_nothing_is_kept(
    app: Flask, owner: Browser, forms: list[Form]
) -> None:
    before = rows()

    for text in NO_TEXT:
        answers = {form.kind: send(owner, form, text) for form in forms}
        app.extensions["limits"].storage.reset()

        assert {kind: page.status for kind, page in answers.items() if page.status != 422} == {}, text
        assert [kind for kind, page in answers.items() if LOST not in summary(page)] == [], text
    assert rows() == before
    assert {form.kind[0].partition(".")[0] for form in forms} == {"account", "attendee", "organiser"}
    assert len(forms) >= FORMS


def test_t34_a_part_without_a_name_is_no_field(owner: Browser, forms: list[Form]) -> None:
    part = "--B\r\nContent-Disposition: form-data{}\r\n\r\n{}\r\n"
    token = part.format('; name="csrf_token"', forms[0].fields["csrf_token"])
    body = token + part.format("", "x") + part.format('; filename="x.txt"', "x") + "--B--\r\n"
    kind = "multipart/form-data; boundary=B"

    answers = {form.kind: owner.client.post(form.action, data=body, content_type=kind) for form in forms}

    assert {form: page.status_code for form, page in answers.items() if page.status_code not in TAKEN} == {}


def test_t34_a_file_in_place_of_a_text_is_no_text(app: Flask, owner: Browser, forms: list[Form]) -> None:
    """Every field that is typed, chosen or hidden, sent as a file: as if it had not been sent."""
    for form in forms:
        before = rows()
        token = form.fields["csrf_token"]
        files = {name: (io.BytesIO(b"x"), "x.txt") for name in form.fields | dict.fromkeys(form.texts)}

        page = owner.post(form.action, files | {"csrf_token": token}, content_type="multipart/form-data")

        assert page.status in TAKEN, form.kind
        if page.status in {409, 422}:
            assert rows() == before, form.kind
    app.extensions["limits"].storage.reset()


def test_t34_whatever_is_typed_is_taken_or_refused_in_a_sentence(
    app: Flask, owner: Browser, forms: list[Form]
) -> None:
    fill_in(app, owner, forms, ANYTHING)


def test_t34_no_day_time_or_number_is_too_far_out(app: Flask, owner: Browser, forms: list[Form]) -> None:
    for form in forms:
        for times, number in zip(EDGES, NUMBERS, strict=True):
            dated = {name: times[kind] for name, kind in form.times.items()}
            for typed in filter(None, (dated, dict.fromkeys(form.numbers, number))):
                (offered,) = again(app, owner, form)

                page = owner.post(form.action, {**offered.fields, **typed})

                assert page.status in TAKEN | AT_ONCE.get(form.kind[0], set()), (form.kind, typed)
    app.extensions["limits"].storage.reset()


def test_t34_fields_may_be_missing_or_come_twice(app: Flask, owner: Browser, forms: list[Form]) -> None:
    for form in forms:
        token = {"csrf_token": form.fields["csrf_token"]}
        others = {name: value for name, value in form.fields.items() if name not in token}
        twice = {name: [value, "x"] for name, value in others.items()}
        arrays = {f"{name}[]": value for name, value in others.items()}
        for fields in ({}, twice, arrays):
            page = owner.post(form.action, token | fields)

            # 404: what the form was about is gone by now.
            assert page.status in {404} | TAKEN | AT_ONCE.get(form.kind[0], set()), (form.kind, fields)
    app.extensions["limits"].storage.reset()


@pytest.mark.postgresql(alone=True)
def test_t34_what_postgresql_cannot_hold_is_refused_in_a_sentence_too(
    app: Flask, owner: Browser, forms: list[Form]
) -> None:
    fill_in(app, owner, forms, BEYOND_POSTGRESQL)


def fill_in(app: Flask, owner: Browser, forms: list[Form], texts: list[str]) -> None:
    """Type each text into everything there is; what is refused is told and leaves nothing behind."""
    forms = [form for form in forms if form.kind[-1] not in ENDS]
    for text in texts:
        offered, forms = forms, []
        before = rows()
        for form in offered:
            page = owner.post(form.action, form.filled(text))

            assert page.status in TAKEN | AT_ONCE.get(form.kind[0], set()), (
                form.kind,
                text[:30],
            )
            if page.status in {409, 422}:
                assert summary(page) != [], (form.kind, text[:30])
                assert rows() == before, (form.kind, text[:30])
            else:
                before = rows()
            forms += [form] if page.status == 422 else again(app, owner, form)
        app.extensions["limits"].storage.reset()
