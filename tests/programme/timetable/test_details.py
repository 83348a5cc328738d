"""One session as its own page shows it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.programme.snapshot import Snapshot
from app.programme.timetable import details
from app.programme.timetable.days import View
from app.programme.timetable.details import Details
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make
from tests.make.snapshots import HALL, STUDIO

pytestmark = pytest.mark.usefixtures("app")

BEFORE = datetime(2026, 9, 1, tzinfo=UTC)
OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30")
BREAK = make.session("BREAK2", "2026-09-28 10:30", "2026-09-28 11:00", kind="break")
PANEL = make.session("PANEL2", "2026-09-28 11:00", "2026-09-28 12:00")


def build(snapshot: Snapshot, session: str = "OPEN22", **view: Any) -> Details:
    fields: dict[str, Any] = {"zone": "Europe/Berlin", "now": BEFORE, "path": "../", **view}
    reader = Reader(snapshot, "en")
    return details.build(reader, reader.sessions[session], View(**fields))


def test_when_where_and_how() -> None:
    session = replace(
        OPENING,
        rooms=[HALL.id, STUDIO.id],
        languages=["en"],
        interpretation=["ar", "fr"],
        has_captions=True,
        has_sign_language=True,
        seats=0,
        focus_points={"en": "One\n\n Two "},
    )
    noted = replace(STUDIO, note={"en": "Third floor"})

    found = build(make.snapshot(session, rooms=[HALL, noted]))

    assert (found.day, found.when, found.own_when) == (
        "Monday, 28 September 2026",
        "09:00–10:30 CEST (UTC+2)",
        "",
    )
    assert found.places == [("Main hall", ""), ("Studio", "Third floor")]
    assert (found.spoken, found.interpretation) == ("English", "Arabic, French")
    assert found.access == ["Captions", "Sign language"]
    assert found.seats == 0
    assert found.focus_points == ["One", " Two "]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Tokyo", "16:00–17:30 JST (UTC+9)"),
        ("Pacific/Auckland", "20:00–21:30 NZDT (UTC+13)"),
        ("Pacific/Honolulu", "Sunday, 27 September 2026, 21:00–22:30 HST (UTC−10)"),
        ("Europe/Rome", ""),
    ],
)
def test_the_visitors_own_time(zone: str, expected: str) -> None:
    assert build(make.snapshot(OPENING), zone=zone).own_when == expected


def test_across_midnight_the_end_has_its_date() -> None:
    night = replace(
        OPENING, starts_local=make.wall("2026-09-28 23:00"), ends_local=make.wall("2026-09-29 01:00")
    )

    assert build(make.snapshot(night)).when == "23:00 – 29 Sep 2026, 01:00 CEST (UTC+2)"


def test_neighbours_pass_over_breaks_and_what_is_cancelled() -> None:
    off = make.session("OFF222", "2026-09-28 11:00", "2026-09-28 12:00", cancelled_at=make.RELEASED)
    release = make.snapshot(OPENING, BREAK, off, PANEL)

    first, last, pause = (build(release, name) for name in ("OPEN22", "PANEL2", "BREAK2"))

    assert first.before is None
    assert first.after is not None
    assert (first.after.href, first.after.title, first.after.time) == (
        "../PANEL2/",
        "Session PANEL2",
        "28 Sep 2026, 11:00",
    )
    assert last.before is not None
    assert (last.before.title, last.after) == ("Session OPEN22", None)
    assert pause.before is not None
    assert pause.after is not None
    assert (pause.before.title, pause.after.title) == ("Session OPEN22", "Session PANEL2")


def test_a_talk_knows_its_panel_and_its_neighbours_inside() -> None:
    talks = [
        make.session("TALK22", "2026-09-28 11:00", "2026-09-28 11:30", parent="PANEL2"),
        make.session("TALK33", "2026-09-28 11:30", "2026-09-28 12:00", parent="PANEL2"),
    ]
    release = make.snapshot(OPENING, PANEL, *talks)

    talk, panel = build(release, "TALK22"), build(release, "PANEL2")

    assert talk.parent is not None
    assert talk.after is not None
    assert (talk.parent.title, talk.before, talk.after.title) == ("Session PANEL2", None, "Session TALK33")
    assert [part.title for part in panel.parts] == ["Session TALK22", "Session TALK33"]


@pytest.mark.parametrize(
    ("now", "public", "is_open"),
    [
        ("2026-09-28T06:44:59", True, False),
        ("2026-09-28T06:45:00", True, True),
        ("2026-09-28T08:44:59", True, True),
        ("2026-09-28T08:45:00", True, False),
        ("2026-09-28T07:00:00", False, False),
    ],
)
def test_the_way_to_a_stream_is_open_only_while_everybody_may_watch(
    *, now: str, public: bool, is_open: bool
) -> None:
    session = replace(OPENING, livestream_url="https://stream.example/room")

    found = build(
        make.snapshot(session, streams_are_public=public),
        now=datetime.fromisoformat(now).replace(tzinfo=UTC),
    )

    assert found.is_stream_open is is_open


@pytest.mark.parametrize(
    ("session", "release"),
    [
        ({"livestream_url": ""}, {}),
        ({"cancelled_at": make.RELEASED}, {}),
        ({}, {"lifecycle": "cancelled"}),
        ({}, {"lifecycle": "postponed"}),
    ],
)
def test_nobody_is_led_to_what_does_not_take_place(session: dict[str, Any], release: dict[str, Any]) -> None:
    stream = replace(OPENING, **{"livestream_url": "https://stream.example/room", **session})
    snapshot = make.snapshot(stream, streams_are_public=True, **release)

    assert not details.is_stream_open(snapshot, stream, datetime(2026, 9, 28, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"end_is_derived": True}, "09:00, until about 10:30 CEST (UTC+2)"),
        ({"start_is_derived": True}, "09:00–10:30 CEST (UTC+2)"),  # a heading begins with its first talk
        ({"parent": "PANEL2", "start_is_derived": True}, "within 09:00–10:30 CEST (UTC+2)"),
        (
            {"end_is_derived": True, "ends_local": make.wall("2026-09-29 01:00")},
            "09:00, until about 29 Sep 2026, 01:00 CEST (UTC+2)",
        ),
    ],
)
def test_what_was_only_worked_out_is_not_told_as_if_it_were_announced(
    fields: dict[str, Any], expected: str
) -> None:
    assert build(make.snapshot(replace(OPENING, **fields))).when == expected


def test_a_neighbour_without_a_time_of_its_own_has_a_day() -> None:
    talks = [
        make.session(name, "2026-09-28 11:00", "2026-09-28 12:00", parent="PANEL2", start_is_derived=True)
        for name in ("TALK22", "TALK33")
    ]

    after = build(make.snapshot(PANEL, *talks), "TALK22").after

    assert after is not None
    assert after.time == "28 Sep 2026"


def test_a_talk_without_a_room_is_where_its_panel_is() -> None:
    panel = replace(PANEL, rooms=[STUDIO.id])
    talk = make.session("TALK22", "2026-09-28 11:00", "2026-09-28 11:30", parent="PANEL2")

    found = build(make.snapshot(panel, talk), "TALK22")

    assert (found.places, found.row.place) == ([("Studio", "")], "Studio")


def test_the_page_is_true_until_the_doors_move_it_begins_or_it_ends() -> None:
    release = make.snapshot(OPENING)
    instants = [
        datetime(2026, 9, 28, 6, 45, tzinfo=UTC),
        datetime(2026, 9, 28, 7, 0, tzinfo=UTC),
        datetime(2026, 9, 28, 8, 30, tzinfo=UTC),
        datetime(2026, 9, 28, 8, 45, tzinfo=UTC),
    ]

    assert build(release).changes_at == instants[0]
    assert [build(release, now=instant).changes_at for instant in instants] == [*instants[1:], None]


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({"rooms": [HALL.id]}, True),
        ({"rooms": [STUDIO.id]}, False),
        ({"rooms": [STUDIO.id, HALL.id]}, True),
        ({"in_all_rooms": True}, False),
        ({"rooms": [HALL.id], "kind": "meal"}, False),
        ({"rooms": [HALL.id], "kind": "meal", "livestream_url": "https://stream.example/meal"}, True),
    ],
)
def test_a_session_is_where_its_rooms_stream_is(fields: dict[str, Any], *, is_open: bool) -> None:
    hall = replace(HALL, livestream_url="https://stream.example/hall")
    release = make.snapshot(replace(OPENING, **fields), rooms=[hall, STUDIO], streams_are_public=True)

    assert build(release, now=datetime(2026, 9, 28, 7, tzinfo=UTC)).is_stream_open is is_open


def test_all_rooms_are_one_place() -> None:
    assert build(make.snapshot(replace(OPENING, in_all_rooms=True))).places == [("All rooms", "")]
