"""Large cities after which no zone is called, and whose clocks hang there: for pages that name no country."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.core import text

_FILE = Path(__file__).parent / "data" / "cities.toml"


def zone_of(name: str) -> str:
    """The zone of a city; empty when none of those known is called so."""
    return _zones().get(text.searchable(name), "")


@cache
def _zones() -> Mapping[str, str]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {text.searchable(name): zone for zone, names in content.items() for name in names.split(", ")}
