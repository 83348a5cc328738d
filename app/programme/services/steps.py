"""Remembering each change of a draft, so that it can be undone."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.core.actors import Actor, ActorKind
from app.events.models import Event
from app.people import entering
from app.people.models import Person
from app.programme.models import DraftStep, PastedText
from app.programme.services import memento, telling
from app.programme.services.memento import Fields, Key, Memento

KEPT = 500  # of each draft
KEPT_OF_SPEAKER = 20  # of each speaker, whose steps stand beside those of the team
IS_SPEAKERS = DraftStep.actor_kind == ActorKind.SPEAKER.value
_RECORDING = "recording a draft step"


@dataclass(slots=True)
class Recording:
    """What belongs to a step besides the changes of the draft."""

    text: PastedText | None = None  # which it applies
    persons: list[Person] = field(default_factory=list)  # who are entered for it
    key: str = ""  # of the form that was sent for it


@contextmanager
def recorded(session: Session, event: Event, actor: Actor, people: Collection[str] = ()) -> Iterator[None]:
    """Whatever is done to the draft of `event`, however many services do it, is one step.

    So is what is done to these persons, by public id. The event must be locked, so that all that has
    changed in the end is of this doing.
    """
    if _RECORDING in session.info:
        yield
        return
    about = session.info[_RECORDING] = Recording()
    try:
        before = memento.read(event, people)
        yield
        session.flush()
        after = memento.read(event, people)
        changes = difference(before, after)
    finally:
        del session.info[_RECORDING]
    if changes:
        step = _add(session, event, actor, changes)
        step.told = telling.told(changes, before, after)
        step.idempotency_key = about.key or None
        step.persons = [entering.noted(person) for person in about.persons]
        session.flush()
        if about.text is not None:
            # Past what is loaded: the step it had before may have had the same number, and is forgotten.
            mine = update(PastedText).where(PastedText.id == about.text.id)
            session.execute(mine.values(step_id=step.id))


def recording(session: Session) -> Recording:
    """The step that is being recorded, for an act to say what belongs to it."""
    current: Recording = session.info[_RECORDING]
    return current


def difference(before: Memento, after: Memento) -> list[dict[str, Any]]:
    """What makes `after` of `before`, as a step keeps it."""
    keys = [*before, *(key for key in after if key not in before)]
    found = (_change(key, before.get(key), after.get(key)) for key in keys)
    return [change for change in found if change is not None]


def _change(key: Key, before: Fields | None, after: Fields | None) -> dict[str, Any] | None:
    if before == after:
        return None
    if before is not None and after is not None:
        names = [name for name in before if before[name] != after[name]]
        before, after = {name: before[name] for name in names}, {name: after[name] for name in names}
    return {"kind": key[0], "id": key[1], "before": before, "after": after}


def _add(session: Session, event: Event, actor: Actor, changes: list[dict[str, Any]]) -> DraftStep:
    """Put a step on top; what had been undone before it cannot be done again.

    What speakers say of themselves neither ends that nor is ended by it.
    """
    mine = DraftStep.event_id == event.id
    if actor.kind is not ActorKind.SPEAKER:
        undone = delete(DraftStep).where(mine, DraftStep.is_undone, ~IS_SPEAKERS)
        session.execute(undone.execution_options(synchronize_session=False))
    number = (session.scalar(select(func.max(DraftStep.number)).where(mine)) or 0) + 1
    step = DraftStep(
        event_id=event.id,
        number=number,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        changes=changes,
    )
    session.add(step)
    session.flush()
    _forget_old(session, step)
    return step


def _forget_old(session: Session, step: DraftStep) -> None:
    """The newest of the event's team are kept, and the newest of each speaker, who displace nobody's."""
    alike = [DraftStep.event_id == step.event_id, ~IS_SPEAKERS]
    kept = KEPT
    if step.actor_kind == ActorKind.SPEAKER:
        alike = [DraftStep.event_id == step.event_id, IS_SPEAKERS, DraftStep.actor_id == step.actor_id]
        kept = KEPT_OF_SPEAKER
    numbers = select(DraftStep.number).where(*alike).order_by(DraftStep.number.desc())
    last = session.scalar(numbers.offset(kept).limit(1))
    if last is not None:
        old = delete(DraftStep).where(*alike, DraftStep.number <= last)
        session.execute(old.execution_options(synchronize_session=False))
