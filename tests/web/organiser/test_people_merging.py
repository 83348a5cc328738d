"""Two entries for one person, as an organiser's browser sees them."""

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.people.models import Person
from app.programme import queries
from app.programme.services import merging
from app.programme.services.merging import Choice
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="cities")


@pytest.fixture
def two(event: Event) -> tuple[Person, Person]:
    kept = make.person(
        home_event_id=event.id, honorific="Ms", biography=Translated({"en": "<script>alert(1)</script>"})
    )
    other = make.person("Ana María", home_event_id=event.id, honorific="Dr", email="ana@example.org")
    make.item(event, "Opening", people=[kept])
    make.item(event, "Panel", people=[other])
    return kept, other


def press(browser: Browser, page: Page, words: str) -> Page:
    """Follow the link that says this."""
    (link,) = (one for one in page.select("main a") if one.get_text(strip=True) == words)
    return browser.get(str(link["href"]))


def url(path: str = "") -> str:
    return f"/organise/events/cities/people/{path}"


def test_the_way_leads_from_the_list_through_the_comparison_to_one_person(
    editor: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    kept, other = two
    doubles = press(editor, editor.get(url()), "People who may be entered twice")
    assert [row.th.get_text(" ", strip=True) for row in doubles.select("tbody tr") if row.th] == ["Ana López"]
    comparison = press(editor, doubles, "Compare")
    assert [legend.get_text() for legend in comparison.select("fieldset legend")] == [
        "Form of address",
        "Name",
    ]
    assert "“Panel” (Speaker) becomes theirs." in comparison.words

    page = editor.follow(editor.submit(comparison, **{"honorific-version": "other"}))

    db.session.expire_all()
    assert "The two entries are one now." in page.words
    assert (kept.honorific, kept.given_name, kept.email) == ("Dr", "Ana", "ana@example.org")
    assert len(queries.appearances_of(event, [kept.id])[kept.id]) == 2
    assert editor.get(url(f"{other.public_id}/")).location == url(f"{kept.public_id}/")


def test_a_merge_is_undone_from_the_person_s_page(editor: Browser, two: tuple[Person, Person]) -> None:
    kept, other = two
    editor.submit(editor.get(url(f"{kept.public_id}/merge/{other.public_id}/")))
    page = editor.get(url(f"{kept.public_id}/"))
    assert "Ana María López merged on" in page.words

    page = editor.follow(editor.submit(page, selector="form[action$='/undo']"))

    db.session.expire_all()
    assert "The two entries are apart again." in page.words
    assert other.merged_into_id is None


def test_a_comparison_that_is_out_of_date_is_shown_again(editor: Browser, two: tuple[Person, Person]) -> None:
    kept, other = two
    comparison = editor.get(url(f"{kept.public_id}/merge/{other.public_id}/"))

    page = editor.submit(comparison, kept_revision="no number")

    assert page.status == 422
    assert "Somebody else has changed this" in page.words
    assert other.merged_into_id is None


def test_the_other_entry_is_searched_for(editor: Browser, event: Event, two: tuple[Person, Person]) -> None:
    kept, _other = two
    make.person("Kim", "Lee", home_event_id=event.id)

    alike = editor.get(url(f"{kept.public_id}/merge/"))
    searched = editor.get(url(f"{kept.public_id}/merge/?q=lee"))

    assert [link.get_text(strip=True) for link in alike.select("main .plain a")] == ["Ana María López"]
    assert [link.get_text(strip=True) for link in searched.select("main .plain a")] == ["Kim Lee"]


def test_whom_another_team_has_entered_is_neither_offered_nor_merged(
    editor: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    kept, _other = two
    stranger = make.person("Ana", "Lopez", home_event_id=make_events.event().id, email="secret@example.org")
    make.item(event, people=[stranger])

    doubles = editor.get(url("doubles/"))
    page = editor.get(url(f"{kept.public_id}/merge/{stranger.public_id}/"))

    assert len(doubles.select("tbody tr")) == 1
    assert page.status == 403
    assert "secret@example.org" not in page.text


def test_the_old_address_leads_to_the_person_s_page(
    browser: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    kept, other = two
    make.release(event)
    merge(event, kept, other)

    page = browser.get(f"/events/cities/people/{other.public_id}/")

    assert (page.status, page.location) == (301, f"/events/cities/people/{kept.public_id}/")
    there = browser.follow(page)
    assert [link.get_text(strip=True) for link in there.select("main .session__title")] == [
        "Opening",
        "Panel",
    ]
    assert "1 person" in browser.get("/events/cities/people/").words


def test_a_release_that_knows_the_old_entry_alone_still_shows_it(
    browser: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    _kept, other = two
    make.release(event)
    new = make.person("Ana M.", home_event_id=event.id)
    merge(event, new, other)

    page = browser.get(f"/events/cities/people/{other.public_id}/")

    assert page.status == 200
    assert "Ana María López" in page.words


def merge(event: Event, kept: Person, other: Person) -> None:
    choice = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision)
    merging.merge(kept, other, choice, event_id=event.id, actor=SYSTEM)
