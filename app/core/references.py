"""Which rows others point to: read from the tables themselves, so that a new table counts by itself."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists

from app.core.db import Base


def is_unused(model: type[Base], *, besides: Collection[type[Base]] = ()) -> ColumnElement[bool]:
    """The condition that no foreign key of any table points to a row of `model`, `besides` these tables'."""
    ignored = [one.__table__ for one in besides]
    target = model.__table__
    pointing = [
        key.parent
        for table in Base.metadata.sorted_tables
        if table not in ignored
        for key in table.foreign_keys
        if key.column.table is target
    ]
    # Under other names, so that a table that points to itself is asked as well.
    aliases = [(column.table.alias(), column.name) for column in pointing]
    return and_(*(~exists().where(alias.c[name] == target.c.id) for alias, name in aliases))
