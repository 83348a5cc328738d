"""Which rule of the database a write has broken: an address that is taken is not a row that is gone."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute


def is_taken(error: IntegrityError, *columns: InstrumentedAttribute[Any]) -> bool:
    """Whether another row has these values already, in columns of one table that are unique together.

    Decided by the name of the constraint (core.db.NAMES), or by the columns, which is all SQLite
    tells; never by what the values are.
    """
    table, names = columns[0].class_.__tablename__, [column.key for column in columns]
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return bool(diagnosis.constraint_name == "_".join(["uq", table, *names]))
    return str(error.orig) == "UNIQUE constraint failed: " + ", ".join(f"{table}.{name}" for name in names)
