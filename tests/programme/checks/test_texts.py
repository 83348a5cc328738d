"""What should not stand in a text."""

import pytest

from tests.programme.checks.facts import appearing, codes, event, found, item, person, section, told, words


def test_a_session_without_a_title_in_the_main_language_is_an_error() -> None:
    (error,) = found(item({"es": "Apertura"}), of=event(content_languages=["en"]))

    assert (error.code, error.is_error, error.target.field) == ("no_title", True, "title")


@pytest.mark.parametrize(
    "tag", ["<<Email Address>>", "{{ first_name }}", "{% if x %}", "*|FNAME|*", "%%name%%", "${name}",
            "[[Name]]", "[insert name here]"],
)  # fmt: skip
def test_a_gap_of_a_template_is_an_error_wherever_it_stands(tag: str) -> None:
    assert told(item(abstract=words(f"Dear {tag}, come."))) == [
        f"merge_tag: A gap has not been filled in: {tag}"
    ]
    assert codes(sections=[section(body=f"Dear {tag}")]) == ["merge_tag"]
    assert codes(item(people=[appearing(person(biography=words(tag)))])) == ["merge_tag"]


@pytest.mark.parametrize(
    "text",
    [
        "a << b and c >> d",
        "Costs 50% or 60%",
        "{single}",
        "[a link](https://example.org)",
        "$5 {x}",
        "« Nom »",
    ],
)
def test_signs_in_a_text_are_no_gap(text: str) -> None:
    assert codes(item(abstract=words(text))) == []


def test_one_gap_in_two_languages_of_a_text_is_told_once() -> None:
    about = event(content_languages=["en"], title=words({"en": "Cities"}))
    both = words({"en": "Dear {{ name }}", "es": "Hola {{ name }}"})

    assert codes(item(abstract=both), of=about) == ["merge_tag"]


def test_blind_text_is_an_error() -> None:
    assert codes(sections=[section(body="Lorem ipsum dolor sit amet")]) == ["blind_text"]


def test_letters_that_contradict_the_season_are_found_in_sessions_and_on_the_page() -> None:
    session = item(abstract=words("Ends at 11:00 CET."))

    assert told(session, sections=[section(body="Doors open at 08:30 CET.")]) == [
        "zone_and_season: It says CET, but on that day it is CEST.",
        "zone_and_season: It says CET, but on that day it is CEST.",
    ]
    assert codes(item(abstract=words("Ends at 11:00 CEST."))) == []


def test_summer_time_in_november_is_found_with_its_field() -> None:
    november = event(
        first_day=event().first_day.replace(month=11),
        last_day=event().last_day.replace(month=11),
        daily_start=None,
    )
    session = item("Talk", None, None, key_question=words("What begins at 10:00 CEST?"))
    session.starts_local = session.ends_local = None

    assert codes(session, of=november) == ["not_scheduled"]


def test_a_title_that_says_it_is_to_be_confirmed_wants_a_look() -> None:
    assert told(item("Keynote (TBC)")) == [
        "not_settled: It still says that something is to be confirmed: “Keynote (TBC)”."
    ]
    assert codes(item("Les villes à venir")) == []
    assert codes(item(abstract=words("Whether this can be done is still to be confirmed by research."))) == []
