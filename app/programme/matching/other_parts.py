"""Sessions of a day, or of rooms, a newer text is silent about: moved as a whole, or only alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from app.programme.matching import likeness
from app.programme.matching.likeness import Face
from app.programme.matching.pairing import Pairing

# Every day has some of these: they tell no day from another, and no hall.
_EVERYDAY = frozenset({"break", "meal", "networking", "registration", "opening", "closing"})
_TELLING = 2.0  # of what title, people and kind say
_LONG_TITLE = 4  # words: nobody calls two sessions like this by chance
_DAY = 24 * 60

Part = Callable[[Face], frozenset[object]]
Both = tuple[Face, Face]


def mistaken(pairing: Pairing) -> set[tuple[int, int]]:
    """The pairs, old and new, that lead from a part of the programme the text is silent about to another.

    Where most of what tells a day, or a hall, from others has come from one, that has been moved or
    renamed as a whole. Else the text is about another part, as where a programme comes day by day or
    hall by hall, and what only stands at the same hours or is a pause as well is new.
    """
    return {*_astray(pairing, _days, _is_one_of_any_day), *_astray(pairing, _rooms, _is_known)}


def _astray(pairing: Pairing, part: Part, is_one: Callable[[Face, Face], bool]) -> Iterator[tuple[int, int]]:
    spoken_of = {place for face in pairing.new.faces for place in part(face)}
    ways: dict[tuple[frozenset[object], frozenset[object]], list[Both]] = defaultdict(list)
    for new, old in pairing.forebears.items():
        one, other = pairing.old.faces[old], pairing.new.faces[new]
        here, there = part(one), part(other)
        if here and there and not here & spoken_of:
            ways[here, there].append((one, other))
    for (_here, there), pairs in ways.items():
        telling = [face for face in pairing.new.faces if part(face) == there and face.kind not in _EVERYDAY]
        if not _is_moved(pairs, len(telling)):
            yield from ((one.number, other.number) for one, other in pairs if not is_one(one, other))


def _is_moved(pairs: Iterable[Both], telling: int) -> bool:
    """Whether at least half of what tells that part from others is known from the other one."""
    known = sum(_is_known(one, other) for one, other in pairs)
    return known > 0 and 2 * known >= telling


def _is_known(one: Face, other: Face) -> bool:
    return other.kind not in _EVERYDAY and likeness.content(one, other) >= _TELLING


def _is_one_of_any_day(one: Face, other: Face) -> bool:
    """Whether two of one title are the same on any day: somebody is in both, or it is long enough to tell."""
    if one.title != other.title or other.kind in _EVERYDAY:
        return False
    return bool(one.people.keys() & other.people.keys()) or len(one.words) >= _LONG_TITLE


def _days(face: Face) -> frozenset[object]:
    return frozenset() if face.starts is None else frozenset({face.starts // _DAY})


def _rooms(face: Face) -> frozenset[object]:
    return face.rooms
