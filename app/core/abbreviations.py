"""Letters people put after a time (CET, EST), and when they contradict the season. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.core import localtime

# In winter, in summer, and where most people mean who write them; no place where others far away
# write the same letters for a time of their own (CST in Chicago, Havana, and Shanghai).
_PAIRS = (
    ("WET", "WEST", "Europe/Lisbon"),
    ("CET", "CEST", "Europe/Berlin"),
    ("EET", "EEST", "Europe/Athens"),
    ("GMT", "BST", ""),
    ("NST", "NDT", "America/St_Johns"),
    ("AST", "ADT", ""),
    ("EST", "EDT", ""),
    ("CST", "CDT", ""),
    ("MST", "MDT", ""),
    ("PST", "PDT", ""),
    ("AKST", "AKDT", "America/Anchorage"),
    ("IST", "IDT", ""),
    ("AEST", "AEDT", "Australia/Sydney"),
    ("ACST", "ACDT", "Australia/Adelaide"),
    ("NZST", "NZDT", "Pacific/Auckland"),
)
_OTHER = {one: other for winter, summer, _ in _PAIRS for one, other in ((winter, summer), (summer, winter))}
_PLACE = {letters: place for winter, summer, place in _PAIRS for letters in (winter, summer)}
_ALSO_WORDS = frozenset({"EST", "IST", "WEST"})  # in headings in capitals; letters only after a time
_SAID = re.compile(
    r"(?<!\w)(?P<time>\d[\w:.]{0,8}\s?(?:[ap]\.?m\.?|Uhr|hours|hrs|h)?\s?\(?)?"
    rf"(?P<letters>{'|'.join(_OTHER)})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is written, and what it is called at that time of the year."""

    said: str
    right: str


def contradictions(texts: Iterable[str], moments: Iterable[datetime], zone: str) -> list[Contradiction]:
    """What `texts` call the time at none of these moments, in `zone` or where people usually mean."""
    said = dict.fromkeys(letters for text in texts for letters in _said(text))
    if not said:
        return []
    instants = list(moments)
    here = _letters(instants, zone)
    return [
        Contradiction(letters, _OTHER[letters])
        for letters in said
        if letters not in here and _OTHER[letters] in here | _letters(instants, _PLACE[letters])
    ]


def _said(text: str) -> Iterator[str]:
    for match in _SAID.finditer(text):
        if match["time"] or match["letters"] not in _ALSO_WORDS:
            yield match["letters"]


def _letters(moments: Iterable[datetime], zone: str) -> set[str]:
    if not zone:
        return set()
    return {localtime.abbreviation(localtime.to_local(moment, zone)) for moment in moments}
