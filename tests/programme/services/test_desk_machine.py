"""Any order of acts at the programme desk: each does what it says, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta

import time_machine
from flask import Flask
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.actors import SYSTEM
from app.core.db import db
from app.core.types import Translated
from app.people.services import NewPerson
from app.programme import queries
from app.programme.arranging.fitting import Slot, Way
from app.programme.arranging.shifting import Shift
from app.programme.errors import NothingToRelease
from app.programme.models import PastedText, ProgrammeItem, ReleaseState
from app.programme.proposals import queries as pasted_texts
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
)
from app.programme.services.appearances import NewAppearance
from app.programme.services.arranging import dividing, duplicating, moving
from app.programme.services.arranging.dividing import Split
from app.programme.services.arranging.duplicating import DayCopy, Duplicate
from app.programme.services.entering import Level, NewEntry, Retitling
from app.programme.services.merging import Choice
from app.programme.services.pasting import NewText
from app.programme.services.placing import Placement
from app.programme.services.sessions import LineChanges
from tests.make import programme as make
from tests.programme.services import desk, desk_calendar, desk_texts
from tests.programme.services.desk import Desk, State
from tests.programme.services.desk_calendar import Subscriber
from tests.programme.services.desk_texts import Block, Dialect

SUMMER, CLOCKS_GO_BACK = date(2026, 9, 28), date(2026, 10, 24)
TITLES = [
    "Bridges of straw", "Gardens on the roof", "Letters from the coast", "Questions before breakfast",
    "Schools without walls", "Stories in the tram",
]  # fmt: skip
FEW, MANY, FEWEST_TO_MERGE = 10, 60, 2
MINUTES = st.integers(-12, 12).map(lambda steps: steps * 5)
CLOCKS = st.integers(8 * 12, 18 * 12).map(lambda steps: timedelta(minutes=steps * 5))


class DeskMachine(RuleBasedStateMachine):
    """Every rule is one act of an organiser."""

    def __init__(self) -> None:
        super().__init__()
        self.journey = time_machine.travel(datetime(2026, 8, 1, tzinfo=UTC), tick=False)
        self.clock = self.journey.start()

    def teardown(self) -> None:
        self.journey.stop()

    @initialize(first_day=st.sampled_from([SUMMER, CLOCKS_GO_BACK]))
    def the_desk_is_laid(self, first_day: date) -> None:
        self.event = desk.conference(first_day)
        self.desk = Desk(self.event)
        self.subscriber = Subscriber()

    # What is picked.

    def pick(self, data: st.DataObject) -> ProgrammeItem:
        items = {f"{item.title['en']} @{item.public_id}": item for item in self.desk.items()}
        return items[data.draw(st.sampled_from(list(items)))]

    def rooms(self, data: st.DataObject) -> list[str]:
        known = [room.public_id for room in self.desk.rooms()]
        return data.draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []

    def time(self, data: st.DataObject) -> datetime:
        day = self.event.first_day + timedelta(days=data.draw(st.integers(0, 2)))
        return datetime.combine(day, time()) + data.draw(CLOCKS)

    # What is typed.

    @rule(data=st.data(), title=st.sampled_from(TITLES))
    def a_line_of_the_table_is_edited(self, data: st.DataObject, title: str) -> None:
        item = self.pick(data)
        rooms = self.rooms(data)
        starts = data.draw(st.one_of(st.just(item.starts_local), st.builds(lambda: self.time(data))))
        ends = (
            starts + data.draw(CLOCKS) - timedelta(hours=8) if starts and data.draw(st.booleans()) else None
        )
        changes = LineChanges(
            title=Translated({"en": title}), kind=item.kind, starts=starts, ends=ends, starts_fold=0,
            ends_fold=0, rooms=rooms, in_all_rooms=False, track="", revision=item.revision,
        )  # fmt: skip
        name = item.public_id

        done = self.desk.do(lambda: sessions.edit_line(item, changes, actor=SYSTEM), touched=[name])

        if done:
            now = done[1].session(name)
            assert (now["title"], now["starts_local"], now["ends_local"]) == (
                {"en": title}, starts and starts.isoformat(), ends and ends.isoformat(),
            )  # fmt: skip
            assert now["rooms"] == sorted(rooms)
            assert done[1].people[name] == done[0].people[name]

    @rule(
        data=st.data(),
        clock=CLOCKS,
        length=st.sampled_from([None, 0, 20, 90]),
        title=st.sampled_from([*TITLES, ""]),
    )
    def a_title_is_typed_with_a_time(
        self, data: st.DataObject, clock: timedelta, length: int | None, title: str
    ) -> None:
        item = self.pick(data)
        name, state = item.public_id, self.desk.state()
        starts, over = typed(clock), clock + timedelta(minutes=length or 0)
        ends = "" if length is None else f"-{typed(over)}"
        wish = Retitling(
            line=f"{starts}{ends} {title}".strip(), revision=item.revision, starts_fold=0, ends_fold=0
        )

        done = self.desk.do(lambda: entering.retitle(item, wish, actor=SYSTEM), touched=state.family(name))

        if done:
            self.goes_along(*done, name)
            if length is None:
                self.is_as_long(*done, name)

    @rule(
        data=st.data(), title=st.sampled_from(TITLES), level=st.sampled_from(Level), clock=st.none() | CLOCKS
    )
    def a_line_is_entered(
        self, data: st.DataObject, title: str, level: Level, clock: timedelta | None
    ) -> None:
        item = self.pick(data)
        line = f"{typed(clock)} {title}" if clock else title
        new = NewEntry(line=line, after=item.public_id, level=level, starts_fold=0)

        self.desk.do(lambda: entering.enter(self.event, new, actor=SYSTEM), touched=[])

    @precondition(lambda self: len(self.desk.items()) > FEW)
    @rule(data=st.data())
    def a_session_is_removed(self, data: st.DataObject) -> None:
        item = self.pick(data)
        name, gone = item.public_id, self.desk.state().family(item.public_id)

        done = self.desk.do(lambda: sessions.remove(item, actor=SYSTEM), touched=gone)

        assert done is not None
        assert set(done[0].order) - set(done[1].order) == gone
        assert name not in done[1].order

    # What is done in the grid.

    @rule(data=st.data(), length=st.sampled_from([None, 0, 45, 26 * 60]), is_scheduled=st.integers(0, 5))
    def a_session_is_put_elsewhere(self, data: st.DataObject, length: int | None, is_scheduled: int) -> None:
        item = self.pick(data)
        name, state, rooms = item.public_id, self.desk.state(), self.rooms(data)
        starts = self.time(data) if is_scheduled else None
        ends = starts + timedelta(minutes=length) if starts and length is not None else None
        there = Placement(
            starts=starts, ends=ends, starts_fold=0, ends_fold=0, rooms=rooms, revision=item.revision
        )

        done = self.desk.do(lambda: placing.place(item, there, actor=SYSTEM), touched=state.family(name))

        if done:
            now = done[1].session(name)
            assert now["starts_local"] == (starts and starts.isoformat())
            assert now["rooms"] == sorted(rooms)
            if starts:
                self.goes_along(*done, name)
            else:
                assert all(done[1].session(one)["starts_local"] is None for one in done[1].inside(name))

    # What is arranged.

    @rule(data=st.data(), minutes=MINUTES, in_all_rooms=st.booleans(), until_break=st.booleans())
    def what_follows_is_shifted(
        self, *, data: st.DataObject, minutes: int, in_all_rooms: bool, until_break: bool
    ) -> None:
        item = self.pick(data)
        name, wish = (
            item.public_id,
            Shift(minutes=minutes, in_all_rooms=in_all_rooms, until_break=until_break),
        )

        done = self.desk.do(lambda: moving.shift(item, wish, actor=SYSTEM))

        if done is None:
            return
        before, after = done
        by, zone = timedelta(minutes=minutes), self.event.timezone

        def is_over(*names: str) -> bool:
            """Whether all of these end before it begins; what is inside goes along whenever it is."""
            known = [before.spans[one] for one in names if one in before.spans]
            return all(span.ends < before.spans[name].starts for span in known)

        for one in before.order:
            was, now = before.session(one), after.session(one)
            for edge in ("starts", "ends"):
                if was[f"{edge}_local"] != now[f"{edge}_local"]:
                    assert desk.instant(now, edge, zone) - desk.instant(was, edge, zone) == by
                    assert one in before.around(name) or not is_over(one, was["parent"])
        self.only_times_changed(before, after)

    @rule(data=st.data(), way=st.sampled_from(Way))
    def what_is_inside_is_fitted(self, data: st.DataObject, way: Way) -> None:
        item = self.pick(data)
        inside = self.desk.state().inside(item.public_id)

        done = self.desk.do(lambda: moving.fit_inside(item, way, actor=SYSTEM), touched=inside)

        if done:
            self.only_times_changed(*done)

    @rule(data=st.data(), way=st.sampled_from(Way), day=st.integers(0, 2))
    def a_slot_is_filled(self, data: st.DataObject, way: Way, day: int) -> None:
        on = self.event.first_day + timedelta(days=day)
        starts, ends = sorted([data.draw(CLOCKS), data.draw(CLOCKS)])
        midnight = datetime.combine(on, time())
        room = data.draw(st.sampled_from(["", *(room.public_id for room in self.desk.rooms())]))
        slot = Slot(
            day=on,
            starts=midnight + starts,
            ends=midnight + ends,
            starts_fold=0,
            ends_fold=0,
            room=room,
            way=way,
        )

        done = self.desk.do(lambda: moving.fit_between(self.event, slot, actor=SYSTEM))

        if done:
            self.only_times_changed(*done)
            elsewhere = [one for one, span in done[0].tops() if span.day != on]
            for one in done[0].family(*elsewhere):
                assert done[1].of(one) == done[0].of(one)

    @rule(data=st.data())
    def two_are_swapped(self, data: st.DataObject) -> None:
        one, other = self.pick(data), self.pick(data)
        names = (one.public_id, other.public_id)

        done = self.desk.do(
            lambda: moving.swap(one, other, actor=SYSTEM), touched=self.desk.state().family(*names)
        )

        if done:
            for name in names:
                self.goes_along(*done, name)

    @rule(data=st.data(), direction=st.sampled_from(["up", "down"]))
    def one_is_moved_up_or_down(self, data: st.DataObject, direction: str) -> None:
        item = self.pick(data)
        is_inside = item.parent is not None

        done = self.desk.do(lambda: moving.move(item, direction, actor=SYSTEM))  # type: ignore[arg-type]

        if done:
            before, after = done
            for one in before.order:
                self.is_as_long(before, after, one)
                if not is_inside:
                    self.goes_along(before, after, one)

    @rule(data=st.data(), inwards=st.booleans())
    def one_is_nested_or_taken_out(self, *, data: st.DataObject, inwards: bool) -> None:
        item = self.pick(data)
        name = item.public_id

        act = moving.nest if inwards else moving.unnest
        done = self.desk.do(lambda: act(item, actor=SYSTEM), touched=[name])

        if done:
            assert bool(done[1].session(name)["parent"]) is inwards

    @precondition(lambda self: len(self.desk.items()) < MANY)
    @rule(source=st.integers(0, 2), day=st.integers(0, 2), with_people=st.booleans())
    def a_day_is_copied(self, *, source: int, day: int, with_people: bool) -> None:
        first = self.event.first_day
        wish = DayCopy(
            source=first + timedelta(days=source),
            day=first + timedelta(days=day),
            with_people=with_people,
            fold=0,
        )

        self.desk.do(lambda: duplicating.copy_day(self.event, wish, actor=SYSTEM), touched=[])

    @rule(data=st.data(), is_scheduled=st.booleans())
    def one_is_duplicated(self, *, data: st.DataObject, is_scheduled: bool) -> None:
        item = self.pick(data)
        name = item.public_id
        wish = Duplicate(starts=self.time(data) if is_scheduled else None, starts_fold=0, with_people=True)

        done = self.desk.do(lambda: duplicating.duplicate(item, wish, actor=SYSTEM), touched=[])

        if done:
            before, after = done
            made = set(after.order) - set(before.order)
            (top,) = made - {one for one in made if after.session(one)["parent"] in made}
            assert len(after.inside(top)) == len(before.inside(name))
            if wish.starts and name in before.spans:
                assert after.spans[top].starts.local == wish.starts

    @rule(data=st.data(), share=st.integers(1, 3))
    def one_is_split(self, data: st.DataObject, share: int) -> None:
        item = self.pick(data)
        name, state = item.public_id, self.desk.state()
        span = state.spans.get(name)
        if span is None:
            return
        at = span.starts.local + (span.ends.local - span.starts.local) * share / 4
        wish = Split(at=at.replace(second=0, microsecond=0), at_fold=0, title=Translated({"en": TITLES[0]}))

        done = self.desk.do(lambda: dividing.split(item, wish, actor=SYSTEM), touched=state.family(name))

        if done:
            before, after = done
            (second,) = set(after.order) - set(before.order)
            assert after.spans[name].starts == before.spans[name].starts
            assert after.spans[name].ends == after.spans[second].starts
            if name not in before.around(*before.inside(name)) or before.session(name)["ends_local"]:
                assert after.spans[second].ends == before.spans[name].ends
            assert after.inside(name) | after.inside(second) == before.inside(name)

    @rule(data=st.data())
    def two_are_merged(self, data: st.DataObject) -> None:
        item = self.pick(data)
        beside = dividing.neighbours(self.desk.draft(), item)
        if not beside:
            return
        other = data.draw(st.sampled_from(beside))
        names = {item.public_id, other.public_id}

        done = self.desk.do(
            lambda: dividing.merge(item, other, actor=SYSTEM), touched=self.desk.state().family(*names)
        )

        if done:
            before, after = done
            (left,) = names & set(after.order)
            assert after.inside(left) == before.inside(item.public_id if left else left) | before.inside(
                next(iter(names - {left}))
            ) | before.inside(left)

    # Who is in it, and where.

    @rule(data=st.data(), name=st.sampled_from(["Rosa Lind", "Ana López", "Ibrahim Said"]))
    def somebody_is_added(self, data: st.DataObject, name: str) -> None:
        item = self.pick(data)
        given, _space, family = name.partition(" ")
        person, what = NewPerson(given_name=given, family_name=family), NewAppearance()

        self.desk.do(
            lambda: appearances.add_new_person(item, person, what, actor=SYSTEM), touched=[item.public_id]
        )

    @rule(data=st.data(), way=st.sampled_from(["up", "down", "away"]))
    def somebody_is_moved_or_taken_out(self, data: st.DataObject, way: str) -> None:
        item = self.pick(data)
        name = item.public_id
        if not item.appearances:
            return
        one = data.draw(st.sampled_from(range(len(item.appearances))))
        chosen = item.appearances[one]

        act = {
            "up": lambda: appearances.move(chosen, "up", actor=SYSTEM),
            "down": lambda: appearances.move(chosen, "down", actor=SYSTEM),
            "away": lambda: appearances.remove(chosen, actor=SYSTEM),
        }[way]
        done = self.desk.do(act, touched=[name])

        assert done is not None
        assert done[1].changed(done[0], name) == set()
        assert len(done[1].people[name]) == len(done[0].people[name]) - (way == "away")

    @rule(data=st.data())
    def two_entries_are_one_person(self, data: st.DataObject) -> None:
        persons = {one.person for item in self.desk.items() for one in item.appearances if one.person}
        known = {f"{one.name} @{one.public_id}": one for one in sorted(persons, key=lambda one: one.id)}
        if len(known) < FEWEST_TO_MERGE:
            return
        kept, other = data.draw(st.lists(st.sampled_from(list(known)), min_size=2, max_size=2, unique=True))
        choice = Choice(
            from_other=(), kept_revision=known[kept].revision, other_revision=known[other].revision
        )

        merging.merge(known[kept], known[other], choice, event_id=self.event.id, actor=SYSTEM)

        self.desk.nobody_can_tell()

    @rule(data=st.data())
    def a_room_is_removed(self, data: st.DataObject) -> None:
        rooms = {room.public_id: room for room in self.desk.rooms()}
        if len(rooms) < len(desk.ROOMS):
            return
        name = data.draw(st.sampled_from(list(rooms)))

        done = self.desk.do(lambda: rooms_and_tracks.remove(rooms[name], actor=SYSTEM))

        assert done is not None
        before, after = done
        for one in before.order:
            was, now = before.session(one), after.session(one)
            assert now == {**was, "rooms": [room for room in was["rooms"] if room != name]}

    @rule(data=st.data())
    def one_that_was_cancelled_takes_place_after_all(self, data: st.DataObject) -> None:
        released = queries.current(self.event)
        there = set(self.desk.state().order)
        gone = [one.id for one in released.sessions if one.id not in there] if released else []
        if not gone:
            return
        name = data.draw(st.sampled_from(gone))

        done = self.desk.do(lambda: restoring.restore(self.event, name, actor=SYSTEM), touched=[])

        assert done is not None
        assert set(done[1].order) - set(done[0].order) == {name}

    # What is pasted.

    @precondition(lambda self: len(self.desk.items()) < MANY)
    @rule(
        data=st.data(),
        dialect=st.sampled_from(Dialect),
        part=st.sampled_from(["all", "day", "room"]),
        edits=st.integers(0, 2),
        ticking=st.sampled_from(["as proposed", "nothing", "anything"]),
    )
    def a_text_is_pasted(
        self, data: st.DataObject, dialect: Dialect, part: str, edits: int, ticking: str
    ) -> None:
        blocks = self.part_of_the_programme(data, part)
        if dialect is Dialect.OTHERS:
            blocks = desk_texts.told_by_others(blocks)
        edited = {
            block.top.id for _edit in range(edits if blocks else 0) for block in [self.edited(data, blocks)]
        }
        source = desk_texts.write(desk_texts.sheet(self.desk.draft()), blocks, dialect)
        note(source)
        if not blocks:
            return
        new = NewText(source=source, first_day=self.event.first_day, language="en")
        text = pasting.paste(self.event, new, actor=SYSTEM)
        done = self.applied(data, text, ticking)
        if done and ticking == "as proposed":
            before, after = done
            told = desk_texts.told(blocks, dialect)
            same = told - before.family(*edited)
            assert [one for one in same if after.of(one) != before.of(one)] == []

    def part_of_the_programme(self, data: st.DataObject, part: str) -> list[Block]:
        blocks = desk_texts.blocks(desk_texts.sheet(self.desk.draft()).entries)
        if part == "day":
            day = self.event.first_day + timedelta(days=data.draw(st.integers(0, 2)))
            return [block for block in blocks if block.top.day == day]
        if part == "room":
            room = data.draw(st.sampled_from(desk.ROOMS))
            return [block for block in blocks if room in block.top.rooms]
        return blocks

    def edited(self, data: st.DataObject, blocks: list[Block]) -> Block:
        """Let one of them have another title, another time, or both."""
        place = data.draw(st.integers(0, len(blocks) - 1))
        title, by = data.draw(st.sampled_from(["", *TITLES])), timedelta(minutes=data.draw(MINUTES))
        blocks[place] = desk_texts.moved(blocks[place], by)
        if title:
            blocks[place] = desk_texts.renamed(blocks[place], title)
        return blocks[place]

    def applied(self, data: st.DataObject, text: PastedText, ticking: str) -> tuple[State, State] | None:
        """What is ticked is done, and nothing else."""
        boxes = desk_texts.boxes(pasted_texts.review(text))
        if ticking != "as proposed":
            ticks = {key: ticking == "anything" and data.draw(st.booleans()) for key in boxes}
            pasting.decide(text, ticks=ticks, who={}, actor=SYSTEM)
            db.session.expire_all()
        review = pasted_texts.review(text)
        ticked = desk_texts.ticked(review)
        gone = {item.public_id for item in review.differences.gone if review.is_going(item)}
        coming = sum(review.is_coming(one) for one in review.differences.added)
        note(f"{ticked=} {gone=} {coming=}")
        done = self.desk.do(
            lambda: applying.apply(text, mark=review.mark, seen=text.revision, actor=SYSTEM),
            touched=[*ticked, *self.desk.state().family(*gone)],
        )
        if done is None:
            return None
        before, after = done
        assert set(before.order) - set(after.order) == before.family(*gone)
        assert len(set(after.order) - set(before.order)) == coming
        assert ticking != "as proposed" or not gone
        for one, what in ticked.items():
            may = {name for each in what for name in desk_texts.fields_of(each)}
            assert after.changed(before, one) <= may
        return done

    # What is released.

    @rule(state=st.sampled_from(ReleaseState))
    def the_draft_is_released(self, state: ReleaseState) -> None:
        make.waive_errors(self.event)
        before, released = self.desk.state(), queries.current(self.event)
        preview = queries.preview(self.event)
        try:
            made = make.release(self.event, state)
        except NothingToRelease:
            assert released is not None
            assert released.state == state
            assert desk_calendar.said(released) == desk_calendar.said(preview.snapshot)
            return
        now = queries.current(self.event)
        assert now is not None
        assert self.desk.state() == before
        assert desk_calendar.said(now) == desk_calendar.said(preview.snapshot)
        assert [one.id for one in now.sessions if not one.is_cancelled] == [
            one for one in before.order if one in before.spans
        ]
        self.subscriber.read(now, {row["session"] for row in made.changes})
        assert not queries.preview(self.event).comparison

    # What is taken back.

    @rule(times=st.integers(1, 4))
    def steps_are_undone(self, times: int) -> None:
        for _time in range(times):
            self.desk.undo()

    @rule(times=st.integers(1, 4))
    def steps_are_done_again(self, times: int) -> None:
        for _time in range(times):
            self.desk.redo()

    # What holds.

    def goes_along(self, before: State, after: State, name: str) -> None:
        """What is inside keeps its distance from the start of what it is inside."""
        if name not in before.spans or name not in after.spans:
            return
        for one in before.inside(name) & after.inside(name):
            if before.session(one)["starts_local"] and after.session(one)["starts_local"]:
                distance = before.spans[one].starts.local - before.spans[name].starts.local
                assert after.spans[one].starts.local - after.spans[name].starts.local == distance

    def is_as_long(self, before: State, after: State, name: str) -> None:
        """A session whose end has been said takes as long as before."""
        if name in before.spans and before.session(name)["ends_local"]:
            was, now = before.spans[name], after.spans[name]
            assert now.ends.local - now.starts.local == was.ends.local - was.starts.local

    def only_times_changed(self, before: State, after: State) -> None:
        times = {"starts_local", "ends_local", "starts_fold", "ends_fold"}
        assert set(before.things) == set(after.things)
        for key, was in before.things.items():
            now = after.things[key]
            assert {name for name in was if was[name] != now[name]} <= times

    @invariant()
    def the_draft_makes_sense(self) -> None:
        self.clock.shift(60)
        self.desk.check()


def typed(clock: timedelta) -> str:
    return f"{datetime.combine(SUMMER, time()) + clock:%H:%M}"


def machine(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=examples <= FEW,  # the suite says the same twice; a long run looks elsewhere each time
        suppress_health_check=list(HealthCheck),
    )


def test_any_order_of_acts_at_the_desk_does_what_it_says(app: Flask) -> None:  # noqa: ARG001 - it has the database
    run_state_machine_as_test(DeskMachine, settings=machine(5, 15))
