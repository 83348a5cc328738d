"""Dates written in texts, in eight languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.checks.written_dates import dates_in
from tests.programme.checks.facts import codes, found, item, told, words


def about(text: str) -> list[str]:
    return told(item(abstract=words(text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Register by 31 June 2026.", "31 June 2026"),
        ("Register by June 31, 2026.", "June 31, 2026"),
        ("Held from 28 to 31 September.", "31 September"),
        ("Hasta el 30 de febrero de 2026", "30 de febrero de 2026"),
        ("Le 31 avril 2026", "31 avril 2026"),
        ("Am 31. November 2026", "31. November 2026"),
        ("31 июня 2026", "31 июня 2026"),
        ("٣١ يونيو ٢٠٢٦", "٣١ يونيو ٢٠٢٦"),
        ("2026年6月31日", "2026年6月31日"),
        ("31.06.2026", "31.06.2026"),
        ("2026-02-30", "2026-02-30"),
        ("29 February 2027 is none", "29 February 2027"),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_an_error(text: str, said: str) -> None:
    assert about(text) == [f"impossible_date: There is no such day: {said}."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 8 Seotember 2022", "8 Seotember 2022"),
        ("on 12 Novemebr", "12 Novemebr"),
        ("el 12 de septimbre de 2026", "12 de septimbre de 2026"),
        ("Wendesday 30 September 2026", "Wendesday 30 September 2026"),
        ("Novmber 12, 2026", "Novmber 12, 2026"),
    ],
)
def test_a_misspelt_month_or_weekday_is_pointed_at(text: str, said: str) -> None:
    assert about(text) == [f"misspelt_date: “{said}” seems to be misspelt."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tuesday, 28 September 2026", "Tuesday, 28 September 2026"),
        ("Tuesday 28 September", "Tuesday 28 September"),
        ("martes 28 de septiembre", "martes 28 de septiembre"),
        ("le mardi 28 septembre 2026", "mardi 28 septembre 2026"),
        ("Dienstag, 28. September 2026", "Dienstag, 28. September 2026"),
        ("terça-feira, 28 de setembro de 2026", "terça-feira, 28 de setembro de 2026"),
        ("вторник, 28 сентября 2026", "вторник, 28 сентября 2026"),
        ("الثلاثاء 28 سبتمبر 2026", "الثلاثاء 28 سبتمبر 2026"),
        ("2026年9月28日（星期二）", "2026年9月28日（星期二"),
        ("28 September 2026 (Tuesday)", "28 September 2026 (Tuesday"),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_told_with_the_day(text: str, said: str) -> None:
    assert about(text) == [
        f"weekday_and_date: It says “{said}”, but 28 September 2026 is another day of the week."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Monday, 28 September 2026", "lunes 28 de septiembre", "2026年9月28日（星期一）",
        "Monday to Wednesday, 28–30 September", "May 12 cities come?", "45 may come", "10 march on",
        "12 members and 30 mayors", "31 set menus", "3 marches in 2026", "from 9:30 to 10.15",
        "Room A31 June", "29 February 2028", "29 February", "2.5 may do", "31/12/2026", "12/31/2026",
        "In 2026 June comes", "on 30 Sept.", "5 كانون الثاني 2027", "Thursday 1 October 2026",
    ],
)  # fmt: skip
def test_what_is_right_or_no_date_at_all_is_left_alone(text: str) -> None:
    assert about(text) == []


def test_a_finding_leads_to_the_field_the_date_stands_in() -> None:
    session = item(key_question=words("What about 31 June 2026?"))

    (finding,) = found(session)

    assert (finding.target.id, finding.target.field) == (session.public_id, "key_question")


def test_a_weekday_of_a_date_far_from_the_event_without_a_year_is_nobodys_business() -> None:
    assert codes(item(abstract=words("On Tuesday 1 March we began."))) == []


@given(st.text(alphabet="0123456789 ./-:年月日AaprilMayseptembr,()٣", max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for dated in dates_in(text):
        assert 0 <= dated.start < dated.end <= len(text)
    codes(item(abstract=words(text)))
