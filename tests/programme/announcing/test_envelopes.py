"""Addresses as on envelopes, and what the postcode alone tells."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value, values


def test_an_address_in_lines_needs_no_label() -> None:
    """Neither does the subtitle above it."""
    text = (
        "Lire la lampe\n12 novembre 2026\n\nUne lumière et ses lecteurs\n\n"
        "Université des Lampes\nSalle haute\n"
        "14, avenue des Mèches\n31400 Toulouse\n\nPrésentation\nLa lampe se lit avec les yeux.\n"
    )

    found = read(text, TODAY)

    assert value(found.place.venue_name) == "Université des Lampes"
    assert values(found.place.address_lines) == ["Salle haute", "14, avenue des Mèches"]
    assert (value(found.place.postcode), value(found.place.city)) == ("31400", "Toulouse")
    assert value(found.attendance) == "in person"


def test_the_first_line_of_an_address_is_no_heading() -> None:
    text = (
        "Fair\n5 May 2027\n\nLamp House\n8 Wick Street\nLampford LA1 2BC\nUnited Kingdom\n\nLamps are lit.\n"
    )

    found = read(text, TODAY)

    assert (value(found.place.venue_name), values(found.place.address_lines)) == (
        "Lamp House",
        ["8 Wick Street"],
    )
    assert (value(found.place.city), value(found.place.country)) == ("Lampford", "GB")
    assert [value(one.title) for one in found.sections] == [""]


def test_numbers_in_a_text_are_no_address() -> None:
    found = read("Fair\n5 May 2027\n\nWe sold\n300 lamps in\n2026 alone\n", TODAY)

    assert not found.place


@pytest.mark.parametrize(
    ("text", "country", "zone"),
    [
        ("Fest der Lampen\nDatum: 5. Mai 2027\nOrt: Alte Werft, Dochtweg 8, 54321 Lampenstadt",
         "DE", "Europe/Berlin"),
        ("Fest der Lampen\nDatum: 5. Mai 2027\nOrt: Alte Werft, Dochtweg 8, 39100 Lampenstadt", "", ""),
        ("Fest der Lampen\nDatum: 5. Mai 2027\nOrt: Haus, Dochtweg 8, 75014 Paris", "", "Europe/Paris"),
        ("Festa da luz\nData: 5 de maio de 2027\nLocal: Casa, Rua do Pavio, 8, 3000-123 Lampeira",
         "PT", "Europe/Lisbon"),
        ("Festa da luz\nData: 5 de maio de 2027\nLocal: Casa, Rua do Pavio, 8, 30000-123 Lampeira",
         "BR", "America/Sao_Paulo"),
        ("Fair\nDate: 5 May 2027\nPlace: Hall, 8 Wick Street, 54321 Lampford", "", ""),
        ("Fair\nDate: 5 May 2027\nPlace: Hall, 8 Wick Street, 54321 Lampford Germany", "DE", "Europe/Berlin"),
        ("Fair\nDate: 5 May 2027\nPlace: Bank of Canada", "", ""),
    ],
)  # fmt: skip
def test_a_postcode_may_tell_the_country(text: str, country: str, zone: str) -> None:
    found = read(text, TODAY)

    assert (value(found.place.country), found.time.timezone) == (country, zone)


def test_a_province_in_brackets_behind_the_city() -> None:
    text = "Fair\nDate: 5 May 2027\nPlace: Hall, 8 Wick Street, Lampville (Québec) H2X 1A1 Canada\n"

    place = read(text, TODAY).place

    assert (value(place.city), value(place.state), value(place.postcode)) == (
        "Lampville",
        "Québec",
        "H2X 1A1",
    )
