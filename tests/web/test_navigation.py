"""The rail of the workspace shows the rooms its reader may enter, and which one this is."""

import pytest
from flask import Flask

from app.events.models import TeamRole
from app.web.navigation import event_menu
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make


def rooms(page: Page) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(".rail li a")]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            TeamRole.OWNER,
            ["Overview", "Event", "Programme", "People", "Documents", "Registrations", "Messages", "Members",
             "Log"],
        ),
        (TeamRole.VIEWER, ["Overview", "Programme", "People"]),
        (TeamRole.REGISTRATION_DESK, ["Overview", "Programme", "People", "Registrations", "Messages"]),
    ],
)  # fmt: skip
def test_the_rail_shows_what_a_role_may_enter(browser: Browser, role: TeamRole, expected: list[str]) -> None:
    event, user = make.event(slug="iclc"), accounts.user()
    make.member(event, user, role)
    browser.sign_in(user)

    page = browser.get("/organise/events/iclc/")

    assert rooms(page) == expected
    assert page.one(".rail [aria-current=page]")["href"] == "/organise/events/iclc/"


def test_every_room_of_the_rail_opens_and_knows_where_it_is(browser: Browser) -> None:
    event, user = make.event(slug="iclc"), accounts.user()
    make.member(event, user)
    browser.sign_in(user)
    addresses = [str(link["href"]) for link in browser.get("/organise/events/iclc/").select(".rail li a")]

    for address in addresses:
        page = browser.get(address)
        assert (page.status, page.one(".rail [aria-current=page]")["href"]) == (200, address)


def test_pages_about_no_event_have_no_rail(browser: Browser) -> None:
    browser.sign_in(accounts.user())

    assert browser.get("/organise/").select(".rail") == []


def test_a_public_menu_leads_to_what_there_is(app: Flask) -> None:
    with app.test_request_context("/"):
        assert event_menu("iclc", has_programme=False) == [("Overview", "/events/iclc/")]
        assert event_menu("iclc", has_programme=True, takes_registrations=True) == [
            ("Overview", "/events/iclc/"),
            ("Programme", "/events/iclc/programme/"),
            ("People", "/events/iclc/people/"),
            ("Register", "/events/iclc/register/"),
        ]
