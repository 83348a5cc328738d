"""Rows written past the session, at a fraction of what objects cost: one, or one with those about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnDefault, Executable, Insert, Select, bindparam, insert, inspect, select
from sqlalchemy.orm import make_transient_to_detached

from app.core import sqlite
from app.core.db import Base, db, execute


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be inserted: values by column; what is left out has its default.

    `about` is the column that names another row by its number. None in it means the one it is stored with.
    """

    model: type[Base]
    values: Mapping[str, Any]
    about: str = "id"

    @property
    def is_waiting(self) -> bool:
        """Whether the row it is about has no number yet."""
        return self.about in self.values and self.values[self.about] is None


def append(row: Row) -> None:
    """Insert a row nobody will change, such as a line of a log. What it refers to must have been flushed."""
    execute(_insertion(row.model), row.values)


def store(thing: Base, *others: Row, seen: Base) -> bool:
    """Insert the row of a new object and the rows about it, if `seen` has the revision it was seen with.

    False: it has another, and nothing was written. That is asked where the rows are written, because
    PostgreSQL judges a statement that had to wait for a lock by what was true before it waited. There
    all go in one statement, so that a crowd waits for one round trip; SQLite is asked one by one.
    For the one object for which a crowd waits; anything else is added to the session. What the rows
    refer to must have been flushed.
    """
    values = _values(type(thing), inspect(thing).dict)
    bound = values | {"seen_id": seen.id, "seen_revision": seen.revision}  # type: ignore[attr-defined]
    insert_all = _one_by_one if sqlite.speaks(db.engine) else _all_at_once
    number = insert_all(type(thing), type(seen), bound, others)
    if number is None:
        return False
    inspect(thing).dict.update(values, id=number)
    make_transient_to_detached(thing)
    db.session.add(thing)
    return True


def _one_by_one(
    model: type[Base], seen: type[Base], bound: dict[str, Any], others: tuple[Row, ...]
) -> int | None:
    number: int | None = execute(_first(model, seen), bound).scalar()
    for row in others if number is not None else ():
        append(Row(row.model, {**row.values, row.about: number}) if row.is_waiting else row)
    return number


def _all_at_once(
    model: type[Base], seen: type[Base], bound: dict[str, Any], others: tuple[Row, ...]
) -> int | None:
    plans = tuple((row.model, row.about if row.is_waiting else "") for row in others)
    for place, row in enumerate(others):
        filled = _values(row.model, row.values)
        bound |= {_name(place, column): value for column, value in filled.items()}
    number: int | None = execute(_all_in_one(model, seen, plans), bound).scalar()
    return number


def _values(model: type[Base], known: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every column but the number, by name: what is known, or what it has by default."""
    return {
        name: known[name] if name in known else _default(default) for name, default in _columns(model).items()
    }


def _default(default: Any) -> Any:
    if not isinstance(default, ColumnDefault):
        return None
    return default.arg(None) if default.is_callable else default.arg


def _name(place: int, column: str) -> str:
    return f"row_{place}_{column}"


# Put together once: building these takes longer than running them.


@cache
def _columns(model: type[Base]) -> dict[str, Any]:
    """The default of every column by name, but for the primary key."""
    return {column.key: column.default for column in model.__table__.columns if not column.primary_key}


@cache
def _insertion(model: type[Base]) -> Insert:
    table: Any = model.__table__
    return insert(table)


@cache
def _first(model: type[Base], seen: type[Base]) -> Any:
    """Insert a row as long as the row of `seen` is as it was; gives its number."""
    table: Any = model.__table__
    other: Any = seen.__table__
    names = list(_columns(model))
    row = select(*(bindparam(name, type_=table.c[name].type) for name in names)).where(
        other.c.id == bindparam("seen_id"), other.c.revision == bindparam("seen_revision")
    )
    return insert(table).from_select(names, row, include_defaults=False).returning(table.c.id)


@cache
def _all_in_one(model: type[Base], seen: type[Base], plans: tuple[tuple[type[Base], str], ...]) -> Executable:
    """The same with the rows about it: for each its model, and the column that waits for the number."""
    first = _first(model, seen).cte("stored")
    others = []
    for place, (kind, about) in enumerate(plans):
        table: Any = kind.__table__
        names = list(_columns(kind))
        bound = [bindparam(_name(place, name), type_=table.c[name].type) for name in names]
        chosen = [first.c.id if name == about else one for name, one in zip(names, bound, strict=True)]
        row: Select[Any] = select(*chosen).select_from(first)
        others.append(insert(table).from_select(names, row, include_defaults=False).cte(f"other_{place}"))
    return select(first.c.id).add_cte(*others)
