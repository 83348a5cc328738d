"""One place, organisation or person spelt in two ways. Linear in the number of names."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from app.core import text
from app.people.models import Person
from app.programme.checks.finding import Finding, Place, Rule, Severity, Target
from app.programme.checks.known import Known, Text, at_appearance, at_person
from app.programme.models import ProgrammeItem

SPELT_TWICE = Rule(
    "spelt_twice",
    Severity.WARNING,
    _l("Spelt in two ways"),
    _l("“%(said)s” is also spelt “%(other)s”."),
)
SPELT_ALIKE = Rule(
    "spelt_alike",
    Severity.HINT,
    _l("Spelt nearly alike"),
    _l("“%(said)s” may be the same as “%(other)s”."),
)
SAME_PERSON = Rule(
    "same_person",
    Severity.WARNING,
    _l("Person entered twice"),
    _l("“%(said)s” and “%(other)s” seem to be one person."),
)
SIMILAR_PERSON = Rule(
    "similar_person",
    Severity.HINT,
    _l("People of nearly one name"),
    _l("“%(said)s” and “%(other)s” differ by a letter. Are they one person?"),
)

_BRACKETED = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
_APART = re.compile(r"[^\w&]+")
_SMALL = frozenset(
    """
    a al and & d da das de del der des di die do dos du e el et for fur in l la las le les los of on the to
    und y
    """.split()  # noqa: SIM905 - reads better than thirty strings
)
_LONG_ENOUGH = 6  # letters of a word in which one may be wrong; shorter words are other words then
_WORD = re.compile(r"[^\W\d_]+")
# A name with a mark on a letter, and the same word without: Querétaro and Queretaro.
_MARKED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿāăąćčďđēęěğģīįıķĺļľłńņňőŕřśşšťţūůűųźżžșț]{3,}(?!\w)")


class Name(NamedTuple):
    """A name as it is written somewhere."""

    value: str
    target: Target
    item: ProgrammeItem | None = None


def words(known: Known) -> Iterator[Finding]:
    """Names inside texts of one language that stand there with and without their marks."""
    for those in _by_language(known).values():
        pairs = _with_and_without("\n".join(text.value for text in those))
        places = _places({name for pair in pairs for name in pair}, those) if pairs else {}
        for marked, plain in pairs:
            # About whichever is written less often; marks get lost more than found.
            is_plain_rarer = len(places[plain]) <= len(places[marked])
            said, other = (plain, marked) if is_plain_rarer else (marked, plain)
            where = places[said][0]
            yield SPELT_TWICE.at(where.target, where.item, said=said, other=other)


def organisations(known: Known) -> Iterator[Finding]:
    names: dict[str, list[Name]] = defaultdict(list)
    for item, one in known.appearing:
        for language, value in (one.organisation or {}).items():
            names[language].append(Name(value, at_appearance(item, one, "organisation"), item))
    for party in known.parties:
        for language, value in party.name.items():
            target = Target(Place.ROW, party.public_id, of="parties", name=party.name, field="name")
            names[language].append(Name(value, target))
    for those in names.values():
        yield from _alike(those)


def places(known: Known) -> Iterator[Finding]:
    """Cities people come from, and rooms."""
    cities = (
        Name(one.city, at_appearance(item, one, "city"), item) for item, one in known.appearing if one.city
    )
    yield from _alike(cities)
    rooms: dict[str, list[Name]] = defaultdict(list)
    for room in known.draft.rooms:
        for language, value in room.name.items():
            rooms[language].append(
                Name(value, Target(Place.ROOM, room.public_id, name=room.name, field="name"))
            )
    for those in rooms.values():
        yield from _spelt_twice(_groups(those))


def people(known: Known) -> Iterator[Finding]:
    """Persons of one name, whatever the order, marks and initials; and of names a letter apart."""
    tokens = {person.public_id: _tokens(person.name) for person in known.people}
    reported: set[frozenset[str]] = set()
    for rule, keys in ((SAME_PERSON, _whole), (SAME_PERSON, _initials), (SIMILAR_PERSON, _nearly)):
        before: dict[Hashable, list[Person]] = defaultdict(list)
        for person in known.people:
            for key in keys(tokens[person.public_id]):
                other = _first_not_apart(before[key], person, known)
                if other is None:
                    continue
                pair = frozenset({other.public_id, person.public_id})
                if pair in reported:
                    continue
                if rule is SAME_PERSON and not _may_be_one(tokens[other.public_id], tokens[person.public_id]):
                    continue
                reported.add(pair)
                yield rule.at(at_person(person), said=person.name, other=other.name)


def _first_not_apart(before: list[Person], person: Person, known: Known) -> Person | None:
    """The first of those seen before who may be this person; whom an organiser has told apart may not.

    Only who may be none of them is somebody new, so that a crowd of one name stays a short list.
    """
    others = (other for other in before if frozenset({other.id, person.id}) not in known.told_apart)
    found = next(others, None)
    if found is None:
        before.append(person)
    return found if found is not person else None


def _by_language(known: Known) -> dict[str, list[Text]]:
    """Texts by their language. The event's address has none of its own: it is read with the main one."""
    found: dict[str, list[Text]] = defaultdict(list)
    for one in known.texts:
        found[one.language].append(one)
    target = Target(Place.PAGE, "place", field="address_lines")
    for line in [*(known.event.address_lines or ()), known.event.district or ""]:
        found[known.event.main_language].append(Text(line, known.event.main_language, target))
    for item, appearing in known.appearing:
        if appearing.city:
            target = at_appearance(item, appearing, "city")
            city = Text(appearing.city, known.event.main_language, target, item)
            found[known.event.main_language].append(city)
    return found


def _with_and_without(whole: str) -> list[tuple[str, str]]:
    """Names that stand in a text with their marks and without."""
    marked = [] if whole.isascii() else dict.fromkeys(_MARKED.findall(whole))
    written = set(_WORD.findall(whole)) if marked else set()
    pairs = ((name, text.searchable(name).capitalize()) for name in marked)
    # What also stands there in small letters is a word, not a name.
    return [
        (name, plain)
        for name, plain in pairs
        if plain != name and plain in written and name[0].isascii() and name.lower() not in written
    ]


def _places(names: set[str], those: list[Text]) -> dict[str, list[Text]]:
    """The texts in which each of these names stands."""
    found: dict[str, list[Text]] = defaultdict(list)
    for one in those:
        for name in names.intersection(_WORD.findall(one.value)):
            found[name].append(one)
    return found


def _alike(names: Iterable[Name]) -> Iterator[Finding]:
    groups = _groups(names)
    yield from _spelt_twice(groups)
    first: dict[Hashable, str] = {}
    reported: set[frozenset[str]] = set()
    for key, those in groups.items():
        usual = those[0]
        for near in {*_nearly(key.split()), ("core", _core(usual.value))}:
            other = first.setdefault(near, key)
            pair = frozenset({other, key})
            if other != key and pair not in reported:
                reported.add(pair)
                yield SPELT_ALIKE.at(usual.target, usual.item, said=usual.value, other=groups[other][0].value)


def _groups(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Names by what they are without case, marks and punctuation."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if key := " ".join(_tokens(name.value)):
            groups[key].append(name)
    return groups


def _spelt_twice(groups: dict[str, list[Name]]) -> Iterator[Finding]:
    """Every spelling beside the usual one; what differs by the marks of one word, `words` has found."""
    for those in groups.values():
        counted = Counter(name.value for name in those)
        if len(counted) == 1:
            continue
        usual = max(counted, key=lambda value: (counted[value], not value.isascii()))
        for value in counted:
            name = next(one for one in those if one.value == value)
            if value != usual and not (
                _differ_by_marks(value, usual) and name.target.place is not Place.ROOM
            ):
                yield SPELT_TWICE.at(name.target, name.item, said=value, other=usual)


def _differ_by_marks(one: str, other: str) -> bool:
    """Not by capitals or punctuation; and not by the first letter, which `words` leaves alone."""
    capitals = [letter.isupper() for letter in one] == [letter.isupper() for letter in other]
    return (
        capitals
        and text.searchable(one) == text.searchable(other)
        and one[:1].isascii() == other[:1].isascii()
    )


@lru_cache(maxsize=8192)
def _tokens(value: str) -> tuple[str, ...]:
    return tuple(token for token in _APART.split(text.searchable(value)) if token)


def _core(value: str) -> tuple[str, ...]:
    """The words that count: without what stands in brackets, and without "of" and "the"."""
    return tuple(token for token in _tokens(_BRACKETED.sub(" ", value)) if token not in _SMALL)


def _whole(tokens: tuple[str, ...]) -> Iterator[Hashable]:
    if tokens:
        yield tuple(sorted(tokens))


def _initials(tokens: tuple[str, ...]) -> Iterator[Hashable]:
    """The last word and the first letter of the first: R. Valdes Cotera is asked about Raúl Valdés Cotera."""
    if len(tokens) > 1:
        yield tokens[0][0], tokens[1:]
        yield tokens[0][0], tokens[-1:]


def _may_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names agree, word by word, where an initial agrees with any word it begins."""
    if sorted(one) == sorted(other):
        return True
    given, others = one[:-1], other[:-1]
    if one[-1] != other[-1] or not any(len(token) == 1 for token in (*given, *others)):
        return False
    return all(_agree(first, second) for first, second in zip(given, others, strict=False))


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _nearly(tokens: Iterable[str]) -> Iterator[Hashable]:
    """Keys that two names share when one letter of a long word differs, is missing or changes places.

    Every word with one letter left out, among the others: two names that meet here are that close.
    The first letter stays: Gambia is not Zambia.
    """
    those = list(tokens)
    for place, token in enumerate(those):
        if len(token) < _LONG_ENOUGH or not token.isalpha():
            continue
        rest = (*those[:place], "", *those[place + 1 :])
        yield rest, token
        for letter in range(1, len(token)):
            yield rest, token[:letter] + token[letter + 1 :]


CHECKS = (words, organisations, places, people)
RULES = (SPELT_TWICE, SPELT_ALIKE, SAME_PERSON, SIMILAR_PERSON)
