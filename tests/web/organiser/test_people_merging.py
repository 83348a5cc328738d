"""Two entries for one person, as an organiser's browser sees them."""

import pytest
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.people.models import Person
from app.programme import queries
from app.programme.models import Appearance, AppearanceState
from app.programme.services import merging
from app.programme.services.merging import Choice
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.web.organiser.conflicts import choose, versions

FORM = "main form[action$='/']"


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
    assert [head.get_text(" ", strip=True) for head in doubles.select("tbody tr th")] == ["Ana López"]
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


def test_what_is_typed_into_an_entry_that_is_merged_meanwhile_meets_the_other(
    editor: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    kept, other = two
    form = editor.get(url(f"{other.public_id}/"))
    choice = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision)
    merging.merge(kept, other, choice, event_id=event.id, actor=SYSTEM)

    asked = editor.submit(form, selector=FORM, **{"biography-en": "Written for an hour."})
    assert asked.status == 409
    assert asked.one("[name=biography-en]").get_text() == "Written for an hour."
    assert ["Biography", "<script>alert(1)</script>", "Written for an hour."] in versions(asked)

    done = editor.submit(asked, selector=FORM, **choose(asked, "mine"))
    db.session.rollback()
    db.session.expire_all()
    assert done.location == url(f"{kept.public_id}/")
    assert (kept.given_name, kept.biography) == ("Ana", {"en": "Written for an hour."})


def test_many_who_may_be_doubles_come_in_pages(editor: Browser, event: Event) -> None:
    for _number in range(11):  # of 55 pairs
        make.item(event, people=[make.person(home_event_id=event.id)])

    first = editor.get(url("doubles/"))
    second = editor.get(str(first.one("a[rel=next]")["href"]))

    assert [len(page.select("tbody tr")) for page in (first, second)] == [50, 5]


def test_the_comparison_says_what_becomes_of_a_session_both_are_in(
    editor: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    kept, other = two
    (opening,) = queries.appearances_of(event, [kept.id])[kept.id]
    with transaction() as session:
        opening.state = AppearanceState.INVITED
        session.add(Appearance(item=opening.item, person=other, role=opening.role, position=2))

    page = editor.get(url(f"{kept.public_id}/merge/{other.public_id}/"))

    assert "“Opening” (Speaker) is of both: one appearance from now on. Confirmed · In person" in page.words


def test_a_merge_is_undone_from_the_person_s_page(editor: Browser, two: tuple[Person, Person]) -> None:
    kept, other = two
    editor.submit(editor.get(url(f"{kept.public_id}/merge/{other.public_id}/")))
    page = editor.get(url(f"{kept.public_id}/"))
    assert "Ana María López merged on" in page.words

    page = editor.follow(editor.submit(page, selector="form[action$='/undo']"))

    db.session.expire_all()
    assert "The two entries are apart again." in page.words
    assert other.merged_into_id is None


def test_two_presses_make_one_person_once_and_two_more_take_them_apart_once(
    editor: Browser, two: tuple[Person, Person]
) -> None:
    kept, other = two
    comparison = editor.get(url(f"{kept.public_id}/merge/{other.public_id}/"))

    editor.submit(comparison)
    again = editor.follow(editor.submit(comparison))
    assert (again.status, "The two entries are one already." in again.words) == (200, True)

    for _press in range(2):
        apart = editor.follow(editor.submit(again, selector="form[action$='/undo']"))
    assert (apart.status, "The two entries are apart already." in apart.words) == (200, True)
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


def test_two_people_of_one_name_are_said_to_be_two_and_asked_about_again_when_that_is_taken_back(
    editor: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    one, other = two
    doubles = editor.get(url("doubles/"))

    page = editor.follow(editor.submit(doubles, selector="form[action$='/apart/" + other.public_id + "/']"))
    assert "Ana López and Ana María López are two people." in page.words
    assert "Nobody seems to be entered twice" in page.words
    assert editor.get(url(f"{one.public_id}/merge/")).select("main .plain a") == []
    searched = editor.get(url(f"{one.public_id}/merge/?q=ana"))
    assert [entry.get_text(" ", strip=True) for entry in searched.select("main .plain li")] == [
        "Ana María López another person"
    ]

    person = editor.get(url(f"{other.public_id}/"))
    assert person.one(".rows a").get_text() == "Ana López"
    page = editor.follow(editor.submit(person, selector="form[action$='/take-back']"))
    assert "Ana María López and Ana López may be one person again." in page.words
    assert page.select(".rows") == []
    assert len(editor.get(url("doubles/")).select("tbody tr")) == 1
    assert len(queries.appearances_of(event, [one.id])[one.id]) == 1


def test_two_people_can_still_be_merged_after_a_warning(editor: Browser, two: tuple[Person, Person]) -> None:
    one, other = two
    comparison = editor.get(url(f"{one.public_id}/merge/{other.public_id}/"))
    assert "two different people" not in comparison.one("h1").get_text()
    editor.submit(comparison, selector="form[action*='/apart/']")

    comparison = editor.get(url(f"{other.public_id}/merge/{one.public_id}/"))
    assert comparison.select("form[action*='/apart/']") == []
    assert "Make them one person only if that was a mistake." in comparison.one(".notice--warning").get_text()
    page = editor.follow(editor.submit(comparison, selector="form:has([name=kept_revision])"))

    assert "The two entries are one now." in page.words


@pytest.mark.parametrize("path", ["{one}/apart/{stranger}/", "{one}/apart/{stranger}/take-back"])
def test_whom_another_team_has_entered_is_not_told_apart(
    editor: Browser, event: Event, two: tuple[Person, Person], path: str
) -> None:
    one, _other = two
    stranger = make.person("Ana", "Lopez", home_event_id=make_events.event().id)
    make.item(event, people=[stranger])
    address = url(path.format(one=one.public_id, stranger=stranger.public_id))

    page = editor.post(address, editor.get(url("doubles/")).form())

    assert page.status == 403
    assert len(editor.get(url("doubles/")).select("tbody tr")) == 1


def test_taking_back_what_nobody_says_and_nonsense_is_not_found(
    editor: Browser, two: tuple[Person, Person]
) -> None:
    one, other = two
    fields = editor.get(url("doubles/")).form()

    for path in (f"{other.public_id}/take-back", "NOSUCH/", "%3Cscript%3E/take-back"):
        assert editor.post(url(f"{one.public_id}/apart/{path}"), fields).status == 404


def test_who_only_reads_tells_nobody_apart(
    browser: Browser, event: Event, two: tuple[Person, Person]
) -> None:
    one, other = two
    reader = accounts.user()
    make_events.member(event, reader, TeamRole.VIEWER)
    browser.sign_in(reader)

    token = browser.get("/account/").form("form:has([name=csrf_token])")["csrf_token"]

    page = browser.post(url(f"{one.public_id}/apart/{other.public_id}/"), {"csrf_token": token})

    assert page.status == 403


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
