"""What speakers' links do when packages below them speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from sqlalchemy import select

from app.core.db import db
from app.people import signals
from app.people.models import Person
from app.speakers.models import SpeakerLink


def on_merged(kept: Person, *, other: Person) -> None:
    """The links of an entry that is merged are the kept person's.

    Where both have one in the same event, both letters lead to the kept person's page.
    """
    taken = set(db.session.scalars(select(SpeakerLink.event_id).where(SpeakerLink.person_id == kept.id)))
    moved = []
    for link in db.session.scalars(select(SpeakerLink).where(SpeakerLink.person_id == other.id)):
        if link.event_id not in taken:
            link.person = kept
            moved.append(link.public_id)
    other.merge = {**(other.merge or {}), "links": moved}
    db.session.flush()


def on_separated(kept: Person, *, other: Person, memento: dict[str, list[str]]) -> None:
    """Each has their own links again; what has been answered meanwhile stays with the link."""
    moved = SpeakerLink.public_id.in_(memento.get("links", ()))
    for link in db.session.scalars(select(SpeakerLink).where(moved, SpeakerLink.person_id == kept.id)):
        link.person = other
    db.session.flush()


def connect() -> None:
    signals.merged.connect(on_merged)
    signals.separated.connect(on_separated)
