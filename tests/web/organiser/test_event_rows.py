"""The lists on an event's page, as an organiser's browser sees them."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.events import queries
from app.events.models import Event, LinkKind, Party, PartyRole
from tests.browserless import Browser, Page
from tests.make import events
from tests.make import programme as people
from tests.web.organiser.conflicts import choose, versions

ROOT = "/organise/events/iclc-7/edit"


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(slug="iclc-7")


def page_of(event: Event) -> Event:
    db.session.rollback()
    return queries.event_page(event.id)


def add(desk: Browser, rows: str, **fields: Any) -> Page:
    address = f"{ROOT}/{rows}/new"
    return desk.post(address, {**desk.get(address).form(), **fields})


def names(page: Page) -> list[str]:
    return [" ".join(one.get_text(" ", strip=True).split()) for one in page.select(".rows__words")]


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_organisations_with_their_roles(desk: Browser, event: Event) -> None:
    add(desk, "parties", **{"role": "host", "name-en": "City of Querétaro", "country": "MX"})
    saved = add(
        desk,
        "parties",
        **{"role": "in collaboration with", "name-en": "UIL", "url": "https://uil.example.org/"},
    )

    assert names(desk.follow(saved)) == ["Host City of Querétaro", "In collaboration with UIL"]
    assert [(party.role, party.name, party.country, party.url) for party in page_of(event).parties] == [
        (PartyRole.HOST, {"en": "City of Querétaro"}, "MX", ""),
        (PartyRole.COLLABORATION, {"en": "UIL"}, "", "https://uil.example.org/"),
    ]  # fmt: skip


def test_links_and_recordings(desk: Browser, event: Event) -> None:
    add(desk, "links", **{"kind": "recording", "label-en": "Day 1", "url": "https://video.example.org/1"})

    assert [(link.kind, link.label, link.url) for link in page_of(event).links] == [
        (LinkKind.RECORDING, {"en": "Day 1"}, "https://video.example.org/1")
    ]


def test_texts_of_its_own_and_shared_ones(desk: Browser, event: Event) -> None:
    block = events.block("the-network")

    add(desk, "sections", **{"title-en": "Aims", "body-en": "- exchange\n- learn"})
    saved = add(desk, "sections", block="the-network")

    sections = page_of(event).sections
    assert [(one.title, one.body, one.block_id) for one in sections] == [
        ({"en": "Aims"}, {"en": "- exchange\n- learn"}, None),
        ({}, {}, block.id),
    ]
    assert names(desk.follow(saved)) == ["Aims", "The network shared text"]


def test_a_person_is_found_and_presented(desk: Browser, event: Event) -> None:
    person = people.person("Seoung Won", "Park", family_name_first=True, home_event_id=event.id)
    people.person("Somebody", "Elsewhere")

    assert desk.get(f"{ROOT}/people/new").location == f"{ROOT}/people/find"
    found = desk.get(f"{ROOT}/people/find?q=park")
    assert names(found) == ["Park Seoung Won"]
    assert names(desk.get(f"{ROOT}/people/find?q=elsewhere")) == []
    form = desk.get(str(found.one(".rows a")["href"]))
    desk.submit(
        form,
        f"{ROOT}/people/new?person={person.public_id}",
        **{"role-en": "Contributor", "quotation-en": "Learn!"},
    )

    assert [(one.person, one.role, one.quotation) for one in page_of(event).featured] == [
        (person, {"en": "Contributor"}, {"en": "Learn!"})
    ]


def test_t18_a_person_of_another_teams_draft_is_unknown(desk: Browser) -> None:
    person = people.person("Somebody", "Elsewhere")

    foreign = desk.get(f"{ROOT}/people/new?person={person.public_id}")
    unknown = desk.get(f"{ROOT}/people/new?person=NOBODY")

    assert (foreign.status, unknown.status) == (404, 404)
    assert foreign.body == unknown.body


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("parties", {"name-en": ""}, ["Enter a text here."]),
        ("parties", {"name-en": "x" * 10_000}, ["Shorten this to 300 characters or fewer."]),
        ("parties", {"role": "king", "name-en": "x"}, ["Choose one of these."]),
        ("links", {"label-en": "x", "kind": "related", "url": ""}, ["Enter the address it leads to."]),
        (
            "links",
            {"label-en": "x", "kind": "related", "url": "javascript:__xss(1)"},
            ["Enter a whole address that begins with https:// or http://."],
        ),
        ("sections", {}, ["Enter a text, or choose a shared text block."]),
        ("sections", {"body-en": "x" * 20_001}, ["Shorten this to 20000 characters or fewer."]),
    ],
)
def test_bad_rows_are_refused_in_a_sentence(
    desk: Browser, event: Event, kind: str, fields: dict[str, str], expected: list[str]
) -> None:
    page = add(desk, kind, **fields)

    assert (page.status, errors(page)) == (422, expected)
    whole = page_of(event)
    assert [*whole.parties, *whole.links, *whole.sections] == []


def test_a_row_is_changed_moved_and_taken_away(desk: Browser, event: Event) -> None:
    made = [events.party(event, name, position) for position, name in enumerate(("A", "B", "C"), start=1)]
    at = f"{ROOT}/parties/{made[2].public_id}"

    desk.submit(desk.get(f"{at}/"), **{"name-en": "D"})
    desk.submit(desk.get(f"{ROOT}/parties/"), f"{at}/move/", to="up")
    desk.submit(desk.get(f"{ROOT}/parties/"), f"{ROOT}/parties/{made[0].public_id}/remove/")

    assert names(desk.get(f"{ROOT}/parties/")) == ["Host D", "Host B"]
    assert [party.position for party in page_of(event).parties] == [1, 2]


def test_a_link_is_corrected_and_a_wrong_one_refused(desk: Browser, event: Event) -> None:
    link = events.link(event)
    address = f"{ROOT}/links/{link.public_id}/"
    form = desk.get(address).form()

    refused = desk.post(address, {**form, "url": "http://"})
    saved = desk.post(address, {**form, "url": "https://example.org/new"})

    assert (refused.status, saved.status) == (422, 302)
    assert page_of(event).links[0].url == "https://example.org/new"


def test_what_a_person_is_here_is_corrected(desk: Browser, event: Event) -> None:
    featured = events.featured(event)

    desk.submit(desk.get(f"{ROOT}/people/{featured.public_id}/"), **{"role-en": "Rapporteur"})

    assert page_of(event).featured[0].role == {"en": "Rapporteur"}


def test_one_person_is_presented_once(desk: Browser, event: Event) -> None:
    featured = events.featured(event)
    address = f"{ROOT}/people/new?person={featured.person.public_id}"

    refused = desk.post(address, desk.get(address).form())

    assert (refused.status, errors(refused)) == (422, ["This person is on the page already."])


def test_the_last_text_of_a_section_cannot_be_taken_away(desk: Browser, event: Event) -> None:
    section = events.section(event)
    address = f"{ROOT}/sections/{section.public_id}/"

    refused = desk.post(address, {**desk.get(address).form(), "title-en": "", "body-en": ""})

    assert (refused.status, errors(refused)) == (422, ["Enter a text, or choose a shared text block."])


def test_two_who_change_one_row_see_both_versions(desk: Browser, event: Event) -> None:
    party = events.party(event, "A")
    mine = desk.get(f"{ROOT}/parties/{party.public_id}/")
    desk.submit(mine, **{"name-en": "Theirs"})

    refused = desk.submit(mine, **{"name-en": "Mine"})

    assert refused.status == 409
    assert versions(refused) == [["Name of the organisation", "Theirs", "Mine"]]
    assert desk.submit(refused, **choose(refused, "mine")).status == 302
    assert page_of(event).parties[0].name == {"en": "Mine"}


@pytest.mark.parametrize("verb", ["", "move/", "remove/"])
def test_t18_a_row_of_another_event_does_not_exist(desk: Browser, verb: str) -> None:
    foreign = events.party(events.event(), "A")
    token = desk.get(f"{ROOT}/parties/new").form()["csrf_token"]

    answers = [
        desk.post(f"{ROOT}/parties/{public_id}/{verb}", {"csrf_token": token, "to": "up"})
        for public_id in (foreign.public_id, "x" * 22)
    ]

    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].body == answers[1].body
    assert db.session.scalars(select(Party)).one().name == {"en": "A"}


def test_t27_what_is_typed_stays_text(desk: Browser, event: Event) -> None:
    hostile = "<img src=x onerror=__xss(1)>"
    events.party(event, hostile)
    events.section(event, hostile)

    for kind in ("parties", "sections"):
        page = desk.get(f"{ROOT}/{kind}/")
        assert page.select("img") == []
        assert hostile in page.words
