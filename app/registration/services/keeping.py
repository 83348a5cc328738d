"""What becomes of registrations when their event shall be deleted: they keep it."""

from sqlalchemy import select

from app.core.db import transaction
from app.events.errors import ParticipantsKnow
from app.events.models import Event
from app.registration.models import Registration


def refuse_to_lose(event: Event) -> None:
    """Raises ParticipantsKnow when anybody has ever registered, also who has withdrawn since."""
    with transaction() as session:
        if session.scalar(select(Registration.id).where(Registration.event_id == event.id).limit(1)):
            raise ParticipantsKnow
