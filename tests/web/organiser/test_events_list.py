"""The organiser's first page: my events, with my roles and their state."""

from datetime import date

import pytest

from app.core.types import Translated
from app.events.models import Lifecycle, TeamRole
from tests.browserless import Browser, Page
from tests.make import accounts, events, registrations

URL = "/organise/"


def rows(page: Page) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select("main tbody tr")
    ]


def test_i_see_my_events_the_latest_dates_first_with_state_and_roles(browser: Browser) -> None:
    user = accounts.user()
    late = events.event(title=Translated({"en": "Late"}), lifecycle=Lifecycle.DRAFT)
    early = events.event(
        title=Translated({"en": "Early"}), first_day=date(2015, 9, 28), last_day=date(2015, 9, 30)
    )
    events.event(title=Translated({"en": "Not mine"}))
    events.member(late, user, TeamRole.VIEWER)
    events.member(early, user, TeamRole.OWNER)
    events.member(early, user, TeamRole.CHECK_IN)
    browser.sign_in(user)

    page = browser.get(URL)

    assert rows(page) == [
        ["28–30 September 2026", "Late", "Draft", "Viewer"],
        ["28–30 September 2015", "Early", "Over", "Owner Check-in"],
    ]
    links = [link["href"] for link in page.select("main tbody a")]
    assert links == [f"/organise/events/{late.slug}/", f"/organise/events/{early.slug}/"]


def test_the_state_is_what_visitors_read(browser: Browser) -> None:
    user = accounts.user()
    for event in (registrations.event(), registrations.category().event):
        events.member(event, user)
    browser.sign_in(user)

    assert [row[2] for row in rows(browser.get(URL))] == ["Registration open", "Announced"]


def test_an_administrator_sees_all_events(browser: Browser) -> None:
    events.event(title=Translated({"en": "Anybody's"}))
    browser.sign_in(accounts.user(is_administrator=True))

    assert [row[1::2] for row in rows(browser.get(URL))] == [["Anybody's", "Administrator"]]


@pytest.mark.parametrize("may_create", [True, False])
def test_new_events_are_offered_to_those_who_may_make_them(browser: Browser, may_create: bool) -> None:  # noqa: FBT001 - a case
    browser.sign_in(accounts.user(may_create_events=may_create))

    page = browser.get(URL)

    assert bool(page.select("a[href='/organise/events/new']")) is may_create
    assert "You are in no event's team yet" in page.words


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_events(
    browser: Browser, count_queries: list[str], count: int
) -> None:
    user = accounts.user()
    for _ in range(count):
        events.member(events.event(), user)
    browser.sign_in(user)
    count_queries.clear()

    page = browser.get(URL)

    assert len(rows(page)) == count
    # session, grants, total, page, categories, roles
    assert len(count_queries) == 6, count_queries


@pytest.mark.parametrize("number", ["2", "0", "-1", "999999", "x", ""])
def test_a_page_beyond_the_list_is_empty_or_the_first(browser: Browser, number: str) -> None:
    user = accounts.user()
    events.member(events.event(), user)
    browser.sign_in(user)

    assert browser.get(f"{URL}?page={number}").status == 200
