"""Pages whose lines run on: lists, headings and texts without a blank line between, last days to register."""

from datetime import date, datetime

import pytest

from app.programme.announcing.reading import read
from app.programme.announcing.result import Announcement
from app.programme.paste.result import NOT_UNDERSTOOD
from tests.programme.announcing.test_reading import TODAY, value, values


def unread(text: str) -> list[str]:
    """What the account of a page says nobody has understood."""
    uses = (use for line in read(text, TODAY).lines for use in line.uses)
    return [text[use.span.start : use.span.end] for use in uses if use.use == NOT_UNDERSTOOD]


def parties(found: Announcement) -> list[tuple[str, str]]:
    return [(one.role, one.name.value) for one in found.parties]


def people(found: Announcement) -> list[tuple[str, str]]:
    return [(one.name.value, one.role) for one in found.people]


def test_a_list_of_people_ends_where_a_heading_stands_and_has_who_moderates() -> None:
    text = (
        "Круглый стол «Школа ламп»\n10 марта 2027 года, 15:00–17:00 (МСК)\n"
        "Организаторы: Администрация города и Институт света\n"
        "Регистрация до 5 марта: https://example.org/reg\n"
        "Контакты: Анна Лампова, anna@example.org, +7 000 123-45-67\n"
        "Спикеры:\nПётр Фонарёв, директор Городской библиотеки\nМодератор: Иван Свечин, журналист\n"
        "О мероприятии\nБиблиотеки давно учат взрослых. Участники обсудят, кто за это платит.\n"
    )

    found = read(text, TODAY)

    assert parties(found) == [("organiser", "Администрация города"), ("organiser", "Институт света")]
    assert people(found) == [("Пётр Фонарёв", ""), ("Иван Свечин", "Модератор")]
    assert [value(one.title) for one in found.sections] == ["О мероприятии"]
    assert value(found.registration) == "https://example.org/reg"
    assert (value(found.contact_name), value(found.contact_email)) == ("Анна Лампова", "anna@example.org")


def test_a_chinese_page_without_blank_lines() -> None:
    text = (
        "2027年灯城研讨会\n时间：2027年4月8日至9日 上午9:00—下午5:00\n"
        "地点：中国杭州市西湖区灯路8号 灯城会议中心\n"
        "联系人：张灯 zhang@example.org\n会议背景\n社区学校越来越多。本次会议讨论谁来办、怎样办。\n"
        "主要嘉宾\n李灯，灯城大学教授\n主持人：陈灯\n会议日程\n4月8日\n9:00 开幕式\n9:30 主旨报告\n"
    )

    found = read(text, TODAY)

    assert (value(found.place.country), value(found.place.city)) == ("CN", "杭州市")
    assert (value(found.place.venue_name), values(found.place.address_lines)) == (
        "灯城会议中心",
        ["西湖区灯路8号"],
    )
    assert found.time.timezone == "Asia/Shanghai"
    assert people(found) == [("李灯", ""), ("陈灯", "主持人")]
    assert [value(one.title) for one in found.sections] == ["会议背景"]
    assert unread(text) == []


def test_an_arabic_day_may_have_two_names_for_its_month_and_a_heading_is_nobody() -> None:
    text = (
        "وبينار: مصابيح بعد منتصف الليل\n"
        "الثلاثاء 9 شباط/فبراير 2027، من الساعة 14:00 إلى 15:30 (بتوقيت عمّان)\n"
        "المتحدثون\nد. ليلى المصباح، مديرة المكتبة العامة، عمّان\nعن الوبينار\n"
        "تفتح بعض المكتبات أبوابها ليلاً. لمن؟\n"
    )

    found = read(text, TODAY)

    assert (found.time.starts, found.time.timezone) == (
        datetime.fromisoformat("2027-02-09T14:00"),
        "Asia/Amman",
    )
    assert people(found) == [("ليلى المصباح", "")]
    assert found.people[0].country is None
    assert [value(one.title) for one in found.sections] == ["عن الوبينار"]


def test_an_address_below_the_day_needs_no_label_and_a_telephone_is_no_name() -> None:
    text = (
        "3. Regionaltagung „Lampen im Quartier“\nDonnerstag, 18. März 2027, 10 bis 16 Uhr\n"
        "Stadtbibliothek Lampenstadt, Dochtplatz 3, 54321 Lampenstadt\n\n"
        "Anmeldung bis 1. März 2027: https://example.org/anmeldung\n"
        "Ansprechpartnerin: Petra Docht, Tel. 0123 4567, petra@example.org\n"
    )

    found = read(text, TODAY)

    assert (value(found.place.venue_name), value(found.place.postcode), value(found.place.city)) == (
        "Stadtbibliothek Lampenstadt",
        "54321",
        "Lampenstadt",
    )
    assert (value(found.attendance), value(found.kind)) == ("in person", "regional meeting")
    assert value(found.contact_name) == "Petra Docht"
    assert value(found.registration) == "https://example.org/anmeldung"


def test_bodies_that_and_joins_are_two_and_a_city_is_told_once() -> None:
    text = (
        "Fiesta de las lámparas\n12–13 de marzo de 2027 · Cuenca, Ecuador\n\n"
        "Lugar: Casa de la Luz, Av. de la Mecha 14, Cuenca\n"
        "Organizan: Municipio de Cuenca y Red Andina de Lámparas\n"
    )

    found = read(text, TODAY)

    assert parties(found) == [("organiser", "Municipio de Cuenca"), ("organiser", "Red Andina de Lámparas")]
    assert (values(found.place.address_lines), value(found.place.city)) == (["Av. de la Mecha 14"], "Cuenca")


def test_a_programme_with_its_zone_in_brackets_ends_before_those_who_organise() -> None:
    text = (
        "Lamps at dusk\nWednesday, 3 March 2027, 3:00–4:30 p.m. CET\n\n"
        "Programme (CET)\n15:00 Welcome\n15:05 Three short talks\n16:00 Questions\n\n"
        "Organised jointly by the Lamp Institute and the Network of Wicks, with support from the Oil Fund\n"
        "For questions: dusk@example.org\n"
    )

    found = read(text, TODAY)

    assert parties(found) == [
        ("organiser", "Lamp Institute"),
        ("organiser", "Network of Wicks"),
        ("partner", "Oil Fund"),
    ]
    assert value(found.programme).splitlines()[-1] == "16:00 Questions"
    assert value(found.contact_email) == "dusk@example.org"
    assert found.sections == []
    assert unread(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Registration by 5 May 2027: https://example.org/lamps",
        "Inscription avant le 5 mai : https://example.org/lamps",
        "Inscripciones hasta el 5 de mayo: https://example.org/lamps",
        "Inscrições até 5 de maio: https://example.org/lamps",
        "Anmeldung bis zum 5. Mai: https://example.org/lamps",
        "التسجيل قبل 5 أيار: https://example.org/lamps",
        "报名截止5月5日：https://example.org/lamps",
    ],
)
def test_the_last_day_to_register_stands_before_the_address(line: str) -> None:
    found = read(f"Fair of the lamps\n\n{line}\n", TODAY)

    assert value(found.registration) == "https://example.org/lamps"
    assert found.time.first_day is None


def test_by_invitation_may_stand_beside_how_one_attends() -> None:
    found = read("Fair of the lamps\nDate: 5 May 2027\nType: In person, by invitation only\n", TODAY)

    assert (value(found.attendance), value(found.participation)) == ("in person", "invitation")


def test_what_only_looks_like_a_country_before_a_city_is_none() -> None:
    found = read(
        "Fair of the lamps\nDate: 5 May 2027\nVenue: Chad Street Hall, Quay Road 4, Cork, Ireland\n", TODAY
    )

    assert (value(found.place.country), value(found.place.venue_name)) == ("IE", "Chad Street Hall")
    assert found.time.first_day == date(2027, 5, 5)


def test_what_people_do_may_stand_above_them() -> None:
    text = (
        "Lamps at dusk\n27 January 2027\n2:00 pm - 3:30 pm (Hamburg time)\n\nSpeakers\nModerator\n"
        "Ada Lund, Programme Specialist, Lamp Institute\nPanellists\nBo Sand, Mayor of Wickham (Finland)\n"
        "Closing remarks\nDag Oil, Director, Lamp Institute\n\nRegistration\nhttps://example.org/lamps\n"
    )

    found = read(text, TODAY)

    assert people(found) == [
        ("Ada Lund", "Moderator"),
        ("Bo Sand", "Panellists"),
        ("Dag Oil", "Closing remarks"),
    ]
    assert found.time.timezone == "Europe/Berlin"
    assert value(found.registration) == "https://example.org/lamps"


def test_few_words_in_quotation_marks_below_the_title_are_the_theme() -> None:
    text = (
        "Fête des lampes\n« La lumière au fil du fleuve »\n\nDates : 14 avril 2027\nSite : https://example.org\n"
        "Accès : sur invitation\n\nRésultats attendus\n\n1. Une lampe\n2. Un réseau de mèches\n"
    )

    found = read(text, TODAY)

    assert value(found.theme) == "La lumière au fil du fleuve"
    assert value(found.participation) == "invitation"
    assert found.place.venue_name is None
    assert [(value(one.title), value(one.body)) for one in found.sections] == [
        ("Résultats attendus", "1. Une lampe\n2. Un réseau de mèches")
    ]
