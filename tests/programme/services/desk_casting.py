"""Acts at the programme desk as rules: who is in a session, where, and whether it takes place."""

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from app.core.actors import SYSTEM
from app.people.services import NewPerson
from app.programme import queries
from app.programme.services import (
    appearances,
    merging,
    restoring,
    rooms_and_tracks,
)
from app.programme.services.appearances import NewAppearance
from app.programme.services.merging import Choice
from tests.programme.services import desk
from tests.programme.services.desk_acts import FEWEST_TO_MERGE, AtTheDesk


class Casting(AtTheDesk):
    """Who is in it, and where."""

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
