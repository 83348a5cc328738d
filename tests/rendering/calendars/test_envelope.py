"""What surrounds entries: header, time zones, order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.rendering.calendars import entry as entries
from app.rendering.calendars import envelope, vtimezone
from app.rendering.calendars.entry import Organiser, Times
from tests.rendering.calendars.test_entry import ENTRY

FEED = envelope.Feed(
    name="Learning cities, Hamburg",
    description="Draft programme, release 3",
    page_url="https://x.example/events/a/programme/",
    source_url="https://x.example/events/a/programme.ics",
    changed_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    zone="Europe/Berlin",
    colour="#0b5394",
)
PUBLISHED = replace(ENTRY, organiser=Organiser("Office", "office@example.org"))


def vevent(starts: str, zone: str) -> bytes:
    moment = datetime.fromisoformat(starts).replace(tzinfo=UTC)
    return entries.serialise(replace(PUBLISHED, when=Times(moment, moment, zone)))


def lines(octets: bytes) -> list[str]:
    return octets.decode().replace("\r\n ", "").split("\r\n")


def test_a_feed_names_itself_twice_and_says_when_to_come_back() -> None:
    octets = envelope.feed(FEED, [vevent("2026-09-28T09:00", "Europe/Berlin")])

    found = lines(octets)
    assert [*found[: found.index("BEGIN:VTIMEZONE")], *found[-2:]] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Plenary//Calendars//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Learning cities\\, Hamburg",
        "X-WR-CALNAME:Learning cities\\, Hamburg",
        "DESCRIPTION:Draft programme\\, release 3",
        "X-WR-CALDESC:Draft programme\\, release 3",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://x.example/events/a/programme.ics",
        "URL:https://x.example/events/a/programme/",
        "LAST-MODIFIED:20260203T040506Z",
        "X-WR-TIMEZONE:Europe/Berlin",
        "COLOR:teal",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(("zone", "shown"), [("Africa/Casablanca", "Africa/Casablanca"), ("", "Etc/UTC")])
def test_a_feed_without_entries_still_holds_a_component(zone: str, shown: str) -> None:
    """RFC 5545 section 3.6 wants one at the least."""
    found = lines(envelope.feed(replace(FEED, zone=zone), []))

    components = [line.partition(":")[2] for line in found if line.startswith("BEGIN:V")]
    assert components == ["VCALENDAR", "VTIMEZONE"]
    assert f"TZID:{shown}" in found
    assert found[-3] == "END:VTIMEZONE"


def test_on_the_days_of_the_event_readers_come_back_sooner() -> None:
    hurried = lines(envelope.feed(replace(FEED, is_hurried=True), []))

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M" in hurried
    assert "X-PUBLISHED-TTL:PT15M" in hurried


def test_an_image_is_a_badge() -> None:
    octets = envelope.feed(replace(FEED, image_url="https://x.example/a.jpg"), [])

    assert "IMAGE;VALUE=URI;DISPLAY=BADGE:https://x.example/a.jpg" in lines(octets)


def test_a_single_entry_has_neither_name_nor_refresh() -> None:
    entry = entries.serialise(PUBLISHED)

    octets = envelope.single(entry)

    head = b"BEGIN:VCALENDAR\r\nPRODID:-//Plenary//Calendars//EN\r\nVERSION:2.0\r\n"
    head += b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
    zone = vtimezone.component("Europe/Berlin", 2026, 2026)
    assert octets == head + zone + entry + b"END:VCALENDAR\r\n"


def test_without_an_organiser_nothing_claims_to_be_published() -> None:
    octets = envelope.feed(FEED, [entries.serialise(PUBLISHED), entries.serialise(ENTRY)])

    assert b"METHOD" not in octets


def test_each_zone_is_described_once_for_all_years_used_before_the_entries() -> None:
    made = [
        vevent("2026-07-01 10:00", "Europe/Berlin"),
        vevent("2022-07-01 10:00", "America/Mexico_City"),
        vevent("2023-07-01 10:00", "America/Mexico_City"),
        vevent("2025-07-01 10:00", "Europe/Berlin"),
    ]

    octets = envelope.feed(FEED, made)

    zones = vtimezone.component("America/Mexico_City", 2022, 2023)
    zones += vtimezone.component("Europe/Berlin", 2025, 2026)
    assert octets.endswith(zones + b"".join(made) + b"END:VCALENDAR\r\n")
    assert octets.count(b"BEGIN:VTIMEZONE") == 2


def test_instants_need_no_zone() -> None:
    octets = envelope.feed(FEED, [entries.serialise(PUBLISHED, in_utc=True)])

    assert b"VTIMEZONE" not in octets


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_feed_hurries_within_any_of_its_spans_and_knows_until_when() -> None:
    spans = [(at("2026-09-28"), at("2026-10-01")), (at("2026-11-01"), at("2026-11-02"))]

    found = [
        envelope.hurry(spans, at(moment))
        for moment in ("2026-09-27", "2026-09-28", "2026-10-01", "2026-11-01T12:00", "2026-11-02")
    ]

    assert found == [
        (False, at("2026-09-28")),
        (True, at("2026-10-01")),
        (False, at("2026-11-01")),
        (True, at("2026-11-02")),
        (False, None),
    ]
    assert envelope.hurry([], at("2026-09-27")) == (False, None)
