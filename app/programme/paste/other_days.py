"""Sessions of a day a newer text is silent about: moved to another day, or only called as on that one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from app.programme.paste import likeness
from app.programme.paste.likeness import Face
from app.programme.paste.pairing import Pairing

# Every day has some of these: they tell no day from another.
_EVERYDAY = frozenset({"break", "meal", "networking", "registration", "opening", "closing"})
_TELLING = 2.0  # of what title, people and kind say
_LONG_TITLE = 4  # words: nobody calls two sessions like this by chance
_DAY = 24 * 60


def mistaken(pairing: Pairing) -> list[tuple[int, int]]:
    """The pairs, old and new, that lead from a day the text is silent about to one that is not that day.

    Where most of what tells a day from others has come from one day, the day has been moved as a whole.
    Else the text is about another day, as where a programme comes day by day: its pauses are new ones.
    """
    spoken_of = {day for face in pairing.new.faces if (day := _day(face)) is not None}
    ways: dict[tuple[int, int], list[tuple[Face, Face]]] = defaultdict(list)
    for new, old in pairing.forebears.items():
        one, other = pairing.old.faces[old], pairing.new.faces[new]
        here, there = _day(one), _day(other)
        if here is not None and there is not None and here not in spoken_of:
            ways[here, there].append((one, other))
    return [
        (one.number, other.number)
        for (_here, there), pairs in ways.items()
        if not _is_moved(pairs, _telling(pairing.new.faces, there))
        for one, other in pairs
        if not _is_one(one, other)
    ]


def _is_moved(pairs: Iterable[tuple[Face, Face]], telling: Iterator[Face]) -> bool:
    """Whether at least half of what tells that day from others is known from the other one."""
    known = sum(
        other.kind not in _EVERYDAY and likeness.content(one, other) >= _TELLING for one, other in pairs
    )
    return known > 0 and 2 * known >= sum(1 for _face in telling)


def _telling(faces: Iterable[Face], day: int) -> Iterator[Face]:
    return (face for face in faces if _day(face) == day and face.kind not in _EVERYDAY)


def _is_one(one: Face, other: Face) -> bool:
    """Whether two of one title are the same on any day: somebody is in both, or it is long enough to tell."""
    if one.title != other.title or other.kind in _EVERYDAY:
        return False
    return bool(one.people.keys() & other.people.keys()) or len(one.words) >= _LONG_TITLE


def _day(face: Face) -> int | None:
    return None if face.starts is None else face.starts // _DAY
