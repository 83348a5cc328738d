"""What registration does when packages below it speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from app.events import signals
from app.events.models import Event
from app.registration.services import copying, keeping


def on_event_deleting(event: Event) -> None:
    keeping.refuse_to_lose(event)


def on_event_copied(event: Event, *, source: Event, days: int) -> None:
    copying.copy_categories(source, event, days=days)


def connect() -> None:
    signals.copied.connect(on_event_copied)
    signals.deleting.connect(on_event_deleting)
