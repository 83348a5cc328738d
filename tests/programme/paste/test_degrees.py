"""Russian degrees around names, what a person talks about behind their office, and Arabic openings."""

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
