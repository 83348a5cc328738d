"""A reviewed proposal as plain values of the draft's sessions, rooms and tracks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.core import ids
from app.core.actors import Actor
from app.core.types import Translated
from app.programme import rules
from app.programme.arranging import plans
from app.programme.models import PastedText, ProgrammeItem, Room, Track
from app.programme.proposals import nesting, problems
from app.programme.proposals.changes import Change, Pair, Times
from app.programme.proposals.comparing import TEXTS, known_rooms, meant_rooms, room_key
from app.programme.proposals.errors import ProposalUnclear
from app.programme.proposals.proposal import NEW, ProposedPerson, ProposedSession
from app.programme.proposals.queries import Review
from app.programme.proposals.wording import Wording
from app.programme.rules import Moment
from app.programme.services import departed
from app.programme.services.casting import Casting
from app.programme.services.memento import Fields, Key

_TAKEN_TOGETHER = frozenset({"person", "honorific", "order", "parent"})  # depend on one another


class Transcript:
    """What the draft's things shall be, by their public ids, as putting_back.put_back wants it."""

    def __init__(self, pasted: PastedText, review: Review, actor: Actor) -> None:
        self._event = event = pasted.event
        self._review = review
        self._wording = Wording(event.main_language, review.proposal.language)
        self._rooms = known_rooms(review.draft, review.proposal.language)
        self._tracks = {
            room_key(name): track.public_id for track in review.draft.tracks for name in track.name.values()
        }
        self._wanted: dict[Key, Fields | None] = {}
        self._casting = Casting(event, review, actor, self._wanted)
        self.added = [*filter(review.is_coming, review.differences.added)]
        self.gone = [*filter(review.is_going, review.differences.gone)]
        self.changed = {
            pair.proposed.number: (pair, ticked)
            for pair in review.differences.pairs.values()
            if (
                ticked := [one for one in pair.changes if review.is_ticked(one.key, proposed=one.is_proposed)]
            )
        }
        self._departed = departed.known(event, {name for one in self.added for name in self._told_ids(one)})
        self._undone = departed.undone(pasted)
        self.public_ids = {
            number: pair.item.public_id for number, pair in review.differences.pairs.items()
        } | self._identities()

    def _identities(self) -> dict[int, str]:
        """The public id each new session is told to have, where that was one of this event's and is free."""
        found: dict[str, int] = {}
        for session in self.added:
            told = (name for name in self._told_ids(session) if name in self._departed and name not in found)
            found[next(told, None) or ids.session_code()] = session.number
        return {number: public_id for public_id, number in found.items()}

    def _told_ids(self, session: ProposedSession) -> list[str]:
        """The public ids it had when this text was applied before, by the text itself, by the last one."""
        by_text = (session.public_id, self._review.differences.staying_out.get(session.number, ""))
        told = (session.became, *(by_text if session.same_as != NEW else ()))
        return [name for name in told if name]

    @property
    def people(self) -> set[str]:
        """Who is called otherwise than before, by public id."""
        changes = (change for _pair, ticked in self.changed.values() for change in ticked)
        named = (one.appearance for one in changes if one.what == "honorific")
        return {one.person.public_id for one in named if one is not None and one.person is not None}

    def whose(self, named: Mapping[str, ProposedPerson]) -> dict[str, str]:
        """The public ids of those of the text who are known by now, under the same keys."""
        found = {key: self._casting.public_id(person) for key, person in named.items()}
        return {key: public_id for key, public_id in found.items() if public_id}

    def refuse_unclear(self) -> None:
        """Raises ProposalUnclear when something ticked has problems."""
        found = self._review.problems
        changes = ((number, one) for number, (_pair, ticked) in self.changed.items() for one in ticked)
        if any(one.number in found for one in self.added) or any(
            problems.hinders(problem, change)
            for number, change in changes
            for problem in found.get(number, [])
        ):
            raise ProposalUnclear

    def wanted(self) -> dict[Key, Fields | None]:
        for place, session in enumerate(self.added, start=self._last_position() + 1):
            self._add(session, place)
        for pair, changes in self.changed.values():
            for change in changes:
                self._take(pair, change)
            self._casting.arrange(pair, changes)
        self._carry_along()
        self._nest()
        for item in self.gone:
            self._wanted["session", item.public_id] = None
            self._casting.leave(item)
        return self._wanted

    def _carry_along(self) -> None:
        """Let what is inside a session move along with it, if the text is silent about it or its time."""
        pairs = self._review.differences.pairs.values()
        told = {one.item.public_id for one in pairs if one.proposed.starts or one.proposed.says_all}
        for pair, changes in self.changed.values():
            before, after = plans.starts_of(pair.item, self._event), self._starts(pair, changes)
            if before is None or after is None or before == after:
                continue
            for move in plans.along(self._review.draft, pair.item, after.at - before.at):
                if move.is_one and move.item.public_id not in told and move.item not in self.gone:
                    self._fields(move.item.public_id).update(_as_stored(move.values))

    def _starts(self, pair: Pair, changes: Sequence[Change]) -> Moment | None:
        """When a session will begin whose times change."""
        times = next((change.after for change in changes if change.what == "times"), None)
        if times is None or times.starts is None:
            return None
        starts_fold, _ends_fold = problems.folds(pair.proposed, self._event.timezone)
        return rules.moment(times.starts, starts_fold, self._event.timezone)

    def _last_position(self) -> int:
        return max((item.position for item in self._review.draft.timetable), default=0)

    def _add(self, session: ProposedSession, place: int) -> None:
        public_id = self.public_ids[session.number]
        memory = self._departed.get(public_id, departed.Memory({}))
        known = memory.fields
        self._wanted["session", public_id] = {
            **known,
            **{name: self._text(name, session, known.get(name)) for name in TEXTS},
            "kind": session.kind,
            "position": place,
            **self._times(session, Times(session.starts, session.ends)),
            **self._places(session),
            "track": self._track(session.track),
        }
        self._casting.enter(public_id, session, memory.appearances)

    def _text(self, name: str, session: ProposedSession, known: Translated | None) -> Translated:
        """What the text says; what was said in other languages of a session that is back is said again."""
        value = getattr(session, name)
        if known is not None and any(known.values()):
            correct = self._wording.renamed if name == "title" else self._wording.corrected
            return correct(known, value)
        return self._wording.named(value) if name == "title" else self._wording.said(value)

    def _take(self, pair: Pair, change: Change) -> None:
        """Enter one change of a session that is there."""
        item, session = pair.item, pair.proposed
        if change.what in {"person", "honorific"}:
            self._casting.take(item, change)
        if change.what in _TAKEN_TOGETHER:
            return
        if change.what == "times":
            fields = self._times(session, change.after)
        elif change.what == "rooms":
            fields = self._places(session, item)
        elif change.what == "kind":
            fields = {"kind": session.kind}
        elif change.what == "track":
            fields = {"track": self._track(session.track)}
        elif change.what == "title":
            fields = {"title": self._wording.renamed(item.title, change.after)}
        else:
            fields = {change.what: self._wording.corrected(getattr(item, change.what), change.after)}
        self._fields(item.public_id).update(fields)

    def _fields(self, public_id: str) -> Fields:
        """What has been written so far of a session that stays or comes."""
        fields = self._wanted.setdefault(("session", public_id), {})
        return fields if fields is not None else {}

    def _times(self, session: ProposedSession, times: Times) -> Fields:
        starts_fold, ends_fold = problems.folds(session, self._event.timezone)
        return {
            "starts_local": times.starts.isoformat() if times.starts else None,
            "ends_local": times.ends.isoformat() if times.ends else None,
            "starts_fold": starts_fold,
            "ends_fold": ends_fold if times.ends_fold is None else times.ends_fold,
        }

    def _places(self, session: ProposedSession, item: ProgrammeItem | None = None) -> Fields:
        rooms = [] if session.in_all_rooms else session.rooms
        return {
            "in_all_rooms": session.in_all_rooms,
            "rooms": [public_id for name in rooms for public_id in self._room(name, item)],
        }

    def _room(self, name: str, item: ProgrammeItem | None) -> Sequence[str]:
        """Those of that name a session is in; one that is new comes behind the others."""
        if room_key(name) not in self._rooms:
            self._rooms[room_key(name)] = [self._new("room", name, self._review.draft.rooms)]
        return meant_rooms(name, self._rooms, item)

    def _track(self, name: str) -> str:
        key = room_key(name)
        if name and key not in self._tracks:
            self._tracks[key] = self._new("track", name, self._review.draft.tracks)
        return self._tracks[key] if name else ""

    def _new(self, kind: str, name: str, there: Sequence[Room | Track]) -> str:
        """The public id of a room or track that comes behind the others; the one it had before an undoing."""
        public_id = self._undone.get((kind, room_key(name)), "")
        if not public_id or any(one.public_id == public_id for one in there):
            public_id = ids.session_code()
        new = sum(one_kind == kind for one_kind, _ in self._wanted) + 1
        position = max((one.position for one in there), default=0) + new
        self._wanted[kind, public_id] = {"name": self._wording.named(name), "position": position}
        return public_id

    def _nest(self) -> None:
        """Say of all sessions together what they are part of."""
        items = [item for item in self._review.draft.timetable if item not in self.gone]
        named = {item.id: item.public_id for item in items}
        there = {item.public_id: named.get(item.parent_id or 0, "") for item in items}
        wanted = {self.public_ids[one.number]: self._outer(one) or "" for one in self.added}
        untimed: set[str] = set()
        for pair, changes in self.changed.values():
            outer = self._outer(pair.proposed)
            if outer is not None and any(change.what == "parent" for change in changes):
                wanted[pair.item.public_id] = outer
                untimed |= {pair.item.public_id} if pair.proposed.says_all else set()
        final = nesting.settle(there, wanted)
        for session in self.added:
            self._fields(self.public_ids[session.number])["parent"] = final[self.public_ids[session.number]]
        for item in items:
            outer = final[item.public_id]
            if (item.parent.public_id if item.parent else "") != outer:
                self._fields(item.public_id)["parent"] = outer
                if not outer and item.public_id not in untimed:
                    self._keep_time(item)

    def _keep_time(self, item: ProgrammeItem) -> None:
        """Let a session that was part of another one stay where that was."""
        span = self._review.draft.timetable.span(item)
        fields = self._fields(item.public_id)
        if item.starts_local is None and span is not None and not fields.get("starts_local"):
            fields["starts_local"], fields["starts_fold"] = span.starts.local.isoformat(), span.starts.fold
            fields["ends_local"], fields["ends_fold"] = span.ends.local.isoformat(), span.ends.fold

    def _outer(self, session: ProposedSession) -> str | None:
        """What the text says it is part of, as far as that is in the draft in the end; else none."""
        if session.parent is None:
            return ""
        around = self._review.proposal.outwards(session.parent)
        return next((self.public_ids[one.number] for one in around if one.number in self.public_ids), None)


def _as_stored(values: dict[str, Any]) -> Fields:
    """Columns as a step keeps them."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }
