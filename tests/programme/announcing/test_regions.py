"""States and regions beside cities, and addresses of the web in Chinese sentences."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value


@pytest.mark.parametrize(
    ("place", "city", "state", "country", "zone"),
    [
        ("Casa da Luz, Rua do Pavio, 8, Recife - PE", "Recife", "PE", "BR", "America/Recife"),
        ("Casa da Luz, Lampeira, ES", "Lampeira", "ES", "BR", "America/Sao_Paulo"),
        ("Casa da Luz, Lampeira, Moçambique", "Lampeira", "", "MZ", "Africa/Maputo"),
    ],
)
def test_letters_behind_a_brazilian_city_are_its_state_and_no_country(
    place: str, city: str, state: str, country: str, zone: str
) -> None:
    found = read(f"Festa da luz\nData: 5 de maio de 2027\nLocal: {place}\n", TODAY)

    assert (value(found.place.city), value(found.place.state)) == (city, state)
    assert (value(found.place.country), found.time.timezone) == (country, zone)


def test_a_russian_region_is_no_city() -> None:
    place = read("Школа света\nКогда: 6 июля 2027\nГде: база «Фитиль», Ламповая область\n", TODAY).place

    assert (value(place.venue_name), value(place.city)) == ("база «Фитиль»", "")
    assert value(place.state) == "Ламповая область"


@pytest.mark.parametrize("behind", ["）", "。", "，请准时。"])
def test_an_address_ends_before_a_chinese_mark(behind: str) -> None:
    text = f"灯会\n日期：2027年5月5日\n直播：https://deng.example/live{behind}\n"

    assert value(read(text, TODAY).livestream) == "https://deng.example/live"


def test_how_one_attends_may_say_where_it_is_streamed() -> None:
    text = "灯会\n日期：2027年5月5日\n参会方式：线下为主，同步网络直播（https://deng.example/live）\n"

    found = read(text, TODAY)

    assert (value(found.livestream), value(found.attendance)) == ("https://deng.example/live", "hybrid")


def test_organisations_with_quotation_marks_in_their_names_are_listed_too() -> None:
    text = "灯会\n日期：2027年5月5日\n支持单位：灯塔学会、《灯塔》编辑部\n"

    assert [one.name.value for one in read(text, TODAY).parties] == ["灯塔学会", "《灯塔》编辑部"]
