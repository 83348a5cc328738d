"""The event's people, as an organiser's browser sees them."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, TeamRole
from app.files import services as files
from app.people import services
from app.people.models import Person
from app.people.services import PersonChanges
from app.programme.models import ProgrammeItem
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.web.organiser.conflicts import choose, versions
from tests.web.organiser.names import expect_one_to_be_enough


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/people/{path}"


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def everybody() -> list[Person]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Person).order_by(Person.id)))


def picture() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(data, "PNG")
    data.seek(0)
    return data


def test_of_the_two_names_one_is_enough_and_neither_is_called_optional(editor: Browser, event: Event) -> None:
    expect_one_to_be_enough(editor.get(url(event, "new")))


def test_a_person_is_entered_with_two_affiliations_and_links(editor: Browser, event: Event) -> None:
    page = editor.submit(
        editor.get(url(event, "new")),
        **{
            "honorific": "Mr", "given_name": "Seoung Won", "family_name": "Park", "family_name_first": "y",
            "country": "KR", "email": "park@example.org", "affiliation-0-position-en": "Chair",
            "affiliation-1-position-en": "Mayor", "affiliation-1-city": "Gwangmyeong",
            "links": "https://example.org/park His page\r\nhttps://example.org/kallc",
            "biography-en": "Mayor since 2018.",
        },
    )  # fmt: skip

    assert errors(page) == []
    (park,) = everybody()
    assert page.location == url(event, f"{park.public_id}/")
    assert (park.name, park.country, park.email) == ("Park Seoung Won", "KR", "park@example.org")
    assert [(one["position"], one["city"]) for one in park.affiliations] == [
        ({"en": "Chair"}, ""),
        ({"en": "Mayor"}, "Gwangmyeong"),
    ]
    assert park.links == [
        {"url": "https://example.org/park", "label": "His page"},
        {"url": "https://example.org/kallc", "label": ""},
    ]
    form = editor.follow(page).form("main form.form:not([enctype])")
    assert form["affiliation-1-position-en"] == "Mayor"
    assert form["affiliation-2-position-en"] == ""


def test_an_affiliation_that_is_emptied_goes(editor: Browser, event: Event) -> None:
    affiliations = [{"position": {"en": one}, "organisation": {}, "city": "", "country": ""} for one in "AB"]
    person = make.person(home_event_id=event.id, affiliations=affiliations)
    page = editor.get(url(event, f"{person.public_id}/"))

    saved = editor.submit(page, selector="main form.form:not([enctype])", **{"affiliation-0-position-en": ""})

    assert saved.status == 302
    assert [one["position"] for one in everybody()[0].affiliations] == [{"en": "B"}]


def test_a_form_sent_back_untouched_changes_nothing(editor: Browser, event: Event) -> None:
    person = make.person(
        home_event_id=event.id, links=[{"url": "https://example.org", "label": "Page"}],
        affiliations=[{"position": {"en": "Mayor"}, "organisation": {}, "city": "", "country": ""}],
    )  # fmt: skip

    editor.submit(editor.get(url(event, f"{person.public_id}/")), selector="main form.form:not([enctype])")

    assert everybody()[0].revision == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"given_name": "", "family_name": ""}, "Enter a given name or a family name."),
        ({"given_name": "x" * 10_000}, "Shorten this to 150 characters or fewer."),
        ({"email": "nobody"}, "Enter an e-mail address, like name@example.org."),
        ({"links": "javascript:alert(1) me"}, "Enter whole addresses that begin with https:// or http://."),
        ({"affiliation-0-position-en": "x" * 301}, "Shorten this to 300 characters or fewer."),
        ({"country": "XX"}, "Choose a country from the list."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    editor: Browser, event: Event, fields: dict[str, str], sentence: str
) -> None:
    typed = {"given_name": "Ana", "biography-en": "A long text", **fields}

    page = editor.submit(editor.get(url(event, "new")), **typed)

    assert (page.status, errors(page)) == (422, [sentence])
    assert page.form()["biography-en"] == "A long text"
    assert everybody() == []


def test_a_similar_name_is_asked_about(editor: Browser, event: Event) -> None:
    make.person("Ana María", "López", home_event_id=event.id)

    asked = editor.submit(editor.get(url(event, "new")), given_name="Ana", family_name="Lopez")
    assert asked.status == 422
    assert [one.get_text() for one in asked.select(".notice li")] == ["Ana María López"]
    assert len(everybody()) == 1
    entered = editor.submit(asked, is_somebody_else="y")

    assert entered.status == 302
    assert [person.name for person in everybody()] == ["Ana María López", "Ana Lopez"]


def test_the_list_holds_this_events_people_and_what_they_do(editor: Browser, event: Event) -> None:
    ana, make_ben = make.person("Ana", country="MX"), make.person("Ben", home_event_id=event.id)
    make.item(event, "Opening", people=[ana])
    make.item(event, "Closing", people=[ana])
    make.item(make_events.event(), "Elsewhere", people=[make.person("Stranger")])

    page = editor.get(url(event))

    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]
    assert rows == [
        ["Ana López", "Mexico", "Opening (Speaker) Closing (Speaker)"],
        ["Ben López", "", "No session"],
    ]
    assert make_ben.name in editor.get(url(event, "?q=BEN")).words
    assert editor.get(url(event, "?q=stranger")).one(".empty__title").get_text() == (
        "Nobody with this name or organisation takes part"
    )


def speaks_for(item: ProgrammeItem, organisation: Translated) -> None:
    with transaction():
        item.appearances[0].organisation = organisation


def test_people_are_found_by_an_organisation_of_a_session_or_of_their_own(
    editor: Browser, event: Event
) -> None:
    speaks, stays, silent = (make.person(given, "Example") for given in ("Ana", "Ben", "Cem"))
    body = Translated({"en": "Harbour Académie", "ar": "أكاديمية الميناء"})
    speaks_for(make.item(event, "Opening", people=[speaks]), body)
    own = [{"organisation": {"en": "Night School"}}, {"position": {"en": "Dean of Harbour"}}]
    make.item(event, "Closing", people=[silent])
    elsewhere = make.item(make_events.event(), "Elsewhere", people=[silent])
    speaks_for(elsewhere, Translated({"en": "Harbour Authority"}))
    with transaction():
        stays.home_event_id, stays.affiliations = event.id, own

    def found(typed: str) -> list[str]:
        rows = editor.get(url(event, f"?{urlencode({'q': typed})}")).select("tbody th")
        return [one.get_text(" ", strip=True) for one in rows]

    assert found("harbour") == found("ACADEMIE ana") == found("أكاديمية") == ["Ana Example Harbour Académie"]
    assert found("night  school") == ["Ben Example Night School"]
    assert found("example") == ["Ana Example Harbour Académie", "Ben Example Night School", "Cem Example"]
    assert found("harbour cem") == found("harbour night") == []


@pytest.mark.parametrize(
    "page", ["programme/sessions/{item}/people/new/", "programme/sessions/{item}/people/{group}/name/",
             "people/{other}/merge/", "edit/people/find"],
)  # fmt: skip
def test_whoever_looks_for_somebody_finds_them_by_their_organisation_too(
    desk: Browser, event: Event, page: str
) -> None:
    speaks, other = make.person("Ana", "Example"), make.person("Cem", "Example")
    item = make.item(event, "Opening", people=[speaks, other])
    speaks_for(item, Translated({"en": "Harbour Académie"}))
    group = make.placeholder(item)
    namesake = make.person("Zoë", "Harbour")
    school = {"organisation": {"en": "School of Harbour and Night"}, "position": {}}
    with transaction():
        namesake.home_event_id = speaks.home_event_id = other.home_event_id = event.id
        other.affiliations = [school]
        unknown = make.person("Dan", "Example", home_event_id=make_events.event().id, affiliations=[school])
    address = page.format(item=item.public_id, group=group.public_id, other=namesake.public_id)

    def found(typed: str) -> str:
        return desk.get(f"/organise/events/{event.slug}/{address}?{urlencode({'q': typed})}").words

    assert "Ana Example, Harbour Académie" in found("academie ana")
    assert "Cem Example, School of Harbour and Night" in found("night")
    assert unknown.name not in found("night")
    assert "Nobody of this name or organisation is known" in found("academie cem")


def test_whose_name_is_typed_comes_before_those_of_an_organisation_called_so(
    editor: Browser, event: Event
) -> None:
    item = make.item(event, people=[make.person("Ana", "Aalto"), make.person("Ben", "Mori")])
    speaks_for(item, Translated({"en": "Mori Institute"}))

    found = editor.get(
        f"/organise/events/{event.slug}/programme/sessions/{item.public_id}/people/new/?q=mori"
    )

    assert [one.get_text() for one in found.select("main .plain a")] == [
        "Ben Mori",
        "Ana Aalto, Mori Institute",
    ]


def test_a_search_costs_the_same_for_any_number_of_people_and_is_read_in_pages(
    editor: Browser, event: Event, count_queries: list[str]
) -> None:
    counts = []
    for _round in range(2):
        for _person in range(26):
            speaks_for(make.item(event, people=[make.person()]), Translated({"en": "Harbour"}))
        count_queries.clear()
        page = editor.get(url(event, "?q=harbour"))
        counts.append(len(count_queries))

    assert counts == [7, 7], count_queries  # session, grants, event; organisations, names, page, appearances
    assert len(page.select("tbody tr")) == 50
    assert len(editor.get(url(event, "?q=harbour&page=2")).select("tbody tr")) == 2
    assert editor.get(url(event, "?q=harbour&page=3")).status == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    editor: Browser, event: Event, count_queries: list[str], rows: int
) -> None:
    for number in range(rows):
        make.item(event, people=[make.person(str(number))])
    count_queries.clear()

    page = editor.get(url(event))

    assert len(page.select("tbody tr")) == rows
    assert len(count_queries) == 6, count_queries  # session, grants, event; count, page, appearances


def test_a_stale_edit_shows_both_versions(editor: Browser, event: Event) -> None:
    person = make.person(home_event_id=event.id)
    page = editor.get(url(event, f"{person.public_id}/"))
    services.edit(
        person,
        PersonChanges(given_name="Theirs", family_name="López", revision=1),
        event_id=event.id,
        actor=SYSTEM,
    )

    refused = editor.submit(page, selector="main form.form:not([enctype])", given_name="Mine")

    assert refused.status == 409
    assert versions(refused) == [["Given name", "Theirs", "Mine"]]
    assert everybody()[0].given_name == "Theirs"
    mine = choose(refused, "mine")
    assert editor.submit(refused, selector="main form.form:not([enctype])", **mine).status == 302
    assert everybody()[0].given_name == "Mine"


def test_a_photo_is_shown_and_removed(editor: Browser, event: Event) -> None:
    person = make.person(home_event_id=event.id)
    address = url(event, f"{person.public_id}/")

    uploaded = editor.submit(
        editor.get(address), selector="form[enctype]", file=(picture(), "me.png", "image/png")
    )
    assert uploaded.location == address
    image = editor.get(address).one("img.portrait")
    assert (image["alt"], image["width"], image["height"]) == ("Photo of Ana López", "60", "80")
    editor.submit(editor.get(address), selector="form[action$='photo/remove']")

    assert everybody()[0].photo is None


@pytest.mark.parametrize(
    ("selector", "typed"),
    [
        ("form[enctype]", {"file": (picture(), "old.png", "image/png")}),
        ("form[action$='photo/remove']", {}),
    ],
)
def test_a_photo_that_has_come_meanwhile_is_neither_replaced_nor_removed_unseen(
    editor: Browser, event: Event, selector: str, typed: dict[str, Any]
) -> None:
    person = make.person(home_event_id=event.id, photo=files.store_image(picture().read(), "first.png"))
    page = editor.get(url(event, f"{person.public_id}/"))
    theirs = files.store_image(picture().read(), "theirs.png")
    services.set_photo(person, theirs, event_id=event.id, actor=SYSTEM)

    refused = editor.submit(page, selector=selector, **typed)

    assert refused.status == 422
    assert "Somebody else has changed the photo in the meantime" in refused.words
    assert theirs.public_id in str(refused.one("img.portrait")["src"])
    assert everybody()[0].photo == theirs
    assert editor.submit(refused, selector="form[action$='photo/remove']").status == 302
    assert everybody()[0].photo is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "Choose a file."), (b"<svg onload=alert(1)>", ""), (b"%PDF-1.4", "")],
)
def test_t28_what_is_no_photo_is_refused(editor: Browser, event: Event, data: bytes, sentence: str) -> None:
    person = make.person(home_event_id=event.id)

    page = editor.submit(
        editor.get(url(event, f"{person.public_id}/")),
        selector="form[enctype]",
        file=(io.BytesIO(data), "me.png" if data else ""),
    )

    assert page.status == 422
    assert page.one("#file-error").get_text().endswith(sentence)
    assert everybody()[0].photo is None


def test_t18_people_of_another_event_do_not_exist_here(editor: Browser, event: Event) -> None:
    other = make_events.event()
    stranger = make.person("Secret", home_event_id=other.id)
    make.item(other, people=[stranger])

    theirs, nobodys = editor.get(url(event, f"{stranger.public_id}/")), editor.get(url(event, "AAAAAAAA/"))

    assert (theirs.status, nobodys.status) == (404, 404)
    assert theirs.words == nobodys.words
    for path in ("", "photo", "photo/remove"):
        token = editor.get(url(event, "new")).form()
        assert editor.post(url(event, f"{stranger.public_id}/{path}"), token).status == 404
    assert everybody()[0].name == "Secret López"


def test_people_of_another_team_are_shown_without_their_address_and_stay_as_they_are(
    editor: Browser, event: Event
) -> None:
    known = make.person(
        home_event_id=make_events.event().id, published_at=clock.now(), email="ana@secret.example",
        biography=Translated({"en": "Mayor *since* 2018."}),
    )  # fmt: skip
    make.item(event, "Opening", people=[known])
    address = url(event, f"{known.public_id}/")

    page = editor.get(address)
    assert (page.status, page.select("main form")) == (200, [])
    assert "Mayor since 2018." in page.words
    assert [one.get_text() for one in page.select("main ul.plain a")] == ["Opening"]
    token = editor.get(url(event, "new")).form()
    answers = [
        editor.post(address, {**token, "given_name": "Casino", "family_name": "King", "revision": "1"}),
        editor.post(address, {**token, "given_name": "x" * 10_000}),
        editor.post(f"{address}photo", token),
        editor.post(f"{address}photo/remove", token),
    ]

    assert [answer.status for answer in answers] == [403] * 4
    assert not any("ana@secret.example" in one.text for one in [page, *answers])
    assert (everybody()[0].name, everybody()[0].revision) == ("Ana López", 1)


def test_who_may_only_look_sees_names_and_no_addresses(browser: Browser, event: Event) -> None:
    person = make.person(home_event_id=event.id, email="secret@example.org")
    viewer = accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    browser.sign_in(viewer)

    page = browser.get(url(event))

    assert "Ana López" in page.words
    assert "secret@" not in page.text
    assert browser.get(url(event, f"{person.public_id}/")).status == 403
