"""When two names may be one person's, and which part of one is the family's. Pure; an organiser decides."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from app.core import text

_BETWEEN_WORDS = re.compile(r"[\W_]+")

# What a family name begins with, written small or not: María de la Cruz, Pieter van der Merwe.
_PARTICLES = frozenset({
    "af", "al", "ap", "av", "bin", "bint", "da", "dal", "das", "de", "degli", "dei", "del", "della", "den",
    "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "lo", "mac", "mc", "of", "san", "santa", "st",
    "ten", "ter", "tho", "van", "vander", "vom", "von", "vu", "y", "zu", "zum", "zur",
})  # fmt: skip
_ALL_CAPITALS = 2  # letters from which on capitals are meant as such, not as an initial


class NameParts(NamedTuple):
    """A full name taken apart; put together in its order it is the same name."""

    given: str
    family: str
    family_first: bool = False


def split(name: str) -> NameParts:
    """A first guess at which words of a full name are the family's.

    Capitals tell (PARK Seoung Won, Ana LÓPEZ), then particles (María de la Cruz), else the last word.
    A name without spaces stays whole, as a family name.
    """
    found = name.split()
    if len(found) <= 1:
        return NameParts("", name.strip())
    capitals = [_is_capitals(word) for word in found]
    if any(capitals) and not all(capitals):
        if capitals[0] and capitals.count(True) == _leading(capitals):
            cut = capitals.count(True)
            return NameParts(" ".join(found[cut:]), " ".join(found[:cut]), family_first=True)
        if capitals[-1] and capitals.count(True) == _leading(capitals[::-1]):
            cut = len(found) - capitals.count(True)
            return NameParts(" ".join(found[:cut]), " ".join(found[cut:]))
    particles = (place for place, word in enumerate(found[1:-1], 1) if word.casefold() in _PARTICLES)
    cut = next(particles, len(found) - 1)
    return NameParts(" ".join(found[:cut]), " ".join(found[cut:]))


def _is_capitals(word: str) -> bool:
    return word.isupper() and sum(letter.isalpha() for letter in word) >= _ALL_CAPITALS


def _leading(flags: list[bool]) -> int:
    """How many of the first flags are set without a gap."""
    return next((place for place, flag in enumerate(flags) if not flag), len(flags))


def organisations(affiliations: Iterable[Mapping[str, Any]]) -> list[str]:
    """What `affiliations` call their organisations, in every language, as searched texts are."""
    return [text.searchable(*(one.get("organisation") or {}).values()) for one in affiliations]


def words(name: str) -> frozenset[str]:
    """The words of a name without accents, case, punctuation and order."""
    return frozenset(word for word in _BETWEEN_WORDS.split(text.searchable(name)) if word)


def telling_words(name: str) -> list[str]:
    """The words by which somebody can be found.

    An initial is in every other name, so it counts only where there is nothing else (李 明); so do signs.
    """
    found = sorted(words(name)) or sorted(set(text.searchable(name).split()))
    return [word for word in found if len(word) > 1] or found


def is_alike(one: str, other: str) -> bool:
    """Whether two full names may mean the same person.

    The same words in any order, or written together (박 성원, 박성원); one name with further words
    (Ana López, Ana María López); or names of equal length in which every difference is an
    initial (A. López) or one letter. Names of signs alone are the same as they are typed.
    """
    first, second = words(one), words(other)
    if not first and not second:
        return text.searchable(one) == text.searchable(other) != ""
    if first and together(one) == together(other):
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


def together(name: str) -> str:
    """The letters of a name, written together as some scripts do."""
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
