"""People, roles and sessions as Arabic, Chinese and Russian programmes write them every day."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedPerson, ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 2, 3), "Asia/Riyadh", date(2026, 2, 4))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def told(person: ParsedPerson) -> tuple[str, ...]:
    found = (person.honorific, person.name, person.position, person.organisation)
    return (*(one.value if one else "" for one in found), person.role)


@pytest.mark.parametrize(
    ("below", "position", "body"),
    [
        ("أستاذ الهندسة البيئية\nجامعة الروضة", "أستاذ الهندسة البيئية", "جامعة الروضة"),
        ("أستاذ علم الاجتماع\nجامعة الروضة", "أستاذ علم الاجتماع", "جامعة الروضة"),
        ("مدير العلاقات العامة", "مدير العلاقات العامة", ""),
    ],
)
def test_an_arabic_office_below_a_name_is_nobody_else(below: str, position: str, body: str) -> None:
    (session,) = read(f"9:00 - 10:00 الجلسة الأولى: التعليم\nالمتحدثون:\nالدكتور سامي الأنصاري\n{below}")

    assert [told(one) for one in session.people] == [("الدكتور", "سامي الأنصاري", position, body, "speaker")]


def test_the_chair_of_a_meeting_has_an_office_behind_the_name() -> None:
    (session,) = read("9:00 - 9:15 افتتاح الاجتماع\nرئيس الاجتماع: الأستاذ زياد الخطيب، مدير عام المراكز")

    assert [told(one) for one in session.people] == [
        ("الأستاذ", "زياد الخطيب", "مدير عام المراكز", "", "chair")
    ]


def test_who_is_to_be_confirmed_in_arabic_has_no_such_body() -> None:
    (session,) = read("9:00 - 9:15 الجلسة الثانية: الميزانية\nالمتحدث: أ. سمير الدباغ (سيؤكد لاحقًا)")

    assert [(told(one), one.is_tbc) for one in session.people] == [
        (("أ.", "سمير الدباغ", "", "", "speaker"), True)
    ]


def test_a_latin_honorific_among_chinese_words_is_no_part_of_the_name() -> None:
    (session,) = read("09:10-10:00　專題演講：終身學習\n主講人：Dr. Marta Lindqvist（瑞典北岸大學）")

    assert [told(one) for one in session.people] == [
        ("Dr.", "Marta Lindqvist", "", "瑞典北岸大學", "speaker")
    ]


def test_an_abbreviated_deputy_stands_before_a_name_in_a_column() -> None:
    (session,) = read(
        "Время\tМероприятие\tУчастники\n10:00–10:20\tОткрытие\tЗам. главы города И. В. Кораблёв"
    )

    assert [told(one) for one in session.people] == [
        ("", "И. В. Кораблёв", "Зам. главы города", "", "speaker")
    ]


@pytest.mark.parametrize("kind", ["Мастер-класс", "Workshop", "Круглый стол"])
def test_the_same_kind_with_another_title_in_quotation_marks_shares_the_clock(kind: str) -> None:
    found = read(
        f"10:00–11:30 {kind} «Сад и дом»\nМодератор: Кира Снегирёва\n{kind} «Книга и театр»\n12:00 Обед"
    )

    assert [(clock(one.start), one.title.value, len(one.people)) for one in found] == [
        ("10:00", f"{kind} «Сад и дом»", 1),
        ("10:00", f"{kind} «Книга и театр»", 0),
        ("12:00", "Обед", 0),
    ]


def test_a_title_in_quotation_marks_before_a_label_is_no_part_of_it() -> None:
    (session,) = read('14:25–14:45 "Parents as volunteers", speakers: Ann Sample and Peter Kott')

    assert session.title.value == '"Parents as volunteers"'
    assert [one.name.value for one in session.people] == ["Ann Sample", "Peter Kott"]


@pytest.mark.parametrize("signs", [("一、", "二、"), ("1、", "2、"), ("1. ", "2. ")])
def test_items_may_be_numbered_before_their_clocks(signs: tuple[str, str]) -> None:
    first, second = signs

    found = read(f"{first}9:00-9:10 开幕致辞\n{second}9:10-9:50 主题报告")

    assert [(clock(one.start), one.title.value) for one in found] == [
        ("09:00", "开幕致辞"),
        ("09:10", "主题报告"),
    ]


def test_a_title_in_quotation_marks_behind_the_bracket_of_a_speaker_is_no_body() -> None:
    (session,) = read("10:15 – 11:45 Секция А: музей и школа\n• Анна Верховская (Музей хлеба) «Урок в музее»")

    assert [told(one)[1:4] for one in session.people] == [("Анна Верховская", "", "Музей хлеба")]
