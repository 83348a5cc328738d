"""Finding persons. Who may know of whom depends on events, so callers hand in that condition."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, Select, case, literal, or_, select
from sqlalchemy.orm import joinedload

from app.core import text
from app.core.db import db
from app.core.pages import Page, paginate
from app.people import rules
from app.people.errors import NoSuchPerson
from app.people.models import Person, full_name

MOST_WORDS = 6  # of a search; more only slow it down
MOST_NAMESAKES = 8
_AT_ONCE = 500  # persons asked for by number in one statement
MOST_CANDIDATES = 200  # for one name; a house of ten thousand people has hundreds of one given name

_IN_LISTS = (Person.family_name, Person.given_name, Person.id)


def by_public_id(public_id: str, *known: ColumnElement[bool]) -> Person:
    """The person with this public id, photo loaded, among those who are `known`. Raises NoSuchPerson."""
    query = select(Person).options(joinedload(Person.photo)).where(Person.public_id == public_id, *known)
    person = db.session.scalar(query)
    if person is None:
        raise NoSuchPerson
    return person


def search(typed: str, *known: ColumnElement[bool], page: int = 1, size: int = 50) -> Page[Person]:
    """One page of the `known` persons with every word of `typed` in their name, by family name."""
    return paginate(_matching(typed, *known), number=page, size=size)


def namesakes(name: str, *known: ColumnElement[bool]) -> list[Person]:
    """The `known` persons whose name may be the same as `name`: doubts for the organiser to settle."""
    words = rules.telling_words(name)[:MOST_WORDS]
    if not words:
        return []
    found = [Person.search_text.contains(word, autoescape=True) for word in words]
    shared = sum((case((one, 1), else_=0) for one in found), literal(0))
    # Who shares most words first, so that the limit leaves out those who are least alike.
    query = select(Person).where(or_(*found), *known).order_by(shared.desc())
    candidates = db.session.scalars(_ordered(query).limit(MOST_CANDIDATES))
    return [person for person in candidates if rules.is_alike(name, person.name)][:MOST_NAMESAKES]


def namesakes_of_all(names: Collection[str], *known: ColumnElement[bool]) -> dict[str, list[Person]]:
    """By name, what `namesakes` finds for it; all `known` persons are looked through once for all names."""
    if not names:
        return {}
    everybody = _Directory(known)
    found = {name: everybody.namesakes(name) for name in dict.fromkeys(names)}
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
        query = select(*columns).where(*known).order_by(*_IN_LISTS)
        self._rows = db.session.execute(query).all()
        self._starts: list[int] = []  # where each row begins in the text of all
        texts, length = [], 0
        for row in self._rows:
            self._starts.append(length)
            texts.append(row.search_text)
            length += len(row.search_text) + 1
        self._text = "\n".join(texts)
        self._with: dict[str, frozenset[int]] = {}

    def namesakes(self, name: str) -> list[int]:
        """The numbers of those whose name may be the same; as the query for one name has it."""
        shared = Counter(
            place for word in rules.telling_words(name)[:MOST_WORDS] for place in self._places(word)
        )
        likeliest = sorted(shared, key=lambda place: (-shared[place], place))[:MOST_CANDIDATES]
        rows = (self._rows[place] for place in likeliest)
        alike = [row.id for row in rows if rules.is_alike(name, _name(row))]
        return alike[:MOST_NAMESAKES]

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


def _name(row: Row[int, str, str, str, bool]) -> str:
    return full_name(row.given_name, row.family_name, family_name_first=row.family_name_first)


def _by_number(numbers: Sequence[int]) -> Mapping[int, Person]:
    found: dict[int, Person] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        piece = select(Person).where(Person.id.in_(numbers[start : start + _AT_ONCE]))
        found |= {person.id: person for person in db.session.scalars(piece)}
    return found


def _matching(typed: str, *known: ColumnElement[bool]) -> Select[Person]:
    words = text.searchable(typed).split()[:MOST_WORDS]
    found = (Person.search_text.contains(word, autoescape=True) for word in words)
    return _ordered(select(Person).where(*found, *known))


def _ordered(query: Select[Person]) -> Select[Person]:
    return query.order_by(*_IN_LISTS)
