"""What an organiser decides by hand: announced, postponed, cancelled, and who may see it."""

from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.types import Translated
from app.events import policies, rules, signals
from app.events.errors import MayNotEdit, NoteMissing, NotReady, WrongStep
from app.events.models import Event, Lifecycle, Visibility
from app.events.services import editing, revisions


def announce(event: Event, *, actor: Actor) -> None:
    """Show the event to the public, for the first time or again after all.

    From now on its address stays. Raises MayNotEdit, WrongStep, or NotReady with what is missing.
    """
    with transaction() as session:
        _step(session, event, Lifecycle.ANNOUNCED, Translated({}), actor=actor)


def postpone(event: Event, note: Translated, *, actor: Actor) -> None:
    """Say that it will not be at its time. Raises MayNotEdit, WrongStep or NoteMissing."""
    with transaction() as session:
        _step(session, event, Lifecycle.POSTPONED, note, actor=actor)


def cancel(event: Event, note: Translated, *, actor: Actor) -> None:
    """Say that it will not be at all; the page stays. Raises MayNotEdit, WrongStep or NoteMissing."""
    with transaction() as session:
        _step(session, event, Lifecycle.CANCELLED, note, actor=actor)


def _step(session: Session, event: Event, to: Lifecycle, note: Translated, *, actor: Actor) -> None:
    lock(event)
    if not policies.may_edit(actor, event):
        raise MayNotEdit
    if to not in rules.STEPS[event.lifecycle]:
        raise WrongStep
    if to is Lifecycle.ANNOUNCED:
        missing = rules.missing(event)
        if missing:
            raise NotReady(missing)
    elif not note.get(event.main_language):
        raise NoteMissing
    before, entry = event.lifecycle, rules.calendar_entry(event)
    event.lifecycle, event.status_note = to, note
    if event.announced_at is None:
        event.announced_at = event.calendar_changed_at = clock.now()
    else:
        editing.follow_calendar(event, entry)
    session.flush()
    audit.record(
        actor,
        f"event.{to.value}",
        event,
        event_id=event.id,
        changes={"lifecycle": [before.value, to.value]},
    )
    signals.state_changed.send(event, actor=actor)
    revisions.touch(event, catalogue=True)


def set_visibility(event: Event, visibility: Visibility, *, actor: Actor) -> None:
    """Show the event to everybody, to those who have its address, or to the team. Raises MayNotEdit."""
    with transaction() as session:
        lock(event)
        if not policies.may_edit(actor, event):
            raise MayNotEdit
        before = event.visibility
        if visibility is before:
            return
        event.visibility = visibility
        session.flush()
        audit.record(
            actor,
            "event.visibility_changed",
            event,
            event_id=event.id,
            changes={"visibility": [before.value, visibility.value]},
        )
        signals.state_changed.send(event, actor=actor)
        revisions.touch(event, catalogue=True)
