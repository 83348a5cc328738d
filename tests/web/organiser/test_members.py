"""The members' pages, as a browser sees them."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.core.db import db
from app.events.models import Event, TeamMember, TeamRole
from app.outbox.models import Message
from tests.browserless import Browser, Page
from tests.make import accounts, events


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return events.event()


@pytest.fixture
def olga(event: Event) -> User:
    user = accounts.user(name="Olga", email="olga@example.org")
    events.member(event, user)
    return user


@pytest.fixture
def desk(browser: Browser, olga: User) -> Browser:
    """A browser in which the owner is signed in."""
    browser.sign_in(olga)
    return browser


def url(event: Event, path: str = "") -> str:
    return f"/organise/events/{event.slug}/members/{path}"


def team(event: Event) -> list[tuple[str, str]]:
    db.session.rollback()
    query = (
        select(User.name, TeamMember.role)
        .join(TeamMember, TeamMember.user_id == User.id)
        .where(TeamMember.event_id == event.id)
    )
    return sorted((name, role.value) for name, role in db.session.execute(query))


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_everybody_is_listed_once_with_all_roles(desk: Browser, event: Event) -> None:
    ben = accounts.user(name="Ben", email="ben@example.org", is_active=False)
    events.member(event, ben, TeamRole.VIEWER)
    events.member(event, ben, TeamRole.CHECK_IN)
    events.member(events.event(), accounts.user(name="Elsewhere"))

    page = desk.get(url(event))

    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")[:3]]
        for row in page.select("main tbody tr")
    ]
    assert rows == [
        ["Ben Disabled", "ben@example.org", "Viewer Check-in"],
        ["Olga", "olga@example.org", "Owner"],
    ]


def test_somebody_is_added_and_written_to(desk: Browser, event: Event) -> None:
    page = desk.submit(
        desk.get(url(event, "new")), email="ben@example.org", name="Ben", roles=["viewer", "check-in"]
    )

    assert (page.status, page.location) == (302, url(event))
    assert "Ben is in the team. We have written to them." in desk.follow(page).words
    assert team(event) == [("Ben", "check-in"), ("Ben", "viewer"), ("Olga", "owner")]
    assert db.session.scalars(select(Message.recipient)).all() == ["ben@example.org"]


def test_of_somebody_who_cannot_sign_in_no_letter_is_said_to_be_written(desk: Browser, event: Event) -> None:
    accounts.user(name="Ben", email="ben@example.org", is_active=False)

    page = desk.follow(desk.submit(desk.get(url(event, "new")), email="ben@example.org", roles=["viewer"]))

    assert [notice.get_text(" ", strip=True) for notice in page.select(".notice--warning")] == [
        "Ben is in the team, but cannot sign in: ask the operator to enable the account."
    ]
    assert db.session.scalars(select(Message)).all() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "", "roles": "viewer"}, "Enter an e-mail address, like name@example.org."),
        ({"email": "no address", "roles": "viewer"}, "Enter an e-mail address, like name@example.org."),
        ({"email": "ben@example.org"}, "Choose at least one role."),
        ({"email": "ben@example.org", "roles": "emperor"}, "Choose roles from the list."),
        (
            {"email": "OLGA@example.org", "roles": "viewer"},
            "This person is in the team already. Change their roles in the list.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    desk: Browser, event: Event, fields: dict[str, str], sentence: str
) -> None:
    page = desk.submit(desk.get(url(event, "new")), name="Ben <b>", **fields)

    assert page.status == 422
    assert errors(page) == [sentence]
    assert page.one("#name")["value"] == "Ben <b>"
    assert page.one("#email")["value"] == fields["email"]
    assert team(event) == [("Olga", "owner")]


def test_forty_invitations_an_hour_are_enough(desk: Browser, event: Event) -> None:
    form = desk.get(url(event, "new")).form()

    statuses = [
        desk.post(url(event, "new"), {**form, "email": f"user{n}@example.org", "roles": "viewer"}).status
        for n in range(41)
    ]

    assert statuses == [302] * 40 + [429]


def test_roles_are_changed(desk: Browser, event: Event) -> None:
    ben = accounts.user(name="Ben")
    events.member(event, ben, TeamRole.VIEWER)
    page = desk.get(url(event, f"{ben.public_id}/"))
    assert [box["value"] for box in page.select("input[name=roles][checked]")] == ["viewer"]

    answer = desk.submit(page, roles=["registration desk"])

    assert answer.location == url(event)
    assert team(event) == [("Ben", "registration desk"), ("Olga", "owner")]


def test_a_role_taken_away_counts_with_the_next_click(app: Flask, desk: Browser, event: Event) -> None:
    ben, bens = accounts.user(name="Ben"), Browser(app)
    events.member(event, ben)
    bens.sign_in(ben)
    assert bens.get(url(event)).status == 200

    desk.submit(desk.get(url(event, f"{ben.public_id}/")), roles=["viewer"])
    as_viewer = bens.get(url(event)).status
    desk.submit(desk.get(url(event)), selector=f"form[action='{url(event, ben.public_id + '/remove/')}']")

    assert as_viewer == 403
    assert bens.get(url(event)).status == 404
    assert team(event) == [("Olga", "owner")]


def test_the_last_owner_cannot_go(desk: Browser, event: Event, olga: User) -> None:
    page = desk.get(url(event, f"{olga.public_id}/"))

    demoted = desk.submit(page, roles=["viewer"])
    removed = desk.submit(desk.get(url(event)), selector=f"form[action$='{olga.public_id}/remove/']")

    assert demoted.status == 422
    assert errors(demoted) == ["An event needs an owner. Make somebody else an owner first."]
    assert removed.status == 409
    assert removed.one("h1").get_text() == "An event needs an owner. Make somebody else an owner first."
    assert team(event) == [("Olga", "owner")]


def test_who_leaves_is_led_to_their_other_events(desk: Browser, event: Event, olga: User) -> None:
    events.member(event, accounts.user(name="Ben"))

    page = desk.submit(desk.get(url(event)), selector=f"form[action$='{olga.public_id}/remove/']")

    assert page.location == "/organise/"
    assert team(event) == [("Ben", "owner")]


def test_t18_a_member_of_another_team_is_nobody_here(desk: Browser, event: Event) -> None:
    stranger = accounts.user(name="Stranger")
    events.member(events.event(), stranger)
    token = desk.get(url(event, "new")).form()

    foreign = desk.get(url(event, f"{stranger.public_id}/"))
    unknown = desk.get(url(event, "nosuchperson/"))
    removal = desk.post(url(event, f"{stranger.public_id}/remove/"), {"csrf_token": token["csrf_token"]})

    assert (foreign.status, unknown.status, removal.status) == (404, 404, 404)
    assert foreign.body == unknown.body
