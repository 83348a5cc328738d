"""The public livestream: a countdown, one button, then the recordings; its address only on the way (T20)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, EventLink, Lifecycle, LinkKind, Participation, Visibility
from app.events.services import lifecycle, revisions
from tests.browserless import Browser, Page
from tests.make import events as make
from tests.make import programme

STREAM = "https://stream.example/secret-4711"
DOORS = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def now(app: Flask) -> Iterator[time_machine.Traveller]:  # noqa: ARG001 - it has the database
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as traveller:
        make.catalogue()
        yield traveller


def streamed(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "slug": "iclc",
        "participation": Participation.NONE,
        "livestream_url": STREAM,
        "livestream_is_public": True,
    }
    return make.event(**{**values, **fields})


def titles(page: Page, part: str) -> list[str]:
    found = page.select(f"#{part} ~ .session-row .session-row__title")
    return [title.get_text(strip=True) for title in found]


def test_before_the_doors_open_there_is_a_time_and_no_button(browser: Browser) -> None:
    streamed()

    page = browser.get("/events/iclc/live/")

    assert page.one(".lead").get_text() == (
        "The doors open on 28 September 2026, 08:45 CEST (UTC+2). The button to join will be here."
    )
    assert page.one("[data-component=countdown]")["data-until"] == "2026-09-28T06:45:00+00:00"
    assert page.select(".live__join") == []


def test_while_the_doors_are_open_there_is_one_button(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    now.move_to(event.begins_at - DOORS)

    button = browser.get("/events/iclc/live/").one(".live__join")

    assert (button.get_text(strip=True), button["href"]) == ("Join now", "/events/iclc/live/join")


def test_afterwards_there_are_the_recordings(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    with transaction() as session:
        label = Translated({"en": "Whole recording"})
        url = "https://video.example.org/"
        session.add(EventLink(event_id=event.id, position=1, kind=LinkKind.RECORDING, label=label, url=url))
    now.move_to(event.finishes_at + DOORS)

    page = browser.get("/events/iclc/live/")

    assert page.one(".lead").get_text() == "The livestream is over."
    assert [link["href"] for link in page.select(".live p .button")] == [url, "/events/iclc/"]


def test_the_page_changes_with_the_clock_alone(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    opens, closes = event.begins_at - DOORS, event.finishes_at + DOORS
    buttons = []
    for moment in (opens - timedelta(seconds=1), opens, closes - timedelta(seconds=1), closes):
        now.move_to(moment)
        buttons.append(len(browser.get("/events/iclc/live/").select(".live__join")))

    assert buttons == [0, 1, 1, 0]


@pytest.mark.parametrize("state", [Lifecycle.CANCELLED, Lifecycle.POSTPONED])
def test_a_cancelled_or_postponed_event_has_no_button(
    browser: Browser, now: time_machine.Traveller, state: Lifecycle
) -> None:
    event = streamed(lifecycle=state)
    now.move_to(event.begins_at)

    page, way = browser.get("/events/iclc/live/"), browser.get("/events/iclc/live/join")

    assert state.value in page.one(".notice").get_text()
    assert page.select(".live__join") == []
    assert (way.status, way.location) == (303, "/events/iclc/live/")


def test_nothing_is_on_in_a_cancelled_event(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    programme.item(event, "Opening")
    programme.item(event, "Later", starts=programme.at("15:00"))
    programme.release(event)
    lifecycle.cancel(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)
    now.move_to(event.begins_at)

    page = browser.get("/events/iclc/live/")

    assert page.select(".session-row") == []


def test_an_end_that_was_only_worked_out_is_not_shown(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    programme.item(event, "Opening")
    programme.item(event, "Panel", starts=programme.at("10:00"), ends=programme.at("11:00"))
    programme.release(event)
    now.move_to(event.begins_at)

    rows = browser.get("/events/iclc/live/").select(".session-row__time")

    assert [row.get_text(strip=True) for row in rows] == ["09:00", "10:00–11:00"]


def test_t20_the_way_is_open_only_while_the_doors_are(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    opens, closes = event.begins_at - DOORS, event.finishes_at + DOORS
    ways = []
    for moment in (opens - timedelta(seconds=1), opens, closes - timedelta(seconds=1), closes):
        now.move_to(moment)
        ways.append(browser.get("/events/iclc/live/join"))

    assert [way.location for way in ways] == ["/events/iclc/live/", STREAM, STREAM, "/events/iclc/live/"]
    assert {way.status for way in ways} == {303}
    assert {way.headers["Cache-Control"] for way in ways} == {"no-store"}
    assert ways[1].headers["Referrer-Policy"] == "no-referrer"


def test_t20_the_address_is_on_no_page_at_any_time(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    programme.item(event, "Opening")
    programme.release(event)
    pages = ["live/", "", "event.ics", "programme.ics"]

    for moment in (event.begins_at - DOORS - timedelta(days=1), event.begins_at, event.finishes_at + DOORS):
        now.move_to(moment)
        for page in pages:
            assert "secret-4711" not in browser.get(f"/events/iclc/{page}").text, page


def test_a_replaced_address_is_followed_at_once(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    now.move_to(event.begins_at)
    browser.get("/events/iclc/live/join")

    with transaction():
        event.livestream_url = "https://other.example/"
        revisions.touch(event)

    assert browser.get("/events/iclc/live/join").location == "https://other.example/"


@pytest.mark.parametrize(
    "fields",
    [
        {"livestream_is_public": False},
        {"livestream_url": ""},
        {"lifecycle": Lifecycle.DRAFT},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_what_is_not_public_answers_like_nothing(
    browser: Browser, now: time_machine.Traveller, fields: dict[str, Any]
) -> None:
    event = streamed(**fields)
    now.move_to(event.begins_at)

    for path in ("/events/iclc/live/", "/events/iclc/live/join"):
        page = browser.get(path)
        assert page.status == 404
        assert "secret-4711" not in page.text + page.location


def test_now_and_next_come_from_the_release(browser: Browser, now: time_machine.Traveller) -> None:
    event = streamed()
    programme.item(event, "Opening", starts=programme.at("09:00"), ends=programme.at("10:00"))
    programme.item(event, "Panel", starts=programme.at("10:30"), ends=programme.at("11:30"))
    programme.item(event, "Parallel", starts=programme.at("10:30"), ends=programme.at("11:30"))
    programme.item(event, "Closing", starts=programme.at("12:00"), ends=programme.at("12:00"))
    programme.release(event)

    shown = []
    for clock in ("09:30", "10:00", "10:30", "12:30"):
        now.move_to(programme.at(clock).replace(tzinfo=UTC) - timedelta(hours=2))
        page = browser.get("/events/iclc/live/")
        shown.append([titles(page, part) for part in ("now", "next")])

    assert shown == [
        [["Opening"], ["Panel", "Parallel"]],
        [[], ["Panel", "Parallel"]],
        [["Panel", "Parallel"], ["Closing"]],
        [[], []],
    ]


def test_a_kept_page_costs_one_query(browser: Browser, count_queries: list[str]) -> None:
    streamed()
    browser.get("/events/iclc/live/")
    count_queries.clear()

    browser.get("/events/iclc/live/")

    assert len(count_queries) == 1, count_queries


def test_what_comes_next_says_on_which_day_and_by_which_clock(
    browser: Browser, now: time_machine.Traveller
) -> None:
    event = streamed()
    programme.item(event, "Opening", ends=programme.at("10:30"))
    programme.item(event, "Closing", starts=programme.at("14:00", 30), ends=programme.at("15:00", 30))
    programme.release(event)

    before = browser.get("/events/iclc/live/")
    now.move_to(datetime(2026, 9, 28, 8, tzinfo=UTC))
    meanwhile = browser.get("/events/iclc/live/")

    assert before.one("#next ~ p:not([hidden])").get_text() == "28 September 2026, 09:00 CEST (UTC+2)"
    assert before.one("#next ~ p[data-component=own-time]")["data-from"] == "2026-09-28T07:00:00+00:00"
    assert meanwhile.one("#now ~ p").get_text() == "Times are CEST (UTC+2)."
    assert meanwhile.one("#next ~ p:not([hidden])").get_text() == "30 September 2026, 14:00 CEST (UTC+2)"
