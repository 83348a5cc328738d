"""Calendars and news feeds over HTTP, as subscribers' programs ask for them."""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import time_machine
from PIL import Image

from app.core.actors import SYSTEM
from app.core.db import transaction
from app.core.types import Translated
from app.events.models import Event, EventKind, Lifecycle, Series, Visibility
from app.events.services import lifecycle
from app.files import services as files
from app.programme.models import ProgrammeItem, Release, ReleaseState, SessionKind
from app.programme.snapshot import dump
from tests.browserless import Browser
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.snapshots import snapshot

ATOM = "{http://www.w3.org/2005/Atom}"


def lines(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")


def summaries(body: bytes) -> list[str]:
    return [line.removeprefix("SUMMARY:") for line in lines(body) if line.startswith("SUMMARY:")]


@pytest.fixture
def event(app: object) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(
        slug="learning-cities",
        calendar_uid="11111111-1111-4111-8111-111111111111",
        announced_at=datetime(2026, 1, 1, tzinfo=UTC),
        calendar_changed_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


@pytest.fixture
def programme(event: Event) -> list[ProgrammeItem]:
    """Two sessions in two rooms, and a break, in release 1."""
    halls = [make.room(event, "Hall A"), make.room(event, "Hall B")]
    track = make.track(event, "Green")
    made = [
        make.item(event, "Opening", starts=make.at("09:00"), ends=make.at("10:00"), rooms=halls[:1],
                  kind=SessionKind.OPENING, languages=["en"]),
        make.item(event, "Coffee", starts=make.at("10:00"), ends=make.at("10:30"), kind=SessionKind.BREAK),
        make.item(event, "Panel", starts=make.at("10:30", 29), ends=make.at("11:30", 29), rooms=halls[1:],
                  kind=SessionKind.PANEL, track=track, languages=["fr"]),
    ]  # fmt: skip
    with time_machine.travel(datetime(2026, 2, 12, tzinfo=UTC), tick=False):
        make.release(event)
    return made


def test_the_event_is_one_entry_of_whole_days(browser: Browser, event: Event) -> None:
    page = browser.get("/events/learning-cities/event.ics")

    assert page.status == 200
    assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = lines(page.body)
    assert found.count("BEGIN:VEVENT") == 1
    assert "UID:11111111-1111-4111-8111-111111111111@calendar.example.org" in found
    assert "DTSTART;VALUE=DATE:20260928" in found
    assert "DTEND;VALUE=DATE:20261001" in found
    assert f"URL:http://127.0.0.1:5000/events/{event.slug}/" in found


def test_the_event_with_its_hours_on_request(browser: Browser, event: Event) -> None:
    found = lines(browser.get(f"/events/{event.slug}/event.ics?allday=0").body)

    assert "DTSTART;TZID=Europe/Berlin:20260928T090000" in found
    assert "DTEND;TZID=Europe/Berlin:20260930T170000" in found


@pytest.mark.usefixtures("programme")
def test_the_programme_is_everything_that_was_released(browser: Browser) -> None:
    page = browser.get("/events/learning-cities/programme.ics")

    assert summaries(page.body) == ["Opening", "Coffee", "Panel"]
    found = lines(page.body)
    assert "X-WR-CALDESC:Draft programme\\, release 1" in found
    assert "SOURCE;VALUE=URI:http://127.0.0.1:5000/events/learning-cities/programme.ics" in found
    assert found.count("STATUS:TENTATIVE") == 3


def test_a_subscription_bears_the_picture_of_its_event(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    assert programme
    bare = browser.get("/events/learning-cities/programme.ics")
    picture = BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(picture, "PNG")
    with transaction():
        event.image = files.store_image(picture.getvalue(), "harbour.png")
        event.revision += 1

    calendar = browser.get("/events/learning-cities/programme.ics").body.replace(b"\r\n ", b"")

    assert b"\nIMAGE" not in bare.body
    address = f"http://127.0.0.1:5000/files/{event.image.public_id}/share.jpg"
    assert f"\r\nIMAGE;VALUE=URI;DISPLAY=BADGE:{address}\r\n".encode() in calendar


def test_the_draft_never_leaks(browser: Browser, programme: list[ProgrammeItem]) -> None:
    with transaction():
        programme[0].title = Translated({"en": "A secret plan"})

    page = browser.get("/events/learning-cities/programme.ics")

    assert summaries(page.body) == ["Opening", "Coffee", "Panel"]


def test_a_release_reaches_subscribers_at_once(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    old = browser.get("/events/learning-cities/programme.ics")
    with transaction():
        programme[0].title = Translated({"en": "Grand opening"})
    make.release(event, ReleaseState.FINAL)

    new = browser.get("/events/learning-cities/programme.ics", headers={"If-None-Match": old.headers["ETag"]})

    assert new.status == 200
    assert summaries(new.body) == ["Grand opening", "Coffee", "Panel"]
    assert lines(new.body).count("SEQUENCE:1") == 3
    assert lines(new.body).count("STATUS:CONFIRMED") == 3


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("day=2026-09-29", ["Panel"]),
        ("day=2026-09-30", []),
        ("kind=panel", ["Panel"]),
        ("language=en", ["Opening"]),
        ("language=de", []),
        ("breaks=0", ["Opening", "Panel"]),
        ("breaks=1", ["Opening", "Coffee", "Panel"]),
        ("room=ZZZZZZ", []),
        ("room=%00", None),
        ("track=' OR 1=1 --", []),
        ("day=2026-09-28&kind=opening", ["Opening"]),
        ("unknown=1", ["Opening", "Coffee", "Panel"]),
    ],
)
def test_a_feed_can_be_narrowed(browser: Browser, query: str, expected: list[str] | None) -> None:
    page = browser.get(f"/events/learning-cities/programme.ics?{query}")

    assert (page.status, summaries(page.body) if page.status == 200 else None) == (
        400 if expected is None else 200,
        expected,
    )


def test_a_feed_of_one_room_or_track(browser: Browser, programme: list[ProgrammeItem]) -> None:
    room, track = programme[0].rooms[0], programme[2].track
    assert track is not None

    of_room = browser.get(f"/events/learning-cities/programme.ics?room={room.public_id}")
    of_track = browser.get(f"/events/learning-cities/programme.ics?track={track.public_id}")

    assert summaries(of_room.body) == ["Opening"]
    assert summaries(of_track.body) == ["Panel"]
    assert f"?room={room.public_id}" in next(
        line for line in lines(of_room.body) if line.startswith("SOURCE")
    )


@pytest.mark.usefixtures("programme")
def test_instants_and_alarms_on_request(browser: Browser) -> None:
    found = lines(browser.get("/events/learning-cities/programme.ics?alarm=15&tz=utc").body)

    assert "DTSTART:20260928T070000Z" in found
    assert "BEGIN:VTIMEZONE" not in found
    assert found.count("TRIGGER:-PT15M") == 3


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("alarm", ["-5", "x", "", "0", "99999999999", "١٥0000000"])
def test_a_senseless_alarm_is_none(browser: Browser, alarm: str) -> None:
    body = browser.get(f"/events/learning-cities/programme.ics?alarm={alarm}").body

    assert b"VALARM" not in body


def test_a_cancelled_session_stays_and_can_be_hidden(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    with transaction() as session:
        session.delete(programme[2])
    with time_machine.travel(datetime(2026, 9, 1, tzinfo=UTC), tick=False):
        make.release(event)

    page = browser.get("/events/learning-cities/programme.ics")

    assert summaries(page.body) == ["Opening", "Coffee", "CANCELLED: Panel"]
    assert lines(page.body).count("STATUS:CANCELLED") == 1
    hidden = browser.get("/events/learning-cities/programme.ics?cancelled=hide")
    assert summaries(hidden.body) == ["Opening", "Coffee"]


def test_when_the_event_is_cancelled_so_is_every_session(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    before = lines(browser.get("/events/learning-cities/programme.ics").body)
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False):
        lifecycle.cancel(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)

    after = lines(browser.get("/events/learning-cities/programme.ics").body)
    single = lines(browser.get(f"/events/learning-cities/programme/{programme[0].public_id}.ics").body)
    whole = lines(browser.get("/events/learning-cities/event.ics").body)

    assert [line for line in before if line.startswith("UID")] == [
        line for line in after if line.startswith("UID")
    ]
    assert after.count("STATUS:CANCELLED") == after.count("SEQUENCE:1") == 3
    assert after.count("LAST-MODIFIED:20260501T000000Z") == 4  # the entries and the calendar itself
    assert "SUMMARY:CANCELLED: Opening" in single
    assert (whole.count("STATUS:CANCELLED"), whole.count("SEQUENCE:1")) == (1, 1)


def test_when_the_event_is_on_again_no_sequence_falls_back(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    assert programme
    addresses = ("programme.ics", f"programme/{programme[2].public_id}.ics", "event.ics")
    found: list[list[str]] = []
    for step in (lifecycle.cancel, None, lifecycle.cancel):
        if step is None:
            lifecycle.announce(event, actor=SYSTEM)
        else:
            step(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)
        pages = [lines(browser.get(f"/events/learning-cities/{address}").body) for address in addresses]
        found.append([line for page in pages for line in page if line.startswith("SEQUENCE:")])

    assert found == [["SEQUENCE:1"] * 5, ["SEQUENCE:2"] * 5, ["SEQUENCE:3"] * 5]


@pytest.mark.usefixtures("programme")
def test_news_of_a_cancelled_event_is_one_piece_of_news(browser: Browser, event: Event) -> None:
    lifecycle.cancel(event, Translated({"en": "A storm is coming."}), actor=SYSTEM)

    page = browser.get("/events/learning-cities/changes.atom")

    titles = [found.text for found in ET.fromstring(page.body).iter(f"{ATOM}title")]  # noqa: S314
    assert titles[1:] == [f"{event.title['en']}: Cancelled", "The programme is published"]
    shown = browser.get("/events/learning-cities/programme/changes/")
    assert [head.get_text() for head in shown.select(".changes__title")] == [event.title["en"]]
    assert shown.one("ins").get_text() == "A storm is coming."


def test_one_session_as_a_file(browser: Browser, programme: list[ProgrammeItem]) -> None:
    page = browser.get(f"/events/learning-cities/programme/{programme[0].public_id}.ics")

    assert summaries(page.body) == ["Opening"]
    found = lines(page.body)
    assert f"UID:{programme[0].calendar_uid}@calendar.example.org" in found
    assert "RELATED-TO;RELTYPE=PARENT:11111111-1111-4111-8111-111111111111@calendar.example.org" in found
    assert not [line for line in found if line.startswith(("NAME", "X-WR", "REFRESH"))]


@pytest.mark.parametrize(
    "path",
    [
        "/events/nowhere/event.ics",
        "/events/nowhere/programme.ics",
        "/events/nowhere/changes.atom",
        "/events/learning-cities/programme/ZZZZZZ.ics",
        "/series/nowhere.ics",
    ],
)
@pytest.mark.usefixtures("programme")
def test_what_does_not_exist_is_not_found(browser: Browser, path: str) -> None:
    page = browser.get(path)

    assert page.status == 404
    assert b"VCALENDAR" not in page.body


@pytest.mark.parametrize("hidden", [{"lifecycle": Lifecycle.DRAFT}, {"visibility": Visibility.PRIVATE}])
@pytest.mark.parametrize("path", ["event.ics", "programme.ics", "changes.atom"])
def test_an_unpublished_event_answers_like_none(
    browser: Browser, event: Event, hidden: dict[str, object], path: str
) -> None:
    with transaction():
        for name, value in hidden.items():
            setattr(event, name, value)

    page = browser.get(f"/events/{event.slug}/{path}")

    assert (page.status, page.words) == (404, browser.get(f"/events/nowhere/{path}").words)


def test_before_the_first_release_the_feed_holds_the_event(browser: Browser, event: Event) -> None:
    page = browser.get(f"/events/{event.slug}/programme.ics")

    assert page.status == 200
    found = lines(page.body)
    assert summaries(page.body) == [event.title["en"]]
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in found
    assert "X-WR-CALDESC:The programme has not been published yet." in found


class TestConditions:
    """What subscribers send to learn whether anything has changed."""

    path = "/events/learning-cities/programme.ics"

    @pytest.fixture(autouse=True)
    def _released(self, programme: list[ProgrammeItem]) -> None: ...

    def test_headers(self, browser: Browser) -> None:
        page = browser.get(self.path)

        assert re.fullmatch(r'"[0-9a-f]{32}"', page.headers["ETag"])
        assert page.headers["Cache-Control"] == "public, max-age=300, must-revalidate"
        assert page.headers["Access-Control-Allow-Origin"] == "*"
        assert page.headers["Content-Disposition"] == 'inline; filename="learning-cities-programme.ics"'
        assert page.headers["Link"] == (
            '<http://127.0.0.1:5000/events/learning-cities/>; rel="alternate"; type="text/html"'
        )
        assert "Last-Modified" in page.headers
        assert "Set-Cookie" not in page.headers
        assert "X-Robots-Tag" not in page.headers

    @pytest.mark.parametrize("form", ["{}", "W/{}", '"zzz", {}', "*"])
    def test_a_known_tag_is_answered_304(self, browser: Browser, form: str) -> None:
        etag = browser.get(self.path).headers["ETag"]

        page = browser.get(self.path, headers={"If-None-Match": form.format(etag)})

        assert (page.status, page.body, page.headers["ETag"]) == (304, b"", etag)
        assert page.headers["Access-Control-Allow-Origin"] == "*"

    def test_a_known_date_is_answered_304_unless_a_tag_contradicts(self, browser: Browser) -> None:
        since = browser.get(self.path).headers["Last-Modified"]

        known = browser.get(self.path, headers={"If-Modified-Since": since})
        contradicted = browser.get(
            self.path, headers={"If-Modified-Since": since, "If-None-Match": '"other"'}
        )

        assert (known.status, contradicted.status) == (304, 200)

    def test_head_is_get_without_its_body(self, browser: Browser) -> None:
        full, head = browser.get(self.path), browser.head(self.path)

        assert (head.status, head.body) == (200, b"")
        for name in ("ETag", "Content-Length", "Content-Type", "Last-Modified"):
            assert head.headers[name] == full.headers[name]

    @pytest.mark.parametrize("accept", ["*/*", "text/html", "application/json", None])
    def test_any_wish_gets_the_calendar(self, browser: Browser, accept: str | None) -> None:
        page = browser.get(self.path, headers={"Accept": accept} if accept else {})

        assert (page.status, page.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")

    def test_compressed_only_when_offered(self, browser: Browser) -> None:
        plain = browser.get(self.path, headers={"Accept-Encoding": "identity"})
        refused = browser.get(self.path, headers={"Accept-Encoding": "gzip;q=0"})
        offered = browser.get(self.path, headers={"Accept-Encoding": "gzip"})

        assert [page.headers.get("Content-Encoding") for page in (plain, refused, offered)] == [
            None,
            None,
            "gzip",
        ]
        assert plain.headers["ETag"] != offered.headers["ETag"]

    def test_no_cookie_changes_the_answer_and_none_is_set(self, browser: Browser) -> None:
        plain = browser.get(self.path)

        for name, value in (("lang", "fr"), ("tz", "Asia/Tokyo"), ("plenary", "x")):
            browser.client.set_cookie(name, value)
        page = browser.get(self.path, headers={"Accept-Language": "ar"})

        assert page.body == plain.body
        assert "Set-Cookie" not in page.headers

    def test_a_download_is_an_attachment_of_the_same_bytes(self, browser: Browser) -> None:
        page = browser.get(f"{self.path}?download=1")

        assert page.headers["Content-Disposition"] == 'attachment; filename="learning-cities-programme.ics"'
        assert page.headers["ETag"] == browser.get(self.path).headers["ETag"]

    def test_a_kept_feed_costs_one_query(self, browser: Browser, count_queries: list[str]) -> None:
        browser.get(self.path)
        count_queries.clear()

        browser.get(self.path)

        assert len(count_queries) == 1, count_queries


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("now", "interval"),
    [
        ("2026-09-27T21:59:59", "PT1H"),
        ("2026-09-27T22:00:00", "PT15M"),
        ("2026-09-29T21:59:59", "PT15M"),
        ("2026-09-29T22:00:00", "PT1H"),
    ],
)
def test_on_the_days_of_the_sessions_subscribers_come_back_sooner(
    browser: Browser, now: str, interval: str
) -> None:
    """From midnight to midnight in Hamburg."""
    with time_machine.travel(datetime.fromisoformat(now).replace(tzinfo=UTC), tick=False):
        found = lines(browser.get("/events/learning-cities/programme.ics").body)

    assert f"REFRESH-INTERVAL;VALUE=DURATION:{interval}" in found


def test_a_kept_feed_hurries_when_the_day_comes(browser: Browser, programme: list[ProgrammeItem]) -> None:
    assert programme
    path = "/events/learning-cities/programme.ics"
    with time_machine.travel(datetime(2026, 9, 27, 12, tzinfo=UTC), tick=False) as clock:
        calm = browser.get(path)
        clock.move_to(datetime(2026, 9, 28, 7, tzinfo=UTC))

        hurried = browser.get(path)

    assert b"PT1H" in calm.body
    assert b"PT15M" in hurried.body


def test_a_release_in_which_nothing_is_left_is_an_empty_calendar(browser: Browser, event: Event) -> None:
    with transaction() as session:
        session.add(Release(event_id=event.id, number=1, state=ReleaseState.FINAL, snapshot=dump(snapshot())))
        event.current_release = 1

    page = browser.get(f"/events/{event.slug}/programme.ics")

    assert (page.status, summaries(page.body)) == (200, [])


def test_an_unlisted_event_is_read_by_whoever_knows_it_and_found_by_nobody(
    browser: Browser, event: Event
) -> None:
    with transaction():
        event.visibility = Visibility.UNLISTED

    page = browser.get(f"/events/{event.slug}/event.ics")

    assert (page.status, page.headers["X-Robots-Tag"]) == (200, "noindex")
    assert summaries(browser.get("/events.ics").body) == []
    assert event.slug not in browser.get("/events.atom").text


class TestAllEvents:
    @pytest.fixture(autouse=True)
    def _three(self, app: object) -> None:  # noqa: ARG002 - it has the database
        series = Series(slug="iclc", name=Translated({"en": "International conference", "fr": "Conférence"}))
        with transaction() as session:
            session.add(series)
        make_events.event(
            title=Translated({"en": "Conference"}), series_id=series.id, working_languages=["en"]
        )
        make_events.event(
            title=Translated({"en": "Webinar"}),
            kind=EventKind.WEBINAR,
            country="",
            city=Translated({}),
            venue_name=Translated({}),
            first_day=date(2024, 2, 14),
            last_day=date(2024, 2, 14),
            daily_start=time(12, 30),
            daily_end=time(14),
            begins_at=datetime(2024, 2, 14, 11, 30, tzinfo=UTC),
            finishes_at=datetime(2024, 2, 14, 13, tzinfo=UTC),
            working_languages=["es"],
        )
        make_events.event(title=Translated({"en": "Draft"}), lifecycle=Lifecycle.DRAFT)
        make_events.event(
            title=Translated({"en": "Off"}), lifecycle=Lifecycle.CANCELLED, country="MX", series_id=series.id
        )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Webinar", "Conference", "CANCELLED: Off"]),
            ("?kind=webinar", ["Webinar"]),
            ("?country=mx", ["CANCELLED: Off"]),
            ("?language=es", ["Webinar"]),
            ("?kind=webinar&country=DE", []),
        ],
    )
    def test_all_public_events_or_some(self, browser: Browser, query: str, expected: list[str]) -> None:
        assert summaries(browser.get(f"/events.ics{query}").body) == expected

    def test_one_day_with_hours_is_timed(self, browser: Browser) -> None:
        found = lines(browser.get("/events.ics?kind=webinar").body)

        assert "DTSTART;TZID=Europe/Berlin:20240214T123000" in found
        assert "SOURCE;VALUE=URI:http://127.0.0.1:5000/events.ics?kind=webinar" in found

    def test_a_series_has_a_calendar_of_its_editions(self, browser: Browser) -> None:
        page = browser.get("/series/iclc.ics")

        assert summaries(page.body) == ["Conference", "CANCELLED: Off"]
        assert "X-WR-CALNAME:International conference" in lines(page.body)

    def test_a_kept_calendar_costs_one_query(self, browser: Browser, count_queries: list[str]) -> None:
        browser.get("/events.ics")
        count_queries.clear()

        browser.get("/events.ics")

        assert len(count_queries) == 1, count_queries

    def test_news_of_all_events(self, browser: Browser) -> None:
        page = browser.get("/events.atom")

        assert page.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ET.fromstring(page.body)  # noqa: S314 - our own answer
        titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
        assert sorted(str(title) for title in titles) == ["CANCELLED: Off", "Conference", "Webinar"]


def test_news_of_a_programme_tell_what_each_release_changed(
    browser: Browser, event: Event, programme: list[ProgrammeItem]
) -> None:
    with transaction() as session:
        programme[0].starts_local = make.at("09:15")
        session.delete(programme[2])
    with time_machine.travel(datetime(2026, 9, 1, tzinfo=UTC), tick=False):
        make.release(event)

    page = browser.get("/events/learning-cities/changes.atom")

    root = ET.fromstring(page.body)  # noqa: S314 - our own answer
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}content"))
        for entry in root.findall(f"{ATOM}entry")
    ]
    assert entries == [
        (
            "Opening: Moved",
            (
                "Moved: Monday, 28 September 2026, 09:00–10:00 → Monday, 28 September 2026, 09:15–10:00\n"
                "Draft programme, release 2"
            ),
        ),
        (
            "Panel: Cancelled",
            "Cancelled: Tuesday, 29 September 2026, 10:30–11:30\nDraft programme, release 2",
        ),
        ("The programme is published", None),
    ]
    assert root.findtext(f"{ATOM}updated") == "2026-09-01T00:00:00Z"


def test_before_the_first_release_there_are_no_news(browser: Browser, event: Event) -> None:
    page = browser.get(f"/events/{event.slug}/changes.atom")

    root = ET.fromstring(page.body)  # noqa: S314 - our own answer
    assert page.status == 200
    assert root.findall(f"{ATOM}entry") == []
