"""Pages as events publish them: what a person reads there although nobody labelled it."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value, values


def test_russian_names_behind_a_label_are_brought_back_to_how_they_are_called() -> None:
    text = (
        "Форум ламп\nДата: 5 мая 2027\nОрганизатор: Институт света\n"
        "При поддержке Правительства Ламповой области и Министерства света и торговли Российской Федерации\n"
    )

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("organiser", "Институт света"),
        ("partner", "Правительство Ламповой области"),
        ("partner", "Министерство света и торговли Российской Федерации"),
    ]


def test_a_programme_called_a_draft_is_one_and_its_clocks_are_no_numbers_of_headings() -> None:
    text = (
        "Fair of the lamps\n11 - 12 October 2027, Cork, Ireland\n\nProgramme (Draft)\n\n"
        "Monday, October 11th 2027\n\n16.00 - 18.00\n\nExcursion in two groups\n\n10.00\n\nOpening\n"
    )

    found = read(text, TODAY)

    assert value(found.programme).splitlines()[0] == "Monday, October 11th 2027"
    assert "16.00 - 18.00" in value(found.programme)
    assert found.sections == []


def test_what_stands_behind_another_label_is_no_part_of_the_place() -> None:
    text = (
        "Fest der Lampen\nDatum: 5. Mai 2027\nOrt: Alte Werft, Dochtstrasse 8, 8403 Winterthur\n"
        "Anerkennung & Credits: Bestätigung der Teilnahme, Punkte\n"
    )

    place = read(text, TODAY).place

    assert (value(place.venue_name), values(place.address_lines)) == ("Alte Werft", ["Dochtstrasse 8"])
    assert (value(place.postcode), value(place.city)) == ("8403", "Winterthur")


def test_a_line_with_house_town_and_days_says_when_and_where() -> None:
    text = (
        "Lampes, mèches et lumières\n\nInstitut des lampes, Paris, 1-3 juillet 2027\n\n"
        "Le colloque interroge ce que les lampes font aux soirées des villes et des campagnes.\n"
    )

    found = read(text, TODAY)

    assert (found.time.first_day, found.time.last_day) == (date(2027, 7, 1), date(2027, 7, 3))
    assert (value(found.place.venue_name), value(found.place.city)) == ("Institut des lampes", "Paris")
    assert found.time.timezone == "Europe/Paris"


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        (
            "Fair of the lamps",
            (
                "The harbour libraries of the whole coast, their friends, their readers and everybody who"
                " ever had a lamp mended there are invited to a long and quiet gathering of light"
                " on 5-6 May 2027 in a hall."
            ),
        ),
        (
            "明灯大会",
            "2027年5月5日(三)至6日(四)，由明灯协会主办的灯会在一座大厅举行，许多喜欢灯的人都来参加。",
        ),
    ],
)
def test_days_are_found_far_behind_in_a_sentence(title: str, sentence: str) -> None:
    when = read(f"{title}\n\n{sentence}\n", TODAY).time

    assert (when.first_day, when.last_day) == (date(2027, 5, 5), date(2027, 5, 6))
