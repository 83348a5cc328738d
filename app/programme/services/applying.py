"""A reviewed proposal enters the draft: one transaction, one step to undo."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.audit import services as audit
from app.core import clock, ids
from app.core.actors import Actor
from app.core.db import lock
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.events.models import Event
from app.people import rules as names
from app.people import services as people
from app.people.services import Affiliation, NewPerson
from app.programme.models import PastedText, ProgrammeItem
from app.programme.proposals import persons, queries
from app.programme.proposals.differences import (
    TEXTS,
    Change,
    Pair,
    added_key,
    appearance_fields,
    gone_key,
    known_rooms,
    room_key,
)
from app.programme.proposals.errors import DraftMoved, ProposalUnclear
from app.programme.proposals.problems import folds
from app.programme.proposals.proposal import (
    Proposal,
    ProposedPerson,
    ProposedSession,
    dump,
    load,
)
from app.programme.proposals.queries import Review
from app.programme.services import drafting, memento, pasting
from app.programme.services.memento import Fields, Key


@dataclass(frozen=True, slots=True)
class Applied:
    """How many sessions have come, changed and gone."""

    added: int
    changed: int
    removed: int


def apply(pasted: PastedText, *, mark: str, seen: int, actor: Actor) -> Applied:
    """Make the ticked changes of the proposal in the draft.

    `mark` is that of the draft the organiser has seen the changes of, `seen` the proposal's revision.
    Raises AlreadyApplied, StaleEdit, DraftMoved, ProposalUnclear or MayNotEditProgramme.
    """
    event = pasted.event
    with drafting.editing(event, actor) as session:
        lock(pasted)
        pasting.refuse_applied(pasted)
        if pasted.revision != seen:
            raise StaleEdit
        review = queries.review(pasted)
        if review.mark != mark:
            raise DraftMoved
        writing = _Writing(event, review, actor)
        writing.refuse_unclear()
        memento.put_back(event, writing.wanted())
        _remember(pasted, writing.public_ids)
        session.flush()
        done = writing.done()
        audit.record(
            actor,
            "programme.text_applied",
            event,
            event_id=event.id,
            changes={"added": done.added, "changed": done.changed, "removed": done.removed},
        )
    return done


def _remember(pasted: PastedText, public_ids: dict[int, str]) -> None:
    """What has become of each session, for the text that comes after this one."""
    for name in ("reading", "proposal"):
        kept = load(getattr(pasted, name))
        kept.sessions = [replace(one, same_as=public_ids.get(one.number, "")) for one in kept.sessions]
        setattr(pasted, name, dump(kept))
    pasted.applied_at = clock.now()
    pasted.revision += 1


class _Writing:
    """What the draft's things shall be, by their public ids, as memento.put_back wants it."""

    def __init__(self, event: Event, review: Review, actor: Actor) -> None:
        self._event = event
        self._review = review
        self._actor = actor
        self._language = review.proposal.language
        self._rooms = known_rooms(review.draft)
        self._tracks = {
            room_key(name): track.public_id for track in review.draft.tracks for name in track.name.values()
        }
        self._persons: dict[str, str] = {}  # public ids of those entered here, by the keys of their names
        self._wanted: dict[Key, Fields | None] = {}
        self.added = [one for one in review.differences.added if review.is_ticked(added_key(one))]
        self.gone = [
            item for item in review.differences.gone if review.is_ticked(gone_key(item), proposed=False)
        ]
        self.changed = {
            pair.proposed.number: (pair, ticked)
            for pair in review.differences.pairs.values()
            if (
                ticked := [one for one in pair.changes if review.is_ticked(one.key, proposed=one.is_proposed)]
            )
        }
        self.public_ids = {
            number: pair.item.public_id for number, pair in review.differences.pairs.items()
        } | {session.number: ids.session_code() for session in self.added}

    def refuse_unclear(self) -> None:
        """Raises ProposalUnclear when something ticked has problems."""
        ticked = {one.number for one in self.added} | {
            number
            for number, (_pair, changes) in self.changed.items()
            if any(change.what in {"times", "title"} for change in changes)
        }
        if ticked & self._review.problems.keys():
            raise ProposalUnclear

    def done(self) -> Applied:
        return Applied(len(self.added), len(self.changed), len(self.gone))

    def wanted(self) -> dict[Key, Fields | None]:
        for place, session in enumerate(self.added, start=self._last_position() + 1):
            self._add(session, place)
        for pair, changes in self.changed.values():
            for change in changes:
                self._take(pair, change)
        for item in self.gone:
            self._wanted["session", item.public_id] = None
            for one in item.appearances:
                self._wanted["appearance", f"{item.public_id}/{one.public_id}"] = None
        return self._wanted

    def _last_position(self) -> int:
        return max((item.position for item in self._review.draft.timetable), default=0)

    def _add(self, session: ProposedSession, place: int) -> None:
        public_id = self.public_ids[session.number]
        texts = {name: self._said(getattr(session, name)) for name in TEXTS}
        texts["title"] = Translated({self._event.main_language: session.title, self._language: session.title})
        self._wanted["session", public_id] = {
            **texts,
            "kind": session.kind,
            "position": place,
            **self._times(session),
            **self._places(session),
            "parent": self._parent(session),
            "track": self._track(session.track) if session.track else "",
        }
        once = {(self._key(person), person.role): person for person in session.people[::-1]}
        for order, person in enumerate(session.people, start=1):
            if once[self._key(person), person.role] is person:
                self._appear(public_id, person, order)

    def _take(self, pair: Pair, change: Change) -> None:
        """Enter one change of a session that is there."""
        item, session = pair.item, pair.proposed
        if change.what == "person":
            self._take_person(item, session, change)
            return
        if change.what == "times":
            starts, ends = change.after.starts, change.after.ends
            fields = self._times(replace(session, starts=starts, ends=ends))
        elif change.what == "rooms":
            fields = self._places(session)
        elif change.what == "parent":
            fields = {"parent": self._parent(session, item)}
        elif change.what == "kind":
            fields = {"kind": session.kind}
        elif change.what == "track":
            fields = {"track": self._track(session.track)}
        else:
            fields = {change.what: Translated({**getattr(item, change.what), self._language: change.after})}
        self._wanted.setdefault(("session", item.public_id), {}).update(fields)  # type: ignore[union-attr]

    def _take_person(self, item: ProgrammeItem, session: ProposedSession, change: Change) -> None:
        there, person = change.appearance, change.person
        if there is None:
            if person is not None:
                last = max((one.position for one in item.appearances), default=0)
                self._appear(item.public_id, person, last + 1 + session.people.index(person))
            return
        fields: Fields | None = None if change.after is None else dict(change.after)
        for name in ("job", "organisation"):
            if fields is not None and name in fields:
                fields[name] = Translated({**getattr(there, name), self._language: fields[name]})
        self._wanted["appearance", f"{item.public_id}/{there.public_id}"] = fields

    def _appear(self, session: str, person: ProposedPerson, order: int) -> None:
        fields: Fields = {
            **{name: value for name, value in appearance_fields(person).items() if value},
            "job": self._said(person.position),
            "organisation": self._said(person.organisation),
            "label": self._named(person.name) if person.is_group else Translated({}),
            "state": person.state,
            "position": order,
            "session": session,
            "person": "" if person.is_group else self._person(person),
        }
        self._wanted["appearance", f"{session}/{ids.session_code()}"] = fields

    def _key(self, person: ProposedPerson) -> str:
        """What is the same where somebody is named twice."""
        people = self._review.differences.people
        return f"group:{person.name}" if person.is_group else persons.settled(people, person)

    def _person(self, person: ProposedPerson) -> str:
        """The public id of whoever this is; somebody new is entered now."""
        chosen = persons.settled(self._review.differences.people, person)
        if chosen not in self._review.differences.people:
            return chosen
        if chosen not in self._persons:
            made = people.create(self._new(person), event_id=self._event.id, actor=self._actor)
            self._persons[chosen] = made.public_id
        return self._persons[chosen]

    def _new(self, person: ProposedPerson) -> NewPerson:
        parts = names.split(person.name)
        known_as = Affiliation(
            position=self._said(person.position),
            organisation=self._said(person.organisation),
            city=person.city,
            country=person.country,
        )
        is_known = person.position or person.organisation
        has_parts = bool(person.given_name or person.family_name)
        return NewPerson(
            honorific=person.honorific,
            given_name=person.given_name if has_parts else parts.given,
            family_name=person.family_name if has_parts else parts.family,
            family_name_first=person.family_name_first if has_parts else parts.family_first,
            affiliations=[known_as] if is_known else [],
            country=person.country,
        )

    def _times(self, session: ProposedSession) -> Fields:
        starts_fold, ends_fold = folds(session, self._event.timezone)
        return {
            "starts_local": session.starts.isoformat() if session.starts else None,
            "ends_local": session.ends.isoformat() if session.ends else None,
            "starts_fold": starts_fold,
            "ends_fold": ends_fold,
        }

    def _places(self, session: ProposedSession) -> Fields:
        return {
            "in_all_rooms": session.in_all_rooms,
            "rooms": [] if session.in_all_rooms else [self._room(name) for name in session.rooms],
        }

    def _room(self, name: str) -> str:
        return self._thing("room", self._rooms, name, len(self._review.draft.rooms))

    def _track(self, name: str) -> str:
        return self._thing("track", self._tracks, name, len(self._review.draft.tracks))

    def _thing(self, kind: str, known: dict[str, str], name: str, there: int) -> str:
        """The public id of the room or track of that name; one that is new comes behind the others."""
        key = room_key(name)
        if key not in known:
            known[key] = ids.session_code()
            position = there + sum(one_kind == kind for one_kind, _ in self._wanted) + 1
            self._wanted[kind, known[key]] = {"name": self._named(name), "position": position}
        return known[key]

    def _parent(self, session: ProposedSession, item: ProgrammeItem | None = None) -> str:
        """What it is part of, two levels deep at most, as far as that is in the draft in the end."""
        has_children = item is not None and bool(self._review.draft.timetable.children(item))
        if session.parent is None or has_children:
            return ""
        for outer in _outwards(self._review.proposal, session.parent):
            if outer.parent is None and outer.number in self.public_ids:
                return self.public_ids[outer.number]
        return ""

    def _said(self, value: str) -> Translated:
        return Translated({self._language: value} if value else {})

    def _named(self, value: str) -> Translated:
        """A name is needed in the event's main language too, whatever the text is in."""
        return Translated({self._event.main_language: value, self._language: value})


def _outwards(proposal: Proposal, number: int | None) -> Iterator[ProposedSession]:
    """The session of that number and those around it, from the inside."""
    for _ in range(4):
        session = proposal.session(number) if number is not None else None
        if session is None:
            return
        yield session
        number = session.parent
