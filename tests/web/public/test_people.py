"""The people of an event: only those the current release names or its page presents."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, FeaturedPerson, Lifecycle
from app.files.models import StoredFile
from app.people.models import Person
from app.programme.models import Appearance, AppearanceRole, AppearanceState, ProgrammeItem
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make

PATH = "/events/learning-cities/people/"


def names(page: Page) -> list[str]:
    return [name.get_text(" ", strip=True) for name in page.select("main .person__name")]


def released(event: Event) -> None:
    with time_machine.travel(datetime(2026, 2, 12, 10, tzinfo=UTC), tick=False):
        make.release(event)


def appear(item: ProgrammeItem, person: Person, **fields: Any) -> None:
    with transaction() as session:
        session.add(Appearance(item=item, person=person, position=len(item.appearances) + 1, **fields))


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(slug="learning-cities", title=Translated({"en": "Learning cities"}))


@pytest.fixture
def ada(event: Event) -> Person:
    """She opens the meeting and moderates a panel."""
    person = make.person(
        "Ada",
        "Lovelace",
        honorific="Ms",
        email="ada@example.org",
        biography=Translated({"en": "Wrote the **first** programme. <script>alert(1)</script>"}),
        links=[{"label": "Home page", "url": "https://ada.example/"}],
    )
    opening = make.item(event, "Opening", starts=make.at("09:00"), ends=make.at("10:00"))
    panel = make.item(event, "Panel", starts=make.at("10:00"), ends=make.at("11:00"))
    chair, society = Translated({"en": "Chair"}), Translated({"en": "Analytical Society"})
    appear(opening, person, job=chair, organisation=society, city="London", country="GB")
    appear(
        panel,
        person,
        role=AppearanceRole.MODERATOR,
        job=chair,
        organisation=society,
        city="London",
        country="GB",
    )
    return person


def test_everybody_is_listed_once_by_family_name(browser: Browser, event: Event, ada: Person) -> None:
    park = make.person("Seoung Won", "Park", family_name_first=True)
    appear(make.item(event, "Talk"), park)
    released(event)

    page = browser.get(PATH)

    assert names(page) == ["Ms Ada Lovelace", "Park Seoung Won"]
    assert "2 people" in page.words
    assert page.select(".person__name a")[0]["href"] == f"{ada.public_id}/"
    lines = [line.get_text() for line in page.select(".person__line")]
    assert lines == [
        "Chair, Analytical Society, London, United Kingdom of Great Britain and Northern Ireland"
    ]


def test_a_person_has_a_page_with_their_sessions_and_roles(
    browser: Browser, event: Event, ada: Person
) -> None:
    released(event)

    page = browser.get(f"{PATH}{ada.public_id}/")

    assert page.one("h1 bdi").get_text(" ", strip=True) == "Ms Ada Lovelace"
    assert page.one(".prose").get_text().strip() == "Wrote the first programme. <script>alert(1)</script>"
    sessions = [" ".join(part.get_text(" ").split()) for part in page.select(".part")]
    assert sessions == [
        "Monday, 28 September 2026, 09:00–10:00 Opening Speaker",
        "Monday, 28 September 2026, 10:00–11:00 Panel Moderator",
    ]
    assert page.one(".links a")["href"] == "https://ada.example/"
    assert page.one("meta[property='og:title']")["content"] == "Ada Lovelace"
    assert page.one("meta[property='og:description']")["content"] == "Wrote the first programme. alert(1)"


def test_addresses_are_never_shown(browser: Browser, event: Event, ada: Person) -> None:
    released(event)

    pages = [browser.get(PATH), browser.get(f"{PATH}{ada.public_id}/")]

    assert ["ada@example.org" in page.text for page in pages] == [False, False]


def test_who_is_in_the_draft_alone_is_nobody_yet(browser: Browser, event: Event, ada: Person) -> None:
    listed, own = browser.get(PATH), browser.get(f"{PATH}{ada.public_id}/")

    assert (names(listed), listed.one(".empty__title").get_text()) == ([], "Nobody has been announced yet.")
    assert own.status == 404
    assert event.current_release is None


@pytest.mark.parametrize("state", [AppearanceState.PROPOSED, AppearanceState.DECLINED])
def test_who_was_only_thought_of_or_has_declined_is_not_listed(
    browser: Browser, event: Event, ada: Person, state: AppearanceState
) -> None:
    other = make.person("Secret", "Guest")
    appear(make.item(event, "Talk"), other, state=state)
    released(event)

    assert names(browser.get(PATH)) == ["Ms Ada Lovelace"]
    assert browser.get(f"{PATH}{other.public_id}/").status == 404
    assert ada.id


def test_people_of_other_events_are_unknown_here(browser: Browser, event: Event, ada: Person) -> None:
    elsewhere = make_events.event(slug="elsewhere")
    other = make.person("Other", "Person")
    appear(make.item(elsewhere, "Talk"), other)
    released(elsewhere)
    released(event)

    assert browser.get(f"/events/elsewhere/people/{other.public_id}/").status == 200
    assert browser.get(f"{PATH}{other.public_id}/").status == 404
    assert browser.get(f"/events/elsewhere/people/{ada.public_id}/").status == 404


def test_whom_the_events_page_presents_is_known_without_a_programme(browser: Browser, event: Event) -> None:
    person = make.person(
        "Ralf",
        "Behrens",
        honorific="Mr",
        affiliations=[
            {"position": {"en": "Head of Section"}, "organisation": {"en": "Ministry"}, "country": "DE"}
        ],
    )
    with transaction() as session:
        session.add(
            FeaturedPerson(event=event, person=person, position=1, role=Translated({"en": "Contributor"}),
                           quotation=Translated({"en": "Cities learn."}))
        )  # fmt: skip

    listed, own = browser.get(PATH), browser.get(f"{PATH}{person.public_id}/")

    assert names(listed) == ["Mr Ralf Behrens"]
    assert "Head of Section, Ministry, Germany" in listed.words
    assert own.one("h1").get_text(" ", strip=True) == "Mr Ralf Behrens"
    assert own.one(".quotation").get_text(strip=True) == "Cities learn."
    assert "Contributor" in own.words
    assert own.select(".part") == []


def test_whoever_is_presented_and_appears_is_one_person(browser: Browser, event: Event, ada: Person) -> None:
    with transaction() as session:
        session.add(
            FeaturedPerson(event=event, person=ada, position=1, role=Translated({"en": "Keynote speaker"}))
        )
    released(event)

    page, own = browser.get(PATH), browser.get(f"{PATH}{ada.public_id}/")

    assert names(page) == ["Ms Ada Lovelace"]
    assert "Keynote speaker" in page.words
    assert len(own.select(".part")) == 2


def test_a_photo_is_shown_with_its_credit_and_a_missing_one_is_not(
    browser: Browser, event: Event, ada: Person
) -> None:
    photo = StoredFile(
        storage_key="ada", filename="ada.png", content_type="image/png", size=1, sha256="0" * 64,
        width=600, height=600,
    )  # fmt: skip
    with transaction() as session:
        session.add(photo)
        ada.photo, ada.photo_credit = photo, "© Science Museum"
    released(event)

    listed, own = browser.get(PATH), browser.get(f"{PATH}{ada.public_id}/")
    with transaction():
        ada.photo = None
    released(event)
    without = browser.get(PATH)

    address = f"/files/{photo.public_id}/480.webp"
    assert listed.one(".person__photo")["src"] == address
    assert own.one(".person-page__photo")["src"] == address
    assert "© Science Museum" in own.words
    assert without.one(".person__photo--none").get_text() == "A"


@pytest.mark.parametrize("path", ["", "ZZZZZZZZ/"])
def test_a_hidden_event_has_no_people(browser: Browser, event: Event, path: str) -> None:
    with transaction():
        event.lifecycle = Lifecycle.DRAFT

    hidden, unknown = browser.get(f"{PATH}{path}"), browser.get(f"/events/nowhere/people/{path}")

    assert (hidden.status, hidden.words) == (404, unknown.words)


def test_a_kept_page_costs_one_query(
    browser: Browser, event: Event, ada: Person, count_queries: list[str]
) -> None:
    released(event)
    for path in (PATH, f"{PATH}{ada.public_id}/"):
        browser.get(path)
        count_queries.clear()

        browser.get(path)

        assert len(count_queries) == 1, count_queries


def test_making_the_list_costs_the_same_for_any_number_of_people(
    browser: Browser, event: Event, count_queries: list[str]
) -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            appear(make.item(event, "Talk"), make.person("Some", "Body"))
        released(event)
        count_queries.clear()
        browser.get(PATH)
        counts.append(len(count_queries))

    assert counts[0] == counts[1], counts
