"""Any order of pasting, editing, undoing and releasing: each changes what it says, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.errors import DomainError
from app.core.types import Translated
from app.events.models import Event
from app.people import services as people_services
from app.people.models import Person
from app.people.services import NewPerson, PersonChanges
from app.programme import queries
from app.programme.errors import NothingToRelease
from app.programme.models import AppearanceRole, PastedText, ProgrammeItem, ReleaseState, SessionKind
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.differences import added_key, gone_key
from app.programme.proposals.proposal import ProposedSession
from app.programme.proposals.queries import Review
from app.programme.services import (
    appearances,
    applying,
    entering,
    merging,
    pasting,
    placing,
    restoring,
    rooms_and_tracks,
    sessions,
    undoing,
)
from app.programme.services.appearances import AppearanceChanges, NewAppearance
from app.programme.services.arranging import moving
from app.programme.services.entering import NewEntry, Retitling
from app.programme.services.merging import Choice
from app.programme.services.placing import Placement
from app.programme.services.rooms_and_tracks import NewRoom
from app.programme.text import sources, writing
from app.programme.text.sheet import Entry
from tests import emptying
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.pasting import pasted
from tests.make.programme import at
from tests.programme.services import looking_through, watching
from tests.programme.services.watching import State

TITLES = [
    "Bridges of paper", "Gardens on the roof", "Letters from the coast", "Questions before breakfast",
    "Schools without walls", "Stories in the tram",
]  # fmt: skip
FIELDS = {
    "times": {"starts_local", "ends_local", "starts_fold", "ends_fold"},
    "rooms": {"rooms", "in_all_rooms"},
}
CLOCKS = st.integers(8 * 4, 18 * 4).map(lambda quarters: timedelta(minutes=quarters * 15))


def written(clock: timedelta) -> str:
    return f"{clock // timedelta(hours=1):02}:{clock // timedelta(minutes=1) % 60:02}"


def conference() -> Event:
    """Three days of sessions of several sorts, and people who are at home in it."""
    event = make_events.event()
    hall, studio, attic = (make.room(event, name) for name in ("Harbour Hall", "Studio", "Attic"))
    ana = make.person("Ana", "López", home_event_id=event.id)
    tariq = make.person("Tariq", "Aziz", home_event_id=event.id)
    yuki = make.person("Yuki", "Mori", home_event_id=event.id)

    def item(
        title: str, starts: datetime | None, ends: datetime | None = None, **fields: Any
    ) -> ProgrammeItem:
        return make.item(event, title, starts=starts, ends=ends, **fields)

    item("Welcome by the harbour", at("09:00"), at("09:30"), rooms=[hall], people=[ana])
    river = item("Cities along a river", None, rooms=[hall])
    item("Locks that open early", at("09:30"), at("09:50"), parent=river, people=[tariq])
    item("Ferries for learners", at("09:50"), at("10:20"), parent=river)
    item("Maps of a neighbourhood", at("09:30"), at("11:00"), rooms=[studio], people=[yuki, tariq])
    item("Night schools under one roof", at("11:30"), rooms=[hall], people=[tariq])
    forum = item("Libraries after midnight", at("12:00"), at("13:00"), rooms=[attic])
    item("Shelves that travel", at("12:10"), at("12:30"), parent=forum)
    item("Lending tools and time", None, parent=forum, people=[ana])
    item("Reading aloud in markets", at("09:00", 29), rooms=[hall])
    item("Funding without forms", at("10:00", 29), at("11:30", 29), rooms=[hall, studio], people=[ana])
    item("Bakers and apprentices", at("13:00", 29), at("14:00", 29), rooms=[studio], people=[yuki])
    item("Lunch", at("12:00", 30), at("13:00", 30), in_all_rooms=True, kind=SessionKind.MEAL)
    item("Harvest of ideas", at("14:00", 30), at("15:00", 30), rooms=[hall])
    item("Poetry corner", None)
    return event


@dataclass(frozen=True)
class Ticked:
    """What applying a text may do, by public ids."""

    going: set[str]
    coming: int
    fields: dict[str, set[str]]  # of sessions that are there
    casts: set[str]  # the sessions in which people may change


def ticked_in(review: Review) -> Ticked:
    met = review.differences
    fields: dict[str, set[str]] = {}
    casts = set()
    told = {pair.item.id for pair in met.pairs.values()}
    for pair in met.changed:
        for change in pair.changes:
            if review.is_ticked(change.key, proposed=change.is_proposed):
                name = pair.item.public_id
                fields.setdefault(name, set()).update(FIELDS.get(change.what, {change.what}))
                if change.what == "times":  # what the text is silent about goes along
                    inside = review.draft.timetable.children(pair.item)
                    for child in inside:
                        if child.id not in told:
                            fields.setdefault(child.public_id, set()).update(FIELDS["times"])
                casts.update({name} if change.what in {"person", "order"} else set())
    return Ticked(
        going={item.public_id for item in met.gone if review.is_going(item)},
        coming=sum(map(review.is_coming, met.added)),
        fields=fields,
        casts=casts,
    )


class TextMachine(RuleBasedStateMachine):
    """Every rule is one act of an organiser."""

    def __init__(self) -> None:
        super().__init__()
        db.session.remove()
        emptying.empty(db.engine)  # or people of the example before would be namesakes
        self.now = time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC), tick=False)
        self.clock = self.now.start()
        self.event = conference()
        self.past: list[State | None] = []  # before each step; none where other people's acts came between
        self.future: list[State | None] = []
        self.uids: dict[str, str] = {}
        self.released: dict[int, str] = {}

    def teardown(self) -> None:
        self.now.stop()

    # How it is watched.

    def state(self) -> State:
        return watching.state(self.event)

    def do(
        self, act: Callable[[], object], touched: Sequence[str] | set[str] | None = None
    ) -> tuple[State, State] | None:
        """The draft before and after; none where it was refused, which leaves no trace."""
        self.clock.shift(60)
        before, last = self.state(), undoing.last_done(self.event)
        last_id = last.public_id if last else ""
        try:
            act()
        except DomainError:
            assert self.state() == before
            return None
        after, last = self.state(), undoing.last_done(self.event)
        assert ((last.public_id if last else "") != last_id) is (before.things != after.things)
        if before.things != after.things:
            self.past.append(before)
            self.future.clear()
        if touched is not None:
            for one in before.order:
                assert one in touched or after.of(one) == before.of(one)
        return before, after

    def items(self) -> list[ProgrammeItem]:
        return list(queries.draft(self.event).timetable)

    def pick(self, data: st.DataObject) -> ProgrammeItem | None:
        items = self.items()
        return data.draw(st.sampled_from(items)) if items else None

    def time(self, data: st.DataObject) -> datetime:
        day = self.event.first_day + timedelta(days=data.draw(st.integers(0, 2)))
        return datetime.combine(day, datetime.min.time()) + data.draw(CLOCKS)

    # What is pasted.

    def apply(self, data: st.DataObject, text: PastedText) -> tuple[State, State, Ticked] | None:
        """Look a text through and apply it: only what is ticked happens, and what was corrected."""
        corrected = self.looked_through(data, text)
        review = pasted_texts.review(text)
        met = review.differences
        keys = [change.key for pair in met.changed for change in pair.changes]
        keys += [added_key(one) for one in met.added] + [gone_key(one) for one in met.gone]
        decided = data.draw(st.dictionaries(st.sampled_from(keys), st.booleans(), max_size=4)) if keys else {}
        pasting.decide(text, ticks=decided, who={}, actor=SYSTEM)
        review = pasted_texts.review(text)
        ticked = ticked_in(review)
        done = self.do(lambda: applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM))
        if done is None:
            return None
        self.only_what_is_ticked(*done, ticked)
        looking_through.arrives(corrected, review, text, done[1])
        if done[0].things != done[1].things:
            self.apply_again(text, done[1])
        return (*done, ticked)

    def looked_through(self, data: st.DataObject, text: PastedText) -> dict[int, ProposedSession]:
        """Correct some of it, of which the draft says nothing yet."""
        before = self.state()
        known = {one.title["en"] for one in self.items()}  # or it might become the one called so
        corrected = looking_through.correct(data, text, [one for one in TITLES if one not in known])
        assert self.state() == before
        return corrected

    def apply_again(self, text: PastedText, applied: State) -> None:
        """Undone and applied once more, a text makes the same sessions of the same identity."""
        before = self.past[-1]
        self.undo()
        assert self.future.pop() == applied
        review = pasted_texts.review(text)
        applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM)
        self.past.append(before)
        again = self.state()
        assert again.order == applied.order
        for one in again.order:
            assert applied.changed(again, one) <= {"rooms"}  # a room that the text brings is made anew

    def only_what_is_ticked(self, before: State, after: State, ticked: Ticked) -> None:
        assert set(before.order) - set(after.order) == ticked.going
        assert len(set(after.order) - set(before.order)) == ticked.coming
        for one in set(before.order) & set(after.order):
            may = ticked.fields.get(one, set())
            if before.session(one)["parent"] in ticked.going:
                may = may | {"parent"}
            assert before.changed(after, one) <= may, (one, before.changed(after, one) - may)
            if one not in ticked.casts:
                assert before.people[one] == after.people[one]

    @rule()
    def our_own_text_comes_back(self) -> None:
        sheet = sources.of_draft(queries.draft(self.event))
        if not sheet.entries:
            return
        text = pasted(self.event, writing.write(sheet))

        review = pasted_texts.review(text)

        assert review.differences.changed == []
        assert list(review.differences.added) == []
        assert list(review.differences.gone) == []

    @rule(data=st.data(), most_left_out=st.sampled_from([0, 3]))
    def our_own_text_comes_back_changed(self, data: st.DataObject, most_left_out: int) -> None:
        sheet = sources.of_draft(queries.draft(self.event))
        if not sheet.entries:
            return
        numbers = range(len(sheet.entries))
        edited = {}
        for number in data.draw(st.sets(st.sampled_from(numbers), max_size=3)):
            edited[number] = self.rewritten(data, sheet.entries[number])
        left_out = data.draw(st.sets(st.sampled_from(numbers), max_size=most_left_out))
        kept = [edited.get(one, sheet.entries[one]) for one in numbers if one not in left_out]
        if not kept:
            return
        known = {one.id for one in sheet.entries}
        try:
            text = pasted(self.event, writing.write(replace(sheet, entries=kept)))
        except DomainError:
            return

        met = pasted_texts.review(text).differences

        named = {one.id for one in kept}
        assert {item.public_id for item in met.gone} == known - named
        silent = {one.id for one in sheet.entries} - {one.id for one in edited.values()}
        around = {sheet.entries[one].id for one in left_out}
        items = {item.public_id: item for item in self.items()}
        for pair in met.changed:
            item = items[pair.item.public_id]
            parent = item.parent.public_id if item.parent else ""
            assert item.public_id not in silent or parent in around, pair.changes
        self.apply(data, text)

    def rewritten(self, data: st.DataObject, entry: Entry) -> Entry:
        title = data.draw(st.sampled_from([*TITLES, entry.title]))
        if data.draw(st.booleans()) or entry.is_inside:
            return replace(entry, title=title)
        starts = self.time(data)
        length = data.draw(st.sampled_from([None, 0, 45, 120]))
        ends = starts + timedelta(minutes=length) if length is not None else None
        return replace(entry, title=title, starts=starts, ends=ends, day=entry.day)

    @rule(data=st.data(), part=st.sampled_from(["all", "day", "hall"]))
    def a_text_of_others_is_pasted(self, data: st.DataObject, part: str) -> None:
        draft = queries.draft(self.event)
        tops = [one for one in draft.timetable.top if draft.timetable.span(one)]
        if part == "day":
            day = self.event.first_day + timedelta(days=data.draw(st.integers(0, 2)))
            tops = [one for one in tops if draft.timetable.span(one).day == day]  # type: ignore[union-attr]
        elif part == "hall" and draft.rooms:
            hall = data.draw(st.sampled_from(list(draft.rooms)))
            tops = [one for one in tops if [room.id for room in one.rooms] == [hall.id]]
        if not tops:
            return
        known = {one.title["en"] for one in draft.timetable}
        free = [title for title in TITLES if title not in known]  # or the text may mean the one called so
        chosen = data.draw(st.lists(st.sampled_from(tops), max_size=min(2, len(free)), unique=True))
        renamed = {one.public_id: title for one, title in zip(chosen, free, strict=False)}
        source = watching.foreign(draft, {one.public_id for one in tops}, renamed)
        try:
            text = pasted(self.event, source)
        except DomainError:
            return
        said = {one.public_id for one in tops} | {
            child.public_id for one in tops for child in draft.timetable.children(one)
        }
        done = self.apply(data, text)
        if done:
            before, after, ticked = done
            for one in set(before.order) - said - ticked.going:
                assert before.of(one) == after.of(one)

    # What is typed.

    @rule(data=st.data(), title=st.sampled_from([*TITLES, ""]), clock=st.none() | CLOCKS)
    def a_title_is_typed(self, data: st.DataObject, title: str, clock: timedelta | None) -> None:
        item = self.pick(data)
        if item is None:
            return
        starts = written(clock) if clock else ""
        wish = Retitling(line=f"{starts} {title}".strip(), revision=item.revision)
        family = {item.public_id} | self.state().inside(item.public_id)
        self.do(lambda: entering.retitle(item, wish, actor=SYSTEM), touched=family)

    @rule(data=st.data(), title=st.sampled_from(TITLES), clock=CLOCKS)
    def a_line_is_entered(self, data: st.DataObject, title: str, clock: timedelta) -> None:
        item = self.pick(data)
        line = f"{written(clock)} {title}"
        new = NewEntry(line=line, after=item.public_id if item else "", day=self.event.first_day)
        self.do(lambda: entering.enter(self.event, new, actor=SYSTEM), touched=[])

    @rule(data=st.data(), length=st.sampled_from([None, 0, 45, 120]), is_scheduled=st.integers(0, 4))
    def a_session_is_put_elsewhere(self, data: st.DataObject, length: int | None, is_scheduled: int) -> None:
        item = self.pick(data)
        if item is None:
            return
        rooms = (
            data.draw(st.lists(st.sampled_from(queries.rooms(self.event)), max_size=2, unique=True))
            if queries.rooms(self.event)
            else []
        )
        starts = self.time(data) if is_scheduled else None
        ends = starts + timedelta(minutes=length) if starts and length is not None else None
        there = Placement(
            starts=starts, ends=ends, rooms=[room.public_id for room in rooms], revision=item.revision
        )
        family = {item.public_id} | self.state().inside(item.public_id)
        self.do(lambda: placing.place(item, there, actor=SYSTEM), touched=family)

    @rule(data=st.data(), act=st.sampled_from([moving.nest, moving.unnest]))
    def one_is_nested_or_taken_out(
        self, data: st.DataObject, act: Callable[..., ProgrammeItem | None]
    ) -> None:
        item = self.pick(data)
        if item is not None:
            self.do(lambda: act(item, actor=SYSTEM), touched=[item.public_id])

    @rule(data=st.data())
    def a_session_is_removed(self, data: st.DataObject) -> None:
        item = self.pick(data)
        if item is not None:
            gone = {item.public_id} | self.state().inside(item.public_id)
            self.do(lambda: sessions.remove(item, actor=SYSTEM), touched=gone)

    @rule(data=st.data())
    def a_removed_session_is_put_back(self, data: st.DataObject) -> None:
        removed = queries.removed(self.event)
        if not removed:
            return
        kept = data.draw(st.sampled_from(removed))
        done = self.do(lambda: restoring.restore(self.event, kept.id, actor=SYSTEM), touched=[])
        assert done is not None
        now = done[1].session(kept.id)
        assert (now["calendar_uid"], now["title"]) == (kept.uid, kept.title)

    @rule(data=st.data(), act=st.sampled_from(["rename", "remove", "add"]))
    def rooms_change(self, data: st.DataObject, act: str) -> None:
        rooms = queries.rooms(self.event)
        new = NewRoom(name=Translated({"en": data.draw(st.sampled_from(["Vault", "Harbour Hall", "Loft"]))}))
        if act == "add" or not rooms:
            if len(rooms) < 6:
                self.do(lambda: rooms_and_tracks.create(self.event, new, actor=SYSTEM), touched=[])
            return
        room = data.draw(st.sampled_from(rooms))
        seen = room.revision
        if act == "rename":
            self.do(lambda: rooms_and_tracks.edit(room, new, seen=seen, actor=SYSTEM), touched=[])
        else:
            self.do(lambda: rooms_and_tracks.remove(room, actor=SYSTEM))

    # Who is in it.

    def persons(self) -> list[Person]:
        found = {one.person.id: one.person for item in self.items() for one in item.appearances if one.person}
        return [found[number] for number in sorted(found)]

    @rule(data=st.data(), role=st.sampled_from(list(AppearanceRole)[:3]))
    def somebody_is_added(self, data: st.DataObject, role: AppearanceRole) -> None:
        item, persons = self.pick(data), self.persons()
        if item is None:
            return
        known = data.draw(st.sampled_from([None, *persons]))
        if known is not None:
            new = NewAppearance(person=known.public_id, role=role)
            self.do(lambda: appearances.add(item, new, actor=SYSTEM), touched=[item.public_id])
            return
        who = NewPerson(given_name="Lea", family_name=data.draw(st.sampled_from(["Moor", "Stein", "Aziz"])))
        new = NewAppearance(role=role)
        self.do(lambda: appearances.add_new_person(item, who, new, actor=SYSTEM), touched=[item.public_id])

    @rule(data=st.data(), act=st.sampled_from(["edit", "up", "down", "remove"]))
    def an_appearance_changes(self, data: st.DataObject, act: str) -> None:
        found = [(item, one) for item in self.items() for one in item.appearances]
        if not found:
            return
        item, one = data.draw(st.sampled_from(found))
        body = Translated({"en": data.draw(st.sampled_from(TITLES))})
        changes = AppearanceChanges(label=one.label, role=one.role, organisation=body, revision=one.revision)
        acts: dict[str, Callable[[], object]] = {
            "edit": lambda: appearances.edit(one, changes, actor=SYSTEM),
            "up": lambda: appearances.move(one, "up", actor=SYSTEM),
            "down": lambda: appearances.move(one, "down", actor=SYSTEM),
            "remove": lambda: appearances.remove(one, actor=SYSTEM),
        }
        self.do(acts[act], touched=[item.public_id])

    @rule(data=st.data(), family=st.sampled_from(["Moor", "Stein", "Aziz", "Mori"]))
    def a_person_is_renamed(self, data: st.DataObject, family: str) -> None:
        persons = self.persons()
        if not persons:
            return
        one = data.draw(st.sampled_from(persons))
        changes = PersonChanges(given_name=one.given_name, family_name=family, revision=one.revision)
        self.clock.shift(60)
        people_services.edit(one, changes, event_id=self.event.id, actor=SYSTEM)

    @rule(data=st.data())
    def two_persons_are_merged(self, data: st.DataObject) -> None:
        persons = self.persons()
        if len(persons) < 2:
            return
        kept, other, *_others = data.draw(st.permutations(persons))
        choice = Choice(from_other=(), kept_revision=kept.revision, other_revision=other.revision)
        before = self.state()
        self.clock.shift(60)
        merging.merge(kept, other, choice, event_id=self.event.id, actor=SYSTEM)
        after = self.state()
        assert before.order == after.order
        if data.draw(st.booleans()):
            merging.separate(other, event_id=self.event.id, actor=SYSTEM)
            assert self.state() == before
            return
        self.past = [None] * len(self.past)
        self.future = [None] * len(self.future)

    # What is taken back.

    def undo(self) -> bool:
        before, expected = self.state(), self.past[-1]
        try:
            undoing.undo(self.event, actor=SYSTEM)
        except DomainError:
            assert expected is None
            assert self.state() == before
            return False
        self.past.pop()
        assert expected is None or self.state() == expected
        self.future.append(before)
        return True

    @rule(times=st.integers(1, 4))
    def steps_are_undone(self, times: int) -> None:
        self.clock.shift(60)
        for _time in range(min(times, len(self.past))):
            if not self.undo():
                return

    @rule(times=st.integers(1, 4))
    def steps_are_done_again(self, times: int) -> None:
        self.clock.shift(60)
        for _time in range(min(times, len(self.future))):
            before, expected = self.state(), self.future[-1]
            try:
                undoing.redo(self.event, actor=SYSTEM)
            except DomainError:
                assert expected is None
                assert self.state() == before
                return
            self.future.pop()
            assert expected is None or self.state() == expected
            self.past.append(before)

    # What is released.

    @rule(state=st.sampled_from(ReleaseState))
    def the_draft_is_released(self, state: ReleaseState) -> None:
        self.clock.shift(3600)
        make.waive_errors(self.event)
        drafted, old, preview = self.state(), queries.current(self.event), queries.preview(self.event)
        try:
            made = make.release(self.event, state)
        except NothingToRelease:
            assert old is not None
            assert not preview.comparison
            assert watching.said(preview.snapshot) == watching.said(old)
            return
        assert self.state() == drafted
        new = queries.current(self.event)
        assert new is not None
        self.released[made.number] = made.snapshot
        scheduled = [item.public_id for item, _span in queries.draft(self.event).timetable.scheduled()]
        assert [one.id for one in new.sessions if not one.is_cancelled] == scheduled
        for one in new.sessions:
            if not one.is_cancelled:
                drafted_one = drafted.session(one.id)
                assert (one.uid, one.title) == (drafted_one["calendar_uid"], drafted_one["title"])
        if old is not None:
            self.calendars_are_told(old, new)
            self.changes_are_listed(old, new, made.changes)
        assert not queries.preview(self.event).comparison

    def calendars_are_told(self, old: Any, new: Any) -> None:
        was, now = watching.entries(old), watching.entries(new)
        for one in was.keys() & now.keys():
            face = [(was[one].get(name), now[one].get(name)) for name in watching.SHOWN_BY_CALENDARS]
            raised = watching.sequence(now[one]) - watching.sequence(was[one])
            assert raised in {0, 1}
            if any(before != after for before, after in face):
                assert raised == 1, (was[one], now[one])
            if watching.content(was[one]) != watching.content(now[one]):
                assert now[one]["LAST-MODIFIED"] > was[one]["LAST-MODIFIED"], (was[one], now[one])
            if raised:
                assert watching.content(was[one]) != watching.content(now[one]), (was[one], now[one])

    def changes_are_listed(self, old: Any, new: Any, rows: Any) -> None:
        was, now = watching.said(old), watching.said(new)
        listed = {row["session"] for row in rows if row["session"]}
        different = {one for one in was.keys() | now.keys() if was.get(one) != now.get(one)}
        assert listed <= different
        for one in different - listed:
            before, after = was.get(one), now.get(one)
            if before is None or after is None:
                assert (before or after)["cancelled_at"], one  # type: ignore[index]
                continue
            names = {name for name in before if before[name] != after[name]}
            assert (
                names <= {"cancelled_at", "start_is_derived", "end_is_derived"} or before["cancelled_at"]
            ), names

    # What always holds.

    @invariant()
    def everything_keeps_its_identity(self) -> None:
        state = self.state()
        for one in state.order:
            uid = state.session(one)["calendar_uid"]
            assert self.uids.setdefault(one, uid) == uid
            parent = state.session(one)["parent"]
            assert not parent or not state.session(parent)["parent"]
            starts, ends = state.session(one)["starts_local"], state.session(one)["ends_local"]
            assert not ends or starts <= ends
        assert len(set(self.uids.values())) == len(self.uids)

    @invariant()
    def nobody_is_twice_in_one_role(self) -> None:
        for item in self.items():
            roles = [(one.person_id, one.role) for one in item.appearances if one.person_id is not None]
            assert len(roles) == len(set(roles))

    @invariant()
    def old_releases_say_what_they_said(self) -> None:
        for number, snapshot in self.released.items():
            assert queries.release_row(self.event, number).snapshot == snapshot


def machine(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,  # the suite walks the same ways each time; more are tried when more is asked for
        suppress_health_check=list(HealthCheck),
    )


def test_texts_change_what_they_say_and_releases_tell_it(app: Flask) -> None:  # noqa: ARG001 - it has the database
    run_state_machine_as_test(TextMachine, settings=machine(5, 12))
