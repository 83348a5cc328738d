"""When two names may be one person's. Pure; it only ever raises a doubt, an organiser decides."""

import re

from app.core import text

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def words(name: str) -> frozenset[str]:
    """The words of a name without accents, case, punctuation and order."""
    return frozenset(word for word in _BETWEEN_WORDS.split(text.searchable(name)) if word)


def telling_words(name: str) -> list[str]:
    """The words by which somebody can be found.

    An initial is in every other name, so it counts only where there is nothing else (李 明).
    """
    found = sorted(words(name))
    return [word for word in found if len(word) > 1] or found


def is_alike(one: str, other: str) -> bool:
    """Whether two full names may mean the same person.

    The same words in any order, or written together (박 성원, 박성원); one name with further words
    (Ana López, Ana María López); or names of equal length in which every difference is an
    initial (A. López) or one letter.
    """
    first, second = words(one), words(other)
    if first and _together(one) == _together(other):
        return True
    shorter, longer = sorted((first, second), key=len)
    if not shorter:
        return False
    if shorter <= longer:
        return len(shorter) > 1 or len(longer) == 1
    mine, theirs = sorted(first - second), sorted(second - first)
    if len(mine) != len(theirs) or not first & second:
        return False
    return all(_is_near(a, b) for a, b in zip(mine, theirs, strict=True))


def _together(name: str) -> str:
    return _BETWEEN_WORDS.sub("", text.searchable(name))


def _is_near(one: str, other: str) -> bool:
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return _is_one_edit_away(*sorted((one, other), key=len))


_SHORTEST_TYPED_WRONG = 4  # letters; Li and Lu are two people, Hansen and Hanson may be one


def _is_one_edit_away(shorter: str, longer: str) -> bool:
    """One letter replaced, added or left out, in words long enough for a slip."""
    if len(longer) - len(shorter) > 1 or len(shorter) < _SHORTEST_TYPED_WRONG:
        return False
    same = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    if len(shorter) == len(longer):
        return shorter[same + 1 :] == longer[same + 1 :]
    return shorter[same:] == longer[same + 1 :]
