"""Agendas whose clocks, days and speakers are easily taken for one another."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedPerson, ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 2, 10), "Asia/Riyadh", date(2026, 2, 11))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(person: ParsedPerson) -> tuple[str, ...]:
    found = (person.name, person.position, person.organisation)
    return (*(one.value if one else "" for one in found), person.role)


def test_a_clock_before_a_word_that_is_a_weekday_too() -> None:
    first, second = read(
        "10 февраля 2026\n10.10–10.40. Маршруты как учебная среда\n10.40–11.00. Вопросы и ответы\n"
    )
    assert (first.day, clock(first.start), second.day) == (date(2026, 2, 10), "10:10", date(2026, 2, 10))


def test_days_of_a_month_are_no_hours() -> None:
    text = "Городской форум\n10–11 февраля 2026 года\n\n10 февраля\n{}\n".format(
        "\n".join(f"{hour}:00–{hour + 1}:00 Занятие {hour}" for hour in range(10, 14))
    )
    assert [one.title.value for one in read(text)] == [f"Занятие {hour}" for hour in range(10, 14)]


@pytest.mark.parametrize(
    ("line", "title", "people"),
    [
        (
            "Лапин Г.С., доцент (Приозёрский университет). Город как школа",
            "Город как школа",
            [("Лапин Г.С.", "доцент", "Приозёрский университет", "speaker")],
        ),
        (
            "Тихонов Р.В., Громова Е.И. (Институт города). Карты учебных мест",
            "Карты учебных мест",
            [("Тихонов Р.В.", "", "", "speaker"), ("Громова Е.И.", "", "Институт города", "speaker")],
        ),
        (
            "Открытие вебинара, Алла Ветрова, модератор",
            "Открытие вебинара",
            [("Алла Ветрова", "", "", "moderator")],
        ),
        ("開幕致詞／海風市市長 葉國安", "開幕致詞", [("葉國安", "海風市市長", "", "speaker")]),
    ],
)
def test_people_in_the_line_of_a_title(line: str, title: str, people: list[tuple[str, ...]]) -> None:
    found, _ = read(f"2026-02-10\n10:00-10:20 {line}\n10:30-11:00 Обед")
    assert (found.title.value, [told(one) for one in found.people]) == (title, people)


def test_a_slash_with_blanks_between_an_arabic_title_and_a_name() -> None:
    found, _ = read(
        "2026-02-10\n09:30 الجلسة الافتتاحية\nالكلمات الترحيبية:\n"
        "• معالي الدكتور / سالم الراسبي – وزير التعليم\n• سعادة السفيرة / ليلى بنعمر\n10:30 استراحة\n"
    )
    assert [told(one)[:2] for one in found.people] == [("سالم الراسبي", "وزير التعليم"), ("ليلى بنعمر", "")]
    assert found.abstract is None


@pytest.mark.parametrize(
    ("label", "roles"), [("Chair", ["chair", "speaker"]), ("Chairs", ["chair", "chair"])]
)
def test_a_label_for_one_before_a_list(label: str, roles: list[str]) -> None:
    found, _ = read(
        f"2026-02-10\n9:00 Session on wells\n{label}: Ada Example; Bo Sample, Seed Trust\n10:00 Lunch"
    )
    assert [one.role for one in found.people] == roles


def test_who_gives_what_stands_before_a_clock_in_brackets() -> None:
    found, _ = read(
        "2026-02-10\n1. Opening remarks (9:00 – 9:15) – Dr Ada Example, Director\n2. Lunch (9:15 – 10:00)"
    )
    assert (found.title.value, found.kind, [told(one)[0] for one in found.people]) == (
        "Opening remarks",
        "opening",
        ["Ada Example"],
    )


def test_talks_in_an_hour_of_keynotes() -> None:
    found = read(
        "2026-02-10\n一、主旨报告 (09:40-11:10)\n1. 社区学习之路 (09:40-10:10)\n报告人:韩启明 云河大学校长\n"
        "2. 老年教育 (10:10-10:40)\n报告人:白雪梅 云河老年大学校长\n"
    )
    assert [one.kind for one in found] == ["keynote"] * 3


def test_what_somebody_speaks_about_behind_them() -> None:
    found, _ = read(
        '2026-02-10\n9:00 Talk\nSpeaker: Ada Example, teacher, Harbour School. Topic: "Wells"\n10:00 Lunch'
    )
    assert found.title.value.strip('"') == "Wells"
    assert [told(one) for one in found.people] == [("Ada Example", "teacher", "Harbour School", "speaker")]


def test_the_letter_of_a_section_is_no_initial() -> None:
    found, _ = read("2026-02-10\n9:00 Секция А. «Дворы»\n10:00 Обед")
    assert (found.title.value, found.people) == ("Секция А. «Дворы»", ())
