"""How well a parse agrees with labels: six shares between nothing and all, and their mean."""

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Facts = dict[str, Any]
TITLES, NAMES, AFFILIATIONS = 0.8, 0.85, 0.8


def plain(text: str | None) -> str:
    """Small letters and digits only, without accents."""
    letters = unicodedata.normalize("NFKD", text or "").casefold()
    kept = ("" if unicodedata.combining(one) else one if one.isalnum() else " " for one in letters)
    return " ".join("".join(kept).split())


def likeness(one: str | None, other: str | None) -> float:
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


@dataclass
class Share:
    """So many of so many; with `false` finds it is the mean of what was found and what was right."""

    right: int = 0
    wanted: int = 0
    false: int = 0

    @property
    def value(self) -> float:
        total = 2 * self.right + (self.wanted - self.right) + self.false
        return 2 * self.right / total if total else 1.0


@dataclass
class Score:
    """The shares of one document, and a line for everything that is wrong."""

    shares: dict[str, Share] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, said: str, *, right: bool) -> None:
        share = self.shares.setdefault(name, Share())
        share.wanted += 1
        share.right += right
        if not right:
            self.wrong.append(f"{name}: {said}")

    def invent(self, name: str, said: str) -> None:
        self.shares.setdefault(name, Share()).false += 1
        self.wrong.append(f"{name} made up: {said}")

    @property
    def mean(self) -> float:
        values = [share.value if share.false else (share.right / share.wanted if share.wanted else 1.0)
                  for share in self.shares.values()]  # fmt: skip
        return sum(values) / len(values) if values else 0.0


def score(labels: Facts, parsed: Facts) -> Score:
    """Everything not found counts as wrong."""
    found = Score()
    wanted = labels["expect"]["sessions"]
    unsure = {(one["session"], one["field"], one.get("person")) for one in labels["ambiguous"]}
    pairs = _pairs(wanted, parsed["sessions"])
    for number, session in enumerate(wanted):
        other = pairs.get(number)
        if not session.get("optional"):
            _compare(found, session, other, lambda *about, number=number: (number, *about) in unsure)
    used = {id(other) for other in pairs.values()}
    for other in parsed["sessions"]:
        if id(other) not in used:
            found.invent("session", f"{other['start']} {other['title']}")
    return found


def _compare(found: Score, session: Facts, other: Facts | None, is_unsure: Any) -> None:
    said = f"{session['date']} {session['start']} {session['title']}"
    found.count("session", said, right=other is not None)
    kinds = [session["kind"], *session.get("kind_alt", [])]
    if not is_unsure("end", None):
        found.count("end", said, right=other is not None and other["end"] == session["end"])
    found.count("kind", said, right=other is not None and other["kind"] in kinds)
    if is_unsure("people", None):
        return
    people = other["people"] if other else []
    matched = _match(session["people"], people, lambda one, two: likeness(one["name"], two["name"]), NAMES)
    for number, person in enumerate(session["people"]):
        if person.get("optional"):
            continue
        match = matched.get(number)
        about = f"{said}: {person['name']}"
        found.count("person", about, right=match is not None)
        roles = [person["role"], *person.get("role_alt", [])]
        found.count("role", about, right=match is not None and match["role"] in roles)
        if not is_unsure("affiliation", person["name"]):
            found.count("affiliation", about, right=match is not None and _same_affiliation(person, match))
    for stranger in people:
        if all(stranger is not match for match in matched.values()):
            found.invent("person", f"{said}: {stranger['name']}")


def _same_affiliation(one: Facts, other: Facts) -> bool:
    """Position and body joined in either order, with or without the country."""
    first, second = list(_joined(one)), list(_joined(other))
    if not any(first) and not any(second):
        return True
    return any(likeness(left, right) >= AFFILIATIONS for left in first for right in second)


def _joined(person: Facts) -> Iterator[str]:
    position, body, country = (person[key] or "" for key in ("position", "organisation", "country"))
    for parts in ((position, body), (body, position), (position, body, country), (body, position, country)):
        yield plain(" ".join(parts))


def _pairs(wanted: list[Facts], parsed: list[Facts]) -> dict[int, Facts]:
    def alike(one: Facts, other: Facts) -> float:
        if (one["date"], one["start"]) != (other["date"], other["start"]):
            return 0.0
        titles = [one["title"], *one.get("title_alt", [])]
        bonus = 0.02 * (one["end"] == other["end"])
        return max(likeness(title, other["title"]) for title in titles) + bonus

    return _match(wanted, parsed, alike, TITLES)


def _match(wanted: list[Facts], parsed: list[Facts], alike: Any, least: float) -> dict[int, Facts]:
    """The best pairs first, each used once."""
    offers = [
        (alike(one, other), -abs(first - second), first, second)
        for first, one in enumerate(wanted)
        for second, other in enumerate(parsed)
    ]
    return dict(_taken(sorted(offers, reverse=True), parsed, least))


def _taken(
    offers: Iterable[tuple[float, int, int, int]], parsed: list[Facts], least: float
) -> Iterator[tuple[int, Facts]]:
    left: set[int] = set()
    right: set[int] = set()
    for value, _, first, second in offers:
        if value >= least and first not in left and second not in right:
            left.add(first)
            right.add(second)
            yield first, parsed[second]
