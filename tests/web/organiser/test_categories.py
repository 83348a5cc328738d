"""The form of a category, when somebody else was faster and when the clocks go back."""

from datetime import date, datetime

import pytest

from app.events.models import Event, TeamRole
from app.registration.models import Category
from app.registration.queries import attendee
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import registrations as make
from tests.web.organiser.conflicts import versions

AT = "/organise/events/iclc/categories/"
TWICE = "2097-10-27T02:30"


@pytest.fixture
def event(browser: Browser) -> Event:  # noqa: ARG001 - it has the database
    return events.event(
        slug="iclc", timezone="Europe/Berlin", first_day=date(2097, 11, 4), last_day=date(2097, 11, 6)
    )


@pytest.fixture
def clerk(browser: Browser, event: Event) -> Browser:
    user = accounts.user(name="Dana Desk")
    events.member(event, user, TeamRole.REGISTRATION_DESK)
    browser.sign_in(user)
    return browser


def fresh(category: Category) -> Category:
    make.reread(category)
    return category


def test_an_older_form_puts_back_no_seats_and_shows_both_versions(clerk: Browser, event: Event) -> None:
    category = make.category(event, capacity=5)
    older = clerk.get(f"{AT}{category.public_id}/")
    clerk.submit(older, capacity="9")

    refused = clerk.submit(older, **{"name-en": "Cities"})

    assert refused.status == 409
    assert "Somebody else was faster" in refused.words
    assert fresh(category).capacity == 9
    assert ["9", "5"] in [words[1:] for words in versions(refused)]

    saved = clerk.submit(refused)

    assert saved.status == 302
    assert (fresh(category).capacity, category.name["en"]) == (9, "Cities")


def test_a_form_that_never_saw_a_version_saves_nothing(clerk: Browser, event: Event) -> None:
    category = make.category(event, capacity=5)

    refused = clerk.submit(clerk.get(f"{AT}{category.public_id}/"), capacity="9", seen="")

    assert refused.status == 409
    assert fresh(category).capacity == 5


def test_of_a_time_that_comes_twice_the_page_asks_which(clerk: Browser, event: Event) -> None:
    form = clerk.get(f"{AT}new")
    assert form.select("input[name=closes_fold]") == []

    asked = clerk.submit(form, **{"name-en": "Cities", "attendance": "either", "closes_local": TWICE})
    saved = clerk.submit(asked, closes_fold="1")

    assert asked.status == 422
    assert "Which closing do you mean?" in asked.words
    assert saved.status == 302
    (made,) = attendee.categories(event)
    assert (made.closes_local, made.closes_fold, made.opens_fold) == (datetime.fromisoformat(TWICE), 1, 0)
    again = clerk.get(f"{AT}{made.public_id}/")
    assert [box["value"] for box in again.select("input[name=closes_fold][checked]")] == ["1"]


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_of_another_age_is_refused_in_a_sentence(clerk: Browser, typed: str) -> None:
    refused = clerk.submit(
        clerk.get(f"{AT}new"), **{"name-en": "Cities", "attendance": "either", "opens_local": typed}
    )

    assert refused.status == 422
    assert "Enter a day between 1900 and 2199." in refused.words
