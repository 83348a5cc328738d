"""Countries and regions: ISO codes, United Nations short names, and what people type for them.

Reference data lives in data/*.csv, read once. It follows the United Nations' list of countries
or areas; a line added to the file is a country added to every form.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.core import text
from app.core.types import Translated

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
# Two rare first characters (Fiji, Nauru) beside common ones of the same sound, for sorting.
_SOUNDS_LIKE = str.maketrans({"斐": "肥", "瑙": "闹"})
_DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Region:
    """One of the five regions of UNESCO."""

    code: str
    names: Translated


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area, named as the United Nations name it. `region` is a Region's code."""

    code: str
    names: Translated
    region: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _names(row: dict[str, str]) -> Translated:
    return Translated({language: row[language] for language in LANGUAGES})


REGIONS: dict[str, Region] = {row["code"]: Region(row["code"], _names(row)) for row in _rows("regions.csv")}
COUNTRIES: dict[str, Country] = {
    row["code"]: Country(row["code"], _names(row), row["region"]) for row in _rows("countries.csv")
}


def name(code: str, language: str) -> str:
    """The country's name, in English where `language` has none; an unknown code stays as it is."""
    country = COUNTRIES.get(code)
    return text.choose(country.names, (language, "en"))[0] if country else code


def region_of(code: str) -> Region | None:
    """The region a country belongs to; None for an unknown code."""
    country = COUNTRIES.get(code)
    return REGIONS[country.region] if country else None


def choices(language: str) -> list[tuple[str, str]]:
    """(code, name) of every country in the order a reader of `language` expects."""
    return list(_sorted(language))


def find(typed: str) -> str | None:
    """The code of what somebody typed: a code, or a name in any of our languages; else None.

    Case, accents and punctuation do not matter.
    """
    return _known_names().get(_key(typed))


@lru_cache(maxsize=len(LANGUAGES))
def _sorted(language: str) -> tuple[tuple[str, str], ...]:
    pairs = ((code, name(code, language)) for code in COUNTRIES)
    return tuple(sorted(pairs, key=lambda pair: (_collation(pair[1], language), pair[0])))


def _collation(value: str, language: str) -> bytes:
    """What sorts `value` among others of its language, accents folded."""
    if language == "zh":  # this encoding holds common characters in the order of their pinyin
        return value.translate(_SOUNDS_LIKE).encode("gb18030")
    return text.searchable(value).encode()


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    known = {_key(row["alias"]): row["code"] for row in _rows("aliases.csv")}
    for code, country in COUNTRIES.items():
        known[_key(code)] = code
        known.update({_key(official): code for official in country.names.values()})
    return known


def _key(value: str) -> str:
    return "".join(letter for letter in text.searchable(value) if letter.isalnum())
