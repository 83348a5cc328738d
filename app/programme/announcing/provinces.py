"""States, provinces and regions of countries with several zones, and whose clocks hang there."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.core import text

_FILE = Path(__file__).parent / "data" / "provinces.toml"


def zone_of(country: str, name: str) -> str:
    """The zone of a province; empty when none of this country is called so."""
    return _zones().get(country, {}).get(text.searchable(name), "")


def is_one(country: str, name: str) -> bool:
    """Whether a province of this country is called so."""
    return bool(zone_of(country, name))


@cache
def _zones() -> Mapping[str, Mapping[str, str]]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        country: {text.searchable(name): zone for zone, names in zones.items() for name in names.split(", ")}
        for country, zones in content.items()
    }
