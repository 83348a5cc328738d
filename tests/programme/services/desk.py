"""A programme desk as a machine works at it: what stands on it, and every act watched."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.core import localtime
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.errors import DomainError
from app.events.models import Event
from app.programme import queries
from app.programme.errors import StepOutOfDate
from app.programme.models import DraftStep, ProgrammeItem, Room, SessionKind
from app.programme.rules import Draft, Span
from app.programme.services import memento, undoing
from app.programme.services.memento import Memento
from tests.make import events as make_events
from tests.make import programme as make

ROOMS = ("Harbour Hall", "Studio", "Attic")


@dataclass(frozen=True)
class State:
    """A whole draft: what it says, in which order, and when everything takes place."""

    things: Memento
    order: tuple[str, ...]
    spans: Mapping[str, Span]
    people: Mapping[str, tuple[str, ...]]  # of each session, in order

    def of(self, public_id: str) -> dict[Any, Any]:
        """One session with those who appear in it; its place among others is told by the order."""
        mine = ("session", public_id)
        return {
            key: {**fields, "position": 0} if key == mine else fields
            for key, fields in self.things.items()
            if key == mine or (key[0] == "appearance" and fields["session"] == public_id)
        }

    def session(self, public_id: str) -> dict[str, Any]:
        return self.things["session", public_id]

    def changed(self, before: "State", public_id: str) -> set[str]:
        """Which fields of a session are not what they were."""
        was, now = before.session(public_id), self.session(public_id)
        return {name for name in was if was[name] != now[name]} - {"position"}

    def inside(self, public_id: str) -> set[str]:
        return {one for one in self.order if self.session(one)["parent"] == public_id}

    def family(self, *public_ids: str) -> set[str]:
        return {one for public_id in public_ids for one in (public_id, *self.inside(public_id))}

    def tops(self) -> list[tuple[str, Span]]:
        return [(one, span) for one, span in self.spans.items() if not self.session(one)["parent"]]

    def around(self, *public_ids: str) -> set[str]:
        return {self.session(one)["parent"] for one in public_ids} - {""}


def read(event: Event) -> State:
    db.session.expire_all()
    draft = queries.draft(event)
    return State(
        things=memento.read(event),
        order=tuple(item.public_id for item in draft.timetable),
        spans={item.public_id: span for item, span in draft.timetable.scheduled()},
        people={item.public_id: tuple(one.public_id for one in item.appearances) for item in draft.timetable},
    )


class Desk:
    """One event, and what has been done to its draft so far."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.past: list[State | None] = []  # before each step; none where nobody can tell
        self.future: list[State | None] = []
        self.uids: dict[str, str] = {}
        self.taken = 0
        self.refused = 0

    def draft(self) -> Draft:
        db.session.expire_all()
        return queries.draft(self.event)

    def items(self) -> list[ProgrammeItem]:
        return list(self.draft().timetable)

    def item(self, public_id: str) -> ProgrammeItem:
        return queries.session(self.event, public_id)

    def rooms(self) -> list[Room]:
        return queries.rooms(self.event)

    def state(self) -> State:
        return read(self.event)

    def steps(self) -> int:
        return db.session.scalar(select(func.count()).where(DraftStep.event_id == self.event.id)) or 0

    def do(
        self, act: Callable[[], object], *, touched: Collection[str] | None = None
    ) -> tuple[State, State] | None:
        """The draft before an act and after it; none where it was refused, which leaves no trace.

        Whatever is not `touched` says what it said before.
        """
        before, last = self.state(), self._last()
        try:
            act()
        except DomainError:
            assert self.state() == before
            assert self._last() == last
            self.refused += 1
            return None
        after = self.state()
        self.taken += 1
        assert (self._last() != last) is (before.things != after.things)
        if before.things != after.things:
            self.past.append(before)
            self.future.clear()
        if touched is not None:
            self.untouched(before, after, touched)
        return before, after

    def untouched(self, before: State, after: State, touched: Collection[str]) -> None:
        others = [one for one in before.order if one not in touched]
        assert [one for one in others if after.of(one) != before.of(one)] == []
        steady = {one for one in others if after.spans.get(one) == before.spans.get(one)}
        steady -= {one for one in steady if before.session(one)["parent"] not in {"", *steady}}
        assert [one for one in after.order if one in steady] == [one for one in before.order if one in steady]

    def _last(self) -> str:
        last = undoing.last_done(self.event)
        return last.public_id if last else ""

    def nobody_can_tell(self) -> None:
        """What was done is no step, and steps before it may have become impossible to take back."""
        self.past, self.future = [None] * len(self.past), [None] * len(self.future)

    def undo(self) -> None:
        before = self.state()
        if not self.past:
            return
        try:
            undoing.undo(self.event, actor=SYSTEM)
        except StepOutOfDate:
            assert self.past[-1] is None
            assert self.state() == before
            return
        expected, now = self.past.pop(), self.state()
        assert expected is None or now == expected
        self.future.append(before)

    def redo(self) -> None:
        before = self.state()
        if not self.future:
            return
        try:
            undoing.redo(self.event, actor=SYSTEM)
        except StepOutOfDate:
            assert self.future[-1] is None
            assert self.state() == before
            return
        expected, now = self.future.pop(), self.state()
        assert expected is None or now == expected
        self.past.append(before)

    def check(self) -> None:
        """What holds of every draft at any time."""
        zone = self.event.timezone
        state = self.state()
        known = {key[1]: fields for key, fields in state.things.items() if key[0] == "session"}
        assert sorted(known) == sorted(state.order)
        for public_id, fields in known.items():
            assert self.uids.setdefault(public_id, fields["calendar_uid"]) == fields["calendar_uid"]
            if fields["parent"]:
                assert not known[fields["parent"]]["parent"]
            if fields["ends_local"]:
                assert fields["starts_local"]
                assert instant(fields, "starts", zone) <= instant(fields, "ends", zone)
        assert len(set(self.uids.values())) == len(self.uids)
        for span in state.spans.values():
            assert span.starts.at <= span.ends.at


def instant(fields: Mapping[str, Any], name: str, zone: str) -> datetime:
    return localtime.to_utc(datetime.fromisoformat(fields[f"{name}_local"]), zone, fields[f"{name}_fold"])


def conference(first_day: date) -> Event:
    """Three days of sessions of every sort there is."""
    event = make_events.event(first_day=first_day, last_day=first_day + timedelta(days=2))
    hall, studio, attic = (make.room(event, name) for name in ROOMS)
    ana, tariq = make.person(), make.person("Tariq", "Aziz")

    def at(clock: str, day: int = 0) -> datetime:
        return datetime.fromisoformat(f"{first_day + timedelta(days=day)} {clock}")

    def item(
        title: str, starts: datetime | None, ends: datetime | None = None, **fields: Any
    ) -> ProgrammeItem:
        return make.item(event, title, starts=starts, ends=ends, **fields)

    item("Opening", at("09:00"), at("09:30"), rooms=[hall], people=[ana], kind=SessionKind.OPENING)
    river = item("Cities along a river", None, rooms=[hall], kind=SessionKind.PANEL)
    item("Locks and bridges", at("09:30"), at("09:50"), parent=river, people=[tariq])
    item("Ferries for learners", at("09:50"), at("10:20"), parent=river)
    item("Maps of a neighbourhood", at("09:30"), at("11:00"), rooms=[studio], people=[ana, tariq])
    item("Coffee break", at("11:00"), at("11:30"), in_all_rooms=True, kind=SessionKind.BREAK)
    item("Night schools and their roofs", at("11:30"), rooms=[hall], people=[tariq])
    forum = item("Libraries after midnight", at("12:00"), at("13:00"), rooms=[hall, studio])
    item("Shelves that travel", at("12:10"), at("12:30"), parent=forum)
    item("Lending tools and time", None, parent=forum, people=[ana])
    item("Exhibition of small gardens", at("10:00", 1), at("16:00", 2), rooms=[attic])
    item("Markets that listen", at("09:00", 1), rooms=[hall])
    fees = item("Funding without forms", at("10:00", 1), at("11:30", 1), rooms=[hall], people=[tariq])
    item("What villages pay", None, parent=fees)
    item("What cities save", None, parent=fees)
    trams = item("Trams as classrooms", None, rooms=[studio])
    item("Drivers who teach", at("10:00", 1), at("10:40", 1), parent=trams)
    item("Tickets for pupils", at("10:40", 1), parent=trams)
    item("Bakers and apprentices", at("13:00", 1), at("14:00", 1), rooms=[studio], people=[ana])
    item("Lunch", at("12:00", 2), at("13:00", 2), in_all_rooms=True, kind=SessionKind.MEAL)
    item("Harvest of ideas", at("14:00", 2), at("15:00", 2), rooms=[hall])
    item("Closing", at("15:00", 2), at("15:00", 2), rooms=[hall], kind=SessionKind.CLOSING)
    poetry = item("Poetry corner", None)
    item("Verses by the window", None, parent=poetry)
    return event
