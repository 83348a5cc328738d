"""One session of a text beside the one of the draft that it is: what is different. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from app.core import localtime, text
from app.programme.matching.sketches import Match
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.proposals import appearing
from app.programme.proposals.changes import Change, Times
from app.programme.proposals.persons import Who
from app.programme.proposals.proposal import Proposal, ProposedSession
from app.programme.rules import Draft
from app.rendering import dates

TEXTS = ("title", "note", "abstract", "key_question", "objective", "focus_points")
_LINES = frozenset({"title", "note"})  # the others may have several


@dataclass(frozen=True)
class Sides:
    """A text and the draft, and what tells how they belong together.

    `applied` are the texts before this one as they were read when they were applied, the newest first,
    their sessions knowing what has become of them.
    """

    proposal: Proposal
    draft: Draft
    people: Mapping[str, Who]
    matches: Mapping[int, Match]  # by number in the text
    applied: Sequence[Proposal] = ()

    @property
    def language(self) -> str:
        return self.proposal.language

    @cached_property
    def earlier(self) -> Mapping[str, tuple[ProposedSession, Proposal]]:
        """What the last text that was about each session said of it, by its public id, and that text."""
        found: dict[str, tuple[ProposedSession, Proposal]] = {}
        for text_before in self.applied:
            for one in text_before.sessions:
                if one.became:
                    found.setdefault(one.became, (one, text_before))
        return found

    @cached_property
    def rooms(self) -> Mapping[str, Sequence[str]]:
        return known_rooms(self.draft, self.language)


def changes(session: ProposedSession, item: ProgrammeItem, sides: Sides) -> list[Change]:
    """Everything that is different."""
    return _Comparing(session, item, sides).changes()


def room_key(name: str) -> str:
    """What is the same for all spellings of a room's name."""
    return text.searchable(name)


def known_rooms(draft: Draft, language: str) -> dict[str, list[str]]:
    """The public ids of the draft's rooms by what is the same for all spellings of their names.

    Several may be called alike. What a room is called in the language of a text comes before what
    another one is called in any other.
    """
    said: dict[str, list[str]] = defaultdict(list)
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for room in draft.rooms:
        for code, name in room.name.items():
            named = (said if code == language else elsewhere)[room_key(name)]
            named += [room.public_id] if room.public_id not in named else []
    return {**elsewhere, **said}


def meant_rooms(name: str, known: Mapping[str, Sequence[str]], item: ProgrammeItem | None) -> Sequence[str]:
    """The `known` rooms a text means: of those called alike the ones `item` is in, else the first."""
    alike = known.get(room_key(name), ())
    there = {room.public_id for room in item.rooms} if item is not None else set()
    return [one for one in alike if one in there] or alike[:1]


class _Comparing:
    def __init__(self, session: ProposedSession, item: ProgrammeItem, sides: Sides) -> None:
        self._session = session
        self._item = item
        self._sides = sides
        self._language = sides.language
        earlier = sides.earlier.get(item.public_id)
        self._before = earlier[0] if earlier else None
        self._text_before = earlier[1] if earlier else None

    def changes(self) -> list[Change]:
        return [
            *self._times(),
            *self._texts(),
            *self._kind(),
            *self._rooms(),
            *self._track(),
            *self._parent(),
            *appearing.changes(
                self._session, self._item, self._before, self._sides.people, self._language
            ),
        ]  # fmt: skip

    def _change(self, what: str, before: Any, after: Any, *fields: str, takes_away: bool = False) -> Change:
        """A change of a field; not proposed where the text has said the same before, or has nothing."""
        same = self._before is not None and all(
            getattr(self._before, name) == getattr(self._session, name) for name in fields or (what,)
        )
        key = f"{self._session.number}/{what}"
        return Change(key=key, what=what, before=before, after=after, is_proposed=not same and not takes_away)

    def _times(self) -> Iterator[Change]:
        session, now = self._session, Times(self._item.starts_local, self._item.ends_local)
        then = Times(session.starts, session.ends)
        is_moved = session.starts is not None and session.starts != now.starts
        if session.ends is None and now.ends is not None and is_moved:
            then = self._moved(now.ends, session)  # the text is silent about the end
        takes_away = session.starts is None or (session.ends is None and not is_moved)
        if (then.starts, then.ends) != (now.starts, now.ends) and (session.says_all or not takes_away):
            yield self._change("times", now, then, "starts", "ends", takes_away=takes_away)
        elif (then.starts, then.ends) == (now.starts, now.ends):
            yield from self._second_of_two()

    def _second_of_two(self) -> Iterator[Change]:
        """The clock shows a time twice, and the text means the other one."""
        session, item, zone = self._session, self._item, self._sides.draft.event.timezone
        for name in ("starts", "ends"):
            local, there = getattr(item, f"{name}_local"), getattr(item, f"{name}_fold")
            said = getattr(session, f"{name}_fold")
            if said in {None, there} or local is None or not localtime.is_twice(local, zone):
                continue
            letters = (dates.zone_label(_aware(local, zone, fold)) for fold in (there, said))
            now, then = (Times(item.starts_local, item.ends_local, zone=those) for those in letters)
            yield self._change("times", now, then, "starts_fold", "ends_fold")
            return

    def _moved(self, ends: datetime, session: ProposedSession) -> Times:
        """A little earlier or later it keeps its end; moved farther than it is long, its length."""
        zone, item = self._sides.draft.event.timezone, self._item
        if session.starts is None or item.starts_local is None:
            return Times(session.starts, session.ends)
        old = localtime.to_utc(item.starts_local, zone, item.starts_fold)
        new = localtime.to_utc(session.starts, zone, session.starts_fold or 0)
        length = localtime.to_utc(ends, zone, item.ends_fold) - old
        if abs(new - old) < length:
            return Times(session.starts, ends, item.ends_fold)
        over = localtime.to_local(new + length, zone)
        return Times(session.starts, over.replace(tzinfo=None, fold=0), over.fold)

    def _texts(self) -> Iterator[Change]:
        for name in TEXTS:
            said, there = getattr(self._session, name), self._there(name)
            is_told = said or (self._session.says_all and name != "title")
            if is_told and said != (text.clean_line(there) if name in _LINES else text.clean(there)):
                yield self._change(name, there, said, takes_away=not said)

    def _there(self, name: str) -> str:
        """What the draft says in the language of the text; a title in any language rather than none."""
        if name == "title":
            return text.choose(self._item.title, (self._language,))[0]
        said: str = getattr(self._item, name).get(self._language, "")
        return said

    def _kind(self) -> Iterator[Change]:
        if self._session.kind_is_said and self._session.kind != self._item.kind.value:
            yield self._change("kind", self._item.kind, SessionKind(self._session.kind))

    def _rooms(self) -> Iterator[Change]:
        said, item = self._session, self._item
        is_told = bool(said.rooms or said.in_all_rooms)
        if not is_told and not said.says_all:
            return
        there = {room.public_id for room in item.rooms}
        meant = (meant_rooms(name, self._sides.rooms, item) or [name] for name in said.rooms)
        wanted = {one for those in meant for one in those}
        if said.in_all_rooms != item.in_all_rooms or (not said.in_all_rooms and wanted != there):
            yield self._change("rooms", item, said, "rooms", "in_all_rooms", takes_away=not is_told)

    def _track(self) -> Iterator[Change]:
        said, there = self._session.track, self._item.track
        names = [room_key(name) for name in there.name.values()] if there else []
        is_lost = not said and there is not None and self._session.says_all
        if (said and room_key(said) not in names) or is_lost:
            name = text.choose(there.name, (self._language,))[0] if there else ""
            yield self._change("track", name, said, takes_away=not said)

    def _parent(self) -> Iterator[Change]:
        parent = self._session.parent
        match = self._sides.matches.get(parent) if parent is not None else None
        there = self._item.parent.public_id if self._item.parent else ""
        wanted = match.key if match else f"#{parent}" if parent is not None else ""
        if wanted != there:
            key, is_same = f"{self._session.number}/parent", wanted == self._said_outer()
            yield Change(
                key=key, what="parent", before=self._item.parent, after=parent, is_proposed=not is_same
            )

    def _said_outer(self) -> str | None:
        """Which session of the draft the text before this one said it is part of; numbers mean nothing."""
        if self._before is None or self._text_before is None:
            return None
        if self._before.parent is None:
            return ""
        outer = self._text_before.session(self._before.parent)
        return (outer.became if outer else "") or None


def _aware(local: datetime, zone: str, fold: int) -> datetime:
    return localtime.to_local(localtime.to_utc(local, zone, fold), zone)
