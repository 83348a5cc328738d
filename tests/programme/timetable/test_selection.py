"""Which sessions a reader asked for."""

from dataclasses import replace

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

    assert selection.day_of(far, "Europe/Berlin") == "2026-09-29"


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
