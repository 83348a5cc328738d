"""An event as search engines read it."""

import json
from datetime import date
from typing import Any

import pytest

from app.core import localtime
from app.core.db import transaction
from app.core.types import Translated
from app.events import jsonld
from app.events.models import Attendance, Event, FeaturedPerson, Lifecycle, Party, PartyRole, Visibility
from tests.make import events as make
from tests.make import programme as make_programme

pytestmark = pytest.mark.usefixtures("app")

PAGE = "http://127.0.0.1:5000/events/learning-cities/"


def event(**fields: Any) -> Event:
    return make.event(slug="learning-cities", title=Translated({"en": "Learning cities"}), **fields)


def read(one: Event, **options: Any) -> dict[str, Any]:
    script = jsonld.script(one, "en", **options)
    assert script is not None
    return dict(json.loads(script))


def test_everything_known_is_said_and_nothing_else() -> None:
    one = event(
        summary=Translated({"en": "How **cities** learn. <b>Bold</b>"}),
        address_lines=["Am Dammtor 1"],
        postcode="20355",
        working_languages=["en", "fr"],
        latitude=53.56,
        longitude=9.98,
    )
    with transaction() as session:
        organiser, shop = Translated({"en": "Institute"}), Translated({"en": "Shop"})
        url = "https://institute.example/"
        session.add(Party(event=one, position=1, role=PartyRole.ORGANISER, name=organiser, url=url))
        session.add(Party(event=one, position=2, role=PartyRole.SPONSOR, name=shop))
        session.add(FeaturedPerson(event=one, person=make_programme.person("Ada", "Lovelace"), position=1))

    node = read(one, image_url="https://x.example/a.jpg", parts=[{"@type": "Event", "name": "Opening"}])

    assert node == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": PAGE,
        "name": "Learning cities",
        "description": "How cities learn. Bold",
        "url": PAGE,
        "startDate": "2026-09-28T09:00:00+02:00",
        "endDate": "2026-09-30T17:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "image": ["https://x.example/a.jpg"],
        "inLanguage": ["en", "fr"],
        "organizer": [{"@type": "Organization", "name": "Institute", "url": "https://institute.example/"}],
        "performer": [{"@type": "Person", "name": "Ada Lovelace"}],
        "subEvent": [{"@type": "Event", "name": "Opening"}],
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Congress Centre",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Am Dammtor 1",
                    "postalCode": "20355",
                    "addressLocality": "Hamburg",
                    "addressCountry": "DE",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 53.56, "longitude": 9.98},
            },
            {"@type": "VirtualLocation", "url": PAGE},
        ],
    }


def test_dates_alone_are_said_as_dates() -> None:
    first, last = date(2023, 2, 22), date(2023, 2, 24)
    node = read(
        event(
            first_day=first, last_day=last, daily_start=None, daily_end=None,
            timezone="America/Mexico_City",
            begins_at=localtime.start_of_day(first, "America/Mexico_City"),
            finishes_at=localtime.end_of_day(last, "America/Mexico_City"),
        )
    )  # fmt: skip

    assert (node["startDate"], node["endDate"]) == ("2023-02-22", "2023-02-24")


@pytest.mark.parametrize(
    ("lifecycle", "status"),
    [(Lifecycle.CANCELLED, "EventCancelled"), (Lifecycle.POSTPONED, "EventPostponed")],
)
def test_what_does_not_take_place_keeps_its_date(lifecycle: Lifecycle, status: str) -> None:
    node = read(event(lifecycle=lifecycle))

    assert (node["eventStatus"], node["startDate"]) == (
        f"https://schema.org/{status}",
        "2026-09-28T09:00:00+02:00",
    )


@pytest.mark.parametrize(
    ("attendance", "mode", "kind"),
    [
        (Attendance.IN_PERSON, "OfflineEventAttendanceMode", "Place"),
        (Attendance.ONLINE, "OnlineEventAttendanceMode", "VirtualLocation"),
    ],
)
def test_the_mode_fits_the_place(attendance: Attendance, mode: str, kind: str) -> None:
    node = read(event(attendance=attendance))

    assert (node["eventAttendanceMode"], node["location"]["@type"]) == (f"https://schema.org/{mode}", kind)


@pytest.mark.parametrize(
    "hidden",
    [
        {"visibility": Visibility.UNLISTED},
        {"visibility": Visibility.PRIVATE},
        {"lifecycle": Lifecycle.DRAFT},
        {"attendance": Attendance.IN_PERSON, "venue_name": Translated({}), "city": Translated({})},
    ],
)
def test_what_must_not_be_found_or_is_nowhere_is_not_told(hidden: dict[str, Any]) -> None:
    assert jsonld.script(event(**hidden), "en") is None


def test_a_hidden_stream_is_nowhere_in_it() -> None:
    script = jsonld.script(event(livestream_url="https://stream.example/secret"), "en")

    assert "stream.example" not in str(script)
