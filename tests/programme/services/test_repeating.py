"""The same form sent twice adds one thing to the draft."""

from functools import partial

from app.core.actors import SYSTEM
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import Appearance, ProgrammeItem, Room
from app.programme.services import appearances, entering, repeating, rooms_and_tracks, sessions, undoing
from app.programme.services.appearances import NewAppearance
from app.programme.services.entering import NewEntry
from app.programme.services.rooms_and_tracks import NewRoom
from app.programme.services.sessions import NewSession
from tests.make import events, programme

PAUSE = NewSession(title=Translated({"en": "Coffee"}), in_all_rooms=True)


def add(event: Event, key: str) -> ProgrammeItem:
    create = partial(sessions.create, event, PAUSE, actor=SYSTEM)
    return repeating.once(event, ProgrammeItem, create, key=key, actor=SYSTEM)


def test_a_second_press_is_answered_with_the_first_ones_session(app: object) -> None:  # noqa: ARG001
    event = events.event()

    made = [add(event, "key"), add(event, "key"), add(event, "another")]

    assert made[0] is made[1]
    assert len(list(queries.draft(event).timetable)) == 2
    assert len(undoing.newest(event)) == 2


def test_without_a_key_and_in_another_event_every_press_counts(app: object) -> None:  # noqa: ARG001
    event, other = events.event(), events.event(slug="other")

    made = [add(event, ""), add(event, ""), add(event, "key"), add(other, "key")]

    assert len({item.id for item in made}) == 4


def test_what_was_undone_or_removed_is_made_anew(app: object) -> None:  # noqa: ARG001
    event = events.event()
    first = add(event, "key").public_id
    undoing.undo(event, actor=SYSTEM)
    second = add(event, "key")
    public_id = second.public_id
    sessions.remove(second, actor=SYSTEM)

    third = add(event, "key")

    assert len({first, public_id, third.public_id}) == 3
    assert add(event, "key") is third


def test_lines_rooms_and_groups_are_known_again_too(app: object) -> None:  # noqa: ARG001
    event = events.event()
    before = programme.item(event, "Opening", starts=programme.at("09:00"))
    line = NewEntry(line="Panel", after=before.public_id)
    hall, mayors = NewRoom(name=Translated({"en": "Hall"})), NewAppearance(label=Translated({"en": "Mayors"}))

    for _press in range(2):
        enter = partial(entering.enter, event, line, actor=SYSTEM)
        item = repeating.once(event, ProgrammeItem, enter, key="line", actor=SYSTEM)
        create = partial(rooms_and_tracks.create, event, hall, actor=SYSTEM)
        room = repeating.once(event, Room, create, key="room", actor=SYSTEM)
        join = partial(appearances.add, before, mayors, actor=SYSTEM)
        group = repeating.once(event, Appearance, join, key="group", actor=SYSTEM)

    assert [one.id for one in queries.draft(event).timetable] == [before.id, item.id]
    assert queries.rooms(event) == [room]
    assert queries.appearances_in(before) == [group]
