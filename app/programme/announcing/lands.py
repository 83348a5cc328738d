"""Countries as pages name them, in all the languages pages are written in."""

import re
from functools import cache

from babel import Locale

from app.core import text
from app.network import countries
from app.programme.announcing.source import Source
from app.programme.paste.runs import Run

_AMMAN = "عمّان"  # without its mark it is Oman
_ALSO_SPOKEN = ("de", "pt")  # in which app.network has no names of its own
_FIRST_ARABIC, _LAST_ARABIC = "\u0600", "\u06ff"
_FIRST_IDEOGRAPH = "\u3400"
_WORD = re.compile(r"[^\s,();]+")
_MOST_WORDS = 4
_SHORTEST = 4  # letters, where a few may be anything; an ideograph says more


def code_of(name: str) -> str:
    """The code of the country a name means; empty when none."""
    name = name.strip()
    if name == _AMMAN:
        return ""
    is_short = len(name) < _SHORTEST - _is_arabic(name)  # "قطر"
    if is_short and not (name[:1] >= _FIRST_IDEOGRAPH or _is_short_for(name)):
        return ""
    return countries.find(name) or _named().get(text.searchable(name), "")


def at_the_beginning(run: Run, source: Source) -> Run | None:
    """The country a run begins with."""
    ends = [match.end() for match in _WORD.finditer(run.text)][:_MOST_WORDS]
    for end in reversed(ends):
        land = run.part(0, end).stripped(".)")
        if code_of(source.raw(land)):
            return land
    return None


def _is_arabic(name: str) -> bool:
    return _FIRST_ARABIC <= name[:1] <= _LAST_ARABIC


def _is_short_for(name: str) -> bool:
    """Whether it is written as an abbreviation: UK, USA, U.S."""
    return name.isupper() and name.replace(".", "").isalpha()


@cache
def _named() -> dict[str, str]:
    return {
        text.searchable(name): code
        for spoken in _ALSO_SPOKEN
        for code, name in Locale.parse(spoken).territories.items()
        if code in countries.COUNTRIES
    }
