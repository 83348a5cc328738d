"""What speakers' links do when packages below them speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.core.db import db, lock
from app.people import signals
from app.people.models import Person
from app.speakers.models import SpeakerLink
from app.speakers.services import joining


def on_merged(kept: Person, *, other: Person) -> None:
    """The links of an entry that is merged are the kept person's.

    Where both have one in the same event, both letters lead to the kept person's, with all that was said.
    """
    memento = other.merge or {}
    stand_for = joining.places(kept, memento.get("drafts", ()))
    mine = {link.event_id: link for link in _links_of(kept)}
    moved, handed_over, followed = [], [], []
    for link in _links_of(other):
        at = mine.get(link.event_id, link)
        handed_over.append(joining.hand_over(link, at, stand_for))
        if at is link:
            link.person = kept
            moved.append(link.public_id)
        else:
            followed.append(joining.follow(at, link))
    noted = {"links": moved, "handed_over": handed_over, "followed": [one for one in followed if one]}
    other.merge = {**memento, **noted}
    db.session.flush()


def on_separated(kept: Person, *, other: Person, memento: Mapping[str, Any]) -> None:
    """Each has their own links again; what has been answered meanwhile stays with the link."""
    moved = SpeakerLink.public_id.in_(memento.get("links", ()))
    for link in db.session.scalars(select(SpeakerLink).where(moved, SpeakerLink.person_id == kept.id)):
        link.person = other
    for noted in memento.get("handed_over", ()):
        joining.give_back(noted)
    for noted in memento.get("followed", ()):
        joining.undo(noted)
    db.session.flush()


def _links_of(person: Person) -> list[SpeakerLink]:
    links = select(SpeakerLink).where(SpeakerLink.person_id == person.id).order_by(SpeakerLink.id)
    return [lock(link) for link in db.session.scalars(links)]


def connect() -> None:
    signals.merged.connect(on_merged)
    signals.separated.connect(on_separated)
