"""Large cities after which no zone is called, and whose clocks hang there: for pages that name no country."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.core import text
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary
from app.programme.paste.zones import Zone

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(r"\s?(?:de |d'|da |do |of )?(?P<city>[^\W\d_]+(?: [^\W\d_]+)?)(?!\w)")
_FILE = Path(__file__).parent / "data" / "cities.toml"


def zone_of(name: str) -> str:
    """The zone of a city; empty when none of those known is called so."""
    return _zones().get(text.searchable(name), "")


def told_time(run: Run, words: Vocabulary) -> Zone | None:
    """A city whose time a run tells: "Hamburg time", "heure de Lyon"."""
    for hit in words.of(run, "zones"):
        if hit.key != "time":
            continue
        before = [*_WORD.finditer(run.folded, 0, hit.start)][-2:]
        for first in before:
            if zone := zone_of(run.folded[first.start() : hit.start].strip()):
                return Zone(first.start(), hit.end, zone)
        after = _BEHIND.match(run.folded, hit.end)
        if after and (zone := zone_of(after["city"])):
            return Zone(hit.start, after.end(), zone)
    return None


@cache
def _zones() -> Mapping[str, str]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {text.searchable(name): zone for zone, names in content.items() for name in names.split(", ")}
