"""Released sessions as search engines read them."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.programme import jsonld
from app.programme.snapshot import SnapshotSession
from app.programme.timetable.reader import Reader
from tests.make import snapshots as make
from tests.make.snapshots import ADA, HALL

pytestmark = pytest.mark.usefixtures("app")

OPENING = make.session(
    "OPEN22", "2026-09-28 09:00", "2026-09-28 10:30",
    rooms=[HALL.id], languages=["en"], abstract={"en": "What **cities** learn </script><b>now</b>."},
    appearances=[make.appearance(ADA)],
)  # fmt: skip
PAGE = "http://127.0.0.1:5000/events/learning-cities/programme/OPEN22/"


def read(session: SnapshotSession, **fields: Any) -> dict[str, Any]:
    script = jsonld.script(Reader(make.snapshot(session, **fields), "en"), session)
    assert script is not None
    assert "<" not in script
    return dict(json.loads(script))


def test_a_session_says_what_is_known_of_it() -> None:
    assert read(OPENING) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": PAGE,
        "name": "Session OPEN22",
        "description": "What cities learn now.",
        "url": PAGE,
        "startDate": "2026-09-28T09:00:00+02:00",
        "endDate": "2026-09-28T10:30:00+02:00",
        "inLanguage": ["en"],
        "performer": [{"@type": "Person", "name": "Ada Lovelace"}],
        "superEvent": {
            "@type": "Event",
            "@id": "http://127.0.0.1:5000/events/learning-cities/",
            "name": "Learning cities",
        },
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Main hall, Congress Centre",
                "address": {"@type": "PostalAddress", "addressLocality": "Hamburg", "addressCountry": "DE"},
            },
            {"@type": "VirtualLocation", "url": PAGE},
        ],
    }


@pytest.mark.parametrize(
    ("attendance", "mode", "kinds"),
    [
        ("in person", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("hybrid", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_the_mode_fits_the_place(attendance: str, mode: str, kinds: list[str]) -> None:
    node = read(OPENING, attendance=attendance)

    found = node["location"] if isinstance(node["location"], list) else [node["location"]]
    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [one["@type"] for one in found] == kinds


def test_a_cancelled_session_keeps_its_date() -> None:
    node = read(replace(OPENING, cancelled_at=make.RELEASED, moved_from_local=make.wall("2026-09-28 08:00")))

    assert (node["eventStatus"], node["startDate"]) == (
        "https://schema.org/EventCancelled",
        "2026-09-28T09:00:00+02:00",
    )
    assert "previousStartDate" not in node


def test_a_moved_session_names_the_start_it_had() -> None:
    node = read(replace(OPENING, moved_from_local=make.wall("2026-09-27 08:00")))

    assert (node["eventStatus"], node["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        "2026-09-27T08:00:00+02:00",
    )


def test_a_session_that_is_nowhere_is_not_told() -> None:
    release = make.snapshot(replace(OPENING, rooms=[]), attendance="in person", place={})

    assert jsonld.script(Reader(release, "en"), release.sessions[0]) is None


def test_the_events_page_names_sessions_but_no_breaks_talks_or_cancelled_ones() -> None:
    release = make.snapshot(
        OPENING,
        make.session("TALK22", "2026-09-28 09:00", "2026-09-28 09:30", parent="OPEN22"),
        make.session("LUNCH2", "2026-09-28 12:00", "2026-09-28 13:00", kind="meal"),
        make.session("OFF222", "2026-09-28 14:00", "2026-09-28 15:00", cancelled_at=make.RELEASED),
    )

    (part,) = jsonld.parts(Reader(release, "en"))

    assert sorted(part) == ["@id", "@type", "location", "name", "startDate"]
    assert part["@id"] == PAGE


@pytest.mark.parametrize("lifecycle", ["postponed", "cancelled"])
def test_of_an_event_that_does_not_take_place_no_session_is_told(lifecycle: str) -> None:
    reader = Reader(make.snapshot(OPENING, lifecycle=lifecycle), "en")

    assert (jsonld.script(reader, OPENING), jsonld.parts(reader)) == (None, [])


def test_a_time_nobody_announced_is_not_told() -> None:
    open_end = read(replace(OPENING, end_is_derived=True))
    somewhere = read(
        replace(
            OPENING, parent="PANEL2", start_is_derived=True, moved_from_local=make.wall("2026-09-27 08:00")
        )
    )

    assert (open_end["startDate"], "endDate" in open_end) == ("2026-09-28T09:00:00+02:00", False)
    assert (somewhere["startDate"], "endDate" in somewhere) == ("2026-09-28", False)
    assert somewhere["eventStatus"] == "https://schema.org/EventScheduled"


def test_whoever_was_only_asked_does_not_perform() -> None:
    assert "performer" not in read(replace(OPENING, appearances=[make.appearance(ADA, state="invited")]))
