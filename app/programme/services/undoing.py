"""Undoing the last change of a draft, and doing it again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor, ActorKind
from app.core.db import db, lock, transaction
from app.events import queries as events
from app.events.models import Event
from app.people import entering
from app.people import queries as people
from app.people import services as people_services
from app.people.models import Person
from app.programme import queries
from app.programme.errors import (
    AnotherStep,
    NoSuchStep,
    NothingToRedo,
    NothingToUndo,
    SpokenSince,
    StepOutOfDate,
)
from app.programme.models import Appearance, DraftStep, PastedText, ProgrammeItem, Release
from app.programme.services import drafting, memento, putting_back, steps
from app.programme.services.memento import Memento


def undo(event: Event, *, seen: str | None = None, actor: Actor) -> DraftStep:
    """Take the team's newest step back, whoever took it.

    `seen` is the public id of the one that was shown. Raises NothingToUndo, AnotherStep, StepOutOfDate, or
    SpokenSince.
    """
    with _holding(event, actor):
        step = last_done(event)
        if step is None:
            raise NothingToUndo
        _refuse_another(step, seen)
        _bring_all(event, step, is_undone=True)
        audit.record(actor, "programme.undone", event, event_id=event.id)
    return step


def redo(event: Event, *, seen: str | None = None, actor: Actor) -> DraftStep:
    """Take again the team's step that was undone last. Raises NothingToRedo, and the rest as `undo`."""
    with _holding(event, actor):
        step = first_undone(event)
        if step is None:
            raise NothingToRedo
        _refuse_another(step, seen)
        _bring_all(event, step, is_undone=False)
        audit.record(actor, "programme.redone", event, event_id=event.id)
    return step


def take_back(event: Event, public_id: str, *, actor: Actor) -> DraftStep:
    """Undo what a speaker has said or corrected, whatever has been done to other things since.

    Raises NoSuchStep, NothingToUndo, OtherTeamsPerson or StepOutOfDate.
    """
    with _holding_speakers(event, public_id, actor) as step:
        if step.is_undone:
            raise NothingToUndo
        _bring_all(event, step, is_undone=True)
        audit.record(actor, "programme.undone", event, event_id=event.id)
    return step


def let_stand(event: Event, public_id: str, *, actor: Actor) -> DraftStep:
    """Let what a speaker has said stand after all. Raises NoSuchStep, NothingToRedo, and as `take_back`."""
    with _holding_speakers(event, public_id, actor) as step:
        if not step.is_undone:
            raise NothingToRedo
        _bring_all(event, step, is_undone=False)
        audit.record(actor, "programme.redone", event, event_id=event.id)
    return step


@contextmanager
def _holding(event: Event, actor: Actor) -> Iterator[None]:
    """People before the event, as when the step was taken: it may say what they are called."""
    with transaction():
        people_services.hold_those_of(event.id)
        with drafting.holding(event, actor):
            yield


@contextmanager
def _holding_speakers(event: Event, public_id: str, actor: Actor) -> Iterator[DraftStep]:
    """A speaker's step; held are those it is about, then all events that show them, as when it was taken."""
    query = select(DraftStep).where(DraftStep.event_id == event.id, DraftStep.public_id == public_id)
    with transaction():
        step = db.session.scalar(query.where(steps.IS_SPEAKERS))
        if step is None:
            raise NoSuchStep
        about = people.followed({change["id"] for change in step.changes if change["kind"] == "person"})
        persons = sorted(set(about.values()), key=lambda one: one.id)
        for person in persons:
            lock(person)
        shown = {one for person in persons for one in events.featuring(person)}
        for one in sorted({event, *shown}, key=lambda one: one.id):
            lock(one)
        with drafting.holding(event, actor):
            lock(step)
            for person in persons:
                people_services.refuse_other_teams(person, queries.events_with(person), actor)
            yield step


def newest(event: Event, limit: int = 200) -> list[DraftStep]:
    """The newest steps first, those of speakers and those that are undone among them."""
    query = select(DraftStep).where(DraftStep.event_id == event.id)
    return list(db.session.scalars(query.order_by(DraftStep.number.desc()).limit(limit)))


def last_done(event: Event) -> DraftStep | None:
    """The team's step that would be undone; what speakers say is taken back singly."""
    query = _teams(event).where(~DraftStep.is_undone)
    return db.session.scalars(query.order_by(DraftStep.number.desc()).limit(1)).first()


def number(event: Event) -> int:
    """That of the newest step that stands, whoever took it: a stamp for what is printed of the draft."""
    done = select(func.max(DraftStep.number)).where(DraftStep.event_id == event.id, ~DraftStep.is_undone)
    return db.session.scalar(done) or 0


def changed_at(event: Event) -> datetime:
    """When anything of the draft, of who is in it, or of what the event says of itself was last changed.

    Undoing a step is a change too, and doing it again.
    """
    of_steps = DraftStep.event_id == event.id
    of_items = ProgrammeItem.event_id == event.id
    people = select(func.max(Person.updated_at)).join(Appearance, Appearance.person_id == Person.id)
    latest = (
        select(func.max(DraftStep.at)).where(of_steps),
        select(func.max(DraftStep.turned_at)).where(of_steps),
        select(func.max(ProgrammeItem.updated_at)).where(of_items),
        people.join(Appearance.item).where(of_items),
    )
    known = db.session.execute(select(*(one.scalar_subquery() for one in latest))).one()
    return max(event.updated_at, *(one for one in known if one is not None))


def first_undone(event: Event) -> DraftStep | None:
    """The team's step that would be taken again."""
    query = _teams(event).where(DraftStep.is_undone)
    return db.session.scalars(query.order_by(DraftStep.number).limit(1)).first()


def _teams(event: Event) -> Select[DraftStep]:
    return select(DraftStep).where(DraftStep.event_id == event.id, ~steps.IS_SPEAKERS)


def _refuse_another(step: DraftStep, seen: str | None) -> None:
    """Raises AnotherStep when a button was pressed beside a step that is not the one any more."""
    if seen is not None and seen != step.public_id:
        raise AnotherStep


def _bring_all(event: Event, step: DraftStep, *, is_undone: bool) -> None:
    """Take the draft to the other side of a step, with what belongs to it."""
    here, there = ("after", "before") if is_undone else ("before", "after")
    if not is_undone:
        step.persons = entering.enter_again(step.persons, event_id=event.id)
    is_speakers = step.actor_kind == ActorKind.SPEAKER
    changes = step.changes if is_speakers else _without_news(event, step.changes, here)
    try:
        bring(event, changes, here=here, there=there)
    except StepOutOfDate:
        if _has_been_spoken_of(step):
            raise SpokenSince from None
        raise
    if is_undone:
        step.persons = entering.forget(step.persons, event_id=event.id, needed=_released(event, step))
    step.is_undone, step.turned_at = is_undone, clock.now()
    for text in db.session.scalars(select(PastedText).where(PastedText.step_id == step.id)):
        # What was pasted is in the draft or is not; then it may be looked through and applied once more.
        text.applied_at = None if is_undone else step.at
        text.revision += 1


def _without_news(event: Event, changes: Sequence[dict[str, Any]], here: str) -> list[dict[str, Any]]:
    """All but how people appear who have been changed in the directory since, or are another team's now."""
    about = {change["id"] for change in changes if change["kind"] == "person"}
    now = memento.read_people(about)
    known = people.followed(about)
    return [
        change
        for change in changes
        if change["kind"] != "person"
        or (_is_as(now, change, here) and known[change["id"]].home_event_id == event.id)
    ]


def _released(event: Event, step: DraftStep) -> set[str]:
    """Whom releases name of those who were entered for a step."""
    since = select(Release.snapshot).where(Release.event_id == event.id, Release.released_at >= step.at)
    snapshots = db.session.scalars(since).all() if step.persons else ()
    named = {one["public_id"] for one in step.persons}
    return {public_id for public_id in named if any(f'"{public_id}"' in text for text in snapshots)}


def _has_been_spoken_of(step: DraftStep) -> bool:
    """Whether speakers have changed since what a step changes."""
    touched = {(change["kind"], change["id"]) for change in step.changes}
    since = select(DraftStep.changes).where(
        DraftStep.event_id == step.event_id, steps.IS_SPEAKERS, DraftStep.number > step.number
    )
    later = db.session.scalars(since.where(~DraftStep.is_undone)).all()
    return any((change["kind"], change["id"]) in touched for changes in later for change in changes)


def bring(event: Event, changes: Sequence[dict[str, Any]], *, here: str, there: str) -> None:
    """Take the draft from one side of `changes` to the other, if all of it is still as they know it.

    Raises StepOutOfDate when it is not.
    """
    changes = [*_each_once(memento.with_people_of_today(changes))]
    now = memento.read(event, {change["id"] for change in changes if change["kind"] == "person"})
    if not all(_is_as(now, change, here) for change in changes):
        raise StepOutOfDate
    putting_back.put_back(event, {(one["kind"], one["id"]): one[there] for one in changes})


def _each_once(changes: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All but the second of two who come or go in one role and have become one person since."""
    seen = set()
    for change in changes:
        if change["kind"] == "appearance" and None in (change["before"], change["after"]):
            fields = change["before"] or change["after"]
            who = fields["person"] or change["id"]
            is_coming = change["before"] is None
            place = fields["session"], who, fields["role"], is_coming
            if place in seen:
                continue
            seen.add(place)
        yield change


def _is_as(now: Memento, change: dict[str, Any], side: str) -> bool:
    """Whether what a change is about is still as it says on that side."""
    found, known = now.get((change["kind"], change["id"])), change[side]
    if found is None or known is None:
        return found is known
    return all(found[name] == known[name] for name in known)
