"""A copied event has the same draft on other days."""

from datetime import date

import pytest
from sqlalchemy import select

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.events.services import copying
from app.programme.models import Appearance, AppearanceState, ProgrammeItem, Release, Room, Track
from tests.make import events
from tests.make import programme as make

pytestmark = pytest.mark.usefixtures("app")


def copy(source: Event) -> Event:
    new = copying.NewCopy(slug="copy", title=Translated({"en": "Copy"}), first_day=date(2027, 9, 27))
    return copying.copy(source, new, actor=SYSTEM)


def items(event: Event) -> list[ProgrammeItem]:
    db.session.expire_all()
    query = select(ProgrammeItem).where(ProgrammeItem.event_id == event.id).order_by(ProgrammeItem.position)
    return list(db.session.scalars(query))


def test_sessions_move_with_the_first_day_and_keep_their_places() -> None:
    source = events.event()
    hall, track = make.room(source, "Hall", livestream_url="https://live.example.org/"), make.track(source)
    panel = make.item(source, ends=make.at("10:30"), rooms=[hall], track=track, starts_fold=1)
    make.item(source, starts=make.at("09:10"), parent=panel, recording_url="https://video.example.org/")
    make.item(source, starts=None)

    event = copy(source)

    old, new = items(source), items(event)
    assert [(item.starts_local, item.ends_local) for item in new] == [
        (make.at("09:00").replace(year=2027, day=27), make.at("10:30").replace(year=2027, day=27)),
        (make.at("09:10").replace(year=2027, day=27), None),
        (None, None),
    ]
    assert [[room.name for room in item.rooms] for item in new] == [[hall.name], [], []]
    assert (new[0].rooms[0].event_id, new[0].rooms[0].livestream_url) == (event.id, "")
    assert (new[0].track and new[0].track.event_id, new[1].parent, new[1].recording_url) == (
        event.id, new[0], "",
    )  # fmt: skip
    assert (new[0].starts_fold, new[0].revision) == (0, 1)
    assert not {item.calendar_uid for item in old} & {item.calendar_uid for item in new}


def test_people_are_proposed_anew_and_who_declined_is_left_out() -> None:
    source = events.event()
    panel = make.item(source)
    people = [make.person(family=name) for name in ("López", "Park")]
    states = (AppearanceState.CONFIRMED, AppearanceState.DECLINED)
    for position, (person, state) in enumerate(zip(people, states, strict=True)):
        appear(panel, position, person_id=person.id, state=state, job=Translated({"en": "Mayor"}))
    appear(panel, 3, label=Translated({"en": "Selected mayors"}))

    event = copy(source)

    found = items(event)[0].appearances
    assert [(one.person_id, one.job, one.label, one.state) for one in found] == [
        (people[0].id, {"en": "Mayor"}, {}, AppearanceState.PROPOSED),
        (None, {}, {"en": "Selected mayors"}, AppearanceState.CONFIRMED),
    ]


def appear(item: ProgrammeItem, position: int, **fields: object) -> None:
    with transaction() as session:
        session.add(Appearance(item_id=item.id, position=position, **fields))


def test_releases_stay_with_the_source() -> None:
    source = events.event()
    make.item(source)
    make.release(source)

    event = copy(source)

    assert event.current_release is None
    assert [release.event_id for release in db.session.scalars(select(Release))] == [source.id]


def test_an_event_without_a_programme_is_copied_without_one() -> None:
    event = copy(events.event())

    assert items(event) == []
    for kind in (Room, Track):
        assert db.session.scalars(select(kind)).all() == []
