"""Ways into a calendar: right instants, honest words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from app.rendering.calendars import links
from app.rendering.calendars.entry import Days, Entry, Status, Times
from tests.rendering.calendars.test_entry import ENTRY

FILE = "https://x.example/events/a/programme/ABC123.ics"
TITLE = "Mayors & citizens: 100% of us"
SESSION = replace(ENTRY, title=TITLE)

pytestmark = pytest.mark.usefixtures("app")


def hrefs(entry: Entry = SESSION) -> dict[str, str]:
    return {link.label: link.href for link in links.for_entry(entry, FILE)}


def query(href: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


def test_every_copy_says_that_it_does_not_update() -> None:
    made = links.for_entry(SESSION, FILE)

    assert [(link.label, link.note) for link in made] == [
        ("Google Calendar", "A copy: does not update"),
        ("Outlook.com", "A copy: does not update"),
        ("Microsoft 365", "A copy: does not update"),
        ("Yahoo Calendar", "A copy: does not update"),
        ("Download", "Does not update"),
    ]


def test_google_gets_instants_and_the_zone() -> None:
    href = hrefs()["Google Calendar"]

    assert href.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert query(href) == {
        "action": "TEMPLATE",
        "text": TITLE,
        "dates": "20260928T070000Z/20260928T083000Z",
        "ctz": "Europe/Berlin",
        "location": SESSION.place,
        "details": f"First line\nsecond line\n\n{SESSION.url}",
    }


@pytest.mark.parametrize(
    ("label", "host"), [("Outlook.com", "outlook.live.com"), ("Microsoft 365", "outlook.office.com")]
)
def test_outlook_gets_times_with_their_zone_and_spaces_it_understands(label: str, host: str) -> None:
    href = hrefs()[label]

    assert href.startswith(f"https://{host}/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose")
    assert "+" not in href
    asked = query(href)
    assert (asked["rru"], asked["subject"]) == ("addevent", TITLE)
    assert (asked["startdt"], asked["enddt"]) == ("2026-09-28T07:00:00Z", "2026-09-28T08:30:00Z")


def test_yahoo_gets_instants() -> None:
    asked = query(hrefs()["Yahoo Calendar"])

    assert (asked["st"], asked["et"]) == ("20260928T070000Z", "20260928T083000Z")
    assert (asked["v"], asked["title"], asked["in_loc"]) == ("60", TITLE, SESSION.place)


def test_the_file_is_downloaded() -> None:
    assert hrefs()["Download"] == f"{FILE}?download=1"
    assert links.for_entry(SESSION, f"{FILE}?lang=fr")[-1].href == f"{FILE}?lang=fr&download=1"


def test_whole_days_end_with_the_day_after_where_the_service_wants_it() -> None:
    days = Days(date(2026, 9, 28), date(2026, 9, 30), "Europe/Berlin")

    made = {label: query(href) for label, href in hrefs(replace(SESSION, when=days)).items()}

    assert made["Google Calendar"]["dates"] == "20260928/20261001"
    assert "ctz" not in made["Google Calendar"]
    outlook = made["Outlook.com"]
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2026-09-28", "2026-10-01", "true")
    assert (made["Yahoo Calendar"]["st"], made["Yahoo Calendar"]["et"]) == (
        "20260927T220000Z",
        "20260930T220000Z",
    )


def test_a_cancelled_entry_is_copied_as_cancelled() -> None:
    cancelled = hrefs(replace(SESSION, status=Status.CANCELLED))

    assert query(cancelled["Google Calendar"])["text"] == f"CANCELLED: {TITLE}"


def test_a_long_description_does_not_make_an_address_without_end() -> None:
    href = hrefs(replace(SESSION, description="word " * 2000))["Google Calendar"]

    assert len(href) < 1500
    assert query(href)["details"].endswith(f"…\n\n{SESSION.url}")


def test_subscriptions_say_that_they_keep_up() -> None:
    feed = "https://x.example/events/a/programme.ics?room=HALL22"
    encoded = "%3A%2F%2Fx.example%2Fevents%2Fa%2Fprogramme.ics%3Froom%3DHALL22"
    web = f"/calendar/0/addfromweb?url=https{encoded}&name=Learning%20%26%20cities"

    made = links.for_feed(feed, "Learning & cities")

    daily, itself = "Updates itself once or twice a day", "Updates itself"
    google = f"https://calendar.google.com/calendar/r?cid=webcal{encoded}"
    assert [(link.label, link.href, link.note) for link in made] == [
        ("Subscribe", "webcal://x.example/events/a/programme.ics?room=HALL22", itself),
        ("Subscribe with Google Calendar", google, daily),
        ("Subscribe with Outlook.com", f"https://outlook.live.com{web}", itself),
        ("Subscribe with Microsoft 365", f"https://outlook.office.com{web}", itself),
    ]


def test_a_moment_keeps_its_instant() -> None:
    moment = datetime(2026, 9, 28, 12, tzinfo=UTC)
    when = Times(moment, moment, "Europe/Berlin")

    assert query(hrefs(replace(SESSION, when=when))["Google Calendar"])["dates"] == (
        "20260928T120000Z/20260928T120000Z"
    )
