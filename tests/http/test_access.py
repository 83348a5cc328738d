"""Who may open what: every route, every method, every role, read from the access marks (T15, T17, T18)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import Table, select

from app.accounts.models import User
from app.core.db import Base, db
from app.events.models import Event, TeamRole
from app.events.rules import ROLE_PERMISSIONS
from app.http import access
from tests.browserless import Browser, Page
from tests.http.populate import populate
from tests.http.routes import NO_SUCH, Route, walk
from tests.make import accounts, events, registrations

MARKS = {"public", "link", "development", "signed in"}
SIGN_IN = "/account/sign-in/"
READY = "/readyz"  # says 503 to everybody until the database is migrated, as it never is here
NOT_YOURS = str(access.MayNot.message)
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
ROLES = ("anonymous", "viewer", "stranger", "owner", "administrator")


@dataclass
class Cast:
    """Everybody who may come along, and an event with a viewer and an owner in its team."""

    app: Flask
    users: dict[str, User]

    def browser(self, role: str) -> Browser:
        browser = Browser(self.app, is_strict=False)  # who may see a page, not how well it is made
        if role != "anonymous":
            browser.sign_in(self.users[role])
        return browser

    def event(self) -> Event:
        for thing in list(db.session):  # the number of an event that was deleted is given again
            if not isinstance(thing, User):
                db.session.expunge(thing)
        event = registrations.event()
        events.member(event, self.users["owner"])
        events.member(event, self.users["viewer"], TeamRole.VIEWER)
        return event


@pytest.fixture
def cast(app: Flask) -> Cast:
    users = {
        role: accounts.user(name=role.title(), is_administrator=role == "administrator")
        for role in ROLES
        if role != "anonymous"
    }
    events.member(events.event(), users["stranger"])
    return Cast(app, users)


@pytest.fixture
def team_routes(app: Flask) -> list[Route]:
    return [route for route in walk(app) if route.permission is not None]


def token(browser: Browser) -> dict[str, str]:
    """What proves that a form is ours, in this browser's session."""
    page = browser.get("/account/")
    page = page if page.status == 200 else browser.get(SIGN_IN)
    found = re.search('name="csrf_token"[^>]* value="([^"]+)"', page.text)  # a tree would take longer
    assert found is not None
    return {"csrf_token": found[1]}


def test_t17_every_route_says_who_may_open_it(app: Flask) -> None:
    known = {route.access for route in walk(app) if route.permission is None}

    assert known <= MARKS


def test_t17_every_page_of_one_event_asks_for_a_permission(app: Flask) -> None:
    """In the workspace a slug names an event, and events have teams."""
    unasked = [
        route.rule.rule
        for route in walk(app)
        if route.rule.rule.startswith("/organise/events/<slug>") and route.permission is None
    ]

    assert unasked == []


def expected(route: Route, role: str, method: str) -> str:
    """The table: what becomes of a request."""
    if route.access in {"public", "link", "development"}:
        return "admitted"
    if role == "anonymous":
        return "asked to sign in" if method == "GET" else "kept for later"
    if route.permission is None:
        return "admitted"
    if role == "stranger":
        return "told nothing"
    if role == "viewer" and route.permission not in ROLE_PERMISSIONS[TeamRole.VIEWER]:
        return "refused"
    return "admitted"


def became(page: Page, unknown: Page) -> str:
    """What has become of a request; `unknown` is the answer for an event that does not exist."""
    if page.status in {302, 303} and page.location.startswith(SIGN_IN):
        return "asked to sign in"
    # Only a refusal is read as a tree: there are thousands of pages.
    heading = page.one("h1").get_text() if page.status == 403 else ""
    if page.status == 403 and heading.startswith("You are signed out."):
        return "kept for later"
    if page.status == 403 and heading == NOT_YOURS:
        return "refused"
    if page.status == 404 and unknown.status == 404 and page.body == unknown.body:
        return "told nothing"
    return (
        "admitted" if page.status < 500 or page.response.request.path == READY else f"broken: {page.status}"
    )


@pytest.mark.parametrize("role", ROLES)
def test_t17_looking(cast: Cast, app: Flask, role: str) -> None:
    browser, event = cast.browser(role), cast.event()
    unlike = {}

    for route in walk(app):
        if not route.takes("GET"):
            continue
        page, unknown = browser.get(route.url(slug=event.slug)), browser.get(route.url(slug=NO_SUCH))
        result, wanted = became(page, unknown), expected(route, role, "GET")
        if wanted == "admitted" and route.permission and route.arguments == {"slug"}:
            result = result if page.status in {200, 302, 303} else f"{result}: {page.status}"
        if wanted == "admitted" and route.arguments - {"slug"}:
            result = result.replace("told nothing", "admitted")  # the rest of the address is made up
        if result != wanted and not (
            wanted == "admitted" and route.permission is None and page.status == 404
        ):
            unlike[route.rule.rule] = (result, wanted)

    assert unlike == {}


@pytest.mark.parametrize("role", ROLES)
def test_t17_acting(cast: Cast, app: Flask, role: str) -> None:
    unlike = {}
    wanted = "admitted"

    for route in walk(app):
        if not route.unsafe_methods:
            continue
        assert route.unsafe_methods == ["POST"], route.rule
        if wanted == "admitted":  # what was acted on may be gone or signed out: everything anew
            browser, event = cast.browser(role), cast.event()
            proof = token(browser)
        unknown = browser.post(route.url(slug=NO_SUCH), proof)
        page = browser.post(route.url(slug=event.slug), proof)
        result, wanted = became(page, unknown), expected(route, role, "POST")
        if wanted == "admitted" and (route.arguments - {"slug"} or route.permission is None):
            result = result.replace("told nothing", "admitted")
        if result != wanted:
            unlike[route.rule.rule] = (result, wanted)

    assert unlike == {}


def test_t17_an_event_of_somebody_else_looks_like_no_event(cast: Cast, team_routes: list[Route]) -> None:
    browser, event = cast.browser("stranger"), cast.event()
    proof = token(browser)

    for route in team_routes:
        for method in ("GET", "POST"):
            if not route.takes(method):
                continue
            ask = browser.get if method == "GET" else (lambda url: browser.post(url, proof))
            foreign, unknown = ask(route.url(slug=event.slug)), ask(route.url(slug=NO_SUCH))
            assert (foreign.status, unknown.status) == (404, 404), route.rule
            assert foreign.body == unknown.body, route.rule
            assert headers(foreign) == headers(unknown), route.rule


def headers(page: Page) -> dict[str, str]:
    return {name: value for name, value in page.headers.items() if name != "X-Request-ID"}


def test_t17_not_even_the_sign_in_page_tells_whether_an_event_exists(
    cast: Cast, team_routes: list[Route]
) -> None:
    event = cast.event()

    for route in team_routes:
        if route.takes("GET"):
            known = Browser(cast.app).get(route.url(slug=event.slug))
            unknown = Browser(cast.app).get(route.url(slug=NO_SUCH))
            assert (known.status, unknown.status) == (302, 302), route.rule
            assert known.location.replace(event.slug, NO_SUCH) == unknown.location, route.rule


def test_t18_things_of_another_event_do_not_exist_in_mine(
    cast: Cast, app: Flask, count_queries: list[str]
) -> None:
    browser, mine = cast.browser("owner"), cast.event()
    own = public_names()
    populate(registrations.event())
    # One of each kind: what finds the first room of another event finds its second.
    foreign = [min(new) for kind, names in public_names().items() if (new := names - own[kind])]
    proof = token(browser)

    for route in inside_an_event(app):
        for argument in sorted(route.arguments - {"slug"}):
            if route.is_number(argument) or route.is_choice(argument):
                continue
            for method in ("GET", "POST"):
                if not route.takes(method):
                    continue
                ask = browser.get if method == "GET" else (lambda url: browser.post(url, proof))
                unknown = ask(route.url(slug=mine.slug))
                # 409: nothing is there, so there is nothing to be done to it.
                assert unknown.status in ({404} if method == "GET" else {404, 409}), route.rule
                for name in foreign:
                    count_queries.clear()
                    page = ask(route.url(slug=mine.slug, **{argument: name}))
                    where = f"{method} {route.rule.rule} {argument}={name}"
                    assert page.status == unknown.status, where
                    assert page.body == unknown.body, where
                    assert [line for line in count_queries if line.startswith(WRITES)] == [], where


def inside_an_event(app: Flask) -> Iterator[Route]:
    """Routes that name something inside an event, in the workspace and outside."""
    return (route for route in walk(app) if route.arguments > {"slug"})


def named_tables() -> dict[str, list[Table]]:
    """The tables whose rows have a name of their own in addresses, by the column that holds it."""
    tables = Base.metadata.sorted_tables
    return {
        column: [table for table in tables if column in table.columns] for column in ("public_id", "slug")
    }


def public_names() -> dict[str, set[str]]:
    """What each kind of thing is called, by its table and column."""
    return {
        f"{table.name}.{column}": set(db.session.scalars(select(table.columns[column])))
        for column, tables in named_tables().items()
        for table in tables
    }


def test_t18_every_kind_of_thing_an_event_holds_is_tried(cast: Cast) -> None:
    """Fails for a new kind with names of its own until `populate` makes one."""
    event = cast.event()

    populate(event)

    empty = [
        table.name
        for tables in named_tables().values()
        for table in tables
        if "event_id" in table.columns
        and db.session.execute(select(table).where(table.columns["event_id"] == event.id)).first() is None
    ]
    assert empty == []


@pytest.mark.parametrize("role", ["anonymous", "owner", "administrator"])
def test_t15_looking_never_writes(cast: Cast, app: Flask, count_queries: list[str], role: str) -> None:
    browser, event = cast.browser(role), cast.event()
    populate(event)
    written = {}

    for route in walk(app):
        if route.takes("GET"):
            count_queries.clear()
            browser.get(route.url(slug=event.slug))
            browser.head(route.url(slug=event.slug))
            written[route.rule.rule] = [line for line in count_queries if line.startswith(WRITES)]

    assert {rule: lines for rule, lines in written.items() if lines} == {}
