"""The pairs of two lists of sessions as they are found, and what those already found say of the rest."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from app.programme.matching import likeness
from app.programme.matching.likeness import Face

_AROUND = 3  # found sessions before and after one that may tell that all of them have moved alike

Key = Callable[[Face], Hashable | None]


class Side:
    """One of the two lists, and where the sessions found so far stand in it."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = faces
        self.children = _children(faces)
        self.order = sorted(
            range(len(faces)),
            key=lambda number: (faces[number].starts is None, faces[number].starts or 0, number),
        )
        self.before: Sequence[int | None] = [None] * len(faces)
        self.after: Sequence[int | None] = [None] * len(faces)

    def look_around(self, heirs: Mapping[int, int]) -> None:
        """For each session, the nearest found one before and after it inside the same parent."""
        self.before = self._nearest_found(self.order, heirs)
        self.after = self._nearest_found(self.order[::-1], heirs)

    def _nearest_found(self, order: Sequence[int], heirs: Mapping[int, int]) -> Sequence[int | None]:
        last: dict[int | None, int] = {}
        nearest: list[int | None] = [None] * len(self.faces)
        for number in order:
            parent = self.faces[number].parent
            nearest[number] = last.get(parent)
            if number in heirs:
                last[parent] = heirs[number]
        return nearest


class Pairing:
    """One to one: who of the old list is who of the new. While they are looked for, pairs are only added."""

    def __init__(self, old: Sequence[Face], new: Sequence[Face]) -> None:
        self.old, self.new = Side(old), Side(new)
        self.heirs: dict[int, int] = {}  # numbers of `new` by those of `old`
        self.forebears: dict[int, int] = {}  # and the other way round
        self._contents: dict[tuple[int, int], float] = {}
        self._shifts: Sequence[int] = [0] * len(old)

    def add(self, old: Face, new: Face) -> None:
        self.heirs[old.number] = new.number
        self.forebears[new.number] = old.number

    def part(self, old: int, new: int) -> None:
        """Take a pair back, by the numbers of both."""
        del self.heirs[old], self.forebears[new]

    def free_old(self) -> list[Face]:
        return [face for face in self.old.faces if face.number not in self.heirs]

    def free_new(self) -> list[Face]:
        return [face for face in self.new.faces if face.number not in self.forebears]

    def add_where_equal(self, of_old: Key, of_new: Key, *, in_order: bool = False) -> None:
        """Pair what alone has the same key on each side; or, in order, as many as there are on both."""
        left, right = _by_key(self.free_old(), of_old), _by_key(self.free_new(), of_new)
        for key, olds in left.items():
            news = right.get(key, [])
            if in_order or len(olds) == len(news) == 1:
                for old, new in zip(olds, news, strict=False):
                    self.add(old, new)

    def look_around(self) -> None:
        """Work out anew what the pairs say: who stands between whom, and by how much things have moved."""
        self.old.look_around(self.heirs)
        self.new.look_around({number: number for number in self.forebears})
        self._shifts = self._moves()

    def shift(self, old: Face) -> int:
        """The minutes by which everything around a session has moved."""
        return self._shifts[old.number]

    def score(self, old: Face, new: Face) -> float:
        """How much speaks for the pair, as far as the others are known."""
        key = (old.number, new.number)
        contents = self._contents.get(key)
        if contents is None:
            contents = self._contents[key] = likeness.content(old, new)
        contents += self._of_children(old, new)
        if contents <= likeness.HOPELESS:
            return contents
        around = likeness.place(old, new, self.shift(old)) + self._of_parents(old, new)
        around += self._of_neighbours(old, new)
        return likeness.verdict(contents, around)

    def _of_parents(self, old: Face, new: Face) -> float:
        if old.parent is None or new.parent is None:
            return 0.2 if old.parent is new.parent else -0.4
        if old.parent not in self.heirs and new.parent not in self.forebears:
            return 0.0
        return 1.2 if self.heirs.get(old.parent) == new.parent else -0.6

    def _of_children(self, old: Face, new: Face) -> float:
        """Sessions inside vouch for the one they are in."""
        mine, theirs = self.old.children.get(old.number, ()), self.new.children.get(new.number, ())
        known = [self.heirs[child] for child in mine if child in self.heirs]
        if not known or not theirs:
            return 0.0
        here = sum(self.new.faces[heir].parent == new.number for heir in known)
        return 6 * here / max(len(mine), len(theirs)) if here else -1.0

    def _of_neighbours(self, old: Face, new: Face) -> float:
        found = 0.0
        for mine, theirs in ((self.old.before, self.new.before), (self.old.after, self.new.after)):
            if (neighbour := mine[old.number]) is not None and neighbour == theirs[new.number]:
                found += 0.8
        return found

    def _moves(self) -> Sequence[int]:
        """For each old session, the minutes that most of the found ones around it have moved by."""
        moves = [0] * len(self.old.faces)
        known: list[int] = []  # how far the found ones have moved, in order
        places: list[tuple[int, int, bool]] = []  # of all: number, found ones before it, is it one
        for number in self.old.order:
            moved = self._moved(number)
            places.append((number, len(known), moved is not None))
            if moved is not None:
                known.append(moved)
        for number, before, is_known in places:
            after = before + is_known
            near = known[max(before - _AROUND, 0) : before] + known[after : after + _AROUND]
            minutes, votes = Counter(near).most_common(1)[0] if near else (0, 0)
            moves[number] = minutes if votes > _AROUND else 0
        return moves

    def _moved(self, number: int) -> int | None:
        heir, starts = self.heirs.get(number), self.old.faces[number].starts
        arrived = None if heir is None else self.new.faces[heir].starts
        return None if starts is None or arrived is None else arrived - starts


def _by_key(faces: Iterable[Face], key: Key) -> dict[Hashable, list[Face]]:
    groups: dict[Hashable, list[Face]] = defaultdict(list)
    for face in faces:
        if (value := key(face)) is not None:
            groups[value].append(face)
    return groups


def _children(faces: Sequence[Face]) -> dict[int, list[int]]:
    inside: dict[int, list[int]] = defaultdict(list)
    for face in faces:
        if face.parent is not None:
            inside[face.parent].append(face.number)
    return dict(inside)
