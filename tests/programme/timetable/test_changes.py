"""What happened between two releases, in a reader's words."""

from dataclasses import replace

import pytest

from app.programme.releases import comparing
from app.programme.snapshot import Snapshot
from app.programme.timetable import changes
from app.programme.timetable.changes import Changed
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make
from tests.make.snapshots import ADA, HALL, PARK, STUDIO

pytestmark = pytest.mark.usefixtures("app")

OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30", rooms=[HALL.id])


def told(old: Snapshot, new: Snapshot) -> list[Changed]:
    """As pages read it: through the rows a release keeps."""
    rows = [change.as_row() for change in comparing.compare(old, new).sessions]
    return changes.by_session(rows, Reader(new, "en"))


def sentences(old: Snapshot, new: Snapshot) -> list[str]:
    return [line.sentence for one in told(old, new) for line in one.lines]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            {"starts_local": make.wall("2026-09-28 09:15")},
            "Moved: Monday, 28 September 2026, 09:00–10:30 → Monday, 28 September 2026, 09:15–10:30",
        ),
        ({"rooms": [STUDIO.id]}, "Room changed: Main hall → Studio"),
        ({"rooms": []}, "Room changed: Main hall → no room"),
        ({"rooms": [], "in_all_rooms": True}, "Room changed: Main hall → all rooms"),
        ({"title": {"en": "Start"}}, "Renamed: Session OPEN22 → Start"),
        ({"appearances": [make.appearance(ADA)]}, "People changed: Ms Ada Lovelace"),
        ({"abstract": {"en": "x"}, "languages": ["fr"]}, "Details changed: description, languages"),
        ({"cancelled_at": make.RELEASED}, "Cancelled: Monday, 28 September 2026, 09:00–10:30"),
    ],
)
def test_each_kind_of_change_has_its_sentence(after: dict[str, object], expected: str) -> None:
    assert sentences(make.snapshot(OPENING), make.snapshot(replace(OPENING, **after))) == [expected]  # type: ignore[arg-type]


def test_a_new_session_says_when_it_is() -> None:
    closing = make.session("CLOSE2", "2026-09-30 14:00", "2026-09-30 14:00")

    found = told(make.snapshot(OPENING), make.snapshot(OPENING, closing))

    assert [(one.session, one.title, one.is_here) for one in found] == [("CLOSE2", "Session CLOSE2", True)]
    assert [line.sentence for line in found[0].lines] == ["New: Wednesday, 30 September 2026, 14:00"]


def test_a_session_that_comes_back_says_so() -> None:
    off = replace(OPENING, cancelled_at=make.RELEASED)

    assert sentences(make.snapshot(off), make.snapshot(OPENING)) == [
        "Takes place after all: Monday, 28 September 2026, 09:00–10:30"
    ]


def test_people_who_left_and_came_are_named_and_those_who_stay_are_not() -> None:
    before = replace(OPENING, appearances=[make.appearance(ADA)])
    after = replace(OPENING, appearances=[make.appearance(PARK)])
    other_role = replace(OPENING, appearances=[make.appearance(ADA, "moderator")])
    group = replace(
        OPENING,
        appearances=[make.appearance(ADA), make.appearance(replace(ADA, id=""), label={"en": "Mayors"})],
    )

    assert sentences(make.snapshot(before), make.snapshot(after)) == [
        "People changed: Ms Ada Lovelace → Park Seoung Won"
    ]
    assert sentences(make.snapshot(before), make.snapshot(other_role)) == ["People changed: Ms Ada Lovelace"]
    assert sentences(make.snapshot(before), make.snapshot(group)) == ["People changed: Mayors"]


def test_a_session_is_told_once_with_all_that_changed() -> None:
    after = replace(OPENING, title={"en": "Start"}, rooms=[STUDIO.id])

    (one,) = told(make.snapshot(OPENING), make.snapshot(after))

    assert (one.title, [line.label for line in one.lines]) == ("Start", ["Room changed", "Renamed"])
    assert [line.tone for line in one.lines] == ["warning", "neutral"]


def test_a_session_long_gone_has_no_page() -> None:
    rows = [change.as_row() for change in comparing.compare(make.snapshot(OPENING), make.snapshot()).sessions]

    (one,) = changes.by_session(rows, Reader(make.snapshot(), "en"))

    assert one.is_here is False
