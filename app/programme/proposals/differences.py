"""A proposal beside the draft: what it adds, changes and no longer names. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.core import lazy, text
from app.programme.matching.sketches import SURE, Match, Sketch
from app.programme.models import ProgrammeItem
from app.programme.proposals import comparing
from app.programme.proposals.changes import Pair
from app.programme.proposals.comparing import Sides
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import NEW, Proposal, ProposedSession
from app.programme.rules import Draft

matching = lazy.module("app.programme.matching.matching")  # with what measures likeness


@dataclass(frozen=True)
class Differences:
    """What the text and the draft make of each other."""

    added: Sequence[ProposedSession] = ()
    pairs: Mapping[int, Pair] = field(default_factory=dict)  # by number in the text
    gone: Sequence[ProgrammeItem] = ()
    people: Mapping[str, Who] = field(default_factory=dict)
    # Of those added, by number: which are not proposed, with the public ids they had in the draft.
    staying_out: Mapping[int, str] = field(default_factory=dict)
    # Of those gone, the ones of days the text says nothing of: a programme may come day by day.
    gone_elsewhere: Sequence[ProgrammeItem] = ()

    @property
    def changed(self) -> list[Pair]:
        return [pair for pair in self.pairs.values() if pair.changes]

    @property
    def unchanged(self) -> int:
        return len(self.pairs) - len(self.changed)

    def is_proposed(self, session: ProposedSession) -> bool:
        """Whether a session that is added comes unless an organiser says otherwise."""
        return session.number not in self.staying_out

    @cached_property
    def around_added(self) -> frozenset[int]:
        """The numbers of sessions of which something new is part: left out, they leave that out."""
        return frozenset(one.parent for one in self.added if one.parent is not None)

    @cached_property
    def around_gone(self) -> frozenset[int]:
        """The ids of sessions of which something that is gone is part: removed, they take it along."""
        return frozenset(item.parent_id for item in self.gone if item.parent_id is not None)

    @cached_property
    def gone_ids(self) -> frozenset[int]:
        return frozenset(item.id for item in self.gone)


def compare(
    proposal: Proposal, draft: Draft, people: Mapping[str, Who], applied: Sequence[Proposal] = ()
) -> Differences:
    """What applying `proposal` would do to `draft`.

    `applied` are the texts before this one as they were read when they were applied, the newest first,
    their sessions knowing what became of them: where this one says what the last one about a session said,
    what has been changed in the draft since is proposed to stay; and what was left out of the one before
    or removed since, to stay out.
    """
    items = {item.public_id: item for item in draft.timetable}
    matches = _matches(proposal, draft)
    sides = Sides(proposal, draft, people, matches, applied)
    pairs, added = {}, []
    for session in proposal.sessions:
        match = matches.get(session.number)
        if match is None:
            added.append(session)
            continue
        item = items[match.key]
        found = comparing.changes(session, item, sides)
        pairs[session.number] = Pair(session, item, match.certainty, found)
    met = {match.key for match in matches.values()}
    gone = [item for item in draft.timetable if item.public_id not in met]
    staying_out = _staying_out(proposal, added, items, _one_before(proposal, applied))
    return Differences(added, pairs, gone, people, staying_out, _elsewhere(gone, proposal, draft))


def added_key(session: ProposedSession) -> str:
    return f"{session.number}/added"


def gone_key(item: ProgrammeItem) -> str:
    return f"{item.public_id}/gone"


def _elsewhere(gone: Sequence[ProgrammeItem], proposal: Proposal, draft: Draft) -> list[ProgrammeItem]:
    """Those on other days than the text speaks of; what has no time is where the session around it is."""
    days = {one.starts.date() for one in proposal.sessions if one.starts is not None}
    around = {item: draft.timetable.parent(item) or item for item in gone}
    spans = {item: draft.timetable.span(item) or draft.timetable.span(around[item]) for item in gone}
    return [item for item, span in spans.items() if days and span is not None and span.day not in days]


def _one_before(proposal: Proposal, applied: Sequence[Proposal]) -> Proposal | None:
    """Which of the texts this is a newer one of: that with most in common, of several the newest."""
    mine = {_in_brief(one, proposal) for one in proposal.sessions}
    return max(
        applied,
        key=lambda text_before: sum(_in_brief(one, text_before) in mine for one in text_before.sessions),
        default=None,
    )


def _staying_out(
    proposal: Proposal, added: Sequence[ProposedSession], items: Collection[str], last: Proposal | None
) -> dict[int, str]:
    """Those the text before had too and the draft has not; an empty draft is begun anew."""
    if last is None or not items:
        return {}
    said = {_in_brief(one, last): one.became for one in last.sessions if one.became not in items}
    briefs = {one.number: _in_brief(one, proposal) for one in added if not one.is_added}
    return {number: said[brief] for number, brief in briefs.items() if brief in said}


def _in_brief(session: ProposedSession, proposal: Proposal) -> tuple[object, ...]:
    """What a text says of a session, as far as that tells whether it is the same once more."""
    titles = (text.searchable(one.title) for one in proposal.outwards(session.number))
    return session.public_id, session.starts, session.ends, *titles


def _matches(proposal: Proposal, draft: Draft) -> dict[int, Match]:
    """Which session of the draft each one is: as decided, as the text says, as they are alike."""
    free = {item.public_id for item in draft.timetable}
    found: dict[int, Match] = {}
    for session, named in _named(proposal):
        if named in free and session.number not in found:
            found[session.number] = Match(named, 1.0)
            free.discard(named)
    taken = {match.key for match in found.values()}
    rest = [
        one
        for one in proposal.sessions
        if one.number not in found and one.same_as != NEW and one.same_as not in taken
    ]
    old = [_drawn(item, draft, proposal.language) for item in draft.timetable]
    alike: dict[str, Match] = matching.match(
        [sketch for sketch in old if sketch.key in free], [_sketch(one, proposal) for one in rest]
    )
    # What the text has added and was undone comes back as what it was, and not as what it may be alike to.
    back = {one.number for one in rest if one.became}
    return found | {
        int(number): match
        for number, match in alike.items()
        if int(number) not in back or match.certainty >= SURE
    }


def _named(proposal: Proposal) -> Iterator[tuple[ProposedSession, str]]:
    """Each session with the public ids that are told to be its own: by organisers first, last by the text."""
    yield from ((one, one.same_as) for one in proposal.sessions if one.same_as)
    yield from ((one, one.became) for one in proposal.sessions if one.became)
    yield from ((one, one.public_id) for one in proposal.sessions if not one.same_as)


def _drawn(item: ProgrammeItem, draft: Draft, language: str) -> Sketch:
    span = draft.timetable.span(item)
    parent = draft.timetable.parent(item)
    return Sketch(
        key=item.public_id,
        parent=parent.public_id if parent else None,
        starts=span.starts.local if span else None,
        ends=span.ends.local if span else None,
        title=text.choose(item.title, (language, draft.event.main_language))[0],
        kind=item.kind.value,
        rooms=frozenset(text.choose(room.name, (language,))[0] for room in item.rooms),
        people=tuple(one.person.name for one in item.appearances if one.person),
    )


def _sketch(session: ProposedSession, proposal: Proposal) -> Sketch:
    outer = proposal.session(session.parent) if session.parent is not None else None
    return Sketch(
        key=str(session.number),
        parent=str(session.parent) if session.parent is not None else None,
        starts=session.starts or (outer.starts if outer else None),
        ends=session.ends,
        title=session.title,
        kind=session.kind,
        rooms=frozenset(session.rooms),
        people=tuple(person.name for person in session.people if not person.is_group),
    )
