"""What is wrong in a form is said in the page's language, and once: no sentence of the library's slips in."""

import pytest
from flask import Flask

from app.events.models import Event, TeamRole
from app.programme.models import ProgrammeItem
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import programme as make

GARBAGE = "9" * 400
ENGLISH = ("Not a valid", "This field is required", "Invalid", "must be", "Field ")


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc")


@pytest.fixture
def editor(browser: Browser, event: Event) -> Browser:
    user = accounts.user()
    events.member(event, user, TeamRole.OWNER)
    browser.sign_in(user)
    return browser


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    make.track(event)
    return make.item(event, "Opening", rooms=[make.room(event)], people=[make.person()])


@pytest.mark.parametrize(
    "path",
    [
        "programme/sessions/new",
        "programme/sessions/{item.public_id}/",
        "programme/sessions/{item.public_id}/people/new/person",
        "programme/sessions/{item.public_id}/people/new/group",
        "programme/sessions/{item.public_id}/people/{item.appearances[0].public_id}/",
        "programme/rooms/new",
        "programme/rooms/{item.rooms[0].public_id}/",
        "programme/tracks/new",
        "programme/releases/new",
        "people/{item.appearances[0].person.public_id}/",
    ],
)
def test_nonsense_in_every_field_is_answered_in_arabic(
    editor: Browser, item: ProgrammeItem, path: str
) -> None:
    address = f"/organise/events/iclc/{path.format(item=item)}?lang=ar"
    form = editor.get(address)
    fields = dict.fromkeys(form.form("main form.form:not([enctype])"), GARBAGE) | {
        "csrf_token": form.form()["csrf_token"]
    }

    page = editor.post(address, {**fields, "rooms": GARBAGE, "languages": GARBAGE, "starts_fold": GARBAGE})

    assert page.status == 422
    said = [[line.get_text() for line in one.select(".field__error")] for one in page.select("main .field")]
    assert max(map(len, said)) == 1
    sentences = [line.get_text() for line in page.select(".error-summary li")]
    assert sentences != []
    assert [one for one in sentences if any(word in one for word in ENGLISH)] == []


def test_a_table_of_nonsense_is_answered_in_arabic(editor: Browser, item: ProgrammeItem) -> None:
    address = "/organise/events/iclc/programme/table/?lang=ar"
    form = editor.get(address)
    fields = dict.fromkeys(form.form("form.lines"), GARBAGE) | {"csrf_token": form.form()["csrf_token"]}

    page = editor.post(address, fields)

    assert page.status == 422
    sentences = [line.get_text() for line in page.select("td .field__error")]
    assert len(sentences) == 7  # one for each cell
    assert [one for one in sentences if any(word in one for word in ENGLISH)] == []
    assert item.revision == 1
