"""Two sessions made of one, and one of two."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.core.localtime import Ambiguous
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.errors import (
    MayNotEditProgramme,
    NotNeighbours,
    NotScheduled,
    PlanOutOfDate,
    RunsOverSplit,
    SplitOutside,
    TitleMissing,
)
from app.programme.models import (
    Appearance,
    AppearanceRole,
    AppearanceState,
    DraftStep,
    ProgrammeItem,
    SessionKind,
)
from app.programme.services import entering, memento, undoing
from app.programme.services.arranging import dividing
from app.programme.services.arranging.dividing import Split
from app.programme.services.entering import Retitling
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at, local

SECOND = Translated({"en": "Second part"})


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def panel(event: Event) -> ProgrammeItem:
    made = make.item(
        event, "Panel", starts=at("10:00"), ends=at("12:00"), rooms=[make.room(event)],
        track=make.track(event),
        people=[make.person("Ana")], kind=SessionKind.PANEL, abstract=Translated({"en": "About"}),
    )  # fmt: skip
    make.item(event, "Early", starts=at("10:00"), ends=at("10:45"), parent=made)
    make.item(event, "Late", starts=at("11:00"), ends=at("11:30"), parent=made)
    return made


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def inside(item: ProgrammeItem) -> list[str]:
    db.session.expire_all()
    return [child.title["en"] for child in queries.children(item)]


def test_the_first_part_keeps_address_and_texts_the_second_gets_what_begins_there(
    panel: ProgrammeItem,
) -> None:
    known = panel.public_id

    second = dividing.split(panel, Split(at=at("11:00"), title=SECOND), actor=SYSTEM)

    assert (panel.public_id, panel.ends_local, inside(panel)) == (known, at("11:00"), ["Early"])
    assert (second.title, second.starts_local, second.ends_local) == (SECOND, at("11:00"), at("12:00"))
    assert inside(second) == ["Late"]
    assert (second.kind, second.rooms, second.track) == (panel.kind, panel.rooms, panel.track)
    assert (second.abstract, [one.person for one in second.appearances]) == (
        {}, [one.person for one in panel.appearances],
    )  # fmt: skip
    assert actions() == ["session.split", "session.created"]


def test_a_session_is_split_only_as_it_was_seen(event: Event, panel: ProgrammeItem) -> None:
    seen = dividing.mark_of_whole(queries.draft(event), panel)
    dividing.split(panel, Split(at=at("11:00"), title=SECOND), seen=seen, actor=SYSTEM)

    with pytest.raises(PlanOutOfDate):
        dividing.split(panel, Split(at=at("10:50"), title=SECOND), seen=seen, actor=SYSTEM)

    assert (panel.ends_local, len(list(queries.draft(event).timetable))) == (at("11:00"), 4)


def test_sessions_are_merged_only_as_they_were_seen(event: Event, panel: ProgrammeItem) -> None:
    other = make.item(event, "Next", starts=at("12:00"), ends=at("13:00"), rooms=list(panel.rooms))
    seen = dividing.merging(queries.draft(event), panel, other).mark
    entering.retitle(panel, Retitling(line="Renamed", revision=panel.revision), actor=SYSTEM)

    with pytest.raises(PlanOutOfDate):
        dividing.merge(panel, other, seen=seen, actor=SYSTEM)

    assert other in list(queries.draft(event).timetable)


def test_a_talk_is_split_inside_its_panel_and_people_may_stay_in_the_first_part(
    event: Event, panel: ProgrammeItem
) -> None:
    talk = make.item(event, "Talk", starts=at("11:30"), parent=panel, people=[make.person("Cy")])

    second = dividing.split(talk, Split(at=at("11:40"), title=SECOND, with_people=False), actor=SYSTEM)

    assert (second.parent, second.ends_local, second.appearances) == (panel, None, [])
    assert (talk.ends_local, len(talk.appearances)) == (at("11:40"), 1)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Split(at=at("10:00"), title=SECOND), SplitOutside),
        (Split(at=at("12:00"), title=SECOND), SplitOutside),
        (Split(at=at("10:30"), title=SECOND), RunsOverSplit),
        (Split(at=at("11:00"), title=Translated({"fr": "Deux"})), TitleMissing),
        (Split(at=local("2026-10-25 02:30"), title=SECOND), Ambiguous),
    ],
)
def test_a_split_needs_a_time_within_and_between_what_is_inside(
    event: Event, panel: ProgrammeItem, wish: Split, refusal: type[DomainError]
) -> None:
    before = memento.read(event)

    with pytest.raises(refusal):
        dividing.split(panel, wish, actor=SYSTEM)
    with pytest.raises(NotScheduled):
        dividing.split(make.item(event, starts=None), Split(at=at("11:00"), title=SECOND), actor=SYSTEM)

    assert before.items() <= memento.read(event).items()
    assert actions() == []


def test_the_earlier_of_two_keeps_its_address_and_gets_texts_people_and_what_is_inside(
    event: Event, panel: ProgrammeItem
) -> None:
    hall, ana = make.room(event), panel.appearances[0].person
    debate = make.item(
        event, "Debate", starts=at("12:00"), ends=at("13:00"), rooms=panel.rooms, people=[make.person("Bo")],
        abstract=Translated({"en": "More", "fr": "Plus"}), seats=20, languages=["en", "fr"],
        has_captions=True,
    )  # fmt: skip
    make.item(event, "Inside", starts=at("12:00"), parent=debate)
    make.item(event, "Elsewhere", starts=at("12:00"), rooms=[hall])
    with transaction():
        debate.appearances.append(Appearance(person=ana, position=2, role=AppearanceRole.SPEAKER))
        debate.appearances.append(Appearance(person=ana, position=3, role=AppearanceRole.MODERATOR))
        debate.appearances.append(Appearance(label=Translated({"en": "Mayors"}), position=4))
        debate.appearances.append(Appearance(label=Translated({"en": "Mayors"}), position=5))

    kept = dividing.merge(debate, panel, actor=SYSTEM)

    db.session.expire_all()
    assert kept is panel
    assert [one for one in queries.draft(event).timetable if one.title["en"] == "Debate"] == []
    assert panel.title == {"en": "Panel / Debate"}
    assert panel.abstract == {"en": "About\n\nMore", "fr": "Plus"}
    assert (panel.starts_local, panel.ends_local) == (at("10:00"), at("13:00"))
    assert (panel.seats, panel.languages, panel.has_captions) == (20, ["en", "fr"], True)
    assert inside(panel) == ["Early", "Late", "Inside"]
    people = [
        (one.person.given_name if one.person else one.label["en"], one.role) for one in panel.appearances
    ]
    assert people == [
        ("Ana", AppearanceRole.SPEAKER), ("Bo", AppearanceRole.SPEAKER), ("Ana", AppearanceRole.MODERATOR),
        ("Mayors", AppearanceRole.SPEAKER),
    ]  # fmt: skip
    assert actions() == ["session.merged", "session.removed"]


def test_whoever_is_in_both_says_what_is_said_of_them_in_either(event: Event) -> None:
    ana = make.person("Ana")
    one = make.item(event, "One", starts=at("09:00"), ends=at("10:00"), people=[ana])
    other = make.item(event, "Other", starts=at("10:00"), people=[ana])
    with transaction():
        one.appearances[0].job = Translated({"en": "Mayor"})
        said = other.appearances[0]
        said.job, said.organisation = Translated({"en": "Host", "fr": "Maire"}), Translated({"en": "Lyon"})
        said.city, said.state = "Lyon", AppearanceState.DECLINED

    dividing.merge(one, other, actor=SYSTEM)

    db.session.expire_all()
    (both,) = one.appearances
    assert both.job == {"en": "Mayor", "fr": "Maire"}
    assert (both.organisation, both.city) == ({"en": "Lyon"}, "Lyon")
    assert both.state is AppearanceState.DECLINED


def test_what_is_said_alike_is_said_once_and_rooms_are_joined(event: Event) -> None:
    hall, studio = make.room(event), make.room(event)
    one = make.item(event, "Workshop", starts=at("09:00"), ends=at("10:00"), rooms=[hall])
    other = make.item(event, "Workshop", starts=at("10:00"), rooms=[hall, studio])

    dividing.merge(one, other, actor=SYSTEM)

    assert (one.title, one.rooms, one.ends_local) == ({"en": "Workshop"}, [hall, studio], None)


def test_only_neighbours_in_the_same_rooms_can_be_merged(event: Event, panel: ProgrammeItem) -> None:
    hall, studio = panel.rooms[0], make.room(event)
    before = make.item(event, "Before", starts=at("09:00"), rooms=[hall])
    beside = make.item(event, "Beside", starts=at("10:30"), rooms=[studio])
    behind = make.item(event, "Behind", starts=at("13:00"), in_all_rooms=True)
    far = make.item(event, "Far", starts=at("14:00"), rooms=[hall])
    waiting = make.item(event, "Waiting", starts=None)

    assert dividing.neighbours(queries.draft(event), panel) == [before, behind]
    assert dividing.neighbours(queries.draft(event), waiting) == []
    for other in (beside, far, waiting, panel, queries.children(panel)[0]):
        with pytest.raises(NotNeighbours):
            dividing.merge(panel, other, actor=SYSTEM)


def test_each_is_one_step_undone_and_done_again_by_those_who_may(event: Event, panel: ProgrammeItem) -> None:
    viewer = Actor(ActorKind.USER, id=9, grants={event.id: frozenset({Permission.PROGRAMME_VIEW})})
    wish = Split(at=at("11:00"), title=SECOND)
    behind = make.item(event, "Behind", starts=at("12:00"), rooms=panel.rooms, people=[make.person("Di")])
    make.item(event, "Inside", starts=at("12:00"), parent=behind)
    before = memento.read(event)

    with pytest.raises(MayNotEditProgramme):
        dividing.split(panel, wish, actor=viewer)
    with pytest.raises(MayNotEditProgramme):
        dividing.merge(panel, behind, actor=viewer)
    dividing.merge(panel, behind, actor=SYSTEM)
    merged = memento.read(event)
    dividing.split(panel, wish, actor=SYSTEM)
    split = memento.read(event)

    assert db.session.scalar(select(func.count()).select_from(DraftStep)) == 2
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == merged
    undoing.undo(event, actor=SYSTEM)
    assert memento.read(event) == before
    undoing.redo(event, actor=SYSTEM)
    undoing.redo(event, actor=SYSTEM)
    assert memento.read(event) == split


@pytest.fixture
def frame(event: Event) -> ProgrammeItem:
    """What has no time but that of its talks, and behind them a break of two hours."""
    made = make.item(event, "Frame", starts=None)
    make.item(event, "One", starts=at("09:00"), ends=at("10:00"), parent=made)
    make.item(event, "Two", starts=at("10:00"), ends=at("11:00"), parent=made)
    make.item(event, "Afternoon", starts=at("13:00"), ends=at("14:00"))
    return made


def spans(event: Event) -> dict[str, str]:
    timetable = queries.draft(event).timetable
    return {
        item.title["en"]: f"{span.starts.local:%H:%M}-{span.ends.local:%H:%M}"
        for item, span in timetable.scheduled()
    }


def test_the_second_part_of_what_its_talks_tell_the_time_of_is_over_with_them(
    event: Event, frame: ProgrammeItem
) -> None:
    dividing.split(frame, Split(at=at("10:00"), title=SECOND), actor=SYSTEM)

    assert (spans(event)["Frame"], spans(event)["Second part"]) == ("09:00-10:00", "10:00-11:00")


def test_what_its_talks_tell_the_time_of_is_merged_with_what_comes_before(
    event: Event, frame: ProgrammeItem
) -> None:
    before = make.item(event, "Before", starts=at("08:00"), ends=at("09:00"))

    dividing.merge(frame, before, actor=SYSTEM)

    assert spans(event)["Before / Frame"] == "08:00-11:00"


def test_what_its_talks_tell_the_time_of_is_merged_with_what_comes_behind(
    event: Event, frame: ProgrammeItem
) -> None:
    behind = make.item(event, "Behind", starts=at("11:00"), ends=at("12:00"))

    dividing.merge(frame, behind, actor=SYSTEM)

    assert (frame.starts_local, frame.ends_local) == (at("09:00"), at("12:00"))


def test_two_whose_talks_tell_their_time_are_merged_into_one_that_has_none_either(
    event: Event, frame: ProgrammeItem
) -> None:
    behind = make.item(event, "Behind", starts=None)
    make.item(event, "Three", starts=at("11:00"), ends=at("12:00"), parent=behind)

    dividing.merge(frame, behind, actor=SYSTEM)

    assert (frame.starts_local, frame.ends_local) == (None, None)
    assert spans(event)["Frame / Behind"] == "09:00-12:00"


def test_a_talk_without_a_time_is_merged_into_the_time_of_the_other_one(event: Event) -> None:
    panel = make.item(event, "Panel", starts=at("09:00"), ends=at("11:00"))
    one = make.item(event, "One", starts=None, parent=panel)
    two = make.item(event, "Two", starts=at("09:00"), ends=at("09:30"), parent=panel)

    kept = dividing.merge(one, two, actor=SYSTEM)

    assert (kept.starts_local, kept.ends_local) == (at("09:00"), at("09:30"))
