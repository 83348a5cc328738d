"""A proposal beside the draft: what it adds, changes and no longer names. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core import lazy, text
from app.programme.models import Appearance, AppearanceMode, ProgrammeItem, SessionKind
from app.programme.paste.sketches import SURE, Match, Sketch
from app.programme.proposals import persons
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import NEW, Proposal, ProposedPerson, ProposedSession
from app.programme.rules import Draft

matching = lazy.module("app.programme.paste.matching")  # with what measures likeness
TEXTS = ("title", "note", "abstract", "key_question", "objective", "focus_points")
_OF_PERSON = ("job", "organisation", "city", "country", "role", "mode")  # what an appearance says of its own


@dataclass(frozen=True, slots=True)
class Times:
    """When a session is, as far as it is said."""

    starts: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to accept or to refuse, under a key that stays the same while nothing changes.

    `what` is a field's name; "person" with texts of the appearance by field, of whom the text tells it
    and whom the draft has; `before` is None where something is added, `after` where something goes.
    """

    key: str
    what: str
    before: Any
    after: Any
    name: str = ""  # of the person or group
    person: ProposedPerson | None = None
    appearance: Appearance | None = None
    is_proposed: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A session of the text that is one of the draft, and what is different."""

    proposed: ProposedSession
    item: ProgrammeItem
    certainty: float
    changes: Sequence[Change]

    @property
    def is_sure(self) -> bool:
        return self.certainty >= SURE

    @property
    def is_moved(self) -> bool:
        return any(change.what in {"times", "rooms", "parent"} for change in self.changes)


@dataclass(frozen=True, slots=True)
class Differences:
    """What the text and the draft make of each other."""

    added: Sequence[ProposedSession] = ()
    pairs: Mapping[int, Pair] = field(default_factory=dict)  # by number in the text
    gone: Sequence[ProgrammeItem] = ()
    people: Mapping[str, Who] = field(default_factory=dict)

    @property
    def changed(self) -> list[Pair]:
        return [pair for pair in self.pairs.values() if pair.changes]

    @property
    def unchanged(self) -> int:
        return len(self.pairs) - len(self.changed)


def compare(
    proposal: Proposal, draft: Draft, people: Mapping[str, Who], last: Proposal | None = None
) -> Differences:
    """What applying `proposal` would do to `draft`.

    `last` is what the text before this one was read as when it was applied, its sessions knowing what
    became of them: where the text says what it said then, what has been changed in the draft since
    is proposed to stay.
    """
    items = {item.public_id: item for item in draft.timetable}
    matches = _matches(proposal, draft)
    before = {one.same_as: one for one in last.sessions if one.same_as} if last else {}
    pairs, added = {}, []
    for session in proposal.sessions:
        match = matches.get(session.number)
        if match is None:
            added.append(session)
            continue
        comparing = _Comparing(session, items[match.key], proposal, people, before.get(match.key))
        pairs[session.number] = Pair(
            session, items[match.key], match.certainty, comparing.changes(draft, matches)
        )
    met = {match.key for match in matches.values()}
    return Differences(added, pairs, [item for item in draft.timetable if item.public_id not in met], people)


def added_key(session: ProposedSession) -> str:
    return f"{session.number}/added"


def gone_key(item: ProgrammeItem) -> str:
    return f"{item.public_id}/gone"


def _matches(proposal: Proposal, draft: Draft) -> dict[int, Match]:
    """Which session of the draft each one is: as decided, as the text says, as they are alike."""
    free = {item.public_id for item in draft.timetable}
    found: dict[int, Match] = {}
    for session in proposal.sessions:
        named = session.same_as or session.public_id
        if named in free:
            found[session.number] = Match(named, 1.0)
            free.discard(named)
    rest = [one for one in proposal.sessions if one.number not in found and one.same_as != NEW]
    old = [_drawn(item, draft, proposal.language) for item in draft.timetable]
    alike: dict[str, Match] = matching.match(
        [sketch for sketch in old if sketch.key in free], [_sketch(one, proposal) for one in rest]
    )
    return found | {int(number): match for number, match in alike.items()}


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


class _Comparing:
    """One session of the text beside the one of the draft that it is."""

    def __init__(
        self,
        session: ProposedSession,
        item: ProgrammeItem,
        proposal: Proposal,
        people: Mapping[str, Who],
        before: ProposedSession | None,
    ) -> None:
        self._session = session
        self._item = item
        self._language = proposal.language
        self._people = people
        self._before = before

    def changes(self, draft: Draft, matches: Mapping[int, Match]) -> list[Change]:
        return [
            *self._times(),
            *self._texts(),
            *self._kind(),
            *self._rooms(draft),
            *self._track(),
            *self._parent(matches),
            *self._persons(),
        ]

    def _change(self, what: str, before: Any, after: Any, *fields: str) -> Change:
        """A change of a field; not proposed where the text has said the same before."""
        same = self._before is not None and all(
            getattr(self._before, name) == getattr(self._session, name) for name in fields or (what,)
        )
        key = f"{self._session.number}/{what}"
        return Change(key=key, what=what, before=before, after=after, is_proposed=not same)

    def _times(self) -> Iterator[Change]:
        item, session = self._item, self._session
        if session.starts is None:
            return
        now, then = Times(item.starts_local, item.ends_local), Times(session.starts, session.ends)
        if then.ends is None and now.starts == then.starts:
            then = now  # the text is silent about the end
        if now != then:
            yield self._change("times", now, then, "starts", "ends")

    def _texts(self) -> Iterator[Change]:
        for name in TEXTS:
            said, there = getattr(self._session, name), getattr(self._item, name).get(self._language, "")
            if said and said != text.clean(there):
                yield self._change(name, there, said)

    def _kind(self) -> Iterator[Change]:
        if self._session.kind_is_said and self._session.kind != self._item.kind.value:
            yield self._change("kind", self._item.kind, SessionKind(self._session.kind))

    def _rooms(self, draft: Draft) -> Iterator[Change]:
        said, item = self._session, self._item
        if not said.rooms and not said.in_all_rooms:
            return
        there = {room.public_id for room in item.rooms}
        known = known_rooms(draft)
        wanted = {known.get(room_key(name), name) for name in said.rooms}
        if said.in_all_rooms != item.in_all_rooms or (not said.in_all_rooms and wanted != there):
            yield self._change("rooms", item, said, "rooms", "in_all_rooms")

    def _track(self) -> Iterator[Change]:
        said, there = self._session.track, self._item.track
        names = [room_key(name) for name in there.name.values()] if there else []
        if said and room_key(said) not in names:
            yield self._change("track", text.choose(there.name, (self._language,))[0] if there else "", said)

    def _parent(self, matches: Mapping[int, Match]) -> Iterator[Change]:
        parent = self._session.parent
        match = matches.get(parent) if parent is not None else None
        there = self._item.parent.public_id if self._item.parent else ""
        wanted = match.key if match else f"#{parent}" if parent is not None else ""
        if wanted != there:
            yield self._change("parent", self._item.parent, parent)

    def _persons(self) -> Iterator[Change]:
        """Who is named is compared; who is not named any more goes only where anybody is named."""
        left = list(self._item.appearances)
        for person in self._session.people:
            there = self._appearance(person, left)
            if there is not None:
                left.remove(there)
            yield from self._person(person, there)
        if self._session.people:
            yield from (self._missing(appearance) for appearance in left)

    def _appearance(self, person: ProposedPerson, left: Sequence[Appearance]) -> Appearance | None:
        if person.is_group:
            fits = [one for one in left if one.person is None and self._label(one) == person.name]
        else:
            chosen = persons.settled(self._people, person)
            fits = [one for one in left if one.person is not None and one.person.public_id == chosen]
        return next((one for one in fits if one.role.value == person.role), fits[0] if fits else None)

    def _person(self, person: ProposedPerson, there: Appearance | None) -> Iterator[Change]:
        said = {name: value for name, value in appearance_fields(person).items() if value}
        if there is not None and not person.role_is_said:
            del said["role"]
        before = self._fields(there) if there else None
        if before is not None:
            said = {name: value for name, value in said.items() if before[name] != value}
            before = {name: before[name] for name in said}
        if before is None or said:
            key = f"{self._session.number}/person/{persons.key_of(person)}/{person.role}"
            same = self._before is not None and person_as_said(person) in map(
                person_as_said, self._before.people
            )
            yield Change(
                key=key, what="person", before=before, after=said, name=person.name, person=person,
                appearance=there, is_proposed=not same,
            )  # fmt: skip

    def _missing(self, one: Appearance) -> Change:
        name = one.person.name if one.person else self._label(one)
        key = f"{self._session.number}/missing/{one.public_id}"
        return Change(
            key=key, what="person", before=self._fields(one), after=None, name=name, appearance=one,
            is_proposed=False,
        )  # fmt: skip

    def _label(self, one: Appearance) -> str:
        return text.choose(one.label, (self._language,))[0]

    def _fields(self, one: Appearance) -> dict[str, str]:
        return {
            name: value.get(self._language, "") if isinstance(value, dict) else str(value)
            for name in _OF_PERSON
            for value in (getattr(one, name),)
        }


def appearance_fields(person: ProposedPerson) -> dict[str, str]:
    """What the text says of somebody, under the names the draft has for it."""
    return {
        "job": person.position,
        "organisation": person.organisation,
        "city": person.city,
        "country": person.country,
        "role": person.role,
        "mode": "" if person.mode == AppearanceMode.IN_PERSON else person.mode,  # what nobody says
    }


def person_as_said(person: ProposedPerson) -> tuple[str, ...]:
    """What is the same while the text says the same of somebody."""
    return persons.key_of(person), person.honorific, *appearance_fields(person).values()


def room_key(name: str) -> str:
    """What is the same for all spellings of a room's name."""
    return text.searchable(name)


def known_rooms(draft: Draft) -> dict[str, str]:
    """The public ids of the draft's rooms by what is the same for all spellings of their names."""
    return {room_key(name): room.public_id for room in draft.rooms for name in room.name.values()}
