"""Pages as events publish them: what a person reads there although nobody labelled it."""

from datetime import date, time

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


@pytest.mark.parametrize(
    ("line", "parties"),
    [
        (
            "Organised by the Union of Lamps in cooperation with the City of Cork and the Wick University",
            [
                ("organiser", "Union of Lamps"),
                ("in collaboration with", "City of Cork"),
                ("in collaboration with", "Wick University"),
            ],
        ),
        (
            "Organisée par l'Agence des lampes et la Mairie de Gand, avec le soutien de Mèches 9",
            [
                ("organiser", "Agence des lampes"), ("organiser", "Mairie de Gand"),
                ("partner", "Mèches 9"),
            ],
        ),
        (
            "Организатор: Ассоциация ламп совместно с Институтом света и Министерством тени",
            [
                ("organiser", "Ассоциация ламп"), ("in collaboration with", "Институт света"),
                ("in collaboration with", "Министерство тени"),
            ],
        ),
        (
            "الجهة المنظمة: جمعية القناديل بالتعاون مع وزارة النور",
            [("organiser", "جمعية القناديل"), ("in collaboration with", "وزارة النور")],
        ),
        ("Convocan: Red de Lámparas y Alcaldía de Gandía",
         [("organiser", "Red de Lámparas"), ("organiser", "Alcaldía de Gandía")]),
        ("Organised by: Ministry of Light and Energy", [("organiser", "Ministry of Light and Energy")]),
    ],
)  # fmt: skip
def test_one_label_names_organisations_of_several_roles(line: str, parties: list[tuple[str, str]]) -> None:
    found = read(f"Fair of the lamps\n\n5 May 2027\n{line}\n", TODAY)

    assert [(one.role, one.name.value) for one in found.parties] == parties


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday 4 – Thursday 6 May 2027",
        "Tue 4 - Thu 6 May 2027",
        "De terça-feira 4 a quinta-feira 6 de maio de 2027",
        "вторник 4 – четверг 6 мая 2027",
    ],
)
def test_weekdays_stand_before_both_days_of_one_month(line: str) -> None:
    when = read(f"Fair of the lamps\n{line}\nCork, Ireland\n", TODAY).time

    assert (when.first_day, when.last_day) == (date(2027, 5, 4), date(2027, 5, 6))


def test_a_title_in_quotation_marks_behind_its_kind_is_no_way_to_the_page() -> None:
    text = "Conférence « Les lampes du soir »\nLe jeudi 6 mai 2027 de 9 h 30 à 17 h\nGand, Belgique\n"

    assert value(read(text, TODAY).title) == "Conférence « Les lampes du soir »"


def test_who_holds_it_stands_in_a_sentence_though_labels_name_the_partners() -> None:
    text = (
        "Fair of the lamps\n5 May 2027, Cork, Ireland\n\n"
        "The fair is organised by the Union of Lamps and will show what light can do in the evening.\n\n"
        "Supported by: Fund for Wicks\n"
    )

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("partner", "Fund for Wicks"),
        ("organiser", "Union of Lamps"),
    ]


def test_a_short_line_near_the_title_says_that_it_is_hybrid() -> None:
    text = (
        "Foro de las lámparas\n\nDel 5 al 6 de mayo de 2027\nMedellín – Modalidad híbrida\n"
        "9:00 a. m. a 5:00 p. m. (hora de Colombia, UTC-5)\n\nInscripción: https://lamparas.example/a\n"
    )
    found = read(text, TODAY)

    assert (value(found.attendance), value(found.place.city)) == ("hybrid", "Medellín")
    assert (found.time.timezone, found.time.daily_start, found.time.daily_end) == (
        "America/Bogota", time(9, 0), time(17, 0),
    )  # fmt: skip
