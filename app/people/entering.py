"""Taking back that people were entered for an event, unless somebody needs them; entering them again."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from app.core import ids, references
from app.core.db import transaction
from app.people.models import Person
from app.people.queries import CURRENT

# What is noted of somebody: "public_id" and "revision", and "fields" while they are forgotten.
Entered = dict[str, Any]

_PERSONS: Any = Person.__table__
_NOT_NOTED = frozenset(
    {"id", "public_id", "home_event_id", "photo_id", "published_at", "merged_into_id", "merged_at", "merge",
     "revision", "created_at", "updated_at"}
)  # fmt: skip
_NOTED = [column for column in _PERSONS.c if column.name not in _NOT_NOTED]


def noted(person: Person) -> Entered:
    """What is to be remembered of somebody who has just been entered."""
    return {"public_id": person.public_id, "revision": person.revision}


def forget(entered: Sequence[Entered], *, event_id: int, needed: Collection[str] = ()) -> list[Entered]:
    """Forget those whom nobody has changed, used or published since; returns all as they are noted then.

    `needed` are public ids of those who stay whatever there is of them.
    """
    known = {one["public_id"]: one["revision"] for one in entered if one["public_id"] not in needed}
    with transaction() as session:
        # Whoever is held by somebody else is needed. Nobody is waited for: people come before the events
        # that are held already.
        mine = select(Person.id).where(Person.public_id.in_(known)).order_by(Person.id)
        free = session.scalars(mine.with_for_update(skip_locked=True)).all()
        unused = (
            Person.id.in_(free),
            Person.home_event_id == event_id,
            Person.published_at.is_(None),
            CURRENT,
            references.is_unused(Person),
        )
        query = select(_PERSONS.c.public_id, _PERSONS.c.revision, *_NOTED).where(*unused)
        rows = [
            row for row in session.execute(query).mappings() if row["revision"] == known[row["public_id"]]
        ]
        gone = {row["public_id"]: {column.name: row[column.name] for column in _NOTED} for row in rows}
        session.execute(delete(Person).where(Person.public_id.in_(gone)))
    return [{**one, "fields": gone[one["public_id"]]} if one["public_id"] in gone else one for one in entered]


def enter_again(entered: Sequence[Entered], *, event_id: int) -> list[Entered]:
    """Enter the forgotten ones of these under the public ids they had; returns all as they are noted then."""
    back = [
        {"public_id": one["public_id"], "revision": ids.revision(), **one["fields"]}
        for one in entered
        if "fields" in one
    ]
    with transaction() as session:
        if back:
            session.execute(insert(_PERSONS), [{**one, "home_event_id": event_id} for one in back])
    revisions = {one["public_id"]: one["revision"] for one in back}
    return [
        {"public_id": one["public_id"], "revision": revisions.get(one["public_id"], one["revision"])}
        for one in entered
    ]
