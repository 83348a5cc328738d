"""Releasing a programme: the draft as it is becomes what the public reads."""

from dataclasses import dataclass, field

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.events.services import revisions
from app.people.models import Person
from app.programme import checks, policies, queries, signals
from app.programme.errors import DraftHasChanged, MayNotRelease, NothingToRelease, NotReady
from app.programme.models import Release, ReleaseState
from app.programme.releases import comparing, sequencing, snapshotting
from app.programme.releases.snapshotting import Stamp
from app.programme.rules import Draft
from app.programme.snapshot import Snapshot, dump


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """`seen` is the mark of the draft whose changes the organiser has read (queries.preview)."""

    state: ReleaseState
    note: Translated = field(default_factory=lambda: Translated({}))
    seen: str = ""


def release(event: Event, new: NewRelease, *, actor: Actor) -> Release:
    """Freeze the draft under the next number and show it to the public, all at once or not at all.

    Raises MayNotRelease, NotReady, DraftHasChanged or NothingToRelease.
    """
    with transaction() as session:
        lock(event)
        if not policies.may_release(actor, event.id):
            raise MayNotRelease
        draft = queries.draft(event)
        _refuse_unready(draft, new)
        previous = queries.current(event)
        stamp = Stamp(
            number=_next_number(session, event),
            state=new.state,
            at=clock.now(),
            calendar_host=queries.calendar_host(),
            note=new.note,
        )
        snapshot = sequencing.follow(previous, snapshotting.snapshot(draft, stamp))
        comparison = comparing.compare(previous, snapshot)
        if not comparison and (previous is None or previous.state == new.state):
            raise NothingToRelease
        made = Release(
            event=event,
            number=stamp.number,
            state=new.state,
            note=new.note,
            released_at=stamp.at,
            released_by_id=actor.id,
            snapshot=dump(snapshot),
            changes=[change.as_row() for change in comparison.sessions],
        )
        session.add(made)
        event.current_release = stamp.number
        session.flush()
        _publish_people(session, event, snapshot)
        revisions.touch(event)
        audit.record(
            actor, "programme.released", made, changes={"number": made.number, "state": made.state.value}
        )
        signals.released.send(made)
    return made


def _refuse_unready(draft: Draft, new: NewRelease) -> None:
    if checks.errors(checks.findings(draft)):
        raise NotReady
    if new.seen and new.seen != snapshotting.mark(draft):
        raise DraftHasChanged


def _next_number(session: Session, event: Event) -> int:
    last = session.scalar(select(func.max(Release.number)).where(Release.event_id == event.id))
    return (last or 0) + 1


def _publish_people(session: Session, event: Event, snapshot: Snapshot) -> None:
    """Whoever a public release names may from now on be found by other events' teams too."""
    if event.visibility is not Visibility.PUBLIC or event.lifecycle is Lifecycle.DRAFT:
        return
    # Somebody who is being corrected right now is left for the next release: waiting for that
    # row while holding the event's could make two organisers wait for each other for ever.
    unknown = select(Person.id).where(Person.public_id.in_(snapshot.people), Person.published_at.is_(None))
    free = session.scalars(unknown.order_by(Person.id).with_for_update(skip_locked=True)).all()
    session.execute(
        update(Person)
        .where(Person.id.in_(free))
        .values(published_at=snapshot.released_at)
        .execution_options(synchronize_session="fetch")
    )
