"""Which sessions of a newer text are which sessions of the draft, also when renamed and moved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import exp, sqrt

from app.people.rules import is_alike, telling_words
from app.programme.matching import other_parts
from app.programme.matching.likeness import Face, folded, labels
from app.programme.matching.pairing import Pairing
from app.programme.matching.recognising import recognise
from app.programme.matching.sketches import Match, Sketch

_EVEN, _STEEP = 1.7, 1.3  # of the curve from what speaks for a pair to how certain it is
_CONTESTED = 0.7
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a wall clock's
_MINUTE = timedelta(minutes=1)
_UNPARTED = "\u2e80"  # from here on letters are not parted into words by spaces
_MOST_NAMESAKES = 20


def match(old: Sequence[Sketch], new: Sequence[Sketch]) -> dict[str, Match]:
    """By key in `new`: the session of `old` it is. One to one; who is missing here is new."""
    pairing = Pairing(*_drawn(old, new))
    contested = recognise(pairing)
    for forebear, number in other_parts.mistaken(pairing):
        pairing.part(forebear, number)
    pairing.look_around()
    return {
        new[number].key: Match(
            old[forebear].key, _certainty(pairing, forebear, number, is_contested=number in contested)
        )
        for number, forebear in sorted(pairing.forebears.items())
    }


def _certainty(pairing: Pairing, forebear: int, number: int, *, is_contested: bool) -> float:
    one, other = pairing.old.faces[forebear], pairing.new.faces[number]
    parent = None if one.parent is None else pairing.heirs.get(one.parent)
    if one.is_as(other) and parent == other.parent:
        return 1.0
    certainty = 1 / (1 + exp((_EVEN - pairing.score(one, other)) / _STEEP))
    return round(certainty * (_CONTESTED if is_contested else 1), 3)


def _drawn(old: Sequence[Sketch], new: Sequence[Sketch]) -> tuple[list[Face], list[Face]]:
    """Both lists as they are compared."""
    first = _Clues(old, {})
    second = _Clues(new, _otherwise_written(_Clues(new, {}).people, first.people))
    weights = _Weights(first, second)
    return _faces(first, weights), _faces(second, weights)


class _Clues:
    """What the sessions of one list say, folded, by their place in the list."""

    def __init__(self, sketches: Sequence[Sketch], same: Mapping[str, str]) -> None:
        self.sketches = sketches
        self.numbers = {one.key: number for number, one in enumerate(sketches)}
        self.titles = [folded(one.title) for one in sketches]
        self.words = [_words(title) for title in self.titles]
        names = [map(folded, one.people) for one in sketches]
        self.people = [list(dict.fromkeys(same.get(name, name) for name in row if name)) for row in names]


class _Weights:
    """How much each clue tells: the less, the more sessions of one list share it."""

    def __init__(self, *sides: _Clues) -> None:
        self.titles = _rarities(*([[title] for title in side.titles] for side in sides))
        self.words = {
            word: sqrt(rarity) for word, rarity in _rarities(*(side.words for side in sides)).items()
        }
        self.people = _rarities(*(side.people for side in sides))
        self.kinds = _rarities(*([[one.kind] for one in side.sketches] for side in sides))


def _faces(clues: _Clues, weights: _Weights) -> list[Face]:
    return [
        Face(
            number=number,
            parent=clues.numbers.get(one.parent) if one.parent is not None else None,
            title=clues.titles[number],
            title_weight=weights.titles[clues.titles[number]],
            words={word: weights.words[word] for word in clues.words[number]},
            labels=labels(clues.titles[number]),
            people={person: weights.people[person] for person in clues.people[number]},
            kind=one.kind,
            kind_weight=weights.kinds[one.kind],
            rooms=frozenset(map(folded, one.rooms)),
            starts=_minutes(one.starts),
            length=_length(one),
        )
        for number, one in enumerate(clues.sketches)
    ]


def _words(title: str) -> list[str]:
    """The words of a folded title, each once; where no spaces part them, every two neighbouring letters."""
    found: dict[str, None] = {}
    for word in title.split():
        if word[0] >= _UNPARTED and len(word) > 1:
            found.update(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
        else:
            found[word] = None
    return list(found)


def _rarities(*sides: Iterable[Iterable[str]]) -> dict[str, float]:
    rarities: dict[str, float] = {}
    for side in sides:
        for clue, count in Counter(clue for clues in side for clue in clues).items():
            rarities[clue] = min(rarities.get(clue, 1.0), 1 / count)
    return rarities


def _otherwise_written(new: Iterable[Iterable[str]], old: Iterable[Iterable[str]]) -> dict[str, str]:
    """Names of the newer list that are somebody's of the older one, a little otherwise: with whose."""
    known = dict.fromkeys(name for names in old for name in names)
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in known:
        for word in telling_words(name):
            by_word[word].append(name)
    found: dict[str, str] = {}
    for name in dict.fromkeys(name for names in new for name in names):
        rows = sorted((by_word[word] for word in telling_words(name) if word in by_word), key=len)
        near = dict.fromkeys(other for row in rows for other in row[:_MOST_NAMESAKES])
        alike = next((other for other in near if is_alike(name, other)), None)
        if name not in known and alike is not None:
            found[name] = alike
    return found


def _minutes(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // _MINUTE


def _length(one: Sketch) -> int | None:
    return None if one.starts is None or one.ends is None else (one.ends - one.starts) // _MINUTE
