"""Finding the pairs of two lists of sessions: the plain ones first, then by all that speaks for them."""

from collections import Counter
from collections.abc import Hashable

from app.programme.matching.candidates import candidates
from app.programme.matching.likeness import Face
from app.programme.matching.pairing import Key, Pairing

_ROUNDS = (6.0, 4.5, 3.0, 2.0, 1.2)  # the least that must speak for a pair; what is plain helps the rest
_RIVAL = 1.0  # another pair that is nearly as good makes this one doubtful


def recognise(pairing: Pairing) -> set[int]:
    """Fill the pairing. Returns the new sessions of which a free one could as well take the place."""
    _by_what_they_say(pairing)
    pairing.look_around()
    _by_when_and_where(pairing)
    scores: dict[tuple[int, int], float] = {}
    for least in _ROUNDS:
        pairing.look_around()
        _best_first(pairing, least, scores)
    return _contested(pairing, scores)


def _by_what_they_say(pairing: Pairing) -> None:
    """A title that stands once in each list, with the same people or with none to contradict it."""

    def with_people(face: Face) -> Hashable:
        return (face.title, tuple(sorted(face.people))) if face.title else None

    pairing.add_where_equal(with_people, with_people)


def _by_when_and_where(pairing: Pairing) -> None:
    """What stands there several times: where everything around it has gone, or where it was.

    Not every text says how long its sessions are, or where: first those are paired that agree in both.
    """

    def parent_of_old(face: Face) -> Hashable:
        return None if face.parent is None else ("was", pairing.heirs.get(face.parent, -1))

    def parent_of_new(face: Face) -> Hashable:
        return (
            None if face.parent is None else ("was", face.parent if face.parent in pairing.forebears else -1)
        )

    for tells in (_all_of_it, _but_its_length, _but_its_place):

        def of_old(face: Face, tells: Key = tells) -> Hashable:
            return tells(face), parent_of_old(face)

        def of_new(face: Face, tells: Key = tells) -> Hashable:
            return tells(face), parent_of_new(face)

        _in_their_groups(pairing, of_old, of_new)


def _all_of_it(face: Face) -> Hashable:
    return _but_its_length(face), face.length


def _but_its_length(face: Face) -> Hashable:
    return _but_its_place(face), face.rooms


def _but_its_place(face: Face) -> Hashable:
    return face.title, face.kind, tuple(sorted(face.people))


def _in_their_groups(pairing: Pairing, of_old: Key, of_new: Key) -> None:
    """Pair, by when they are, sessions that have one key. What explains more of them goes first."""
    stay, move = Counter[Hashable](), Counter[Hashable]()
    there = {(of_new(face), face.starts) for face in pairing.free_new()}

    def as_it_is(face: Face) -> Hashable:
        return of_old(face), face.starts

    def moved_along(face: Face) -> Hashable:
        return of_old(face), None if face.starts is None else face.starts + pairing.shift(face)

    for face in pairing.free_old():
        stay[of_old(face)] += as_it_is(face) in there
        move[of_old(face)] += moved_along(face) in there

    def found(face: Face) -> Hashable:
        return of_new(face), face.starts

    def moved_with_its_group(face: Face) -> Hashable | None:
        return moved_along(face) if move[of_old(face)] >= stay[of_old(face)] else None

    for of_one in (moved_with_its_group, as_it_is, moved_along):
        pairing.add_where_equal(of_one, found, in_order=True)


def _best_first(pairing: Pairing, least: float, scores: dict[tuple[int, int], float]) -> None:
    """Take the pairs for which most speaks, while more than `least` does."""
    fresh = {(old.number, new.number): pairing.score(old, new) for old, new in candidates(pairing)}
    scores.update(fresh)
    good = [(-score, *pair) for pair, score in fresh.items() if score >= least]
    for _score, old, new in sorted(good):
        if old not in pairing.heirs and new not in pairing.forebears:
            pairing.add(pairing.old.faces[old], pairing.new.faces[new])


def _contested(pairing: Pairing, scores: dict[tuple[int, int], float]) -> set[int]:
    """New sessions whose pair had a rival that was left without one."""
    contested: set[int] = set()
    for (old, new), score in scores.items():
        if old in pairing.heirs and new not in pairing.forebears:
            pair = (old, pairing.heirs[old])
        elif new in pairing.forebears and old not in pairing.heirs:
            pair = (pairing.forebears[new], new)
        else:
            continue
        if score >= max(scores.get(pair, score + 2 * _RIVAL) - _RIVAL, _ROUNDS[-1]):
            contested.add(pair[1])
    return contested
