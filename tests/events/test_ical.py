"""Events as calendar entries."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from app.core import localtime
from app.core.types import Translated
from app.events import ical
from app.events.ical import Listing
from app.events.models import Attendance, Event, EventKind, Lifecycle, Visibility
from tests.make import events as make

HOST = "calendar.example.org"
UID = "11111111-1111-4111-8111-111111111111"

pytestmark = pytest.mark.usefixtures("app")


def event(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "slug": "learning-cities",
        "calendar_uid": UID,
        "title": Translated({"en": "Learning cities", "fr": "Villes apprenantes"}),
        "announced_at": datetime(2026, 1, 1, tzinfo=UTC),
        "calendar_changed_at": datetime(2026, 1, 2, tzinfo=UTC),
        **fields,
    }
    return make.event(**values)


def timed(starts: str, ends: str, **fields: Any) -> Event:
    """An event with one exact start and end in Hamburg."""
    first, last = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return event(
        starts_local=first, ends_local=last, first_day=first.date(), last_day=last.date(),
        daily_start=None, daily_end=None,
        begins_at=localtime.to_utc(first, "Europe/Berlin"),
        finishes_at=localtime.to_utc(last, "Europe/Berlin"),
        **fields,
    )  # fmt: skip


def lines(one: Event, language: str = "en", **options: bool) -> list[str]:
    return ical.single(one, HOST, language, **options).decode().replace("\r\n ", "").split("\r\n")


def value(found: list[str], name: str) -> str:
    (line,) = (line for line in found if line.startswith((f"{name}:", f"{name};")))
    return line.partition(":")[2]


def test_a_private_event_names_no_page_that_nobody_can_open() -> None:
    private = event(
        visibility=Visibility.PRIVATE, livestream_url="https://stream.example/1", livestream_is_public=True
    )

    found = lines(private)

    assert [line for line in found if "learning-cities/" in line or line.startswith("URL")] == []


def test_an_event_of_several_days_is_whole_days_and_leaves_the_time_free() -> None:
    found = lines(
        event(
            sequence=3,
            summary=Translated({"en": "How **cities** learn."}),
            address_lines=["Am Dammtor 1"],
            postcode="20355",
            topics=["health"],
            latitude=53.56,
            longitude=9.98,
        )
    )

    place = "Congress Centre\\, Am Dammtor 1\\, 20355 Hamburg\\, Germany"
    assert found == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Plenary//Calendars//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{UID}@{HOST}",
        "SEQUENCE:3",
        "DTSTAMP:20260102T000000Z",
        "CREATED:20260101T000000Z",
        "LAST-MODIFIED:20260102T000000Z",
        "STATUS:CONFIRMED",
        "DTSTART;VALUE=DATE:20260928",
        "DTEND;VALUE=DATE:20261001",
        "SUMMARY:Learning cities",
        f"LOCATION:{place}",
        "DESCRIPTION:How cities learn.\\n\\nhttp://127.0.0.1:5000/events/learning-cities/",
        "URL:http://127.0.0.1:5000/events/learning-cities/",
        "CLASS:PUBLIC",
        "TRANSP:TRANSPARENT",
        "CATEGORIES:Conference,health",
        'ORGANIZER;CN="Learning cities":mailto:office@example.org',
        "COLOR:teal",
        "GEO:53.56;9.98",
        (
            'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Congress Centre, Am Dammtor 1, 20355 Hamburg,'
            ' Germany";X-APPLE-RADIUS=100;X-TITLE="Congress Centre":geo:53.56,9.98'
        ),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_same_event_with_its_hours_on_request() -> None:
    found = lines(event(), whole_days=False)

    assert "DTSTART;TZID=Europe/Berlin:20260928T090000" in found
    assert "DTEND;TZID=Europe/Berlin:20260930T170000" in found
    assert found.count("BEGIN:VTIMEZONE") == 1


def test_one_exact_start_and_end_are_times() -> None:
    found = lines(timed("2026-09-28 14:00", "2026-09-28 15:30", kind=EventKind.WEBINAR))

    assert "DTSTART;TZID=Europe/Berlin:20260928T140000" in found
    assert value(found, "TRANSP") == "OPAQUE"


def test_an_evening_across_midnight_is_still_one_evening() -> None:
    found = lines(timed("2026-09-28 20:00", "2026-09-29 01:00"))

    assert "DTEND;TZID=Europe/Berlin:20260929T010000" in found


def test_one_day_with_hours_is_times() -> None:
    day = date(2026, 9, 28)
    one_day = event(first_day=day, last_day=day, daily_start=time(9), daily_end=time(17))

    assert "DTSTART;TZID=Europe/Berlin:20260928T090000" in lines(one_day)


@pytest.mark.parametrize("day", [date(2026, 9, 28), date(2026, 3, 29)])
def test_a_date_alone_is_a_whole_day_even_when_the_clocks_change(day: date) -> None:
    alone = event(
        first_day=day, last_day=day, daily_start=None, daily_end=None,
        begins_at=localtime.start_of_day(day, "Europe/Berlin"),
        finishes_at=localtime.end_of_day(day, "Europe/Berlin"),
    )  # fmt: skip

    found = lines(alone)

    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in found


@pytest.mark.parametrize(
    ("lifecycle", "status", "summary", "note"),
    [
        (Lifecycle.CANCELLED, "CANCELLED", "CANCELLED: Learning cities", "This event is cancelled."),
        (
            Lifecycle.POSTPONED,
            "TENTATIVE",
            "POSTPONED: Learning cities",
            "This event is postponed. The date shown is the old one.",
        ),
    ],
)
def test_what_does_not_take_place_says_so_first(
    lifecycle: Lifecycle, status: str, summary: str, note: str
) -> None:
    found = lines(event(lifecycle=lifecycle, status_note=Translated({"en": "A storm"})))

    assert (value(found, "STATUS"), value(found, "SUMMARY")) == (status, summary)
    assert value(found, "DESCRIPTION").startswith(f"{note}\\n\\nA storm\\n\\n")
    assert value(found, "TRANSP") == "TRANSPARENT"
    assert 'ORGANIZER;CN="Learning cities":mailto:office@example.org' in found


def test_our_own_address_leads_to_a_stream_everybody_may_watch() -> None:
    online: dict[str, Any] = {
        "attendance": Attendance.ONLINE, "venue_name": Translated({}), "city": Translated({}), "country": "",
        "livestream_url": "https://stream.example/room",
    }  # fmt: skip

    hidden = lines(event(**online))
    shown = lines(event(slug="open", calendar_uid=UID[::-1], livestream_is_public=True, **online))

    assert "stream.example" not in "\n".join(hidden)
    assert value(hidden, "LOCATION") == "http://127.0.0.1:5000/events/learning-cities/"
    live = "http://127.0.0.1:5000/events/open/live/"
    assert (value(shown, "LOCATION"), value(shown, "CONFERENCE")) == (live, live)
    assert value(shown, "DESCRIPTION").startswith(f"Join: {live}\\n\\n")
    assert "stream.example" not in "\n".join(shown)


def test_words_are_in_the_readers_language() -> None:
    found = lines(event(), "fr")

    assert value(found, "SUMMARY") == "Villes apprenantes"
    assert value(found, "LOCATION").endswith("Allemagne")


def test_many_events_are_a_subscription() -> None:
    listing = Listing(
        name="Events",
        page_path="/events/",
        source_path="/events.ics?kind=webinar",
        changed_at=datetime(2026, 1, 2, tzinfo=UTC),
    )

    octets = ical.feed(
        listing,
        [event(), timed("2026-09-28 14:00", "2026-09-28 15:30", slug="b", calendar_uid="b")],
        HOST,
        "en",
    )

    found = octets.decode().split("\r\n")
    assert found.count("BEGIN:VEVENT") == 2
    assert "SOURCE;VALUE=URI:http://127.0.0.1:5000/events.ics?kind=webinar" in found
    assert "X-WR-CALNAME:Events" in found
    assert not [line for line in found if line.startswith("X-WR-TIMEZONE")]


def test_the_same_event_gives_the_same_bytes() -> None:
    one = event()

    assert ical.single(one, HOST, "en") == ical.single(one, HOST, "en")
