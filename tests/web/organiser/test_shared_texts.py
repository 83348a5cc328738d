"""Series and shared text blocks, as an organiser's browser sees them."""

import pytest
from flask import Flask

from app.accounts.models import User
from app.core.db import db
from app.events import queries
from app.events.models import TeamRole
from tests.browserless import Browser, Page
from tests.make import accounts, events
from tests.web.organiser.conflicts import choose, versions


@pytest.fixture
def ada(app: Flask) -> User:  # noqa: ARG001 - it has the database
    return accounts.user()


@pytest.fixture
def desk(browser: Browser, ada: User) -> Browser:
    browser.sign_in(ada)
    return browser


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_a_series_is_made_renamed_and_removed(desk: Browser) -> None:
    desk.submit(
        desk.get("/organise/series/new"),
        **{"name-en": "International Conference on Learning Cities", "acronym": "ICLC", "slug": "iclc"},
    )
    assert [one.get_text() for one in desk.get("/organise/series/").select(".rows a")] == ["ICLC"]

    desk.submit(desk.get("/organise/series/iclc/"), **{"name-ar": "المؤتمر الدولي لمدن التعلم"})
    assert queries.series_by_slug("iclc").name["en"] == "International Conference on Learning Cities"

    desk.submit(desk.get("/organise/series/iclc/"), "/organise/series/iclc/remove/")
    db.session.rollback()
    assert queries.all_series() == []


def test_a_text_block_reaches_the_page_of_its_event(desk: Browser, ada: User) -> None:
    event = events.event(slug="iclc-7")
    events.member(event, ada)
    desk.submit(
        desk.get("/organise/text-blocks/new"),
        **{"title-en": "The network", "body-en": "356 cities", "slug": "the-network"},
    )
    events.section(event, block_id=queries.block_by_slug("the-network").id)

    desk.submit(desk.get("/organise/text-blocks/the-network/"), **{"body-en": "389 cities"})

    assert "389 cities" in desk.get("/events/iclc-7/").words


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("series", {"name-en": "", "slug": "x"}, ["Enter a text here."]),
        ("series", {"name-en": "ICLC", "slug": ""}, ["Enter an address, for example iclc."]),
        (
            "series",
            {"name-en": "ICLC", "slug": "A B"},
            ["Use lower-case letters a to z, digits and single hyphens, with at least one letter."],
        ),
        ("series", {"name-en": "ICLC", "slug": "taken"}, ["This address is taken. Choose another one."]),
        ("text-blocks", {"title-en": "x", "body-en": "", "slug": "x"}, ["Enter a text here."]),
    ],
)
def test_what_is_wrong_is_a_sentence(
    desk: Browser, kind: str, fields: dict[str, str], expected: list[str]
) -> None:
    events.series("taken")

    page = desk.submit(desk.get(f"/organise/{kind}/new"), **fields)

    assert (page.status, errors(page)) == (422, expected)


def test_two_who_change_one_series_see_both_versions(desk: Browser, ada: User) -> None:
    events.series("iclc", made_by_id=ada.id)
    mine = desk.get("/organise/series/iclc/")
    desk.submit(mine, acronym="THEIRS")

    refused = desk.submit(mine, acronym="MINE")

    assert versions(refused) == [["Short name", "THEIRS", "MINE"]]
    assert desk.submit(refused, **choose(refused, "mine")).status == 302
    db.session.expire_all()
    assert queries.series_by_slug("iclc").acronym == "MINE"


def test_the_address_of_a_series_with_events_stays(desk: Browser, ada: User) -> None:
    mine = events.event(series=events.series("iclc"))
    events.member(mine, ada)

    page = desk.submit(desk.get("/organise/series/iclc/"), slug="other")

    assert page.status == 422
    assert errors(page) == ["The series has events, so its address stays: calendars point to it."]


def test_what_other_teams_use_stays_theirs_and_their_drafts_unknown(desk: Browser, ada: User) -> None:
    series = events.series("iclc")
    events.event(series=series, slug="secret-draft")
    mine = events.event(series=series, slug="mine")
    events.member(mine, ada)

    page = desk.get("/organise/series/iclc/")
    refused = desk.submit(page, acronym="MINE")

    assert [link["href"] for link in page.select("ul.plain a")] == ["/organise/events/mine/"]
    assert refused.status == 403
    db.session.expire_all()
    assert queries.series_by_slug("iclc").acronym == "ICLC"


@pytest.mark.parametrize("path", ["series/", "series/new", "text-blocks/", "text-blocks/the-network/"])
def test_who_may_not_create_events_reads_none_of_it(browser: Browser, path: str) -> None:
    events.block("the-network")
    helper = accounts.user(may_create_events=False)
    events.member(events.event(), helper, TeamRole.CHECK_IN)
    browser.sign_in(helper)

    page = browser.get(f"/organise/{path}")

    assert page.status == 403
    assert "Cities that learn." not in page.text


@pytest.mark.parametrize("path", ["series/", "series/new", "series/iclc/", "text-blocks/"])
def test_strangers_are_asked_to_sign_in(browser: Browser, ada: User, path: str) -> None:  # noqa: ARG001
    events.series("iclc")

    assert browser.get(f"/organise/{path}").location.startswith("/account/")
