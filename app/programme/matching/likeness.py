"""How much speaks for two sessions, one of the draft and one of a newer text, being the same."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.core import lazy, text

fuzz = lazy.module("rapidfuzz.fuzz")
_DAY = 24 * 60
_UNLIKE = 0.4  # two titles that share no more than two titles ever share
_TYPED_WRONG = 0.88  # letters in common: a slip of the pen, or another ending
_CONTAINED = 0.75  # a title that has grown, or has been cut short
_WEIGHTLESS = {"break", "meal", "networking", "registration"}
_CAP = 3.5  # of all surroundings: two strangers that stand in one place stay strangers
HOPELESS = -3.0  # no surroundings make up for it


@dataclass(frozen=True, slots=True)
class Face:
    """A session as it is compared; its number is its place in its list, and so is its parent's.

    Weights say how much of a clue a word, a person or a kind is: one that is everywhere tells little.
    """

    number: int
    parent: int | None
    title: str  # folded
    title_weight: float
    words: Mapping[str, float]
    labels: frozenset[str]
    people: Mapping[str, float]
    kind: str
    kind_weight: float
    rooms: frozenset[str]
    starts: int | None  # minutes of a wall clock
    length: int | None

    @property
    def says(self) -> tuple[object, ...]:
        """Everything but where it stands, and how long it is, which not every text says."""
        return (self.title, *self.people, self.kind, self.rooms, self.starts)

    def is_as(self, other: "Face") -> bool:
        """Whether it has not been touched."""
        return self.says == other.says and (
            self.length == other.length or None in (self.length, other.length)
        )


@cache
def _is_part_of_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def folded(value: str) -> str:
    """Words without case, accents and punctuation, one space between them."""
    kept = (letter if _is_part_of_word(letter) else " " for letter in text.searchable(value))
    return " ".join("".join(kept).split())


def labels(title: str) -> frozenset[str]:
    """Numbers and letters of a folded title that tell workshops apart: "Group A", "Session 2: Water"."""
    row = title.split()
    places = {*row[1:2], *row[-1:]}  # elsewhere a letter is an article, or cut off by an apostrophe
    return frozenset(word for word in row if word.isdecimal() or (len(word) == 1 and word in places))


def content(one: Face, other: Face) -> float:
    """What title, people and kind say: above zero for the same session, below for two of them."""
    title, people = _of_titles(one, other), _of_people(one.people, other.people)
    return title + people + _of_kinds(one, other, is_renamed=title < 0)


def place(one: Face, other: Face, shift: int) -> float:
    """What time, length and rooms say; `shift` is how many minutes everything around has moved."""
    return _of_times(one.starts, other.starts, shift) + _of_lengths(one, other) + _of_rooms(one, other)


def verdict(contents: float, surroundings: float) -> float:
    """Both together; no surroundings outweigh two titles and two lists of people."""
    return contents + min(surroundings, _CAP)


def _of_titles(one: Face, other: Face) -> float:
    if one.title == other.title:
        return 1.5 + 4.5 * min(one.title_weight, other.title_weight) if one.title else 0.0
    alike = _titles_alike(one, other)
    return -1.5 + max(alike - _UNLIKE, 0) / (1 - _UNLIKE) * 6


def _titles_alike(one: Face, other: Face) -> float:
    """From 0 to 1: letters in common, and words in common by their weight."""
    letters = max(fuzz.ratio(one.title, other.title), fuzz.token_sort_ratio(one.title, other.title)) / 100
    words = _shared(one.words, other.words)
    alike = (letters + words) / 2
    if one.labels != other.labels:
        return alike - 0.2
    if min(len(one.words), len(other.words)) > 1 and _is_within(one.words, other.words):
        alike = max(alike, _CONTAINED)
    return max(alike, letters) if letters >= _TYPED_WRONG else alike


def _is_within(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return one.keys() <= other.keys() or other.keys() <= one.keys()


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The weight of what two have in common, as a share of the weight of both."""
    whole = sum(one.values()) + sum(other.values())
    return 2 * sum(weight for clue, weight in one.items() if clue in other) / whole if whole else 0.0


def _of_people(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if not one or not other:
        return 0.0 if one == other else -0.3
    share = _shared(one, other)
    found = -2.5 + 6.5 * share
    if found <= 0:
        return found
    telling = max(weight for person, weight in one.items() if person in other)
    return found * (0.4 + 0.6 * telling)  # who is in every session tells none from another


def _of_kinds(one: Face, other: Face, *, is_renamed: bool) -> float:
    if one.kind == other.kind:
        return 0.3 + 0.7 * min(one.kind_weight, other.kind_weight)
    if (one.kind in _WEIGHTLESS) != (other.kind in _WEIGHTLESS):
        return -2.5 if is_renamed else -1.0
    return -1.5 if is_renamed else -0.5


def _of_times(one: int | None, other: int | None, shift: int) -> float:
    if one is None or other is None:
        return 0.4 if one is other else -0.2
    gap = min(abs(other - one), abs(other - one - shift))
    for most, evidence in ((0, 1.5), (30, 0.9), (120, 0.6)):
        if gap <= most:
            return evidence
    days = abs(other // _DAY - one // _DAY)
    if not days:
        return 0.3
    return (0.3 if one % _DAY == other % _DAY else 0.0) + 0.2 / days


def _of_lengths(one: Face, other: Face) -> float:
    if one.length is None or other.length is None:
        return 0.0
    return 0.5 if one.length == other.length else -0.2


def _of_rooms(one: Face, other: Face) -> float:
    if not one.rooms or not other.rooms:
        return 0.0
    if one.rooms == other.rooms:
        return 0.8
    return 0.4 if one.rooms & other.rooms else -0.5
