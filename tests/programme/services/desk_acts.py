"""Acts at the programme desk as rules: what is typed, what is put elsewhere, and what holds then."""

from datetime import UTC, date, datetime, time, timedelta

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.core.actors import SYSTEM
from app.core.types import Translated
from app.programme.models import ProgrammeItem
from app.programme.services import (
    entering,
    placing,
    sessions,
)
from app.programme.services.entering import Level, NewEntry, Retitling
from app.programme.services.placing import Placement
from app.programme.services.sessions import LineChanges
from tests.programme.services import desk
from tests.programme.services.desk import Desk, State
from tests.programme.services.desk_calendar import Subscriber

SUMMER, CLOCKS_GO_BACK = date(2026, 9, 28), date(2026, 10, 24)
TITLES = [
    "Bridges of straw", "Gardens on the roof", "Letters from the coast", "Questions before breakfast",
    "Schools without walls", "Stories in the tram",
]  # fmt: skip
FEW, MANY, FEWEST_TO_MERGE = 10, 60, 2
MINUTES = st.integers(-12, 12).map(lambda steps: steps * 5)
CLOCKS = st.integers(8 * 12, 18 * 12).map(lambda steps: timedelta(minutes=steps * 5))


class AtTheDesk(RuleBasedStateMachine):
    """Every rule is one act of an organiser: here what is typed, and what is put elsewhere."""

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
