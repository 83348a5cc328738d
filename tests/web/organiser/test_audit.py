"""The log of an event, as its owner sees it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.accounts.models import User
from app.audit import services as audit
from app.core import actors
from app.core.actors import SYSTEM, Actor, ActorKind
from app.core.db import transaction
from app.events.models import Event, TeamRole
from tests.browserless import Browser, Page
from tests.make import accounts, events


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event(timezone="Asia/Seoul")


@pytest.fixture
def olga(event: Event) -> User:
    user = accounts.user(name="Olga")
    events.member(event, user)
    return user


@pytest.fixture
def desk(browser: Browser, olga: User) -> Browser:
    browser.sign_in(olga)
    return browser


def acting(user: User) -> Actor:
    return Actor(ActorKind.USER, id=user.id)


def lines(page: Page) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td, th")]
        for row in page.select("main tbody tr")
    ]


def options(page: Page, name: str) -> list[str]:
    return [option.get_text() for option in page.select(f"#filter-{name} option")]


def url(event: Event, query: str = "") -> str:
    return f"/organise/events/{event.slug}/audit/{query}"


def test_every_act_is_a_line_with_names_and_the_events_time(desk: Browser, event: Event, olga: User) -> None:
    ben = accounts.user(name="Ben")
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False), transaction():
        audit.record(
            acting(olga), "event.changed", event, event_id=event.id, changes={"fields": ["title", "city"]}
        )
        audit.record(
            acting(olga), "member.roles_changed", ben, event_id=event.id, changes={"roles": [["viewer"], []]}
        )
        audit.record(actors.participant(7), "registration.link_asked", event, event_id=event.id)
        audit.record(
            SYSTEM, "something.new", event, event_id=event.id, changes={"seats": [None, 3], "by_hand": True}
        )
        audit.record(SYSTEM, "event.changed", events.event())

    page = desk.get(url(event))

    when = "1 Mar 2026, 21:00"
    assert lines(page) == [
        [when, "Plenary itself", "something.new", "Seats: – → 3 by hand: yes"],
        [when, "The participant", "Link to a registration asked for", ""],
        [when, "Olga", "Roles of a member changed", "Ben Roles: Viewer → –"],
        [when, "Olga", "Event changed", "Changed: Title, City"],
    ]


@pytest.mark.parametrize(
    ("action", "changes", "words"),
    [
        ("event.changed", {"part": "takingpart", "fields": ["frozen_from"]},
         "Page: Taking part Changed: No changes by participants from"),
        ("event.changed", {"part": "place", "fields": ["state", "city"]},
         "Page: Place Changed: State or province, City"),
        ("event.changed", {"part": "schedule", "fields": ["starts_local", "starts_fold", "ends_local"]},
         "Page: Dates Changed: Starts, Ends"),
        ("event.announced", {"lifecycle": ["draft", "announced"]}, "State: Draft → Announced"),
        ("event.copied", {"source": 7}, ""),
        ("registration.registered", {"state": [None, "confirmed"]}, "State: – → Confirmed"),
        ("registration.verified", {"state": ["offered", "offered"]}, "State: Seat offered"),
        ("registration.exported", {"format": "xlsx", "rows": 12, "with_access_needs": False},
         "Kind of file: xlsx Registrations: 12 With what people need for access: no"),
        ("programme.released", {"number": 3, "state": "final"}, "Number: 3 State: Final programme"),
        ("category.edited", {"fields": ["capacity"], "capacity": [3, None]}, "Changed: Seats Seats: 3 → –"),
        ("room.moved", {"direction": "up"}, "Moved: Up"),
        ("member.added", {"roles": [[], ["owner", "check-in"]]}, "Roles: – → Owner, Check-in"),
    ],
)  # fmt: skip
def test_what_changed_is_said_in_the_words_of_the_forms(
    desk: Browser, event: Event, action: str, changes: dict[str, Any], words: str
) -> None:
    with transaction():
        audit.record(SYSTEM, action, event, event_id=event.id, changes=changes)

    assert [line[3] for line in lines(desk.get(url(event)))] == [words]


def test_the_log_is_narrowed_by_act_and_by_person(desk: Browser, event: Event, olga: User) -> None:
    ben = accounts.user(name="Ben")
    with transaction():
        for actor, action in (
            (acting(olga), "event.changed"),
            (acting(ben), "event.changed"),
            (acting(ben), "room.created"),
            (SYSTEM, "event.changed"),
        ):
            audit.record(actor, action, event, event_id=event.id)

    def found(query: str) -> list[tuple[str, str]]:
        return [(line[1], line[2]) for line in lines(desk.get(url(event, query)))]

    assert found("?action=room.created") == [("Ben", "Room added")]
    assert found(f"?person={ben.id}") == [("Ben", "Room added"), ("Ben", "Event changed")]
    assert found(f"?person={ben.id}&action=event.changed") == [("Ben", "Event changed")]
    assert found("?person=system") == [("Plenary itself", "Event changed")]
    assert found("?person=participant") == []
    assert len(found("?person=nobody&action=")) == 4
    page = desk.get(url(event))
    assert options(page, "action") == ["All", "Event changed", "Room added"]
    assert options(page, "person") == ["All", "Ben", "Olga", "Participants", "The speaker", "Plenary itself"]


def test_a_long_log_has_pages_that_keep_the_filter(desk: Browser, event: Event, olga: User) -> None:
    with transaction():
        for number in range(51):
            audit.record(acting(olga), "event.changed", event, event_id=event.id, changes={"n": number})

    first = desk.get(url(event, "?action=event.changed"))
    second = desk.get(str(first.one("a[rel=next]")["href"]))

    assert len(lines(first)) == 50
    assert [line[3] for line in lines(second)] == ["n: 0"]
    assert "action=event.changed" in str(second.one("a[rel=prev]")["href"])


def test_somebody_who_has_gone_is_still_somebody(desk: Browser, event: Event) -> None:
    with transaction():
        audit.record(Actor(ActorKind.USER, id=999_999), "event.changed", event, event_id=event.id)

    assert lines(desk.get(url(event)))[0][1] == "Somebody whose account has gone"


def test_an_empty_log_says_so(desk: Browser, event: Event) -> None:
    assert "Nothing found" in desk.get(url(event)).words


@pytest.mark.parametrize("role", [role for role in TeamRole if role is not TeamRole.OWNER])
def test_only_owners_read_the_log(browser: Browser, event: Event, role: TeamRole) -> None:
    user = accounts.user()
    events.member(event, user, role)
    browser.sign_in(user)

    assert browser.get(url(event)).status == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_any_number_of_lines(
    desk: Browser, event: Event, count_queries: list[str], count: int
) -> None:
    for _ in range(count):
        user = accounts.user()
        with transaction():
            audit.record(acting(user), "member.added", user, event_id=event.id)
    count_queries.clear()

    page = desk.get(url(event))

    assert len(lines(page)) == count
    # session, event, grants, total, page, people, names, acts
    assert len(count_queries) == 8, count_queries


@pytest.mark.parametrize(
    "query",
    [
        "?person=-1",
        "?person=12345678901234567",
        "?person=٣",
        "?person=1e3",
        "?action=%27%20or%201=1",
        "?page=x",
    ],
)
def test_a_strange_filter_is_no_error(desk: Browser, event: Event, query: str) -> None:
    assert desk.get(url(event, query)).status == 200
