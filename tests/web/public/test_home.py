"""The first page, read by a visitor."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.core import clock
from app.core.db import transaction
from app.core.types import Translated
from app.events import rules
from app.events.models import Attendance, Event, EventKind, Lifecycle, Participation, Visibility
from app.events.services import revisions
from tests.browserless import Browser, Page
from tests.make import events as make
from tests.make import registrations

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(app: Flask) -> Iterator[time_machine.Traveller]:  # noqa: ARG001 - it has the database
    """The first of March 2026, noon, in a house with a catalogue."""
    with time_machine.travel(NOW, tick=False) as traveller:
        make.catalogue()
        yield traveller


def upcoming(page: Page) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".event-row__title")]


def past(page: Page) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.select(".past-row a")]


def event_on(first: date, title: str, **fields: object) -> Event:
    return make.event(first_day=first, last_day=first, title=Translated({"en": title}), **fields)


def test_an_empty_house_says_so(browser: Browser) -> None:
    page = browser.get("/")

    assert page.status == 200
    assert page.one("h1").get_text() == "What is on next"
    assert page.one(".empty__title").get_text() == "Nothing is announced at the moment"


def test_what_is_to_come_stands_in_order_and_what_has_been_by_year(browser: Browser) -> None:
    event_on(date(2026, 9, 28), "Autumn")
    event_on(date(2026, 3, 1), "Today")
    event_on(date(2026, 5, 1), "May")
    event_on(date(2025, 12, 1), "December")
    event_on(date(2025, 2, 1), "February")
    event_on(date(2024, 2, 1), "Long ago")

    page = browser.get("/")

    assert upcoming(page) == ["Today", "May", "Autumn"]
    assert past(page) == ["December", "February", "Long ago"]
    assert [year.get_text() for year in page.select(".year__number")] == ["2025", "2024"]


def test_a_row_tells_what_when_where_in_which_language_and_what_to_do(browser: Browser) -> None:
    event = make.event(
        slug="iclc",
        title=Translated({"en": "Learning cities"}),
        working_languages=["en", "ar"],
        kind=EventKind.CONFERENCE,
    )
    registrations.category(event)

    row = browser.get("/").one(".event-row")

    words = " ".join(row.get_text(" ", strip=True).split())
    assert words == (
        "28–30 Sep 2026 Conference Learning cities 28–30 September 2026 Hamburg, Germany and online "
        "English, Arabic Registration open Register"
    )
    assert [link["href"] for link in row.select("a")] == ["/events/iclc/", "/events/iclc/register/"]


def test_an_event_without_a_place_is_online(browser: Browser) -> None:
    make.event(
        attendance=Attendance.ONLINE, city=Translated({}), country="", participation=Participation.NONE
    )

    facts = browser.get("/").select(".event-row__facts li")

    assert [fact.get_text(strip=True) for fact in facts] == ["28–30 September 2026", "Online"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"lifecycle": Lifecycle.DRAFT},
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_what_is_not_public_is_not_listed(browser: Browser, hidden: dict[str, object]) -> None:
    event_on(date(2026, 5, 1), "Secret", **hidden)
    event_on(date(2025, 5, 1), "Old secret", **hidden)

    page = browser.get("/")

    assert upcoming(page) == []
    assert past(page) == []


def test_a_cancelled_event_stays_and_says_so(browser: Browser) -> None:
    event_on(date(2026, 5, 1), "May", lifecycle=Lifecycle.CANCELLED)

    row = browser.get("/").one(".event-row")

    assert row.select(".tag")[0].get_text() == "Cancelled"
    assert row.select(".button") == []


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_events(
    browser: Browser, count_queries: list[str], events: int
) -> None:
    for _ in range(events):
        registrations.category(make.event())
        event_on(date(2025, 5, 1), "Over")
    count_queries.clear()

    browser.get("/")

    # The key; to come with its total; past with its total; categories; choices; the next end.
    assert len(count_queries) == 8, count_queries


def test_the_page_is_kept_and_asked_for_with_one_query(browser: Browser, count_queries: list[str]) -> None:
    make.event()
    first = browser.get("/")
    count_queries.clear()

    again = browser.get("/")
    known = browser.get("/", headers={"If-None-Match": first.headers["ETag"]})

    assert again.body == first.body
    assert known.status == 304
    assert len(count_queries) == 2, count_queries


def test_the_page_follows_a_change_at_once(browser: Browser) -> None:
    event = event_on(date(2026, 5, 1), "May")
    browser.get("/")

    with transaction():
        event.title = Translated({"en": "May, moved"})
        revisions.touch(event, catalogue=True)

    assert upcoming(browser.get("/")) == ["May, moved"]


def test_the_page_follows_the_clock(browser: Browser, now: time_machine.Traveller) -> None:
    """Nothing is saved at nine o'clock; the page changes all the same, and again at five."""
    event = event_on(date(2026, 5, 1), "May")
    browser.get("/")

    now.move_to(event.begins_at)
    running = browser.get("/")
    now.move_to(event.finishes_at - timedelta(seconds=1))
    still = browser.get("/")
    now.move_to(event.finishes_at)
    over = browser.get("/")

    assert running.one(".event-row .tag").get_text() == "Happening now"
    assert upcoming(still) == ["May"]
    assert upcoming(over) == []
    assert past(over) == ["May"]


def test_the_page_holds_nothing_of_its_reader(browser: Browser) -> None:
    page = browser.get("/")

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, no-cache"
    assert page.headers["Vary"] == "Accept-Encoding"
    assert "csrf_token" not in page.text


def test_dates_follow_the_clock_of_the_place(browser: Browser) -> None:
    """At noon UTC it is already over in Auckland, and still to come in Honolulu."""
    whole_day: dict[str, object] = {"daily_start": None, "daily_end": None}
    for zone, title in (("Pacific/Auckland", "Auckland"), ("Pacific/Honolulu", "Honolulu")):
        event = event_on(date(2026, 3, 1), title, timezone=zone, **whole_day)
        with transaction():
            event.begins_at, event.finishes_at = rules.begins_and_finishes(event)

    page = browser.get("/")

    assert clock.now() == NOW
    assert upcoming(page) == ["Honolulu"]
    assert past(page) == ["Auckland"]
