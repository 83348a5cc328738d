"""Finding persons. Who may know of whom depends on events, so callers hand in that condition."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, true, union
from sqlalchemy.orm import aliased, joinedload, undefer

from app.core import text
from app.core.actors import Actor, ActorKind
from app.core.db import db
from app.core.pages import Page, paginate, part
from app.people import doubles, policies, rules
from app.people.errors import NoSuchPerson
from app.people.models import Distinction, Person, full_name

MOST_WORDS = 6  # of a search; more only slow it down
MOST_NAMESAKES = 8
_AT_ONCE = 500  # persons asked for by number in one statement
CURRENT = Person.merged_into_id.is_(None)  # entries that have not become part of another one
MOST_CANDIDATES = 200  # for one name; a house of ten thousand people has hundreds of one given name

_IN_LISTS = (Person.family_name, Person.given_name, Person.id)


def by_public_id(public_id: str, *known: ColumnElement[bool]) -> Person:
    """The person with this public id, photo loaded, among those who are `known`. Raises NoSuchPerson."""
    query = (
        select(Person).options(joinedload(Person.photo)).where(Person.public_id == public_id, CURRENT, *known)
    )
    person = db.session.scalar(query)
    if person is None:
        raise NoSuchPerson
    return person


def by_public_ids(public_ids: Collection[str], *known: ColumnElement[bool]) -> list[Person]:
    """Those of the `known` persons who have one of these public ids."""
    if not public_ids:
        return []
    return list(db.session.scalars(select(Person).where(Person.public_id.in_(public_ids), CURRENT, *known)))


def search(typed: str, *known: ColumnElement[bool], page: int = 1, size: int = 50) -> Page[Person]:
    """One page of the `known` persons with every word of `typed` in their name, by family name."""
    return paginate(_matching(typed, *known), number=page, size=size)


def search_with(
    typed: str,
    told: Mapping[int, str],
    *known: ColumnElement[bool],
    names_first: bool = False,
    page: int = 1,
    size: int = 50,
) -> Page[Person]:
    """As `search`, where a word may also be in an organisation they belong to, or in what is `told` of them.

    `told` is by number and as searched texts are. With `names_first`, whose name has all the words comes
    before the others. All `known` persons are read: not for pages that search while somebody types.
    """
    words = text.searchable(typed).split()[:MOST_WORDS]
    query = select(Person.id, Person.search_text, Person.affiliations).where(CURRENT, *known)
    found = [
        row
        for row in db.session.execute(query.order_by(*_IN_LISTS))
        if _has_all(words, row.search_text, *rules.organisations(row.affiliations), told.get(row.id, ""))
    ]
    if names_first:
        found.sort(key=lambda row: not _has_all(words, row.search_text))
    numbers = part([row.id for row in found], number=page, size=size)
    persons = _by_number(numbers.items)
    return replace(numbers, items=[persons[number] for number in numbers.items])


def _has_all(words: Iterable[str], *texts: str) -> bool:
    return all(any(word in one for one in texts) for word in words)


def namesakes(name: str, *known: ColumnElement[bool]) -> list[Person]:
    """The `known` persons whose name may be the same as `name`: doubts for the organiser to settle."""
    words = rules.telling_words(name)[:MOST_WORDS]
    if not words:
        return []
    found = [Person.search_text.contains(word, autoescape=True) for word in words]
    shared = sum((case((one, 1), else_=0) for one in found), literal(0))
    # Who shares most words first, so that the limit leaves out those who are least alike.
    query = select(Person).where(or_(*found), CURRENT, *known).order_by(shared.desc())
    candidates = db.session.scalars(_ordered(query).limit(MOST_CANDIDATES))
    return [person for person in candidates if rules.is_alike(name, person.name)][:MOST_NAMESAKES]


def namesakes_of_all(
    names: Collection[str], *known: ColumnElement[bool], first: Collection[int] = ()
) -> dict[str, list[Person]]:
    """By name, what `namesakes` finds for it; all `known` persons are looked through once for all names.

    Those whose numbers are in `first` come before the others, however many of the others there are.
    """
    if not names:
        return {}
    everybody = _Directory(known)
    found = {name: everybody.namesakes(name, first) for name in dict.fromkeys(names)}
    persons = _by_number(sorted({number for numbers in found.values() for number in numbers}))
    return {name: [persons[number] for number in numbers] for name, numbers in found.items()}


class _Directory:
    """The names of the known persons, in the order of lists, to be looked through time and again."""

    def __init__(self, known: Sequence[ColumnElement[bool]]) -> None:
        columns = (
            Person.id,
            Person.search_text,
            Person.given_name,
            Person.family_name,
            Person.family_name_first,
        )
        query = select(*columns).where(CURRENT, *known).order_by(*_IN_LISTS)
        self._rows = db.session.execute(query).all()
        self._starts: list[int] = []  # where each row begins in the text of all
        texts, length = [], 0
        for row in self._rows:
            self._starts.append(length)
            texts.append(row.search_text)
            length += len(row.search_text) + 1
        self._text = "\n".join(texts)
        self._with: dict[str, frozenset[int]] = {}

    def namesakes(self, name: str, first: Collection[int]) -> list[int]:
        """The numbers of those whose name may be the same, as the query for one has it; `first` before."""
        shared = Counter(
            place for word in rules.telling_words(name)[:MOST_WORDS] for place in self._places(word)
        )
        likeliest = [self._rows[place] for place in sorted(shared, key=lambda place: (-shared[place], place))]
        ours = _alike(name, (row for row in likeliest if row.id in first))
        return [*ours, *(number for number in _alike(name, likeliest) if number not in ours)]

    def _places(self, word: str) -> frozenset[int]:
        """The rows with this word, or with one it is a part of."""
        if word not in self._with:
            self._with[word] = frozenset(self._find(word))
        return self._with[word]

    def _find(self, word: str) -> Iterator[int]:
        at = self._text.find(word)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(word, at + 1)


def _alike(name: str, rows: Iterable[Row[int, str, str, str, bool]]) -> list[int]:
    """The numbers of those of the likeliest who may have this name."""
    candidates = islice(rows, MOST_CANDIDATES)
    return [row.id for row in candidates if rules.is_alike(name, _name(row))][:MOST_NAMESAKES]


def _name(row: Row[int, str, str, str, bool]) -> str:
    return full_name(row.given_name, row.family_name, family_name_first=row.family_name_first)


def _by_number(numbers: Sequence[int]) -> Mapping[int, Person]:
    found: dict[int, Person] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        piece = select(Person).where(Person.id.in_(numbers[start : start + _AT_ONCE]))
        found |= {person.id: person for person in db.session.scalars(piece)}
    return found


def entered_by_teams_of(actor: Actor) -> ColumnElement[bool]:
    """The condition that a person was entered for an event whose people `actor` may change."""
    if actor.kind is ActorKind.SYSTEM or actor.is_administrator:
        return true()
    homes = [event_id for event_id in actor.grants if policies.may_create(actor, event_id)]
    return Person.home_event_id.in_(homes)


def followed(public_ids: Collection[str]) -> dict[str, Person]:
    """The persons behind these public ids; who was merged into another is that other one."""
    if not public_ids:
        return {}
    meant = aliased(Person)
    query = select(Person.public_id, meant).join(
        meant, meant.id == func.coalesce(Person.merged_into_id, Person.id)
    )
    return dict(db.session.execute(query.where(Person.public_id.in_(public_ids))).all())


def successors(public_ids: Collection[str]) -> dict[str, str]:
    """Which other public id stands for those of these that were merged."""
    kept = aliased(Person)
    query = select(Person.public_id, kept.public_id).join(kept, kept.id == Person.merged_into_id)
    return dict(db.session.execute(query.where(Person.public_id.in_(public_ids))).all()) if public_ids else {}


def former_public_ids(public_id: str) -> set[str]:
    """The public ids under which this person was known before entries were merged."""
    kept = aliased(Person)
    query = select(Person.public_id).join(kept, kept.id == Person.merged_into_id)
    return set(db.session.scalars(query.where(kept.public_id == public_id)))


def former(person: Person) -> list[Person]:
    """The entries that were merged into this one, the latest first, with what can be taken back."""
    query = select(Person).options(undefer(Person.merge)).where(Person.merged_into_id == person.id)
    return list(db.session.scalars(query.order_by(Person.merged_at.desc(), Person.id)))


def may_be_doubles(here: ColumnElement[bool], *known: ColumnElement[bool]) -> list[tuple[Person, Person]]:
    """Pairs of `known` persons with names alike, at least one of them `here`, whom nobody has told apart."""
    people = db.session.scalars(_ordered(select(Person).where(CURRENT, *known))).all()
    names = {person.id: person.name for person in people}
    ours = set(db.session.scalars(select(Person.id).where(CURRENT, here)))
    by_number: dict[int, Person] = {person.id: person for person in people}
    pairs = [pair for pair in doubles.pairs(names) if ours.intersection(pair)]
    apart = told_apart({number for pair in pairs for number in pair})
    return [
        (by_number[one], by_number[other]) for one, other in pairs if frozenset({one, other}) not in apart
    ]


def told_apart(numbers: Collection[int]) -> set[frozenset[int]]:
    """The pairs of these persons, by number, of whom an organiser has said that they are two people."""
    one, _other, pairs = _apart()
    wanted = sorted(numbers)
    pieces = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    found = (row for piece in pieces for row in db.session.execute(pairs.where(one.in_(piece))))
    return {frozenset(row) for row in found if row[1] in numbers}


def others_than(person: Person, *known: ColumnElement[bool]) -> list[Person]:
    """The `known` persons of whom an organiser has said that this is somebody else, as lists have them."""
    one, other, pairs = _apart()
    either = union(
        pairs.with_only_columns(other).where(one == person.id),
        pairs.with_only_columns(one).where(other == person.id),
    )
    return list(db.session.scalars(_ordered(select(Person).where(Person.id.in_(either), CURRENT, *known))))


def is_pair(one: Person, other: Person) -> ColumnElement[bool]:
    """The condition on a distinction that it is about these two, or entries that have become part of them."""
    ones, others = (
        select(Person.id).where(or_(Person.id == person.id, Person.merged_into_id == person.id))
        for person in (one, other)
    )
    lower, higher = Distinction.lower_id, Distinction.higher_id
    return or_(and_(lower.in_(ones), higher.in_(others)), and_(lower.in_(others), higher.in_(ones)))


def _apart() -> tuple[ColumnElement[int], ColumnElement[int], Select[int, int]]:
    """The columns and the pairs of what was said, as it holds for those whom entries have become part of."""
    lower, higher = aliased(Person), aliased(Person)
    one = func.coalesce(lower.merged_into_id, lower.id)
    other = func.coalesce(higher.merged_into_id, higher.id)
    pairs = (
        select(one, other)
        .select_from(Distinction)
        .join(lower, lower.id == Distinction.lower_id)
        .join(higher, higher.id == Distinction.higher_id)
        .where(one != other)
    )
    return one, other, pairs


def _matching(typed: str, *known: ColumnElement[bool]) -> Select[Person]:
    words = text.searchable(typed).split()[:MOST_WORDS]
    found = (Person.search_text.contains(word, autoescape=True) for word in words)
    return _ordered(select(Person).where(*found, CURRENT, *known))


def _ordered(query: Select[Person]) -> Select[Person]:
    return query.order_by(*_IN_LISTS)
