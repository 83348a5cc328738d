"""What a newer text does to the people in sessions that are there."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import ProgrammeItem
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.errors import (
    ProposalUnclear,
)
from app.programme.proposals.persons import IN_TEXT
from app.programme.proposals.proposal import NEW
from app.programme.services import pasting, undoing
from app.programme.services.applying import Applied
from app.programme.text import sources, writing
from tests.make import events
from tests.make import programme as make
from tests.make.pasting import apply, keys_of, named, ours, pasted, put_in, tick
from tests.make.programme import at

pytestmark = pytest.mark.usefixtures("app")


PEOPLE = ours(
    "09:00–10:00  One [Plenary]",
    "Track: Health",
    "Note: in two languages",
    "Room: Hall",
    "Speaker: Dr Ana Sample, Mayor; City of Lumen [to be confirmed]",
    "Speaker: Ben Other [remote]",
    "Panellist: City network [group, to be confirmed]",
)


def people_of(item: ProgrammeItem) -> list[tuple[str, ...]]:
    """Everybody in a session: role, form of address and name, position, how and whether they come."""
    return [
        (
            one.role.value,
            f"{one.person.honorific} {one.person.name}".strip() if one.person else one.label["en"],
            one.job.get("en", ""),
            one.mode.value,
            one.state.value,
        )
        for one in item.appearances
    ]


@pytest.mark.parametrize(
    ("before", "after", "key", "is_proposed"),
    [
        (" [to be confirmed]", "", "0/person/ana sample/speaker", True),
        (" [to be confirmed]", " [declined]", "0/person/ana sample/speaker", True),
        ("[group, to be confirmed]", "[group]", "0/person/city network/panellist", True),
        (" [remote]", "", "0/person/ben other/speaker", True),
        ("Speaker: Ben", "Moderator: Ben", "0/person/ben other/moderator", True),
        ("Dr Ana", "Prof Ana", "0/honorific/ana sample", True),
        ("Dr Ana", "Ana", "0/honorific/ana sample", False),
        (", Mayor; City of Lumen", "", "0/unsaid/ana sample/speaker", False),
        ("Track: Health\n", "", "0/track", False),
        ("Note: in two languages\n", "", "0/note", False),
        ("Room: Hall\n", "", "0/rooms", False),
    ],
)
def test_every_value_of_our_own_text_that_is_changed_or_left_out_is_shown(
    before: str,
    after: str,
    key: str,
    is_proposed: bool,  # noqa: FBT001
) -> None:
    event = events.event()
    put_in(event, PEOPLE)
    newer = PEOPLE.replace(before, after)
    text = pasted(event, newer)

    assert keys_of(text) == {key: is_proposed}

    if not is_proposed:
        tick(text, key)
    assert apply(text).changed == 1
    assert keys_of(pasted(event, newer)) == {}


def test_people_in_another_order_come_in_that_order_with_who_is_new_in_their_place() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    *head, ana, ben, group = PEOPLE.split("\n")
    newer = "\n".join([*head, group, ben, "Chair: Cy Third", ana])

    put_in(event, newer)

    assert [one[1] for one in people_of(named(event, "One"))] == [
        "City network", "Ben Other", "Cy Third", "Dr Ana Sample",
    ]  # fmt: skip
    assert keys_of(pasted(event, newer)) == {}


def test_who_is_new_stands_where_the_text_has_them_also_when_the_order_is_left() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    *head, ana, ben, group = PEOPLE.split("\n")
    text = pasted(event, "\n".join([*head, "Chair: Cy Third", ben, "Host: Di Fourth", ana, group]))
    tick(text, "0/order")

    apply(text)

    assert [one[1] for one in people_of(named(event, "One"))] == [
        "Cy Third", "Dr Ana Sample", "Ben Other", "Di Fourth", "City network",
    ]  # fmt: skip


def test_a_form_of_address_that_a_text_has_changed_is_undone_with_it() -> None:
    event = events.event()
    put_in(event, PEOPLE)
    put_in(event, PEOPLE.replace("Dr Ana", "Prof Ana"))
    assert people_of(named(event, "One"))[0][1] == "Prof Ana Sample"
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "person.edited")).one()
    assert noted.changes == {"fields": ["honorific"]}

    undoing.undo(event, actor=SYSTEM)

    assert people_of(named(event, "One"))[0][1] == "Dr Ana Sample"


def test_nobody_whom_another_team_looks_after_is_called_otherwise() -> None:
    event = events.event()
    make.item(event, "One", people=[make.person("Ana", "Sample", honorific="Dr")])

    text = pasted(event, ours("09:00  One [Other]", "Speaker: Prof Ana Sample"))

    assert keys_of(text) == {}


def test_a_text_of_any_form_is_silent_about_what_it_does_not_say() -> None:
    event = events.event()
    put_in(event, PEOPLE)

    text = pasted(event, "Monday, 28 September 2026\n\n09:00 – 10:00 One\nSpeakers: Ana Sample; Ben Other\n")

    assert set(keys_of(text).values()) <= {False}
    assert not {"0/track", "0/note", "0/rooms"} & keys_of(text).keys()


def test_one_person_in_two_roles_is_in_each_of_them_once() -> None:
    event = events.event()
    put_in(event, ours("09:00–12:00  One [Plenary]", "Moderator: Ana Sample, Poet"))
    newer = ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample, Mayor", "Moderator: Ana Sample, Mayor")

    put_in(event, newer)

    assert [one[:3] for one in people_of(named(event, "One"))] == [
        ("speaker", "Ana Sample", "Mayor"), ("moderator", "Ana Sample", "Mayor"),
    ]  # fmt: skip
    assert keys_of(pasted(event, newer)) == {}


def test_somebody_named_twice_in_one_role_is_in_it_once() -> None:
    event = events.event()
    put_in(event, ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample"))

    put_in(event, ours("09:00–12:00  One [Plenary]", "Speaker: Ana Sample", "Chair: Bo Two", "Chair: Bo Two"))

    assert [one[:2] for one in people_of(named(event, "One"))] == [
        ("speaker", "Ana Sample"), ("chair", "Bo Two"),
    ]  # fmt: skip


TWO_OF_ONE_NAME = (
    "09:00 – 10:00 Panel: Harbours\n"
    "Panellists:\nMs Kim Lee, Mayor, City of Busan\nMr Kim Lee, Director, Port of Lumen\n"
    "10:00 – 11:00 Panel: Boats\nPanellists:\nMr Kim Lee, Director, Port of Lumen\nMs Ana Sample, Poet\n"
)


def everybody_of(event: Event) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (
            item.title["en"],
            [
                (one.person.public_id, one.person.name, one.organisation.get("en", ""))
                for one in item.appearances
                if one.person
            ],
        )
        for item in queries.draft(event).timetable
    ]


def test_two_people_of_one_name_in_one_role_of_one_session_stay_two() -> None:
    event = events.event()
    text = pasted(event, TWO_OF_ONE_NAME)
    doubtful = [one for one in pasted_texts.review(text).differences.people.values() if one.is_doubtful]
    assert [(one.name, one.chosen, [other.name for other in one.alike]) for one in doubtful] == [
        ("Kim Lee", NEW, ["Kim Lee"])
    ]

    apply(text)

    (_harbours, panel), (_boats, other) = everybody_of(event)
    assert [one[1:] for one in panel] == [("Kim Lee", "City of Busan"), ("Kim Lee", "Port of Lumen")]
    assert panel[0][0] != panel[1][0] == other[0][0]
    assert keys_of(pasted(event, TWO_OF_ONE_NAME)) == {}


def test_two_of_one_name_become_one_when_an_organiser_says_so() -> None:
    event = events.event()
    text = pasted(event, TWO_OF_ONE_NAME)
    (second,) = (one for one in pasted_texts.review(text).differences.people.values() if one.is_doubtful)

    pasting.decide(text, ticks={}, who={second.key: IN_TEXT + second.alike[0].key}, actor=SYSTEM)
    apply(text)

    (_harbours, panel), (_boats, other) = everybody_of(event)
    assert [one[1] for one in panel] == ["Kim Lee"]
    assert panel[0][0] == other[0][0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Speaker: , Mayor; Hamburg", "Somebody in this session has no name: “Mayor, Hamburg”. "),
        ("Speaker: {Dr}", "Somebody in this session has no name: “Dr”. "),
        ("Speaker: _ _ (Lumen, )", "Somebody in this session has no name: “Lumen”. "),
        ("Speaker: \u200b\u2060, Poet [remote]", "Somebody in this session has no name: “Poet”. "),
    ],
)
def test_somebody_without_a_name_is_told_at_the_session_and_keeps_nothing_else_back(
    line: str, sentence: str
) -> None:
    event = events.event()
    text = pasted(event, ours("09:00–10:00  One [Panel]", line, "10:00–11:00  Two [Panel]"))

    assert {
        number: [str(one) for one in found] for number, found in pasted_texts.review(text).problems.items()
    } == {0: [sentence + "Enter it, or leave them out."]}
    with pytest.raises(ProposalUnclear):
        apply(text)
    pasting.decide(text, ticks={"0/added": False}, who={}, actor=SYSTEM)
    assert apply(text) == Applied(added=1, changed=0, removed=0)


def test_somebody_without_a_name_may_be_left_out_of_a_session_that_is_there() -> None:
    event = events.event()
    put_in(event, ours("09:00–10:00  One [Panel]", "Speaker: Ana Sample"))
    text = pasted(event, ours("09:15–10:00  One [Panel]", "Speaker: Ana Sample", "Speaker: , Mayor"))
    with pytest.raises(ProposalUnclear):
        apply(text)
    tick(text, "0/person//speaker")

    apply(text)

    one = named(event, "One")
    assert (one.starts_local, len(one.appearances)) == (at("09:15"), 1)


@pytest.mark.parametrize(("label", "line"), [({"es": "Alcaldes"}, "Speaker: Alcaldes [group]"), ({}, None)])
def test_a_group_is_written_out_by_what_it_is_called_anywhere_or_not_at_all(
    label: dict[str, str], line: str | None
) -> None:
    event = events.event()
    group = make.placeholder(make.item(event, "One"))
    with transaction():
        group.label = Translated(label)

    written = writing.write(sources.of_draft(queries.draft(event)))

    assert [one.strip() for one in written.split("\n") if "Speaker:" in one] == ([line] if line else [])
    assert set(keys_of(pasted(event, written)).values()) <= {False}


def test_whoever_is_the_same_as_somebody_of_the_text_is_called_as_that_one_is() -> None:
    event = events.event()
    make.item(event, "Opening", starts=at("09:00"), ends=at("09:30"))
    morning = (
        "09:00 – 09:30 Opening\nMs Ana Díaz, Mayor\n\n10:00 – 11:00 Workshop on maps\nSpeaker: A. Díaz\n"
    )
    text = pasted(event, f"Monday, 28 September 2026\n\n{morning}")
    pasting.decide(text, ticks={}, who={"a diaz": "text:ana diaz"}, actor=SYSTEM)

    apply(text)

    people = [
        one.person for title in ("Opening", "Workshop on maps") for one in named(event, title).appearances
    ]
    assert [person.name for person in people if person] == ["Ana Díaz", "Ana Díaz"]
    assert len(set(people)) == 1
