"""Words of single languages around people: Russian degrees and offices, Arabic verbs, Chinese titles."""

import pytest

from tests.programme.paste.test_agendas import read, told


@pytest.mark.parametrize(
    ("line", "position", "body"),
    [
        ("Фонарёв Пётр Ильич, к.п.н., доцент, Институт света", "доцент", "Институт света"),
        ("Фонарёв Пётр Ильич, к. п. н., доцент", "доцент", ""),
        ("Фонарёв Пётр Ильич, д.ф.-м.н., профессор", "профессор", ""),
        ("Фонарёв Пётр Ильич, канд. пед. наук, профессор", "профессор", ""),
    ],
)
def test_a_degree_behind_a_name_is_no_office(line: str, position: str, body: str) -> None:
    found, _ = read(f"2026-02-10\n9:00 Доклад\n{line}\n10:00 Обед")

    assert [told(one)[1:3] for one in found.people] == [(position, body)]


def test_a_degree_and_an_office_before_a_name() -> None:
    found, _ = read("2026-02-10\n9:00 Доклад\nк.т.н., доц. Фонарёв П.И., Институт света\n10:00 Обед")

    assert [told(one)[0] for one in found.people] == ["Фонарёв П.И."]
    assert found.people[0].honorific is not None
    assert found.people[0].honorific.value == "к.т.н., доц."


def test_a_title_in_quotation_marks_behind_somebody_is_what_they_talk_about() -> None:
    text = (
        "2026-02-10\n9:00 Пленарное заседание\nДокладчики:\n"
        "• Фонарёва Анна Ильинична, директор Института света (г. Тверь) – «Свет двора»\n"
        "• Мерцалов Олег, эксперт Союза ламп, Венгрия – «Уроки фитиля»\n10:00 Обед"
    )

    found, *_ = read(text)

    assert [(one.name.value, one.country.value if one.country else "") for one in found.people] == [
        ("Фонарёва Анна Ильинична", ""),
        ("Мерцалов Олег", "Венгрия"),
    ]


@pytest.mark.parametrize("title", ["افتتاح الورشة", "افتتاح الندوة", "افتتاح ورشة العمل الأولى"])
def test_the_opening_of_an_arabic_meeting_is_an_opening(title: str) -> None:
    found, _ = read(f"2026-02-10\n9:00 {title}\n10:00 الغداء")

    assert found.kind == "opening"


def test_a_chinese_title_and_its_place_behind_a_blank() -> None:
    found, other = read("2026-02-10\n9:00　开幕式　灯塔广场\n10:00　灯塔读书会 王小明\n")

    assert found.room is not None
    assert (found.title.value, found.room.value) == ("开幕式", "灯塔广场")
    assert other.room is None


def test_chinese_titles_behind_numbered_speakers_with_their_body_in_brackets() -> None:
    text = (
        "2026-02-10\n10:40 专题研讨：灯与人\n"
        "主持：吴小燕副教授\n发言：\n"
        "（1）李小源（灯塔大学）《灯的十年》\n"
        "（2）朴恩珠（灯塔研究院）《人的十年》\n12:00 午餐\n"
    )

    people = read(text)[0].people

    assert [told(one) for one in people] == [
        ("吴小燕", "", "", "moderator"),
        ("李小源", "", "灯塔大学", "panellist"),
        ("朴恩珠", "", "灯塔研究院", "panellist"),
    ]


@pytest.mark.parametrize("who", ["глава района Фонарёв П. И.", "директор Дома света Фонарёва А.И."])
def test_a_russian_office_before_a_surname_with_initials(who: str) -> None:
    found, _ = read(
        f"2026-02-10\n9:00 открытие фестиваля. Выступают: {who}, директор школы Мерцалова О. О.\n10:00 обед"
    )

    assert found.title.value == "открытие фестиваля"
    assert len(found.people) == 2


def test_an_arabic_verb_leads_to_who_moderates_and_a_festive_lunch_is_a_meal() -> None:
    first, second = read("2026-02-10\n11:00 | حوار مفتوح | يديره الصحفي بدر المثال\n12:00 | حفل غداء | —\n")

    assert [told(one) for one in first.people] == [("بدر المثال", "الصحفي", "", "moderator")]
    assert second.kind == "meal"
