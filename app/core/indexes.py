"""Indexes of some rows only."""

from typing import Any

from sqlalchemy import Connection, Index, Table, TextClause, event


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows that fulfil `where`, on every database.

    SQLAlchemy takes the condition once for each kind of database, and loads the whole dialect of each
    kind it hears of: two megabytes for one nobody here uses. So it is told when the table is made.
    """
    index = Index(name, *columns, unique=unique)

    def attach(_index: Index, table: Table) -> None:
        event.listen(table, "before_create", tell)

    def tell(_table: Table, connection: Connection, **_options: Any) -> None:
        index.dialect_options[connection.dialect.name]["where"] = where

    event.listen(index, "after_parent_attach", attach)
    return index
