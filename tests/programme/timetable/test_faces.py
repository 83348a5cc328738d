"""The people of a release."""

from dataclasses import replace

import pytest

from app.programme.models import AppearanceRole
from app.programme.timetable import faces
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make
from tests.make.snapshots import ADA, PARK

pytestmark = pytest.mark.usefixtures("app")

OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30")


def test_people_are_grouped_by_role_in_the_organisers_order() -> None:
    session = replace(
        OPENING,
        appearances=[
            make.appearance(PARK, "panellist", job={"en": "Mayor"}, country="KR"),
            make.appearance(ADA, "moderator"),
            make.appearance(replace(ADA, id=""), "panellist", label={"en": "Selected mayors"}, mode="remote"),
        ],
    )

    found = faces.groups(Reader(make.snapshot(session), "en"), session)

    assert [(group.heading, [face.name for face in group.faces]) for group in found] == [
        ("Panellists", ["Park Seoung Won", "Selected mayors"]),
        ("Moderator", ["Ada Lovelace"]),
    ]
    panellists = found[0].faces
    assert [(face.id, face.lines) for face in panellists] == [
        ("PARK2222", ["Mayor, Republic of Korea"]),
        ("", ["Remote"]),
    ]


@pytest.mark.parametrize("role", list(AppearanceRole))
@pytest.mark.parametrize("count", [1, 2])
def test_every_role_has_a_heading_for_one_and_for_several(role: AppearanceRole, count: int) -> None:
    session = replace(OPENING, appearances=[make.appearance(ADA, role.value)] * count)

    (group,) = faces.groups(Reader(make.snapshot(session), "en"), session)

    assert group.heading.endswith("s") is (count > 1)


def test_everybody_is_listed_once_by_family_name_with_all_they_are() -> None:
    elif_ = replace(ADA, id="ELIF2222", name="Élif Éclair", sort_name="Éclair Élif")
    sessions = [
        replace(OPENING, appearances=[make.appearance(PARK), make.appearance(elif_, job={"en": "Chair"})]),
        replace(
            OPENING,
            id="SECOND",
            appearances=[
                make.appearance(elif_, job={"en": "Chair"}),
                make.appearance(elif_, job={"en": "Poet"}),
            ],
        ),
    ]
    people = {PARK.id: PARK, elif_.id: elif_, ADA.id: ADA}

    found = faces.of_release(Reader(make.snapshot(*sessions, people=people), "en"))

    assert [(face.name, face.lines) for _person, face in found] == [
        ("Élif Éclair", ["Chair", "Poet"]),
        ("Park Seoung Won", []),
    ]


def test_who_was_only_in_a_cancelled_session_is_not_listed() -> None:
    off = replace(OPENING, appearances=[make.appearance(ADA)], cancelled_at=make.RELEASED)

    assert faces.of_release(Reader(make.snapshot(off), "en")) == []


def test_the_sessions_of_a_person_come_with_the_role_there() -> None:
    first = replace(OPENING, appearances=[make.appearance(ADA, "chair"), make.appearance(PARK)])
    second = replace(OPENING, id="SECOND", appearances=[make.appearance(ADA)])

    found = faces.parts(Reader(make.snapshot(first, second), "en"), {ADA.id})

    assert [(part.session.id, part.role) for part in found] == [("OPEN22", "Chair"), ("SECOND", "Speaker")]


def test_who_was_only_in_a_cancelled_session_is_still_found_there() -> None:
    off = replace(
        OPENING, appearances=[make.appearance(ADA, job={"en": "Chair"})], cancelled_at=make.RELEASED
    )
    reader = Reader(make.snapshot(off), "en")

    found = faces.of_whoever(reader, ADA.id)

    assert found is not None
    assert (found[1].name, found[1].lines) == ("Ada Lovelace", ["Chair"])
    assert [faces.of_whoever(reader, person) for person in (PARK.id, "", "NOBODY")] == [None, None, None]


def test_whoever_was_only_asked_is_to_be_confirmed_until_they_agree_to_something() -> None:
    asked = make.appearance(ADA, "chair", job={"en": "Poet"}, state="invited")
    first = replace(OPENING, appearances=[asked])
    second = replace(OPENING, id="SECOND", appearances=[make.appearance(ADA)])
    only, both = (Reader(make.snapshot(*some), "en") for some in ((first,), (first, second)))

    (group,) = faces.groups(only, first)

    assert group.faces[0].lines == ["Poet", "To be confirmed"]
    assert [face.lines for _person, face in faces.of_release(only)] == [["Poet", "To be confirmed"]]
    assert [face.lines for _person, face in faces.of_release(both)] == [["Poet"]]
    assert [part.role for part in faces.parts(both, {ADA.id})] == ["Chair (to be confirmed)", "Speaker"]
