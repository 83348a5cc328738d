"""What the programme does when packages below it speak.

Receivers run inside the sender's transaction: if one fails, nothing has happened.
"""

from app.core.actors import SYSTEM, Actor
from app.events import signals
from app.events.models import Event
from app.programme import queries
from app.programme.releases import snapshotting
from app.programme.services import copying, releasing


def on_event_copied(event: Event, *, source: Event, days: int) -> None:
    copying.copy_draft(source, event, days=days)


def on_event_state_changed(event: Event, *, actor: Actor) -> None:
    releasing.restate(event, actor=actor)


def on_event_instants_asked(event: Event) -> bool:
    released = queries.current(event)
    return released is not None and snapshotting.told_anew(released.sessions) != released.sessions


def on_event_instants_derived(event: Event) -> None:
    releasing.restate(event, actor=SYSTEM)


def connect() -> None:
    signals.copied.connect(on_event_copied)
    signals.state_changed.connect(on_event_state_changed)
    signals.instants_asked.connect(on_event_instants_asked)
    signals.instants_derived.connect(on_event_instants_derived)
