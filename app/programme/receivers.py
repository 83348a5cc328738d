"""What the programme does when packages below it speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from app.events import signals
from app.events.models import Event
from app.programme.services import copying


def on_event_copied(event: Event, *, source: Event, days: int) -> None:
    copying.copy_draft(source, event, days=days)


def connect() -> None:
    signals.copied.connect(on_event_copied)
