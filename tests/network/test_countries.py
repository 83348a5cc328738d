"""Countries are named as the United Nations name them, and found however they are typed."""

import pytest

from app.network import countries
from app.network.countries import COUNTRIES, LANGUAGES, REGIONS

OBSERVERS = {"VA", "PS"}
TERRITORIES = {
    code
    for line in (
        "AI AS AW AX BL BM BQ CK CW EH FK FO GF GG GI GL GP GU HK IM JE KY MF MO",
        "MP MQ MS NC NF NU PF PM PR RE SH SX TC TK VG VI WF YT",
    )
    for code in line.split()
}


def test_the_list_holds_the_193_member_states_the_observers_and_territories() -> None:
    members = set(COUNTRIES) - OBSERVERS - TERRITORIES

    assert len(members) == 193
    assert COUNTRIES.keys() >= OBSERVERS | TERRITORIES


def test_every_country_and_region_has_a_name_in_six_languages() -> None:
    named = {code: country.names for code, country in COUNTRIES.items()}
    named |= {code: region.names for code, region in REGIONS.items()}

    nameless = {
        (code, language) for code, names in named.items() for language in LANGUAGES if not names.get(language)
    }

    assert nameless == set()


def test_no_two_countries_share_a_name() -> None:
    for language in LANGUAGES:
        names = [name for _code, name in countries.choices(language)]

        assert len(names) == len(set(names)) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("KR", "en", "Republic of Korea"),
        ("KR", "zh", "大韩民国"),
        ("CI", "fr", "Côte d’Ivoire"),
        ("TR", "en", "Türkiye"),
        ("PS", "ar", "دولة فلسطين"),
        ("RU", "ru", "Российская Федерация"),
        ("VA", "es", "Santa Sede"),
        ("DE", "pt", "Germany"),
        ("XX", "en", "XX"),
        ("", "en", ""),
    ],
)
def test_a_country_is_named_in_the_readers_language(code: str, language: str, expected: str) -> None:
    assert countries.name(code, language) == expected


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("KE", "africa"),
        ("MR", "arab-states"),
        ("KZ", "asia-pacific"),
        ("IL", "europe-north-america"),
        ("CA", "europe-north-america"),
        ("MX", "latin-america-caribbean"),
    ],
)
def test_a_country_belongs_to_its_unesco_region(code: str, region: str) -> None:
    found = countries.region_of(code)

    assert found == REGIONS[region]


def test_an_unknown_country_belongs_to_no_region() -> None:
    assert countries.region_of("XX") is None


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", ["AF", "AX", "AL"], "ZW"),
        ("fr", ["AF", "ZA", "AL"], "ZW"),
        ("ru", ["AU", "AT", "AZ"], "JP"),
        ("zh", ["AL", "DZ", "AF"], "HK"),
    ],
)
def test_names_come_in_the_order_of_the_readers_alphabet(language: str, first: list[str], last: str) -> None:
    codes = [code for code, _name in countries.choices(language)]

    assert codes[:3] == first
    assert codes[-1] == last


def test_nobody_can_spoil_the_list_for_others() -> None:
    countries.choices("en").clear()

    assert len(countries.choices("en")) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("South Korea", "KR"),
        ("république de corée", "KR"),
        ("  kr ", "KR"),
        ("대한민국", "KR"),
        ("U.S.A.", "US"),
        ("cote d'ivoire", "CI"),
        ("México", "MX"),
        ("MEXICO", "MX"),
        ("Viet-Nam", "VN"),
        ("مصر", "EG"),
        ("Atlantis", None),
        ("", None),
        ("?!", None),
    ],
)
def test_a_typed_name_finds_its_country(typed: str, code: str | None) -> None:
    assert countries.find(typed) == code


def test_every_alias_names_a_country_of_the_list() -> None:
    assert {row["code"] for row in countries._rows("aliases.csv")} <= set(COUNTRIES)  # noqa: SLF001
