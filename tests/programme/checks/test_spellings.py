"""One place, organisation or person spelt in two ways."""

import pytest

from tests.effort import calls
from tests.programme.checks.facts import (
    appearing,
    codes,
    event,
    item,
    party,
    person,
    room,
    section,
    told,
    words,
)


def test_two_spellings_of_one_place_are_told_where_the_rarer_stands() -> None:
    about = event(city=words("Querétaro"), venue_name=words("Querétaro Congress Center"))
    texts = [section(body="How to get to Queretaro.")]

    assert told(of=about, sections=texts) == ["spelt_twice: “Queretaro” is also spelt “Querétaro”."]
    assert codes(of=about, sections=[section(body="How to get to Querétaro.")]) == []


@pytest.mark.parametrize("name", ["Sønderborg", "Łódź", "Curaçao", "Großenhain"])
def test_a_name_with_letters_of_its_own_is_not_compared_with_itself(name: str) -> None:
    assert codes(sections=[section(body=f"From {name} to {name}.")]) == []


def test_letters_of_their_own_count_as_their_plain_neighbours() -> None:
    sections = [section(body="From Sønderborg to Sonderborg, back to Sønderborg.")]

    assert told(sections=sections) == ["spelt_twice: “Sonderborg” is also spelt “Sønderborg”."]


def test_languages_spell_a_place_each_in_their_own_way() -> None:
    about = event(city=words({"en": "Mexico City", "es": "Ciudad de México"}))

    assert codes(of=about, sections=[section(body={"en": "In Mexico.", "es": "En México."})]) == []


def test_words_that_differ_by_a_mark_are_no_names() -> None:
    assert codes(sections=[section(body="Práctica. La práctica es pública. Practica más.")]) == []


def test_an_organisation_in_two_spellings_is_a_warning_and_with_its_letters_a_hint() -> None:
    names = ["Council of Cities", "Council of cities", "Council of Cities (CC)", "Council for Cities"]
    people = [
        appearing(person("Ana", family), name)
        for family, name in zip(("Aa", "Bb", "Cc", "Dd"), names, strict=True)
    ]

    assert told(item(people=people)) == [
        "spelt_twice: “Council of cities” is also spelt “Council of Cities”.",
        "spelt_alike: “Council of Cities (CC)” may be the same as “Council of Cities”.",
        "spelt_alike: “Council for Cities” may be the same as “Council of Cities”.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ministry of Education", "Ministry of Educaton", ["spelt_alike"]),
        ("Ministry of Education", "Ministry of Edcuation", ["spelt_alike"]),
        ("University of Turku", "University of Tartu", []),
        ("City of Gambia", "City of Zambia", []),
        ("Forum 12", "Forum 13", []),
        ("City of Espoo", "CITY OF ESPOO", ["spelt_twice"]),
    ],
)
def test_only_what_is_likely_one_organisation_is_pointed_at(
    one: str, other: str, expected: list[str]
) -> None:
    assert codes(parties=[party(one), party(other)]) == expected


def test_rooms_spelt_in_two_ways_are_found() -> None:
    rooms = [room("Salón Azul"), room("Salon Azul")]

    assert "spelt_twice" in codes(rooms=rooms)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (("Raul", "Valdes Cotera"), "same_person"),
        (("R.", "Valdés Cotera"), "same_person"),
        (("Valdés Cotera", "Raúl"), "same_person"),
        (("Raúl", "Valdés-Cotera"), "same_person"),
        (("Raúl", "Valdés Coteras"), "similar_person"),
    ],
)
def test_a_person_entered_twice_is_found(other: tuple[str, str], code: str) -> None:
    people = [appearing(person("Raúl", "Valdés Cotera")), appearing(person(*other))]

    assert code in codes(item(people=people))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ana", "López"), ("Eva", "López")),
        (("Ana", "López"), ("Alma", "López")),
        (("Maria", "Kim"), ("Mario", "Kim")),
        (("A.", "López"), ("Eva", "López")),
    ],
)
def test_relatives_and_namesakes_are_left_alone(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert codes(item(people=[appearing(person(*one)), appearing(person(*other))])) == []


def test_the_same_person_twice_is_one() -> None:
    ana = person()

    assert codes(item(people=[appearing(ana)]), item("Two", "10:00", "11:00", people=[appearing(ana)])) == []


def test_four_times_as_many_namesakes_are_four_times_the_work() -> None:
    """Every comparison goes by keys; two thousand people compared pair by pair would take minutes."""
    few, many = (
        item(
            people=[
                appearing(person(f"{name}{chr(97 + number % 26)}{number}", "Christiansen"), "City of Seoul")
                for number in range(size)
            ]
        )
        for name, size in (("Seo", 200), ("Kim", 800))
    )

    assert calls(lambda: codes(many)) < 5 * calls(lambda: codes(few))
