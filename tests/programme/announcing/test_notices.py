"""Events as invitations, calls and press releases tell of them: no headline, salutations, sentences."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value


@pytest.mark.parametrize(
    ("invitation", "organiser"),
    [
        ("The Guild of Lamps and the Harbour Museum invite you to the", ["Guild of Lamps", "Harbour Museum"]),
        ("La Guilde des Lampes invite à la", ["Guilde des Lampes"]),
        ("La Red de Lámparas y la Casa de la Luz invitan al", ["Red de Lámparas", "Casa de la Luz"]),
        ("Die Lampengilde Sonnental lädt herzlich ein zum", ["Lampengilde Sonnental"]),
    ],
)
def test_who_invites_stands_above_the_title(invitation: str, organiser: list[str]) -> None:
    found = read(f"{invitation}\n\nNight of Wicks\n\nDate: 5 May 2027\n", TODAY)

    assert value(found.title) == "Night of Wicks"
    assert [one.name.value for one in found.parties if one.role == "organiser"] == organiser


@pytest.mark.parametrize(
    "line",
    ["You are invited!", "Appel à participation", "CONVOCATORIA", "Chamada de trabalhos",
     "Liebe Kolleginnen und Kollegen,",
     "الزملاء الأعزاء", "会议通知", "Уважаемые коллеги!"],
)  # fmt: skip
def test_a_call_or_a_salutation_is_no_title(line: str) -> None:
    assert value(read(f"{line}\nNight of Wicks\nDate: 5 May 2027\n", TODAY).title) == "Night of Wicks"


def test_the_name_of_a_site_stands_above_the_way_to_its_page() -> None:
    text = "Guild of Lamps\nHome / Events / Night\n\nNight of Wicks\nDate: 5 May 2027\n"

    assert value(read(text, TODAY).title) == "Night of Wicks"


def test_a_letter_without_a_headline_names_the_event_in_its_first_sentence() -> None:
    text = (
        "Уважаемые коллеги!\n\n"
        "Приглашаем вас на II конференцию «Лампы и люди», которая состоится 19–20 ноября 2027 года.\n\n"
        "Ключевые даты:\nдо 1 октября 2027 г. – заявки;\nдо 15 октября 2027 г. – статьи.\n"
    )

    found = read(text, TODAY)

    assert value(found.title) == "Лампы и люди"
    assert (found.time.first_day, found.time.last_day) == (date(2027, 11, 19), date(2027, 11, 20))
    assert found.sections[0].body.value.startswith("Приглашаем вас")


def test_a_press_release_without_a_headline_has_no_title() -> None:
    text = (
        "بيان صحفي\nعمّان – ١٢ تشرين الأول ٢٠٢٧\n\n"
        "تقام ليلة المصابيح يومي ٢ و٣ كانون الأول ٢٠٢٧ في مركز الضوء.\n\n"
        "وتنظم الليلة جمعية المصابيح بالتعاون مع جامعة الميناء وبدعم من صندوق البحر.\n\n"
        "وقالت الدكتورة هدى المثال، مديرة الجمعية: «الضوء مدرسة مفتوحة لكل سكان المدينة».\n"
    )

    found = read(text, TODAY)

    assert found.title is None
    assert (found.time.first_day, found.time.last_day) == (date(2027, 12, 2), date(2027, 12, 3))
    assert [(one.role, one.name.value) for one in found.parties if one.role != "organiser"] == [
        ("in collaboration with", "جامعة الميناء"),
        ("partner", "صندوق البحر"),
    ]
    assert [(value(one.honorific), one.name.value) for one in found.people] == [("الدكتورة", "هدى المثال")]


def test_a_sentence_below_a_programme_without_blank_lines_ends_it() -> None:
    text = (
        "Night of Wicks\nDate: 5 May 2027\n\nEvening in the yard\n18:00 Doors open\n19:00 Panel\n"
        "chaired by Ada Example\n\nThe night is free and open to all who like lamps and wicks.\n"
        "For more information contact Bo Sample, bo@lamps.example.\n"
    )

    found = read(text, TODAY)

    assert value(found.programme).splitlines()[-1] == "chaired by Ada Example"
    assert value(found.contact_name) == "Bo Sample"


def test_a_label_with_a_sentence_that_names_organisations_and_ends_with_a_point() -> None:
    text = (
        "Fête des lampes\nDate : 5 mai 2027\n\nOrganisé par le Réseau des lampes, "
        "avec le soutien de la Ville de Lampville et du Département de la Mèche.\n"
    )

    assert [(one.role, one.name.value) for one in read(text, TODAY).parties] == [
        ("organiser", "Réseau des lampes"),
        ("partner", "Ville de Lampville"),
        ("partner", "Département de la Mèche"),
    ]


def test_how_to_register_without_a_page_for_it_is_a_text() -> None:
    text = "灯会\n日期：2027年5月5日\n\n报名办法\n请于4月30日前将报名表发送至 deng@lamps.example\n\n"

    found = read(text, TODAY)

    assert [(value(one.title), one.body.value) for one in found.sections] == [
        ("报名办法", "请于4月30日前将报名表发送至 deng@lamps.example")
    ]


def test_an_address_has_no_small_word_before_it_and_no_point_behind_it() -> None:
    text = "Lampenfest\nam Samstag, dem 17. Oktober 2026, 10 Uhr\nim Alten Hof, Dochtweg 5, 34127 Kassel\n"

    assert value(read(text, TODAY).place.venue_name) == "Alten Hof"
