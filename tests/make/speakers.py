"""Typed makers of speakers' links for tests."""

from typing import Any

from app.core.db import transaction
from app.events.models import Event
from app.people.models import Person
from app.speakers.models import SpeakerLink


def link(event: Event, person: Person, **fields: Any) -> SpeakerLink:
    """A link that may describe its person, and has not been sent."""
    values = {"may_describe": True, "language": "en", "email": person.email, **fields}
    with transaction() as session:
        made = SpeakerLink(event=event, person=person, answers=[], uploads=[], **values)
        session.add(made)
    return made
