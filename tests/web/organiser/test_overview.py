"""The overview: what needs attention, from what is really there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.core import clock
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, TeamRole
from app.outbox.models import MessageState
from app.registration.models import RegistrationState
from tests.browserless import Browser, Page
from tests.make import accounts, outbox, registrations
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def owner(browser: Browser, event: Event) -> Browser:
    user = accounts.user()
    make_events.member(event, user)
    browser.sign_in(user)
    return browser


def overview(browser: Browser, event: Event) -> Page:
    return browser.get(f"/organise/events/{event.slug}/")


def tasks(page: Page) -> list[str]:
    return [one.get_text(strip=True) for one in page.select(".tasks__one")]


def test_where_nothing_is_to_be_done_the_page_says_so(owner: Browser, event: Event) -> None:
    page = overview(owner, event)

    assert tasks(page) == []
    assert "Nothing waits for you." in page.words
    assert page.one("h1").get_text() == event.title["en"]


def test_what_the_checks_find_is_counted_with_the_way_there(owner: Browser, event: Event) -> None:
    make_events.section(event, body=Translated({"en": "Doors open at 08:30 CET.", "es": "09:00 CEST"}))
    make.item(event, abstract=Translated({"en": "Ends at 11:00 CET."}))

    page = overview(owner, event)

    assert tasks(page)[0] == "2 warnings about the programme or the event's page want a look."
    findings = owner.get(str(page.select(".tasks a")[0]["href"]))
    assert findings.words.count("It says CET, but on that day it is CEST.") == 2


def test_the_programme_asks_for_what_it_needs(owner: Browser, event: Event) -> None:
    item = make.item(event, ends=at("08:00"))
    assert tasks(overview(owner, event)) == [
        "1 error in the draft programme blocks its release.",
        "The programme has not been released yet.",
    ]

    with transaction():
        item.ends_local = None
    make.release(event)
    assert tasks(overview(owner, event)) == []
    with transaction():
        item.title = Translated({"en": "Changed"})

    assert tasks(overview(owner, event)) == ["The draft programme has changes that are not released."]


def test_registrations_and_messages_ask_for_what_cannot_wait(owner: Browser, event: Event) -> None:
    category = registrations.category(event)
    registrations.registration(category)
    offered = registrations.registration(category, is_verified=True)
    with transaction():
        offered.state, offered.deadline_at = RegistrationState.OFFERED, clock.now() + timedelta(hours=23)
    for number in range(2):
        outbox.message(event_id=event.id, state=MessageState.FAILED, dedupe_key=f"failed:{number}")
    elsewhere = make_events.event()
    outbox.message(event_id=elsewhere.id, state=MessageState.FAILED, dedupe_key="elsewhere")

    page = overview(owner, event)

    assert tasks(page) == [
        "2 messages could not be delivered.",
        "1 offer of a seat lapses within a day.",
        "1 person has not confirmed their e-mail address yet.",
    ]
    assert [owner.get(str(link["href"])).status for link in page.select(".tasks a")] == [200] * 3


def test_every_offer_that_lapses_soon_is_counted(owner: Browser, event: Event) -> None:
    """Also those beyond the first page of the list, and none that has time left."""
    category = registrations.category(event, capacity=60)
    offers = [registrations.registration(category, is_verified=True) for _ in range(55)]
    with transaction():
        for number, offer in enumerate(offers):
            offer.state = RegistrationState.OFFERED
            offer.deadline_at = clock.now() + timedelta(hours=23 if number < 53 else 25)

    assert tasks(overview(owner, event)) == ["53 offers of a seat lapse within a day."]


def test_an_offer_with_time_left_is_no_task(owner: Browser, event: Event) -> None:
    offered = registrations.registration(registrations.category(event), is_verified=True)
    with transaction():
        offered.state, offered.deadline_at = RegistrationState.OFFERED, clock.now() + timedelta(hours=25)

    assert tasks(overview(owner, event)) == []


def test_a_draft_event_is_said_to_be_one(owner: Browser, event: Event) -> None:
    with transaction():
        event.lifecycle = Lifecycle.DRAFT

    assert tasks(overview(owner, event)) == ["The event is a draft: nobody outside the team sees it."]


def test_every_task_leads_to_a_page_that_is_there(owner: Browser, event: Event) -> None:
    make.item(event, ends=at("08:00"))

    links = [str(link["href"]) for link in overview(owner, event).select(".tasks a")]

    assert [owner.get(link).status for link in links] == [200, 200]


def test_the_seats_of_each_category_are_shown_with_the_way_to_their_people(
    owner: Browser, event: Event
) -> None:
    full = registrations.category(event, name=Translated({"en": "Members"}), capacity=1)
    registrations.category(event, name=Translated({"en": "Online"}), capacity=None)
    registrations.category(make_events.event())
    for _number in range(3):
        registrations.registration(full)

    page = overview(owner, event)

    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("table tr")]
    assert rows == [
        ["Category", "Taken", "Seats", "Waiting"],
        ["Members", "1", "1", "2"],
        ["Online", "0", "No limit", "0"],
    ]
    everybody, waiting, nobody = (str(link["href"]) for link in page.select("table a"))
    people = [len(owner.get(link).select("main tbody tr")) for link in (everybody, waiting, nobody)]
    assert people == [3, 2, 0]


def test_before_there_is_a_category_no_seats_are_shown(owner: Browser, event: Event) -> None:
    assert overview(owner, event).select("table") == []


def test_a_viewer_is_not_told_of_registrations(browser: Browser, event: Event) -> None:
    viewer = accounts.user()
    make_events.member(event, viewer, TeamRole.VIEWER)
    registrations.category(event)
    browser.sign_in(viewer)

    page = overview(browser, event)

    assert page.status == 200
    assert [term.get_text() for term in page.select("dt")] == ["State", "Dates", "Time zone", "Programme"]
    assert page.select("table") == []
