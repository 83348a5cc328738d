"""Releasing a programme: the draft as it is becomes what the public reads."""

from dataclasses import dataclass, field, replace

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.audit import services as audit
from app.core import clock
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.types import Translated
from app.events.models import Event, FeaturedPerson, Lifecycle, Visibility
from app.events.services import revisions
from app.files import queries as files
from app.people.models import Person
from app.programme import policies, queries, signals
from app.programme.checks import reading, running
from app.programme.checks.finding import Finding
from app.programme.errors import (
    DraftHasChanged,
    MayNotRelease,
    NothingToRelease,
    NotReady,
    WarningsHaveChanged,
    WarningsNotRead,
)
from app.programme.models import Release, ReleaseState
from app.programme.releases import comparing, sequencing, snapshotting
from app.programme.releases.comparing import Comparison
from app.programme.releases.snapshotting import Stamp
from app.programme.rules import Draft
from app.programme.snapshot import Snapshot, dump


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """`seen` is the mark of the draft whose changes the organiser has read (queries.preview).

    `looked_at` is the mark of the warnings they have ticked (checks.running), empty for no tick; None
    where nobody was asked, as in commands.
    """

    state: ReleaseState
    note: Translated = field(default_factory=lambda: Translated({}))
    seen: str = ""
    looked_at: str | None = None


def release(event: Event, new: NewRelease, *, actor: Actor) -> Release:
    """Freeze the draft under the next number and show it to the public, all at once or not at all.

    Raises MayNotRelease, NotReady, DraftHasChanged, WarningsNotRead, WarningsHaveChanged or
    NothingToRelease.
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
        _let_go(session, event)
        return _issue(session, event, snapshot, comparison, actor=actor)


def _let_go(session: Session, event: Event) -> None:
    """With a release the event's page presents people as they are: their own words are agreed to."""
    rows = select(FeaturedPerson).where(FeaturedPerson.event_id == event.id, FeaturedPerson.held.is_not(None))
    for row in session.scalars(rows.execution_options(populate_existing=True)):
        row.let_go()
    session.flush()
    session.expire(event, ["featured"])


def restate(event: Event, *, actor: Actor) -> Release | None:
    """Release the programme as it was once more, when something it says is no longer so.

    Calendars follow releases alone, so this is how they learn that an event is postponed, cancelled
    or on after all (decision 24), and that its wall clocks mean other instants. The draft stays out
    of it. Whoever changed the event's state was asked there whether they may. None where nothing
    is released, or all has been said already.
    """
    with transaction() as session:
        lock(event)
        previous = queries.current(event)
        if previous is None:
            return None
        lifecycle, told = _lifecycle(event, previous), snapshotting.told_anew(previous.sessions)
        if lifecycle == previous.lifecycle and told == previous.sessions:
            _publish_people(session, event, previous)
            return None
        restated = replace(
            previous,
            number=_next_number(session, event),
            released_at=clock.now(),
            note={},
            lifecycle=lifecycle.value,
            status_note=event.status_note,
            sessions=told,
        )
        snapshot = sequencing.follow(previous, restated)
        return _issue(session, event, snapshot, comparing.compare(previous, snapshot), actor=actor)


def _lifecycle(event: Event, previous: Snapshot) -> Lifecycle:
    """How the released programme stands now.

    Of an event that comes back on other days the old sessions stay postponed, until the programme
    for these days is released.
    """
    days = (event.first_day.isoformat(), event.last_day.isoformat())
    is_back = event.lifecycle is Lifecycle.ANNOUNCED and not previous.takes_place
    if is_back and days != (previous.first_day, previous.last_day):
        return Lifecycle.POSTPONED
    return snapshotting.lifecycle(event)


def _issue(
    session: Session, event: Event, snapshot: Snapshot, comparison: Comparison, *, actor: Actor
) -> Release:
    """Make `snapshot` what the public reads, and tell everybody."""
    made = Release(
        event=event,
        number=snapshot.number,
        state=ReleaseState(snapshot.state),
        note=Translated(snapshot.note),
        released_at=snapshot.released_at,
        released_by_id=actor.id,
        snapshot=dump(snapshot),
        changes=comparison.as_rows(),
        files=list(files.by_public_ids(snapshot.photos).values()),
    )
    session.add(made)
    event.current_release = made.number
    session.flush()
    _publish_people(session, event, snapshot)
    event.released_names = [person.name for person in snapshot.people.values()]
    revisions.touch(event, catalogue=True)  # who appears is searched for
    audit.record(
        actor, "programme.released", made, changes={"number": made.number, "state": made.state.value}
    )
    signals.released.send(made)
    return made


def _refuse_unready(draft: Draft, new: NewRelease) -> None:
    found = reading.check(draft).open
    if running.errors(found):
        raise NotReady
    if new.seen and new.seen != snapshotting.mark(draft):
        raise DraftHasChanged
    if new.looked_at is not None:
        _refuse_unread(running.warnings(found), new.looked_at)


def _refuse_unread(warnings: list[Finding], looked_at: str) -> None:
    if warnings and not looked_at:
        raise WarningsNotRead
    if warnings and looked_at != running.mark(warnings):
        raise WarningsHaveChanged


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
        .values(published_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )
