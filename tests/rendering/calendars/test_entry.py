"""One entry as a VEVENT, read back by a library that is not ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from flask_babel import force_locale

from app.rendering.calendars import entry as entries
from app.rendering.calendars.entry import Days, Entry, Organiser, Status, Times, Venue

ENTRY = Entry(
    uid="0aa783b9-957e-4a2a-8436-e90266f5a03c@calendar.example.org",
    sequence=2,
    created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    changed_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    status=Status.CONFIRMED,
    when=Times(
        datetime(2026, 9, 28, 7, tzinfo=UTC), datetime(2026, 9, 28, 8, 30, tzinfo=UTC), "Europe/Berlin"
    ),
    title="Opening; with commas, and \\ more",
    place="Main hall, Congress Centre, Hamburg, Germany",
    description="First line\nsecond line",
    url="https://x.example/events/a/programme/ABC123/",
)


def read(octets: bytes) -> Any:
    """The entry as a library that is not ours reads it."""
    return icalendar.Event.from_ical(octets.decode())


def vevent(entry: Entry) -> Any:
    return read(entries.serialise(entry))


def lines(entry: Entry) -> list[str]:
    return entries.serialise(entry).decode().replace("\r\n ", "").split("\r\n")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.usefixtures("app")
class TestEntry:
    def test_every_fact_is_in_its_property(self) -> None:
        assert lines(ENTRY) == [
            "BEGIN:VEVENT",
            "UID:0aa783b9-957e-4a2a-8436-e90266f5a03c@calendar.example.org",
            "SEQUENCE:2",
            "DTSTAMP:20260203T040506Z",
            "CREATED:20260102T030405Z",
            "LAST-MODIFIED:20260203T040506Z",
            "STATUS:CONFIRMED",
            "DTSTART;TZID=Europe/Berlin:20260928T090000",
            "DTEND;TZID=Europe/Berlin:20260928T103000",
            "SUMMARY:Opening\\; with commas\\, and \\\\ more",
            "LOCATION:Main hall\\, Congress Centre\\, Hamburg\\, Germany",
            "DESCRIPTION:First line\\nsecond line",
            "URL:https://x.example/events/a/programme/ABC123/",
            "CLASS:PUBLIC",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "",
        ]

    def test_a_reader_that_is_not_ours_sees_the_same_instants(self) -> None:
        made = vevent(ENTRY)

        assert made["DTSTART"].dt.astimezone(UTC) == at("2026-09-28 07:00")
        assert made["DTEND"].dt.astimezone(UTC) == at("2026-09-28 08:30")
        assert str(made["SUMMARY"]) == ENTRY.title

    def test_the_same_facts_give_the_same_bytes(self) -> None:
        assert entries.serialise(ENTRY) == entries.serialise(replace(ENTRY))

    def test_instants_on_request(self) -> None:
        octets = entries.serialise(ENTRY, in_utc=True)

        assert b"\r\nDTSTART:20260928T070000Z\r\nDTEND:20260928T083000Z\r\n" in octets

    @pytest.mark.parametrize(
        ("starts", "ends"),
        [
            ("2024-10-27 00:30", "2024-10-27 01:30"),  # 02:30 for the first time until 02:30 again
            ("2024-10-26 23:30", "2024-10-27 00:15"),  # only the end comes twice
            ("2024-10-27 01:15", "2024-10-27 03:00"),
        ],
    )
    def test_a_time_that_comes_twice_goes_out_as_an_instant(self, starts: str, ends: str) -> None:
        made = vevent(replace(ENTRY, when=Times(at(starts), at(ends), "Europe/Berlin")))

        assert (made["DTSTART"].dt, made["DTEND"].dt) == (at(starts), at(ends))
        assert "TZID" not in made["DTSTART"].params

    def test_an_hour_beside_the_overlap_keeps_its_zone(self) -> None:
        when = Times(at("2024-10-27 02:30"), at("2024-10-27 03:00"), "Europe/Berlin")

        assert "DTSTART;TZID=Europe/Berlin:20241027T033000" in lines(replace(ENTRY, when=when))

    def test_a_point_in_time_lasts_nothing(self) -> None:
        made = lines(replace(ENTRY, when=Times(at("2026-09-28 12:00"), at("2026-09-28 12:00"), "Asia/Tokyo")))

        assert "DTSTART;TZID=Asia/Tokyo:20260928T210000" in made
        assert "DURATION:PT0S" in made
        assert not [one for one in made if one.startswith("DTEND")]

    def test_whole_days_end_with_the_day_after(self) -> None:
        days = Days(date(2026, 9, 28), date(2026, 9, 30), "Europe/Berlin")
        made = lines(replace(ENTRY, when=days, is_free_time=True))

        assert "DTSTART;VALUE=DATE:20260928" in made
        assert "DTEND;VALUE=DATE:20261001" in made
        assert "TRANSP:TRANSPARENT" in made

    def test_what_is_cancelled_says_so_three_times(self) -> None:
        made = lines(replace(ENTRY, title="Panel", status=Status.CANCELLED))

        assert "STATUS:CANCELLED" in made
        assert "SUMMARY:CANCELLED: Panel" in made
        assert "TRANSP:TRANSPARENT" in made

    def test_creation_is_never_after_the_last_change(self) -> None:
        made = vevent(replace(ENTRY, created_at=at("2026-05-05 05:05")))

        assert made["CREATED"].dt == made["LAST-MODIFIED"].dt == ENTRY.changed_at

    def test_relations_and_places(self) -> None:
        made = lines(
            replace(
                ENTRY,
                categories=["Green, blue", "Panel"],
                organiser=Organiser('The "green": forum', "büro+1@example.org"),
                parent_uid="11111111-1111-4111-8111-111111111111@calendar.example.org",
                stream_url="https://stream.example/live?a=1,2",
                colour="#2e7d32",
                venue=Venue("Congress Centre", "Am Dammtor, Hamburg", 53.5615, 9.9858),
            )
        )

        assert made[15:-2] == [
            "CATEGORIES:Green\\, blue,Panel",
            "ORGANIZER;CN=\"The ^'green^': forum\":mailto:b%C3%BCro+1@example.org",
            "RELATED-TO;RELTYPE=PARENT:11111111-1111-4111-8111-111111111111@calendar.example.org",
            "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Livestream:https://stream.example/live?a=1,2",
            "COLOR:forestgreen",
            "GEO:53.5615;9.9858",
            (
                'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Am Dammtor, Hamburg";'
                'X-APPLE-RADIUS=100;X-TITLE="Congress Centre":geo:53.5615,9.9858'
            ),
        ]

    def test_a_place_on_the_equator_is_told_in_plain_digits(self) -> None:
        made = lines(replace(ENTRY, venue=Venue("Line", "Line", 0.00001, -78.0)))

        assert made[-4] == "GEO:0.00001;-78.0"
        assert made[-3].endswith(":geo:0.00001,-78.0")

    def test_hostile_text_cannot_add_a_property(self) -> None:
        evil = "x\r\nATTENDEE:mailto:a@example.org\u2028STATUS:CANCELLED\0"
        made = vevent(replace(ENTRY, title=evil, place=evil, description=evil, categories=[evil]))

        assert "ATTENDEE" not in made
        assert str(made["STATUS"]) == "CONFIRMED"

    def test_an_alarm_rings_so_many_minutes_before(self) -> None:
        octets = entries.with_alarm(entries.serialise(ENTRY), 10, "Panel, at last")
        made = read(octets)

        (alarm,) = made.walk("VALARM")
        assert (str(alarm["ACTION"]), alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-10))
        assert str(alarm["DESCRIPTION"]) == "Panel, at last"
        assert octets.endswith(b"END:VALARM\r\nEND:VEVENT\r\n")

    def test_words_are_in_the_readers_language(self) -> None:
        with force_locale("en"):
            assert replace(ENTRY, title="Panel", status=Status.CANCELLED).summary == "CANCELLED: Panel"


def test_a_long_middle_gives_way_to_what_must_not_be_lost() -> None:
    description = entries.describe(["Join: https://x.example/", ""], "ü" * 5000, ["https://x.example/page"])

    first, middle, last = description.split("\n\n")
    assert (first, last) == ("Join: https://x.example/", "https://x.example/page")
    assert middle == "ü" * (len(middle) - 1) + "…"
    assert 3990 < len(description.encode()) <= entries.LONGEST_DESCRIPTION


def test_empty_paragraphs_leave_no_gap() -> None:
    assert entries.describe(["", "a"], "", ["b"]) == "a\n\nb"


def test_even_endless_first_words_are_cut(app: Flask) -> None:
    assert app.testing
    assert len(entries.describe(["é" * 9000], "middle", ["end"]).encode()) <= entries.LONGEST_DESCRIPTION
