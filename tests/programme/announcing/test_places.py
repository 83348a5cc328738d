"""Where an event is: states whose clocks differ, numbers of houses, addresses that begin with the land."""

from datetime import date

import pytest

from app.programme.announcing.reading import read
from app.programme.announcing.result import Announcement
from tests.programme.announcing.test_reading import TODAY, value, values


def placed(line: str, label: str = "Place") -> Announcement:
    about = "About\nLamps of all kinds are lit, sold and mended here.\n"
    return read(f"Fair of the lamps\nDate: 5 May 2027\n{label}: {line}\n\n{about}", TODAY)


@pytest.mark.parametrize(
    ("line", "city", "state", "zone"),
    [
        ("Lamp House, 700 Wick Street, Alderville, CO, USA", "Alderville", "CO", "America/Denver"),
        ("Lamp House, Alderville, Colorado, USA", "Alderville", "Colorado", "America/Denver"),
        ("Lamp House, 5 Wick St, Alderville, CO 80301, USA", "Alderville", "CO", "America/Denver"),
        ("Lamp House, Alderville, Georgia, USA", "Alderville", "Georgia", "America/New_York"),
        ("Maison des lampes, Aunaie, BC, Canada", "Aunaie", "BC", "America/Vancouver"),
        ("Lamp House, Alderton WA, Australia", "Alderton", "WA", "Australia/Perth"),
        ("Casa das Lâmpadas, Amieiro, AM, Brasil", "Amieiro", "AM", "America/Manaus"),
        ("Casa das Lâmpadas, Amieiro – RJ, CEP: 22620-220", "Amieiro", "RJ", "America/Sao_Paulo"),
    ],
)
def test_the_clocks_are_those_of_the_state_where_a_country_has_several(
    line: str, city: str, state: str, zone: str
) -> None:
    found = placed(line)

    assert (value(found.place.city), value(found.place.state)) == (city, state)
    assert found.time.timezone == zone


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("Lamp House, 405, rue du Puits, Aunaie, France", ["405, rue du Puits"]),
        ("Casa das Lâmpadas, Rua do Poço, 129, Amieiro, Portugal", ["Rua do Poço, 129"]),
        ("Lamp House (B-12), 7 Wick Street, Cork, Ireland", ["7 Wick Street"]),
    ],
)
def test_the_number_of_a_house_stays_with_its_street(line: str, lines: list[str]) -> None:
    assert values(placed(line).place.address_lines) == lines


def test_an_address_may_begin_with_the_land() -> None:
    found = read(
        "Ярмарка ламп\nДата: 5 мая 2027\n"
        "Место проведения: Россия, Свердловская область, г. Ольховск, ул. Ламповая, 15, Дом света\n",
        date(2026, 1, 1),
    )

    place = found.place
    assert (value(place.venue_name), value(place.city), value(place.country)) == (
        "Дом света",
        "Ольховск",
        "RU",
    )
    assert (values(place.address_lines), value(place.state)) == (["ул. Ламповая, 15"], "Свердловская область")
    assert found.time.timezone == "Asia/Yekaterinburg"
