"""Which pairs of sessions are worth a look, where looking at all of them would take too long."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from app.programme.matching.likeness import Face
from app.programme.matching.pairing import Pairing

_ALL_WITH_ALL = 2_500  # pairs; with fewer nobody needs to be looked for
_NEAREST = 6  # in time, of the sessions that share one clue
_MOST_CLUES = 4  # words, and people, by which a session looks for its like

_Block = tuple[list[int], list[int]]  # starts in order, and whose they are


def candidates(pairing: Pairing) -> Iterator[tuple[Face, Face]]:
    """Pairs of those without one: all while they are few, else those that share a clue, nearest first."""
    olds, news = pairing.free_old(), pairing.free_new()
    if len(olds) * len(news) <= _ALL_WITH_ALL:
        yield from ((old, new) for old in olds for new in news)
        return
    blocks = _blocks(pairing, news)
    for old in olds:
        wanted = (old.starts or 0) + pairing.shift(old)
        numbers: set[int] = set()
        for clue in _clues_of_old(pairing, old):
            if clue in blocks:
                numbers.update(_nearest(blocks[clue], wanted))
        yield from ((old, pairing.new.faces[number]) for number in sorted(numbers))


def _blocks(pairing: Pairing, news: Sequence[Face]) -> Mapping[Hashable, _Block]:
    """By clue, the sessions of the new list that share it."""
    blocks: dict[Hashable, _Block] = defaultdict(lambda: ([], []))
    for face in sorted(news, key=lambda one: (one.starts or 0, one.number)):
        for clue in [*_clues(face, face.parent, pairing.new.before[face.number]), ("itself", face.number)]:
            starts, numbers = blocks[clue]
            starts.append(face.starts or 0)
            numbers.append(face.number)
    return blocks


def _clues_of_old(pairing: Pairing, old: Face) -> Iterator[Hashable]:
    parent = None if old.parent is None else pairing.heirs.get(old.parent)
    yield from _clues(old, parent, pairing.old.before[old.number])
    for child in pairing.old.children.get(old.number, ()):
        if child in pairing.heirs:
            yield ("itself", pairing.new.faces[pairing.heirs[child]].parent)


def _clues(face: Face, parent: int | None, before: int | None) -> Iterator[Hashable]:
    """Words, people, the session it is inside, the one before it; and time alone, by which all are near."""
    yield from (("word", word) for word in _telling(face.words))
    yield from (("person", person) for person in _telling(face.people))
    yield ("parent", parent)
    yield ("before", before)
    yield "time"


def _telling(clues: Mapping[str, float]) -> list[str]:
    """Those that fewest sessions share."""
    return sorted(clues, key=lambda clue: (-clues[clue], clue))[:_MOST_CLUES]


def _nearest(block: _Block, wanted: int) -> Sequence[int]:
    starts, numbers = block
    first = bisect_left(starts, wanted) - _NEAREST // 2
    first = max(min(first, len(numbers) - _NEAREST), 0)
    return numbers[first : first + _NEAREST]
