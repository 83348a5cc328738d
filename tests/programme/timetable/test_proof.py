"""How somebody will appear, in each language of an event."""

import pytest

from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme.timetable import proof
from tests.make import events as make_events
from tests.make import programme as make


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(content_languages=["en", "ar"], main_language="en")


def test_each_language_says_what_it_has_and_marks_what_it_has_not(event: Event) -> None:
    park = make.person(
        "Seoung Won",
        "Park",
        family_name_first=True,
        honorific="Mr",
        biography=Translated({"en": "Chairs it."}),
    )
    item = make.item(event, "Opening", people=[park])
    (one,) = item.appearances
    with transaction():
        item.title = Translated({"en": "Opening", "ar": "الافتتاح"})
        one.job, one.organisation = Translated({"en": "Mayor", "ar": "عمدة"}), Translated({"en": "City"})
        one.country = "KR"

    english, arabic = proof.of(event, park, [one])

    assert (english.language, english.name, english.is_whole) == ("en", "Mr Park Seoung Won", True)
    assert english.lines[0].capacity == "Mayor, City, Republic of Korea"
    assert english.lines[0].calendar == "Speaker: Mr Park Seoung Won, Mayor, City, Republic of Korea"
    assert (arabic.lines[0].session, arabic.lines[0].missing) == ("الافتتاح", ["organisation"])
    assert arabic.lines[0].capacity.startswith("\u2068عمدة\u2069، \u2068City\u2069، ")
    assert (arabic.biography, arabic.missing) == ("Chairs it.", ["biography"])


@pytest.mark.parametrize(
    ("organisation", "capacity"),
    [
        ("City of Espoo", "City of Espoo, Finland"),
        ("Quay Foundation", "Quay Foundation, Espoo, Finland"),
        ("", "Espoo, Finland"),
    ],
)
def test_a_city_is_not_told_twice(event: Event, organisation: str, capacity: str) -> None:
    person = make.person("Ada", "Lindqvist")
    (one,) = make.item(event, "Opening", people=[person]).appearances
    with transaction():
        one.organisation = Translated({"en": organisation} if organisation else {})
        one.city, one.country = "Espoo", "FI"

    assert proof.of(event, person, [one])[0].lines[0].capacity == capacity


def test_somebody_in_no_session_still_has_a_name(event: Event) -> None:
    person = make.person(honorific="Dr")

    assert [one.name for one in proof.of(event, person, [])] == ["Dr Ana López"] * 2


def test_a_biography_is_shown_without_the_signs_of_its_markdown(event: Event) -> None:
    text = "Chairs **every** [harbour](https://harbour.example).\n\n- and learns"
    person = make.person(biography=Translated({"en": text}))

    assert proof.of(event, person, [])[0].biography.split() == [
        "Chairs",
        "every",
        "harbour.",
        "-",
        "and",
        "learns",
    ]
