"""What events do when packages below them speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from app.core.db import lock
from app.events import queries
from app.events.services import revisions
from app.people import signals
from app.people.models import Likeness, Person


def on_person_changed(person: Person, *, held: Likeness | None = None) -> None:
    """Pages that present the person show them as they are now; or as before, until an organiser agrees."""
    # All events before the first touch: the catalogue's one row is locked after all of them.
    shown_on = [lock(event) for event in queries.featuring(person)]
    for row in queries.presented(person):
        if held is None:
            row.let_go()
        else:
            row.hold(held)
            if row.shown == person.likeness:  # what was held against has been taken back
                row.let_go()
    for event in shown_on:
        revisions.touch(event, catalogue=True)


def connect() -> None:
    signals.changed.connect(on_person_changed)
