"""Labels in two languages, committees, and what people are said to have said."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value, values


def test_labels_in_two_languages() -> None:
    text = (
        "Foire des lampes\nDate / Date : 5 mai 2027\nLieu / Venue : Cork, Irlande\n"
        "Langues / Languages : français, anglais\nOrganisation / Organised by : Guilde des lampes\n"
    )

    found = read(text, TODAY)

    assert (found.time.timezone, values(found.languages)) == ("Europe/Dublin", ["fr", "en"])
    assert [(one.role, one.name.value) for one in found.parties] == [("organiser", "Guilde des lampes")]


def test_chinese_labels_with_their_english_behind_them() -> None:
    found = read("灯会\n时间 Date：2027年5月5日\n地点 Venue：灯塔中心\n", TODAY)

    assert (str(found.time.first_day), value(found.place.venue_name)) == ("2027-05-05", "灯塔中心")


def test_the_head_of_a_table_is_no_label_in_two_languages() -> None:
    found = read("Fair\nDate: 5 May 2027\n\nTime / Place\nLamps are lit in the yard.\n", TODAY)

    assert value(found.place.venue_name) == ""


@pytest.mark.parametrize(
    "sentence",
    ['"A river does not stop at the bridge," said Ada Example, Mayor of Lampford.',
     '"Une lampe éclaire qui la porte", a déclaré Ada Example, maire de Lampville.',
     "„Eine Lampe leuchtet für alle“, sagte Ada Example, Bürgermeisterin von Lampenstadt."],
)  # fmt: skip
def test_a_sentence_goes_on_with_who_said_the_words(sentence: str) -> None:
    found = read(f"Fair\nDate: 5 May 2027\n\n{sentence}\n", TODAY)

    assert [value(one.name) for one in found.people] == ["Ada Example"]
    assert found.people[0].quotation is not None
    assert found.sections == []


def test_committees_keep_their_people() -> None:
    text = (
        "Fête\nDate : 5 mai 2027\n\nComité d'organisation\nAda Exemple (Université des Lampes)\n"
        "Bo Modèle (Université des Lampes)\n\nComité scientifique\n"
        "Nadia Témoin, professeure, Université de Mèche\n"
        "Jean Spécimen, maître de conférences, Université de Mèche\n"
    )

    assert [(value(one.title), one.body.value.count("\n")) for one in read(text, TODAY).sections] == [
        ("Comité d'organisation", 1),
        ("Comité scientifique", 1),
    ]


def test_what_is_counted_ends_before_its_verb_and_a_plus_before_a_number_is_no_bullet() -> None:
    text = (
        "Fair\nDate: 5 May 2027\n\n300 guests from 18 countries are expected.\n\n"
        "About\nCall us.\n+41 61 555 22 10\n"
    )

    found = read(text, TODAY)

    assert [(one.value.value, one.label.value) for one in found.figures] == [
        ("300", "guests"),
        ("18", "countries"),
    ]
    assert found.sections[0].body.value.endswith("+41 61 555 22 10")
