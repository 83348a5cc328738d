"""Several things on one line, as each language writes them. Pure: the language is handed in."""

import re
from collections.abc import Iterable, Sequence

from app.core import text

# Where it is not the Latin one.
_COMMAS = {"ar": "\N{ARABIC COMMA} ", "zh": "\N{IDEOGRAPHIC COMMA}"}
# Letters that turn a line of the other direction round.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00aa-\u058f\u0900-\ufb1c]")


def comma(language: str) -> str:
    """What stands between two of several, with its space."""
    return _COMMAS.get(language, ", ")


def join(parts: Iterable[object], language: str) -> str:
    """Espoo, Finland; what is empty is left out."""
    return comma(language).join(str(part) for part in parts if part)


def join_names(names: Iterable[str], language: str) -> str:
    """As `join`, for words of any script: none turns its neighbours round or changes places with them."""
    return join(isolated([name for name in names if name], language), language)


def isolated(names: Sequence[str], language: str) -> Sequence[str]:
    """The same words, fit to stand side by side on one line in `language`."""
    foreign = _LEFT_TO_RIGHT if text.direction(language) == "rtl" else _RIGHT_TO_LEFT
    if not any(foreign.search(name) for name in names):
        return names
    return [f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" for name in names]
