"""Large cities of which pages do not say in which country they are: their clocks."""

import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from app.programme.announcing import cities
from app.programme.announcing.reading import read

FILE = Path(cities.__file__).parent / "data" / "cities.toml"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Fête des lampes\n5 mai 2027\nLieu : Hôtel des mèches, Cotonou\n", "Africa/Porto-Novo"),
        ("Форум ламп\n5–6 мая 2027, Казань\n", "Europe/Moscow"),
        ("灯会\n会议时间：2027年5月5日\n会议地点：成都市明灯会议中心\n", "Asia/Shanghai"),
        ("Fest der Lampen\n5. Mai 2027\nOrt: Alte Mühle, Graz\n", "Europe/Vienna"),
        (
            "Conférence sur les lampes\n5 mai 2027 de 9 h 30 à 17 h\nMaison du soir, Lausanne\n",
            "Europe/Zurich",
        ),
    ],
)
def test_a_large_city_tells_its_zone_without_its_country(text: str, zone: str) -> None:
    assert read(text, date(2026, 1, 10)).time.timezone == zone


def test_a_city_of_another_country_called_the_same_tells_nothing() -> None:
    text = "Feria de las lámparas\n5 de mayo de 2027\nLugar: Granada, España\n"

    assert read(text, date(2026, 1, 10)).time.timezone == "Europe/Madrid"


def test_every_city_has_one_zone_that_there_is() -> None:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    names = [name for said in content.values() for name in said.split(", ")]

    assert set(content) <= available_timezones()
    assert sorted(names) == sorted(set(names))
