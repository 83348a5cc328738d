"""Words the checks know in every language: months, weekdays, and ways to say that nothing is settled."""

import difflib
import re
from functools import cache, lru_cache

from app.programme.paste.normalising import fold
from app.programme.paste.vocabulary import vocabulary

MONTHS, WEEKDAYS = "months", "weekdays"

# They also say something settled: an "invited address", a "provisional programme".
_ALSO_SETTLED = frozenset(
    """
    invited pending provisional invitado invitada invite invitee sollicite sollicitee pressenti pressentie
    pendiente pendente nn placeholder
    """.split()  # noqa: SIM905 - reads better than a dozen strings
) | {"a venir"}
_SHORTEST = 3  # "so 4 May" is no Sunday; Cyrillic and Chinese have shorter ones
_CLOSE, _LONG_ENOUGH, _WHOLE = 0.8, 6, 5


@cache
def numbers(table: str) -> dict[str, int]:
    """The folded words of one table in all languages, with the month or weekday each stands for."""
    size = 12 if table == MONTHS else 7
    words = vocabulary()
    found: dict[str, int] = {}
    for number in range(1, size + 1):
        for spelling in words.spellings(table, str(number)):
            if len(spelling) >= _SHORTEST or not spelling.isascii():
                found.setdefault(spelling, number)
    return found


@lru_cache(maxsize=4096)
def meant(word: str, table: str) -> str:
    """The word of the table that a folded word must be a misspelling of; empty when it is none."""
    known = numbers(table)
    if len(word) < _LONG_ENOUGH or word in known:
        return ""
    likely = [one for one in known if one[0] == word[0] and len(one) >= _LONG_ENOUGH]
    close = next(iter(difflib.get_close_matches(word, likely, 1, _CLOSE)), "")
    # "Novembers" and "Marchers" have a month in them, but are none.
    others = (one for one in known if len(one) >= _WHOLE and (one == close or not close.startswith(one)))
    return "" if any(word.startswith(one) for one in others) else close


def is_to_be_confirmed(text: str) -> bool:
    """Whether a short text says that somebody or something is still to be found."""
    return _to_be_confirmed().search(fold(text)) is not None


@cache
def _to_be_confirmed() -> re.Pattern[str]:
    spellings = vocabulary().spellings("tbc", "word") - _ALSO_SETTLED
    apart = [re.escape(one) for one in spellings if one[0] < "\u3000"]
    close = [re.escape(one) for one in spellings if one[0] >= "\u3000"]  # no spaces between words there
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(apart))})(?!\w)|{'|'.join(sorted(close))}")
