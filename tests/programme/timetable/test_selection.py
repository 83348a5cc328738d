"""Which sessions a reader asked for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme.timetable import selection
from app.programme.timetable.selection import Selection
from tests.make import snapshots as make
from tests.make.snapshots import GREEN, HALL, STUDIO

PANEL = make.session(
    "PANEL2", "2026-09-28 09:00", "2026-09-28 10:30",
    rooms=[HALL.id], track=GREEN.id, languages=["en"], interpretation=["ar"],
)  # fmt: skip
TALK = make.session("TALK22", "2026-09-28 09:00", "2026-09-28 09:30", parent="PANEL2", kind="presentation")
OTHER = make.session("OTHER2", "2026-09-29 09:00", "2026-09-29 09:30", rooms=[STUDIO.id], languages=["fr"])
LUNCH = make.session("LUNCH2", "2026-09-28 12:00", "2026-09-28 13:00", kind="meal", in_all_rooms=True)
RELEASE = make.snapshot(PANEL, TALK, LUNCH, OTHER)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Selection(), ["PANEL2", "TALK22", "LUNCH2", "OTHER2"]),
        (Selection(day="2026-09-29"), ["OTHER2"]),
        (Selection(day="2026-10-01"), []),
        (Selection(room=HALL.id), ["PANEL2", "TALK22", "LUNCH2"]),
        (Selection(room=STUDIO.id), ["LUNCH2", "OTHER2"]),
        (Selection(track=GREEN.id), ["PANEL2", "TALK22"]),
        (Selection(language="en"), ["PANEL2", "TALK22"]),
        (Selection(language="ar"), ["PANEL2", "TALK22"]),
        (Selection(language="fr"), ["OTHER2"]),
        (Selection(kind="presentation"), ["TALK22"]),
        (Selection(room=HALL.id, kind="meal"), ["LUNCH2"]),
        (Selection(room="NOWHERE"), []),
    ],
)
def test_what_a_talk_does_not_say_its_panel_says_for_it(chosen: Selection, expected: list[str]) -> None:
    assert [session.id for session in chosen.sessions(RELEASE)] == expected


def test_a_day_is_the_events_day() -> None:
    """A session that is late in the evening elsewhere may begin on the next day of the event."""
    far = replace(OTHER, timezone="America/Los_Angeles", starts_local=make.wall("2026-09-28 20:00"))

    assert selection.days_of(far, "Europe/Berlin") == [date(2026, 9, 29)]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-09-28 14:00", "2026-09-30 12:00", [28, 29, 30]),
        ("2026-09-28 14:00", "2026-09-30 00:00", [28, 29]),
        ("2026-09-28 20:00", "2026-09-29 02:00", [28]),
        ("2026-09-28 20:00", "2026-09-29 06:00", [28]),
        ("2026-09-28 20:00", "2026-09-29 07:00", [28, 29]),
        ("2026-09-28 03:00", "2026-09-28 05:00", [28]),
    ],
)
def test_a_session_takes_place_on_each_of_its_days(starts: str, ends: str, expected: list[int]) -> None:
    one = make.session("LONG22", starts, ends)

    assert selection.days_of(one, "Europe/Berlin") == [date(2026, 9, number) for number in expected]
    assert selection.days(make.snapshot(one)) == [f"2026-09-{number}" for number in expected]


def test_no_session_fills_the_list_of_days() -> None:
    one = make.session("LONG22", "2026-09-28 14:00", "2036-09-28 14:00")

    assert len(selection.days_of(one, "Europe/Berlin")) == 32


def test_a_day_in_the_middle_of_a_session_finds_it() -> None:
    show = make.session("SHOW22", "2026-09-28 14:00", "2026-09-30 12:00")
    chosen = Selection(day="2026-09-29")

    assert chosen.is_known(make.snapshot(show))
    assert [one.id for one in chosen.sessions(make.snapshot(show))] == ["SHOW22"]


def test_words_are_read_from_an_address_and_unknown_ones_left() -> None:
    found = selection.read({"day": "2026-09-28", "room": " HALL22 ", "page": "3", "kind": "mayors' forum"})

    assert found == Selection(day="2026-09-28", room="HALL22", kind="mayors' forum")
    assert found.words() == {"day": "2026-09-28", "room": "HALL22", "kind": "mayors' forum"}


def test_nothing_asked_for_is_everything() -> None:
    assert not selection.read({"day": "", "room": "  "})
    assert selection.read({}) == Selection()


@given(st.text(max_size=60))
def test_whatever_is_asked_for_is_short_and_harmless(word: str) -> None:
    found = selection.read({"room": word})

    assert len(found.room) <= 40
    assert not set(found.room) & set('"<>&\n\r\0')
    if word.strip() and found.room != word.strip():
        assert list(found.sessions(RELEASE)) == []
