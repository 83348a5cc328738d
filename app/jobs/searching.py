"""What searches compare with, by the rules of this version: rows folded by an older one are folded anew."""

from sqlalchemy import select, update

from app.core import text
from app.core.db import db, transaction
from app.events.models import Event
from app.people.models import Person
from app.registration.models import Registration

PIECE = 1000  # rows read at once
_FOUND_BY_TEXT = (Event, Person, Registration)


def fold_anew() -> int:
    """Returns how many rows a search finds better than before. Safe to run at any time, and twice.

    What is stored is enough to work from: folding what has been folded changes nothing else.
    """
    return sum(_fold(model) for model in _FOUND_BY_TEXT)


def _fold(model: type[Event | Person | Registration]) -> int:
    count = last = 0
    while True:
        piece = select(model.id, model.search_text).where(model.id > last).order_by(model.id).limit(PIECE)
        rows = db.session.execute(piece).all()
        if not rows:
            return count
        last = rows[-1].id
        stale = {
            row.id: row.search_text for row in rows if text.searchable(row.search_text) != row.search_text
        }
        for number, old in stale.items():
            _write(model, number, old)
        count += len(stale)


def _write(model: type[Event | Person | Registration], number: int, old: str) -> None:
    """One row for itself: nobody waits for us, and what has been edited since stays."""
    with transaction() as session:
        session.execute(
            update(model)
            .where(model.id == number, model.search_text == old)
            .values(search_text=text.searchable(old))
            .execution_options(synchronize_session=False)
        )
