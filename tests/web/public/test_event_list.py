"""The list of all events: narrowed by words, kind, time, country and language."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Attendance, Event, EventKind, Lifecycle, Visibility
from app.events.services import revisions
from tests.browserless import Browser, Page
from tests.make import events as make


@pytest.fixture(autouse=True)
def now(app: Flask) -> Iterator[None]:  # noqa: ARG001 - it has the database
    """The first of March 2026, in a house with a catalogue."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        make.catalogue()
        yield


def found(page: Page) -> list[str]:
    return [title.get_text(strip=True) for title in page.select("#results .event-row__title")]


def listed(title: str, first: date = date(2026, 5, 1), **fields: Any) -> Event:
    event = make.event(title=Translated({"en": title}), first_day=first, last_day=first, **fields)
    with transaction():
        revisions.touch(event, catalogue=True)
    return event


@pytest.fixture
def some(app: Flask) -> None:  # noqa: ARG001 - it has the database
    """Four events, two of them over."""
    listed(
        "São Paulo forum",
        date(2026, 6, 1),
        kind=EventKind.FORUM,
        country="BR",
        working_languages=["pt", "en"],
    )
    listed("Amman meeting", kind=EventKind.REGIONAL_MEETING, country="JO", working_languages=["ar"])
    listed("Cork conference", date(2017, 9, 18), country="IE", working_languages=["en"])
    listed("Querétaro meeting", date(2023, 2, 22), country="MX", working_languages=["es"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Amman meeting", "São Paulo forum", "Querétaro meeting", "Cork conference"]),
        ("when=upcoming", ["Amman meeting", "São Paulo forum"]),
        ("when=past", ["Querétaro meeting", "Cork conference"]),
        ("when=tomorrow", ["Amman meeting", "São Paulo forum", "Querétaro meeting", "Cork conference"]),
        ("q=queretaro", ["Querétaro meeting"]),
        ("q=SAO+forum", ["São Paulo forum"]),
        ("q=forum+sao", ["São Paulo forum"]),
        ("q=meeting&when=past", ["Querétaro meeting"]),
        ("q=%25", []),
        ("q=_", []),
        ("kind=forum", ["São Paulo forum"]),
        ("kind=regional+meeting", ["Amman meeting"]),
        ("kind=nonsense&country=MX", ["Querétaro meeting"]),
        ("country=jo", ["Amman meeting"]),
        ("country=XX", ["Amman meeting", "São Paulo forum", "Querétaro meeting", "Cork conference"]),
        ("language=en", ["São Paulo forum", "Cork conference"]),
        ("language=e", ["Amman meeting", "São Paulo forum", "Querétaro meeting", "Cork conference"]),
        ("language=en&country=IE", ["Cork conference"]),
        ("language=fr", []),
    ],
)
@pytest.mark.usefixtures("some")
def test_a_list_can_be_narrowed(browser: Browser, query: str, expected: list[str]) -> None:
    page = browser.get(f"/events/?{query}")

    assert page.status == 200
    assert found(page) == expected


@pytest.mark.parametrize(
    ("attendance", "city", "expected"),
    [
        (Attendance.IN_PERSON, "", "In person"),
        (Attendance.HYBRID, "", "In person and online"),
        (Attendance.ONLINE, "", "Online"),
        (Attendance.IN_PERSON, "Cork", "Cork"),
        (Attendance.HYBRID, "Cork", "Cork and online"),
        (Attendance.ONLINE, "Cork", "Online"),
    ],
)
@pytest.mark.parametrize("year", [2025, 2027])
def test_lists_call_online_what_is_online(
    browser: Browser, attendance: Attendance, city: str, expected: str, year: int
) -> None:
    """A place that is not known yet is no reason to send people to a screen."""
    name = Translated({"en": city}) if city else Translated({})
    listed("Meeting", date(year, 5, 1), attendance=attendance, city=name, country="", venue_name=name)

    rows = browser.get("/events/").select("#results .event-row__facts li")
    home = browser.get("/").select(".past-row__kind" if year == 2025 else ".event-row__facts li")

    assert expected in [" ".join(row.get_text(" ", strip=True).split()) for row in rows]
    words = [" ".join(row.get_text(" ", strip=True).split()) for row in home]
    assert (f"Conference, {expected}" if year == 2025 else expected) in words


@pytest.mark.usefixtures("some")
def test_what_was_asked_for_stays_in_the_form(browser: Browser) -> None:
    page = browser.get("/events/?q=cork&when=past&kind=conference&country=IE&language=en")

    assert found(page) == ["Cork conference"]
    assert page.form("form[role=search]") == {
        "q": "cork",
        "when": "past",
        "kind": "conference",
        "country": "IE",
        "language": "en",
    }


@pytest.mark.usefixtures("some")
def test_choices_are_those_there_are_events_for(browser: Browser) -> None:
    page = browser.get("/events/")

    countries = [option["value"] for option in page.select("#filter-country option")]
    languages = [option.get_text() for option in page.select("#filter-language option")]
    assert countries == ["", "BR", "IE", "JO", "MX"]
    assert languages == ["All", "Arabic", "English", "Portuguese", "Spanish"]


def test_nothing_found_says_what_to_do(browser: Browser) -> None:
    listed("Amman meeting")

    page = browser.get("/events/?q=nowhere")

    assert page.one(".empty__title").get_text() == "No event fits"
    assert page.one(".empty a")["href"] == "/events/"


@pytest.mark.parametrize(
    "hidden",
    [
        {"lifecycle": Lifecycle.DRAFT},
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_a_search_finds_nothing_that_is_not_public(browser: Browser, hidden: dict[str, Any]) -> None:
    listed("Secret meeting", country="JO", **hidden)

    page = browser.get("/events/?q=secret")

    assert found(page) == []
    assert page.select("#filter-country option[value=JO]") == []


def test_a_long_list_comes_in_pages_that_keep_the_question(browser: Browser) -> None:
    for number in range(52):
        listed(f"Meeting {number:02}", kind=EventKind.FORUM)

    first = browser.get("/events/?kind=forum")
    second = browser.get(str(first.one("a[rel=next]")["href"]))

    assert len(found(first)) == 50
    assert found(second) == ["Meeting 50", "Meeting 51"]
    assert second.one("a[rel=prev]")["href"] == "/events/?kind=forum&page=1"


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999"])
def test_a_page_that_is_not_there_is_empty_or_the_first(browser: Browser, page: str) -> None:
    listed("Amman meeting")

    assert browser.get(f"/events/?page={page}").status == 200


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "q=%F0%9F%98%80", "q='%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "kind=%ff"],
)
def test_strange_questions_do_no_harm(browser: Browser, query: str) -> None:
    page = browser.get(f"/events/?{query}")

    assert page.status in {200, 400}
    assert "<script>alert" not in page.text


def test_what_anybody_may_type_is_not_kept(app: Flask, browser: Browser) -> None:
    """Or a flood of nonsense would push out the pages that many read."""
    store = app.extensions["page_store"]
    browser.get("/events/")
    weight = store.weight

    browser.get("/events/?q=nonsense")
    browser.get("/events/?page=4711")

    assert weight > 0
    assert store.weight == weight


def test_a_kept_list_costs_one_query(browser: Browser, count_queries: list[str]) -> None:
    listed("Amman meeting")
    browser.get("/events/?when=upcoming")
    count_queries.clear()

    browser.get("/events/?when=upcoming")

    assert len(count_queries) == 1, count_queries


@pytest.mark.parametrize("events", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_events(
    browser: Browser, count_queries: list[str], events: int
) -> None:
    for number in range(events):
        listed(f"Meeting {number}")
    count_queries.clear()

    page = browser.get("/events/")

    assert len(found(page)) == events
    assert len(count_queries) == 6, count_queries  # key, total, page, categories, choices, next end


def test_narrowed_lists_are_not_for_search_engines(browser: Browser) -> None:
    whole, narrowed = browser.get("/events/"), browser.get("/events/?kind=forum")

    assert whole.select("meta[name=robots]") == []
    assert narrowed.one("meta[name=robots]")["content"] == "noindex, follow"
    assert narrowed.one("link[rel=canonical]")["href"] == "http://127.0.0.1:5000/events/"
