"""A released programme by day, in plain words for its page."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.programme.snapshot import Snapshot
from app.programme.timetable import days
from app.programme.timetable.days import Timetable, View
from app.programme.timetable.reader import Reader
from app.programme.timetable.selection import Selection
from tests.make import snapshots as make
from tests.make.snapshots import ADA, GREEN, HALL, PARK, STUDIO

pytestmark = pytest.mark.usefixtures("app")

BEFORE = datetime(2026, 9, 1, tzinfo=UTC)
OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30", rooms=[HALL.id])


def build(snapshot: Snapshot, *, language: str = "en", **view: Any) -> Timetable:
    fields: dict[str, Any] = {"zone": "Europe/Berlin", "now": BEFORE, **view}
    return days.build(Reader(snapshot, language), View(**fields))


def titles(table: Timetable) -> list[list[list[str]]]:
    return [[[row.title for row in slot.rows] for slot in day.slots] for day in table.days]


def test_days_hold_what_begins_together_in_order() -> None:
    table = build(
        make.snapshot(
            OPENING,
            make.session("BESIDE", "2026-09-28 09:00", "2026-09-28 09:30", rooms=[STUDIO.id]),
            make.session("LATER2", "2026-09-28 10:30", "2026-09-28 11:00"),
            make.session("NEXT22", "2026-09-29 09:00", "2026-09-29 09:30"),
        )
    )

    assert titles(table) == [
        [["Session OPEN22", "Session BESIDE"], ["Session LATER2"]],
        [["Session NEXT22"]],
    ]
    first = table.days[0]
    assert (first.anchor, first.label, first.short) == (
        "day-2026-09-28",
        "Monday, 28 September 2026",
        "Mon 28 Sep",
    )
    assert (first.zone, first.own_zone) == ("CEST (UTC+2)", "")
    assert first.rooms == ["Main hall", "Studio"]
    assert table.days[1].rooms == ()


def test_a_row_says_everything_in_words() -> None:
    session = replace(
        OPENING,
        kind="keynote",
        track=GREEN.id,
        languages=["en", "fr"],
        note={"en": "Video message"},
        appearances=[make.appearance(ADA), make.appearance(PARK)],
    )

    (slot,) = build(make.snapshot(session)).days[0].slots

    assert (slot.clock, slot.until, slot.own, slot.moment) == (
        "09:00", "–10:30", "", "2026-09-28T09:00:00+02:00",
    )  # fmt: skip
    (row,) = slot.rows
    assert (row.href, row.title, row.language, row.kind) == ("OPEN22/", "Session OPEN22", "", "Keynote")
    assert (row.time, row.place, row.people) == ("09:00–10:30", "Main hall", "Ada Lovelace, Park Seoung Won")
    assert (row.spoken, row.track, row.tone) == ("English, French", "Green cities", 1)
    assert row.notes == ["Video message"]


def test_many_people_are_counted() -> None:
    people = {f"P{number}": replace(ADA, id=f"P{number}", name=f"Person {number}") for number in range(9)}
    session = replace(OPENING, appearances=[make.appearance(person) for person in people.values()])

    (slot,) = build(make.snapshot(session, people=people)).days[0].slots

    assert slot.rows[0].people == "Person 0, Person 1, Person 2, Person 3, Person 4, Person 5, 3 more"


def test_what_ends_at_different_times_says_so_on_each() -> None:
    other = make.session("BESIDE", "2026-09-28 09:00", "2026-09-28 09:30")

    (slot,) = build(make.snapshot(OPENING, other)).days[0].slots

    assert slot.until == ""
    assert [row.time for row in slot.rows] == ["09:00–10:30", "09:00–09:30"]


def test_an_end_that_was_only_worked_out_is_not_written_down() -> None:
    (slot,) = build(make.snapshot(replace(OPENING, end_is_derived=True))).days[0].slots

    assert (slot.clock, slot.until, slot.rows[0].time) == ("09:00", "", "09:00")


def test_whoever_was_only_asked_is_to_be_confirmed() -> None:
    session = replace(OPENING, appearances=[make.appearance(ADA, state="invited"), make.appearance(PARK)])

    (slot,) = build(make.snapshot(session)).days[0].slots

    assert slot.rows[0].people == "Ada Lovelace (to be confirmed), Park Seoung Won"


@pytest.mark.parametrize(("hour", "expected"), [(8, "EXPO22"), (9, "NEXT22")])
def test_what_is_on_now_is_todays_before_what_has_lasted_for_days(hour: int, expected: str) -> None:
    table = build(
        make.snapshot(
            make.session("EXPO22", "2026-09-28 09:00", "2026-09-30 18:00", rooms=[HALL.id]),
            make.session("NEXT22", "2026-09-29 11:00", "2026-09-29 12:00", rooms=[STUDIO.id]),
        ),
        now=datetime(2026, 9, 29, hour, tzinfo=UTC),
    )

    assert table.now is not None
    assert [row.title for row in table.now.rows] == [f"Session {expected}"]
    assert [row.time for row in table.days[0].slots[0].rows] == ["09:00–18:00 (30 Sep 2026)"]


def test_past_midnight_the_date_is_named() -> None:
    night = make.session("NIGHT2", "2026-09-28 23:00", "2026-09-29 01:00")

    (day,) = build(make.snapshot(night)).days

    assert day.slots[0].rows[0].time == "23:00–01:00 (29 Sep 2026)"


def test_a_point_in_time_has_no_end() -> None:
    closing = make.session("CLOSE2", "2026-09-28 14:00", "2026-09-28 14:00")

    (slot,) = build(make.snapshot(closing)).days[0].slots

    assert (slot.until, slot.rows[0].time) == ("", "14:00")


@pytest.mark.parametrize(
    ("zone", "own", "own_zone"),
    [
        ("Europe/Berlin", "", ""),
        ("Europe/Madrid", "", ""),  # another place, the same clock
        ("Europe/London", "08:00", "BST (UTC+1)"),
        ("Asia/Kathmandu", "12:45", "UTC+5:45"),
        ("America/Los_Angeles", "00:00", "PDT (UTC−7)"),
        ("Pacific/Honolulu", "21:00, 27 Sep 2026", "HST (UTC−10)"),
    ],
)
def test_the_visitors_time_stands_beside_with_its_date_where_that_differs(
    zone: str, own: str, own_zone: str
) -> None:
    (day,) = build(make.snapshot(OPENING), zone=zone).days

    assert (day.slots[0].own, day.own_zone) == (own, own_zone)


@pytest.mark.parametrize(
    ("now", "is_now", "changes_at"),
    [
        ("2026-09-27T21:59:59", False, "2026-09-27T22:00:00"),
        ("2026-09-27T22:00:00", False, "2026-09-28T07:00:00"),
        ("2026-09-28T06:59:59", False, "2026-09-28T07:00:00"),
        ("2026-09-28T07:00:00", True, "2026-09-28T08:30:00"),
        ("2026-09-28T08:29:59", True, "2026-09-28T08:30:00"),
        ("2026-09-28T08:30:00", False, "2026-09-28T22:00:00"),
        ("2026-09-28T22:00:00", False, None),
    ],
)
def test_what_is_on_is_marked_until_the_next_boundary(
    *, now: str, is_now: bool, changes_at: str | None
) -> None:
    table = build(make.snapshot(OPENING), now=datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert table.days[0].slots[0].is_now is is_now
    assert (table.now is not None) is is_now
    assert table.changes_at == (
        None if changes_at is None else datetime.fromisoformat(changes_at).replace(tzinfo=UTC)
    )


def test_a_page_made_in_the_night_does_not_keep_yesterday_marked() -> None:
    """It is true until it is another day in Hamburg, or its own day would stay today for ever."""
    second = make.session("NEXT22", "2026-09-29 09:00", "2026-09-29 09:30")

    table = build(make.snapshot(OPENING, second), now=datetime(2026, 9, 28, 20, tzinfo=UTC))

    assert [day.is_today for day in table.days] == [True, False]
    assert table.changes_at == datetime(2026, 9, 28, 22, tzinfo=UTC)


def test_today_is_the_events_today() -> None:
    """It is still Sunday in Greenwich when Monday begins in Hamburg."""
    table = build(make.snapshot(OPENING), now=datetime(2026, 9, 27, 22, 30, tzinfo=UTC))

    assert table.days[0].is_today


def test_what_is_cancelled_is_never_on() -> None:
    off = replace(OPENING, cancelled_at=make.RELEASED)

    (slot,) = build(make.snapshot(off), now=datetime(2026, 9, 28, 8, tzinfo=UTC)).days[0].slots

    assert (slot.rows[0].is_cancelled, slot.is_now) == (True, False)


def test_in_an_old_release_nothing_is_on_and_only_living_sessions_are_linked() -> None:
    gone = make.session("GONE22", "2026-09-28 11:00", "2026-09-28 12:00")

    table = build(make.snapshot(OPENING, gone), now=None, path="/p/", linked={"OPEN22"})

    assert [slot.rows[0].href for slot in table.days[0].slots] == ["/p/OPEN22/", ""]
    assert (table.now, table.changes_at) == (None, None)


def test_breaks_are_quiet_and_need_no_room() -> None:
    lunch = make.session("LUNCH2", "2026-09-28 12:00", "2026-09-28 13:00", kind="meal", in_all_rooms=True)
    plenary = make.session("PLENA2", "2026-09-28 14:00", "2026-09-28 15:00", in_all_rooms=True)

    rows = [slot.rows[0] for slot in build(make.snapshot(lunch, plenary)).days[0].slots]

    assert [(row.is_quiet, row.place) for row in rows] == [(True, ""), (False, "All rooms")]


@pytest.mark.parametrize(
    ("before", "expected"),
    [("2026-09-28 08:00", "Moved from 08:00"), ("2026-09-27 14:00", "Moved from 27 Sep 2026, 14:00")],
)
def test_what_has_moved_says_from_when(before: str, expected: str) -> None:
    moved = replace(OPENING, moved_from_local=make.wall(before))

    assert build(make.snapshot(moved)).days[0].slots[0].rows[0].notes == [expected]


class TestParts:
    panel = make.session("PANEL2", "2026-09-28 09:00", "2026-09-28 10:30", kind="panel")
    talks = (
        make.session("TALK22", "2026-09-28 09:00", "2026-09-28 09:30", parent="PANEL2", rooms=[HALL.id]),
        make.session("TALK33", "2026-09-28 09:30", "2026-09-28 10:00", parent="PANEL2", rooms=[STUDIO.id]),
    )

    def test_they_stand_inside_their_session(self) -> None:
        (slot,) = build(make.snapshot(self.panel, *self.talks)).days[0].slots

        (row,) = slot.rows
        assert [(part.title, part.time) for part in row.parts] == [
            ("Session TALK22", "09:00–09:30"),
            ("Session TALK33", "09:30–10:00"),
        ]
        assert not row.has_parallel_parts

    def test_a_heading_stands_where_its_parts_are(self) -> None:
        other = make.session("OTHER2", "2026-09-28 09:00", "2026-09-28 10:30")

        day = build(make.snapshot(self.panel, *self.talks, other)).days[0]

        assert day.slots[0].rows[0].position == "row-2 span-1 column-2 across-2"

    def test_without_times_of_their_own_they_show_none(self) -> None:
        moved = make.wall("2026-09-28 08:00")
        talks = [replace(talk, start_is_derived=True, moved_from_local=moved) for talk in self.talks]

        (slot,) = build(make.snapshot(self.panel, *talks)).days[0].slots

        assert [(part.time, part.notes) for part in slot.rows[0].parts] == [("", []), ("", [])]
        assert slot.rows[0].has_parallel_parts

    def test_a_part_that_was_asked_for_brings_its_session_along(self) -> None:
        table = build(make.snapshot(self.panel, *self.talks), selection=Selection(room=STUDIO.id))

        (row,) = table.days[0].slots[0].rows
        assert (row.title, [part.title for part in row.parts]) == ("Session PANEL2", ["Session TALK33"])

    def test_a_session_that_was_asked_for_brings_all_its_parts(self) -> None:
        table = build(make.snapshot(self.panel, *self.talks), selection=Selection(kind="panel"))

        assert len(table.days[0].slots[0].rows[0].parts) == 2

    def test_what_was_not_asked_for_is_left_out(self) -> None:
        assert build(make.snapshot(self.panel, *self.talks), selection=Selection(kind="meal")).days == []


def test_a_list_has_no_columns() -> None:
    beside = make.session("BESIDE", "2026-09-28 09:00", "2026-09-28 09:30", rooms=[STUDIO.id])

    (day,) = build(make.snapshot(OPENING, beside), has_grid=False).days

    assert day.rooms == ()
    assert [row.position for row in day.slots[0].rows] == ["", ""]


def test_a_spare_column_has_a_name_too() -> None:
    beside = make.session("BESIDE", "2026-09-28 09:00", "2026-09-28 09:30", rooms=[STUDIO.id])
    walk = make.session("WALK22", "2026-09-28 09:00", "2026-09-28 10:00")

    (day,) = build(make.snapshot(OPENING, beside, walk)).days

    assert day.rooms == ["Main hall", "Studio", "Elsewhere"]


def test_texts_in_another_language_say_which() -> None:
    session = replace(OPENING, title={"en": "Opening", "fr": "Ouverture"}, rooms=[STUDIO.id])

    french = build(make.snapshot(session), language="fr").days[0].slots[0].rows[0]
    arabic = build(make.snapshot(session), language="ar").days[0].slots[0].rows[0]

    assert (french.title, french.language) == ("Ouverture", "")
    assert (arabic.title, arabic.language) == ("Opening", "en")


def test_a_session_elsewhere_stands_at_the_events_time() -> None:
    satellite = make.session("SATEL2", "2026-09-28 09:15", "2026-09-28 09:45", timezone="Asia/Kathmandu")

    (slot,) = build(make.snapshot(satellite)).days[0].slots

    assert (slot.clock, slot.until) == ("05:30", "–06:00")


SHOW = make.session("SHOW22", "2026-09-28 14:00", "2026-09-30 12:00", rooms=[HALL.id])


def test_a_session_of_several_days_stands_on_each_of_them() -> None:
    parts = [
        make.session("PART22", "2026-09-28 15:00", "2026-09-28 16:00", parent=SHOW.id),
        make.session("PART33", "2026-09-29 10:00", "2026-09-29 11:00", parent=SHOW.id),
    ]

    monday, tuesday, wednesday = build(make.snapshot(OPENING, SHOW, *parts)).days

    assert [row.time for slot in monday.slots for row in slot.rows] == [
        "09:00–10:30",
        "14:00–12:00 (30 Sep 2026)",
    ]
    assert monday.above is None
    for day, time, inside in (
        (tuesday, "14:00 (28 Sep 2026)–12:00 (30 Sep 2026)", ["10:00–11:00"]),
        (wednesday, "14:00 (28 Sep 2026)–12:00", []),
    ):
        assert day.slots == []
        assert day.above is not None
        (row,) = day.above.rows
        assert (row.title, row.time) == ("Session SHOW22", time)
        assert [part.time for part in row.parts] == inside


def test_a_day_asked_for_shows_what_goes_on_and_no_other_day() -> None:
    table = build(make.snapshot(OPENING, SHOW), selection=Selection(day="2026-09-29"))

    assert [day.label for day in table.days] == ["Tuesday, 29 September 2026"]
    assert titles(table) == [[]]
    assert table.days[0].above is not None
    assert [row.title for row in table.days[0].above.rows] == ["Session SHOW22"]


def test_what_begins_today_is_on_before_what_lasts_since_yesterday() -> None:
    talk = make.session("TALK22", "2026-09-29 09:00", "2026-09-29 10:00", rooms=[STUDIO.id])

    during = build(make.snapshot(SHOW, talk), now=datetime(2026, 9, 29, 7, 30, tzinfo=UTC))
    after = build(make.snapshot(SHOW, talk), now=datetime(2026, 9, 29, 9, 30, tzinfo=UTC))

    assert during.now is during.days[1].slots[0]
    assert after.now is after.days[1].above
