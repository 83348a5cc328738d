"""Acts at the programme desk as rules: whatever moves several sessions at once, or makes one of two."""

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from app.core.actors import SYSTEM
from app.core.types import Translated
from app.programme.arranging.fitting import Slot, Way
from app.programme.arranging.shifting import Shift
from app.programme.services.arranging import dividing, duplicating, moving
from app.programme.services.arranging.dividing import Split
from app.programme.services.arranging.duplicating import DayCopy, Duplicate
from tests.programme.services import desk
from tests.programme.services.desk_acts import CLOCKS, MANY, MINUTES, TITLES, AtTheDesk


class Arranging(AtTheDesk):
    """What is arranged."""

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
