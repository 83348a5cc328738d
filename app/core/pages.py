"""Lists in pages: a slice, a total, and what lies before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from app.core.db import db

T = TypeVar("T")

SIZE = 50
LAST = 100_000  # beyond this nobody pages; a larger number is a mistake or an attack


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, numbered from 1."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.last


def paginate(query: Select[Any], *, number: int = 1, size: int = SIZE) -> Page[Any]:
    """Run `query` for one page. The query needs a total order, or rows would move between pages."""
    number = min(max(number, 1), LAST)
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size)).unique().all()
    return Page(items=rows, number=number, size=size, total=total)


def part(items: Sequence[T], *, number: int = 1, size: int = SIZE) -> Page[T]:
    """One page of a list that is known as a whole, as when each line is worked out from many rows."""
    number = min(max(number, 1), LAST)
    start = (number - 1) * size
    return Page(items=items[start : start + size], number=number, size=size, total=len(items))
