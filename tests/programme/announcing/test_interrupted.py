"""Where facts stop: at a text they stand in, below a programme, among documents and rooms."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value, values


def test_a_text_goes_on_behind_a_fact_on_one_of_its_lines() -> None:
    text = (
        "Fair of the lamps\nDate: 5 May 2027\n\nPractical information\nLunch is served in the yard.\n"
        "Registration: https://lamps.example/join\nBring a lamp of your own.\n"
    )

    found = read(text, TODAY)

    assert [(value(one.title), one.body.value) for one in found.sections] == [
        ("Practical information", "Lunch is served in the yard.\nBring a lamp of your own.")
    ]
    assert value(found.registration) == "https://lamps.example/join"


@pytest.mark.parametrize(
    ("below", "interpretation", "access", "sections"),
    [
        ("Languages: English, interpretation into French", ["fr"], "", []),
        ("Accessibility\nThe yard has no steps.", [], "The yard has no steps.", []),
        ("All talks are streamed live.", [], "", ["All talks are streamed live."]),
    ],
)
def test_below_the_last_clock_the_event_is_spoken_of_again(
    below: str, interpretation: list[str], access: str, sections: list[str]
) -> None:
    text = f"Fair of the lamps\nDate: 5 May 2027\n\nProgramme\n10:00 Opening\n11:00 Closing\n\n{below}\n"

    found = read(text, TODAY)

    assert value(found.programme) == "10:00 Opening\n11:00 Closing"
    assert (values(found.interpretation), value(found.accessibility)) == (interpretation, access)
    assert [one.body.value for one in found.sections] == sections


def test_between_clocks_the_language_is_that_of_a_session() -> None:
    text = "Fair\nDate: 5 May 2027\n\nProgramme\n10:00 Opening\n\nLanguage: French\n\n11:00 Closing\n"

    found = read(text, TODAY)

    assert values(found.languages) == []
    assert value(found.programme).endswith("11:00 Closing")


def test_a_programme_that_is_only_an_address_is_a_document() -> None:
    address = "https://lamps.example/programme.pdf"
    among = read(f"Fair\nDate: 5 May 2027\nDocuments\nDraft programme\n{address}\n", TODAY)
    alone = read(f"Fair\nDate: 5 May 2027\nProgramme\n{address}\n", TODAY)

    for found in (among, alone):
        assert [(one.kind, value(one.url)) for one in found.documents] == [("programme", address)]
        assert found.programme is None


@pytest.mark.parametrize(
    ("place", "venue", "lines", "city"),
    [
        ("Harbour Hall, Quay 3, Cork, Ireland", "Harbour Hall", ["Quay 3", "Red Room", "Blue Room"], "Cork"),
        ("Cork", "Red Room", ["Blue Room"], "Cork"),
    ],
)
def test_rooms_are_in_the_house_that_the_place_names(
    place: str, venue: str, lines: list[str], city: str
) -> None:
    found = read(f"Fair\nDate: 5 May 2027\nRooms: Red Room, Blue Room\nLocation: {place}\n", TODAY).place

    assert (value(found.venue_name), values(found.address_lines)) == (venue, lines)
    assert value(found.city) == city


def test_a_chinese_address_in_brackets_and_a_weekday_between_two_days() -> None:
    text = "读书会\n时间：2027年5月5日（星期三）至7日（星期五）\n地点：灯塔中心三楼（中国杭州市灯塔路8号）\n"

    found = read(text, TODAY)

    assert (found.time.first_day, found.time.last_day) == (date(2027, 5, 5), date(2027, 5, 7))
    assert (value(found.place.venue_name), values(found.place.address_lines)) == (
        "灯塔中心三楼",
        ["灯塔路8号"],
    )
    assert (value(found.place.city), value(found.place.country)) == ("杭州市", "CN")
    assert found.time.timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    "place", ["Дом света, ул. Ламповая, д. 24, г. Казань", "г. Казань, ул. Ламповая, д. 24, Дом света"]
)
def test_a_russian_city_without_its_mark_and_a_house_beside_its_street(place: str) -> None:
    found = read(f"Чтения\nДата: 5 мая 2027\nМесто: {place}\n", TODAY).place

    assert (value(found.city), value(found.venue_name)) == ("Казань", "Дом света")
    assert values(found.address_lines) == ["ул. Ламповая, д. 24"]


def test_a_motto_behind_its_label_is_the_theme_without_its_marks() -> None:
    assert (
        value(read("ملتقى القرى\nتحت شعار: «نور للجميع»\nالتاريخ: ٥ أيار ٢٠٢٧\n", TODAY).theme)
        == "نور للجميع"
    )


@pytest.mark.parametrize(
    "below",
    ["لماذا نلتقي؟\n• ليعرف بعضنا بعضا\n• لنضيء المدينة",
     "كلمة عن الليلة\nنلتقي في ساحة القرية القديمة لنشعل المصابيح كل عام معا."],
)  # fmt: skip
def test_a_heading_right_below_organisations_is_none_of_them(below: str) -> None:
    text = f"ليلة المصابيح\nالتاريخ: ٥ أيار ٢٠٢٧\nالشركاء\nجامعة الميناء\nمؤسسة النخيل\n{below}\n"

    found = read(text, TODAY)

    assert [one.name.value for one in found.parties] == ["جامعة الميناء", "مؤسسة النخيل"]
    assert [value(one.title) for one in found.sections] == [below.splitlines()[0]]
