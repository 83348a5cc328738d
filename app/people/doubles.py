"""Who among many may have been entered twice. Pure; an organiser decides.

Comparing everybody with everybody would take ten thousand people a minute. Only names with a word in
common can be alike, and where very many share one, those that also share a further word, or nearly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from app.people import rules

CROWD = 40  # with one word in their names; a given name that is everywhere tells nobody apart


def pairs(names: Mapping[int, str]) -> list[tuple[int, int]]:
    """The pairs whose names are alike, in the order of `names`, each once."""
    order = {number: place for place, number in enumerate(names)}
    candidates = {
        (one, other) if order[one] < order[other] else (other, one)
        for block in _blocks(names)
        for one, other in combinations(block, 2)
    }
    alike = (pair for pair in candidates if rules.is_alike(names[pair[0]], names[pair[1]]))
    return sorted(alike, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _blocks(names: Mapping[int, str]) -> Iterator[Sequence[int]]:
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, name in names.items():
        for word in (*rules.words(name), rules.together(name)):
            sharing[word].append(number)
    for word, block in sharing.items():
        if len(block) <= CROWD:
            yield list(dict.fromkeys(block))
        else:
            yield from _smaller(word, block, names)


def _smaller(word: str, block: Iterable[int], names: Mapping[int, str]) -> Iterator[Sequence[int]]:
    """A crowd by what else is in their names."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for number in dict.fromkeys(block):
        others = rules.words(names[number]) - {word} or {""}
        for mark in {mark for other in others for mark in _marks(other)}:
            sharing[mark].append(number)
    yield from sharing.values()


def _marks(word: str) -> Iterator[str]:
    """What two words have in common of which one is the other's initial, or one letter away from it."""
    yield word
    yield f"{word[:1]}."
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))
