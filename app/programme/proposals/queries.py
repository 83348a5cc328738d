"""Reading pasted texts: what was proposed, and what applying it would do to the draft now."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.core.db import db
from app.core.errors import DomainError
from app.events.models import Event
from app.people import queries as people
from app.people.models import Person
from app.programme import queries
from app.programme.models import Appearance, PastedText, ProgrammeItem
from app.programme.proposals import differences, persons, problems
from app.programme.proposals.differences import Differences, added_key, gone_key
from app.programme.proposals.errors import NoSuchPastedText
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import Proposal, ProposedSession, load
from app.programme.rules import Draft
from app.programme.services import memento

_BECAME = re.compile(r'"became": "([^"]+)"')  # in a proposal as it is stored; within texts quotes are escaped


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal beside the draft as it is now. `problems` are those of sessions, by their numbers."""

    proposal: Proposal
    draft: Draft
    differences: Differences
    problems: Mapping[int, list[DomainError]]
    mark: str

    def is_ticked(self, key: str, *, proposed: bool = True) -> bool:
        """Whether a change is to be made: as decided, else as proposed."""
        return self.proposal.ticks.get(key, proposed)

    def is_coming(self, session: ProposedSession) -> bool:
        """Whether a new session comes: one that is part of what is left out is left out with it."""
        met = self.differences
        around = [one for one in self.proposal.outwards(session.number) if one.number not in met.pairs]
        return all(self.is_ticked(added_key(one), proposed=met.is_proposed(one)) for one in around)

    def is_going(self, item: ProgrammeItem) -> bool:
        """Whether a session that is gone from the text goes: the parts of one that is removed go with it."""
        around = self.draft.timetable.parent(item)
        return any(
            self.is_ticked(gone_key(one), proposed=False)
            for one in (item, around)
            if one is not None and one.id in self.differences.gone_ids
        )

    def added_by_day(self) -> dict[date | None, list[ProposedSession]]:
        """The new sessions in the order of the text, talks on the day of what they are part of."""
        days: dict[date | None, list[ProposedSession]] = {}
        for session in self.differences.added:
            outer = self.proposal.session(session.parent) if session.parent is not None else None
            starts = session.starts or (outer.starts if outer else None)
            days.setdefault(starts.date() if starts else None, []).append(session)
        return days


def by_public_id(event: Event, public_id: str) -> PastedText:
    """One pasted text of this event. Raises NoSuchPastedText."""
    query = select(PastedText).where(PastedText.event_id == event.id, PastedText.public_id == public_id)
    found = db.session.scalar(query.options(undefer(PastedText.source), undefer(PastedText.proposal)))
    if found is None:
        raise NoSuchPastedText
    return found


def newest(event: Event) -> list[PastedText]:
    """The pasted texts that are kept, the newest first."""
    query = select(PastedText).where(PastedText.event_id == event.id)
    return list(db.session.scalars(query.order_by(PastedText.at.desc(), PastedText.id.desc())))


def review(pasted: PastedText) -> Review:
    """What applying the text would do to the draft as it is stored now."""
    event = pasted.event
    proposal, draft = load(pasted.proposal), queries.draft(event)
    there = {item.public_id for item in draft.timetable}
    applied = _applied(event, there)
    met = differences.compare(proposal, draft, _recognised(event, proposal, applied), applied)
    return Review(
        proposal=proposal,
        draft=draft,
        differences=met,
        problems=problems.of_all(proposal, event.timezone),
        mark=mark(event),
    )


def _recognised(event: Event, proposal: Proposal, applied: Sequence[Proposal]) -> dict[str, Who]:
    """Whose the names of a proposal are, as far as this event's team may know and `applied` texts tell."""
    may_be_found, here = queries.may_be_found_for(event), _here(event)
    names = persons.names(proposal)
    known = people.namesakes_of_all(set(names.values()), may_be_found, first=here)
    before = persons.told_before(names, applied)
    named = [*persons.meant(proposal), *((public_id, names[one]) for one, public_id in before.items())]
    successors = people.successors({public_id for public_id, _name in named})
    today = [(successors.get(public_id, public_id), name) for public_id, name in named]
    there = {one.public_id: one for one in people.by_public_ids(dict(today), may_be_found)}
    for public_id, name in today:
        if (person := there.get(public_id)) is not None:
            known[name] = [person, *(one for one in known[name] if one is not person)]
    return persons.recognise(proposal, known, here, successors, before)


def mark(event: Event) -> str:
    """A fingerprint of the whole draft: tells later whether it is still the same."""
    plain = sorted((*key, json.dumps(fields, sort_keys=True)) for key, fields in memento.read(event).items())
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:32]


def _here(event: Event) -> set[int]:
    """The numbers of the persons in the draft, and of those entered for this event."""
    appearing = (
        select(Appearance.person_id)
        .join(ProgrammeItem, ProgrammeItem.id == Appearance.item_id)
        .where(ProgrammeItem.event_id == event.id, Appearance.person_id.is_not(None))
    )
    at_home = select(Person.id).where(Person.home_event_id == event.id)
    return {number for number in db.session.scalars(appearing.union(at_home)) if number is not None}


def _applied(event: Event, wanted: Collection[str]) -> list[Proposal]:
    """The texts that were applied as they were read then, the newest first.

    They know what has become of their sessions. The newest is always among them, of the others those that
    were about sessions of `wanted`, by public id, of which no newer one was: a programme may come day by day.
    """
    query = select(PastedText.reading).where(
        PastedText.event_id == event.id, PastedText.applied_at.is_not(None)
    )
    newest = query.order_by(PastedText.applied_at.desc(), PastedText.id.desc())
    found: list[Proposal] = []
    missing = set(wanted)
    for reading in db.session.scalars(newest):
        about = missing.intersection(_BECAME.findall(reading))
        if about or not found:
            found.append(load(reading))
        missing -= about
    return found
