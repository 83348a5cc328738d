"""Finding persons. Who may know of whom depends on events, so callers hand in that condition."""

from sqlalchemy import ColumnElement, Select, case, literal, or_, select
from sqlalchemy.orm import joinedload

from app.core import text
from app.core.db import db
from app.core.pages import Page, paginate
from app.people import rules
from app.people.errors import NoSuchPerson
from app.people.models import Person

MOST_WORDS = 6  # of a search; more only slow it down
MOST_NAMESAKES = 8
MOST_CANDIDATES = 200  # for one name; a house of ten thousand people has hundreds of one given name


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


def _matching(typed: str, *known: ColumnElement[bool]) -> Select[Person]:
    words = text.searchable(typed).split()[:MOST_WORDS]
    found = (Person.search_text.contains(word, autoescape=True) for word in words)
    return _ordered(select(Person).where(*found, *known))


def _ordered(query: Select[Person]) -> Select[Person]:
    return query.order_by(Person.family_name, Person.given_name, Person.id)
