"""Making one person of two entries, wherever either of them appears; and taking that back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.audit import services as audit
from app.core import ordering
from app.core.actors import Actor
from app.core.db import db, lock, transaction
from app.core.errors import StaleEdit
from app.events.models import Event, FeaturedPerson, Lifecycle, Visibility
from app.events.services import revisions
from app.files.models import StoredFile
from app.people import merging, services, signals
from app.people.errors import MergedMeanwhile, MergeOutOfDate, NotMerged, SamePerson
from app.people.models import Likeness, Person
from app.programme import queries, rules
from app.programme.errors import StepOutOfDate
from app.programme.models import Appearance, AppearanceMode, AppearanceState, ProgrammeItem
from app.programme.services import memento, steps, twins, undoing

_SAID = ("public_id", "event_id", "position", "role", "quotation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which parts (people.merging.parts) are taken from the other entry, and what the organiser has seen."""

    from_other: Collection[str]
    kept_revision: int
    other_revision: int


def merge(kept: Person, other: Person, choice: Choice, *, event_id: int, actor: Actor) -> None:
    """Let `other` be `kept` from now on: in every draft, on every event's page, at the address of its page.

    Old releases keep what they say. `event_id` is the event in whose workspace this is done and noted.
    Raises SamePerson, OtherTeamsPerson, StaleEdit, or MergedMeanwhile.
    """
    if kept.id == other.id:
        raise SamePerson
    with transaction() as session:
        events = _hold(kept, other, actor)
        if (kept.revision, other.revision) != (choice.kept_revision, choice.other_revision):
            raise StaleEdit
        drafts = {event.id: memento.read(event) for event in events}
        likeness = kept.likeness
        noted = merging.absorb(kept, other, choice.from_other)
        noted["former"] = _lead_on(other, kept)
        _join_appearances(kept, other)
        noted["featured"] = _join_featured(kept, other, likeness)
        session.flush()
        noted["drafts"] = [
            {"event": event.id, "changes": changes}
            for event in events
            if (changes := steps.difference(drafts[event.id], memento.read(event)))
        ]
        other.merge = noted
        _finish(kept, other, events)
        signals.merged.send(kept, other=other)
        audit.record(actor, "person.merged", kept, event_id=event_id)


@dataclass(frozen=True, slots=True)
class Moving:
    """What becomes of one appearance of the other entry. `stays`: the kept person's own, which it joins."""

    appearance: Appearance
    stays: Appearance | None
    state: AppearanceState
    mode: AppearanceMode


def moving(event: Event, kept: Person, other: Person) -> list[Moving]:
    """What a merge would do to this event's draft, in order of time."""
    found = queries.appearances_of(event, [kept.id, other.id])
    mine = {(one.item_id, one.role): one for one in found.get(kept.id, ())}
    return [_moving(one, mine.get((one.item_id, one.role))) for one in found.get(other.id, ())]


def _moving(one: Appearance, stays: Appearance | None) -> Moving:
    state, mode = rules.joined(stays, one) if stays is not None else (one.state, one.mode)
    return Moving(one, stays, state, mode)


def separate(other: Person, *, event_id: int, actor: Actor) -> Person:
    """Take a merge back: both are what they were before it. Returns whom the other was merged into.

    Raises NotMerged, OtherTeamsPerson, MergedMeanwhile, or MergeOutOfDate when what was merged has
    changed since.
    """
    kept = other.merged_into
    if kept is None:
        raise NotMerged
    with transaction() as session:
        events = _hold(kept, other, actor, is_merged=True)
        session.refresh(other, ["merge"])
        noted = other.merge
        if noted is None or noted["kept"] != kept.public_id:
            raise MergeOutOfDate
        merging.give_back(kept, other, noted, is_named=_is_named(kept, events))
        session.flush()
        _part_appearances(events, noted["drafts"])
        _part_featured(kept, other, noted["featured"])
        _lead_back(noted["former"], other)
        _finish(kept, other, events)
        signals.separated.send(kept, other=other, memento=noted)
        audit.record(actor, "person.separated", kept, event_id=event_id)
    return kept


def _hold(kept: Person, other: Person, actor: Actor, *, is_merged: bool = False) -> list[Event]:
    """Both persons, then all events that show them, in one order for everybody; and whether this may be.

    The other one is held alone in the end: whoever is just putting them into a programme comes before us,
    and we see it, or finds them merged (people.services.hold).
    """
    for person in sorted((kept, other), key=lambda one: one.id):
        lock(person)
    if kept.merged_into_id is not None or (other.merged_into_id is not None) is not is_merged:
        raise MergedMeanwhile
    shown = {person.id: queries.events_with(person) for person in (kept, other)}
    for person in (kept, other):
        services.refuse_other_teams(person, shown[person.id], actor)
    naming = queries.events_naming([kept.public_id, other.public_id])
    numbers = sorted(set().union(*shown.values(), naming))
    events = [lock(event) for event in db.session.scalars(_events(numbers)).all()]
    lock(other, alone=True)
    if not queries.events_with(other) <= set(numbers):
        raise MergedMeanwhile
    return events


def _is_named(person: Person, events: Iterable[Event]) -> bool:
    """Whether everybody reads of them in the current release of one of these events."""
    naming = queries.events_naming([person.public_id])
    public = (one for one in events if one.visibility is Visibility.PUBLIC)
    return any(one.id in naming and one.lifecycle is not Lifecycle.DRAFT for one in public)


def _events(numbers: Collection[int]) -> Any:
    return select(Event).where(Event.id.in_(numbers)).order_by(Event.id)


def _lead_on(other: Person, kept: Person) -> list[str]:
    """Whoever was merged into the other before is merged into the kept one; returns their public ids."""
    before = list(db.session.scalars(select(Person.public_id).where(Person.merged_into_id == other.id)))
    _redirect(before, kept)
    return before


def _lead_back(former: Collection[str], other: Person) -> None:
    _redirect(former, other)


def _redirect(former: Collection[str], to: Person) -> None:
    moving = update(Person).where(Person.public_id.in_(former)).values(merged_into_id=to.id)
    db.session.execute(moving.execution_options(synchronize_session="fetch"))


def _join_appearances(kept: Person, other: Person) -> None:
    """All appearances of the other become the kept one's; in one role in one session nobody is twice."""
    theirs = _appearances_of(other)
    mine = {(one.item_id, one.role): one for one in _appearances_of(kept)}
    for one in theirs:
        twin = mine.get((one.item_id, one.role))
        if twin is None:
            one.person = kept
            mine[one.item_id, one.role] = one
        else:
            twins.complete(twin, one)
            db.session.delete(one)
        one.revision += 1


def _appearances_of(person: Person) -> Sequence[Appearance]:
    query = select(Appearance).join(Appearance.item).where(Appearance.person_id == person.id)
    return db.session.scalars(query.order_by(ProgrammeItem.id, Appearance.position, Appearance.id)).all()


def _part_appearances(events: Iterable[Event], drafts: Sequence[dict[str, Any]]) -> None:
    known = {event.id: event for event in events}
    try:
        for draft in drafts:
            event = known.get(draft["event"])
            if event is None:  # nothing of it shows either of the two any more
                raise MergeOutOfDate
            undoing.bring(event, draft["changes"], here="after", there="before")
    except StepOutOfDate as error:
        raise MergeOutOfDate from error


def _join_featured(kept: Person, other: Person, likeness: Likeness) -> list[dict[str, Any]]:
    """Event pages present one person once; what is taken off is noted with what it said.

    What they hold back they go on to hold back: where only the row that is taken off did, the kept entry
    stays shown in its `likeness` of before.
    """
    mine = {row.event_id: row for row in db.session.scalars(_featured(FeaturedPerson.person_id == kept.id))}
    noted = []
    for row in db.session.scalars(_featured(FeaturedPerson.person_id == other.id)).all():
        twin = mine.get(row.event_id)
        said = {name: getattr(row, name) for name in (*_SAID, "held")}
        photo = row.held_photo.public_id if row.held_photo else ""
        noted.append({**said, "held_photo": photo, "is_moved": twin is None, "holds": ""})
        if twin is None:
            row.person = kept
            continue
        if row.held is not None and twin.held is None:
            twin.hold(likeness)
            noted[-1]["holds"] = twin.public_id
        db.session.delete(row)
    db.session.flush()
    return noted


def _part_featured(kept: Person, other: Person, noted: Sequence[dict[str, Any]]) -> None:
    known = {row.public_id: row for row in db.session.scalars(_featured(FeaturedPerson.person_id == kept.id))}
    back = {said["public_id"] for said in noted}
    for said in noted:
        row = known.get(said["public_id"])
        if said["is_moved"]:
            if row is None:
                raise MergeOutOfDate
            row.person = other
        else:
            _let_go(known.get(said.get("holds", "")))
            db.session.add(_as_before(said, other))
    db.session.flush()
    for event_id in {said["event_id"] for said in noted}:
        rows = db.session.scalars(_featured(FeaturedPerson.event_id == event_id)).all()
        # Who comes back was before whoever has moved up into that place.
        ordering.number(sorted(rows, key=lambda row: (row.position, row.public_id not in back)))


def _as_before(said: Mapping[str, Any], other: Person) -> FeaturedPerson:
    """A row that was taken off, with what it held back; without a photo that is forgotten by now."""
    photo = select(StoredFile).where(StoredFile.public_id == said.get("held_photo", ""))
    return FeaturedPerson(
        **{name: said[name] for name in _SAID},
        person=other,
        held=said.get("held"),
        held_photo=db.session.scalar(photo),
    )


def _let_go(row: FeaturedPerson | None) -> None:
    """Of what was held back for the merge alone."""
    if row is not None:
        row.let_go()


def _featured(which: Any) -> Any:
    return select(FeaturedPerson).where(which).order_by(FeaturedPerson.position, FeaturedPerson.id)


def _finish(kept: Person, other: Person, events: Iterable[Event]) -> None:
    """Show all pages anew; lists are searched by the names of people."""
    db.session.flush()
    db.session.expire(kept, ["photo"])
    db.session.expire(other, ["photo", "merged_into"])
    for event in events:
        db.session.expire(event, ["featured"])
        revisions.touch(event, catalogue=True)
