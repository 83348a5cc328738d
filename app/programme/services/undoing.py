"""Undoing the last change of a draft, and doing it again."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import db
from app.core.types import Translated
from app.events.models import Event
from app.people import queries as people
from app.people import services as people_services
from app.programme import queries
from app.programme.errors import AnotherStep, NothingToRedo, NothingToUndo, StepOutOfDate
from app.programme.models import DraftStep, PastedText, ProgrammeItem, Room, Track
from app.programme.services import drafting, memento, putting_back
from app.programme.services.memento import Key

_NAMES: tuple[tuple[str, Any, Any], ...] = (
    ("session", ProgrammeItem, ProgrammeItem.title),
    ("room", Room, Room.name),
    ("track", Track, Track.name),
)


def undo(event: Event, *, seen: str | None = None, actor: Actor) -> DraftStep:
    """Take the newest step back, whoever took it.

    `seen` is the public id of the one that was shown. Raises NothingToUndo, AnotherStep or StepOutOfDate.
    """
    with drafting.holding(event, actor):
        step = last_done(event)
        if step is None:
            raise NothingToUndo
        _refuse_another(step, seen)
        _refuse_other_teams(step, actor)
        bring(event, step.changes, here="after", there="before")
        step.is_undone = True
        _withdraw_text(step)
        audit.record(actor, "programme.undone", event, event_id=event.id)
    return step


def redo(event: Event, *, seen: str | None = None, actor: Actor) -> DraftStep:
    """Take again the step that was undone last. Raises NothingToRedo, AnotherStep or StepOutOfDate."""
    with drafting.holding(event, actor):
        step = first_undone(event)
        if step is None:
            raise NothingToRedo
        _refuse_another(step, seen)
        _refuse_other_teams(step, actor)
        bring(event, step.changes, here="before", there="after")
        step.is_undone = False
        _apply_text_again(step)
        audit.record(actor, "programme.redone", event, event_id=event.id)
    return step


def newest(event: Event, limit: int = 200) -> list[DraftStep]:
    """The newest steps first, those that are undone among them."""
    steps = select(DraftStep).where(DraftStep.event_id == event.id)
    return list(db.session.scalars(steps.order_by(DraftStep.number.desc()).limit(limit)))


def names(event: Event, keys: Collection[Key]) -> dict[Key, Translated]:
    """What these rooms, tracks, sessions and persons are called now; those that are gone are left out."""
    found: dict[Key, Translated] = {}
    persons = people.followed([public_id for kind, public_id in keys if kind == "person"])
    # A person's name is the same in every language.
    found |= {("person", public_id): Translated({"en": person.name}) for public_id, person in persons.items()}
    for kind, model, name in _NAMES:
        wanted = [public_id for one, public_id in keys if one == kind]
        if wanted:
            query = select(model.public_id, name).where(
                model.event_id == event.id, model.public_id.in_(wanted)
            )
            found |= {(kind, public_id): text for public_id, text in db.session.execute(query)}
    return found


def last_done(event: Event) -> DraftStep | None:
    """The step that would be undone."""
    steps = select(DraftStep).where(DraftStep.event_id == event.id, ~DraftStep.is_undone)
    return db.session.scalars(steps.order_by(DraftStep.number.desc()).limit(1)).first()


def first_undone(event: Event) -> DraftStep | None:
    """The step that would be taken again."""
    steps = select(DraftStep).where(DraftStep.event_id == event.id, DraftStep.is_undone)
    return db.session.scalars(steps.order_by(DraftStep.number).limit(1)).first()


def _refuse_another(step: DraftStep, seen: str | None) -> None:
    """Raises AnotherStep when a button was pressed beside a step that is not the one any more."""
    if seen is not None and seen != step.public_id:
        raise AnotherStep


def _withdraw_text(step: DraftStep) -> None:
    """What was pasted is not in the draft any more, and may be looked through and applied once more."""
    for text in _texts(step):
        text.applied_at = None
        text.revision += 1


def _apply_text_again(step: DraftStep) -> None:
    for text in _texts(step):
        text.applied_at = step.at
        text.revision += 1


def _texts(step: DraftStep) -> Sequence[PastedText]:
    return db.session.scalars(select(PastedText).where(PastedText.step_id == step.id)).all()


def _refuse_other_teams(step: DraftStep, actor: Actor) -> None:
    """What a speaker has said of themselves is undone by those who look after the person."""
    about = {change["id"] for change in step.changes if change["kind"] == "person"}
    for person in people.followed(about).values():
        people_services.refuse_other_teams(person, queries.events_with(person), actor)


def bring(event: Event, changes: Sequence[dict[str, Any]], *, here: str, there: str) -> None:
    """Take the draft from one side of `changes` to the other, if all of it is still as they know it.

    Raises StepOutOfDate when it is not.
    """
    changes = memento.with_people_of_today(changes)
    now = memento.read(event, {change["id"] for change in changes if change["kind"] == "person"})
    for change in changes:
        found, known = now.get((change["kind"], change["id"])), change[here]
        same = found is known is None or (
            found is not None and known is not None and all(found[name] == known[name] for name in known)
        )
        if not same:
            raise StepOutOfDate
    putting_back.put_back(event, {(one["kind"], one["id"]): one[there] for one in changes})
