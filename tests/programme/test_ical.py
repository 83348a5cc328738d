"""A released programme as calendar entries, from snapshots made by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from app.core.types import Translated
from app.programme import ical
from app.programme.ical import Subscription, Wishes
from app.programme.snapshot import Snapshot, SnapshotSession
from app.programme.timetable.selection import Selection
from tests.make import events as make_events
from tests.make import snapshots as make
from tests.make.snapshots import ADA, GREEN, HALL, PARK, STUDIO

SOURCE = "https://x.example/programme.ics"

pytestmark = pytest.mark.usefixtures("app")


def lines(octets: bytes) -> list[str]:
    return octets.decode().replace("\r\n ", "").split("\r\n")


def entry(session: SnapshotSession, **fields: Any) -> list[str]:
    """The lines of one session in a release made of it alone."""
    return lines(ical.entries(make.snapshot(session, **fields), "en")[session.id])


def value(found: list[str], name: str) -> str:
    (line,) = (line for line in found if line.startswith((f"{name}:", f"{name};")))
    return line.partition(":")[2]


def feed(snapshot: Snapshot, selection: Selection | None = None, **wishes: Any) -> list[str]:
    subscription = Subscription(selection or Selection(), Wishes(**wishes), SOURCE)
    return lines(ical.feed(snapshot, "en", subscription))


def uids(found: list[str]) -> list[str]:
    return [line[-len("@calendar.example.org") - 6 :][:6] for line in found if line.startswith("UID:")]


OPENING = make.session("OPEN22", "2026-09-28 09:00", "2026-09-28 10:30")


def test_an_entry_has_every_property_of_the_session() -> None:
    session = replace(
        OPENING,
        sequence=4,
        title={"en": "Opening, at last", "fr": "Ouverture"},
        rooms=[HALL.id, STUDIO.id],
        track=GREEN.id,
        abstract={"en": "What **cities** learn."},
        note={"en": "With a video message"},
        appearances=[
            make.appearance(
                ADA, "moderator", job={"en": "Chair"}, organisation={"en": "Society"}, country="DE"
            ),
            make.appearance(PARK),
        ],
    )

    found = entry(session, place={**make.snapshot().place, "latitude": 53.56, "longitude": 9.98})

    address = "http://127.0.0.1:5000/events/learning-cities/programme/OPEN22/"
    assert found == [
        "BEGIN:VEVENT",
        "UID:00000000-0000-4000-8000-000000open22@calendar.example.org",
        "SEQUENCE:4",
        "DTSTAMP:20260212T100000Z",
        "CREATED:20260212T100000Z",
        "LAST-MODIFIED:20260212T100000Z",
        "STATUS:TENTATIVE",
        "DTSTART;TZID=Europe/Berlin:20260928T090000",
        "DTEND;TZID=Europe/Berlin:20260928T103000",
        "SUMMARY:Opening\\, at last",
        "LOCATION:Main hall + Studio\\, Congress Centre\\, Hamburg\\, Germany",
        (
            "DESCRIPTION:With a video message\\n\\n"
            "Moderator: Ms Ada Lovelace\\, Chair\\, Society\\, Germany\\nSpeaker: Park Seoung Won\\n\\n"
            f"What cities learn.\\n\\n{address}"
        ),
        f"URL:{address}",
        "CLASS:PUBLIC",
        "TRANSP:OPAQUE",
        "CATEGORIES:Green cities,Panel",
        'ORGANIZER;CN="Learning cities":mailto:office@example.org',
        "RELATED-TO;RELTYPE=PARENT:11111111-1111-4111-8111-111111111111@calendar.example.org",
        "COLOR:forestgreen",
        "GEO:53.56;9.98",
        (
            'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Congress Centre, Hamburg, Germany";'
            'X-APPLE-RADIUS=100;X-TITLE="Congress Centre":geo:53.56,9.98'
        ),
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize(
    ("state", "status"), [("draft", "TENTATIVE"), ("provisional", "TENTATIVE"), ("final", "CONFIRMED")]
)
def test_only_a_final_programme_is_confirmed(state: str, status: str) -> None:
    assert value(entry(OPENING, state=state), "STATUS") == status


def test_a_cancelled_session_says_so_and_leaves_the_time_free() -> None:
    found = entry(replace(OPENING, cancelled_at=make.RELEASED), state="final")

    assert value(found, "STATUS") == "CANCELLED"
    assert value(found, "SUMMARY") == "CANCELLED: Session OPEN22"
    assert value(found, "TRANSP") == "TRANSPARENT"
    assert value(found, "DESCRIPTION").startswith("This session is cancelled.\\n\\n")


def test_a_moved_session_says_from_when() -> None:
    found = entry(replace(OPENING, moved_from_local=make.wall("2026-09-27 14:00")))

    assert value(found, "DESCRIPTION").startswith(
        "Moved\\; it was planned for 27 September 2026\\, 14:00 CEST (UTC+2).\\n\\n"
    )


@pytest.mark.parametrize(
    ("kind", "transparency"), [("break", "TRANSPARENT"), ("meal", "TRANSPARENT"), ("panel", "OPAQUE")]
)
def test_nobody_is_busy_in_a_break(kind: str, transparency: str) -> None:
    assert value(entry(replace(OPENING, kind=kind)), "TRANSP") == transparency


def test_a_point_in_time_has_no_end() -> None:
    found = entry(make.session("CLOSE2", "2026-09-30 14:00", "2026-09-30 14:00"))

    assert value(found, "DTSTART") == "20260930T140000"
    assert value(found, "DURATION") == "PT0S"


def test_the_hour_that_comes_twice_goes_out_as_instants() -> None:
    """02:30 in Hamburg on 25 October 2026, the second time."""
    found = entry(replace(make.session("NIGHT2", "2026-10-25 02:30", "2026-10-25 03:30"), starts_fold=1))

    assert value(found, "DTSTART") == "20261025T013000Z"
    assert value(found, "DTEND") == "20261025T023000Z"


class TestStreams:
    """Addresses of streams are for those who may join (trust rule T20)."""

    session = replace(OPENING, livestream_url="https://stream.example/secret-room")

    def test_a_stream_that_is_not_public_is_nowhere(self) -> None:
        assert "stream.example" not in "\n".join(entry(self.session))

    def test_everybody_is_led_to_a_public_stream_by_the_sessions_page(self) -> None:
        found = entry(self.session, streams_are_public=True)

        page = "http://127.0.0.1:5000/events/learning-cities/programme/OPEN22/"
        assert f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Livestream:{page}" in found
        assert value(found, "DESCRIPTION").startswith(f"Join: {page}\\n")
        assert "stream.example" not in "\n".join(found)


def test_a_place_is_never_missing() -> None:
    found = entry(OPENING, place={}, attendance="online")

    assert value(found, "LOCATION") == "http://127.0.0.1:5000/events/learning-cities/programme/OPEN22/"


def test_without_a_contact_there_is_no_organiser() -> None:
    found = entry(OPENING, contact_email="")

    assert not [line for line in found if line.startswith("ORGANIZER")]


def test_texts_are_in_the_readers_language_where_there_are_some() -> None:
    session = replace(OPENING, title={"en": "Opening", "fr": "Ouverture"}, rooms=[HALL.id, STUDIO.id])

    found = lines(ical.entries(make.snapshot(session), "fr")["OPEN22"])

    assert value(found, "SUMMARY") == "Ouverture"
    assert value(found, "LOCATION") == "Grande salle + Studio\\, Congress Centre\\, Hamburg\\, Allemagne"


def test_an_unnamed_group_appears_by_its_label() -> None:
    group = make.appearance(replace(ADA, id=""), "panellist", label={"en": "Selected mayors"})

    found = entry(replace(OPENING, appearances=[group]))

    assert value(found, "DESCRIPTION").startswith("Panellist: Selected mayors\\n\\n")


def test_entries_are_made_once_for_a_release_and_language() -> None:
    snapshot = make.snapshot(OPENING)

    assert ical.entries(snapshot, "en") is ical.entries(snapshot, "en")
    assert ical.entries(snapshot, "en") is not ical.entries(snapshot, "fr")
    assert ical.entries(snapshot, "en") is not ical.entries(snapshot, "en", in_utc=True)
    assert ical.entries(snapshot, "en") is not ical.entries(replace(snapshot), "en")


DAY = make.snapshot(
    replace(OPENING, id="AAAAA2", uid="aaaaaaaa-0000-4000-8000-000000aaaaa2"),
    make.session("BREAK2", "2026-09-28 10:30", "2026-09-28 11:00", kind="break", in_all_rooms=True),
    make.session(
        "PANEL2", "2026-09-28 11:00", "2026-09-28 12:00", rooms=[STUDIO.id], cancelled_at=make.RELEASED
    ),
)


def test_a_feed_holds_the_entries_as_they_are() -> None:
    made = ical.entries(DAY, "en")

    octets = ical.feed(DAY, "en", Subscription(Selection(), Wishes(), SOURCE))

    assert octets.endswith(b"".join(made.values()) + b"END:VCALENDAR\r\n")
    found = lines(octets)
    assert value(found, "X-WR-CALNAME") == "Learning cities"
    assert value(found, "X-WR-CALDESC") == "Draft programme\\, release 3"
    assert value(found, "SOURCE") == SOURCE
    assert found.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, ["aaaaa2", "break2", "panel2"]),
        ({"hides_breaks": True}, ["aaaaa2", "panel2"]),
        ({"hides_cancelled": True}, ["aaaaa2", "break2"]),
    ],
)
def test_breaks_and_cancelled_sessions_can_be_left_out(wishes: dict[str, Any], expected: list[str]) -> None:
    assert uids(feed(DAY, **wishes)) == expected


def test_an_alarm_is_for_what_takes_place() -> None:
    found = feed(DAY, alarm=10)

    assert found.count("TRIGGER:-PT10M") == 2


def test_a_release_without_sessions_holds_the_zone_alone() -> None:
    found = feed(make.snapshot())

    assert [line for line in found if line.startswith(("BEGIN:V", "TZID"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    ]  # fmt: skip


def test_before_the_first_release_the_calendar_holds_the_event() -> None:
    changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    event = make_events.event(title=Translated({"en": "Soon"}), calendar_changed_at=changed_at)

    found = lines(ical.nothing_yet(event, "calendar.example.org", "en", SOURCE))

    assert value(found, "X-WR-CALNAME") == "Soon"
    assert value(found, "X-WR-CALDESC") == "The programme has not been published yet."
    assert found.count("LAST-MODIFIED:20260101T000000Z") == 2
    assert (value(found, "UID"), value(found, "SUMMARY")) == (
        f"{event.calendar_uid}@calendar.example.org", "Soon",
    )  # fmt: skip


def test_what_takes_place_in_a_room_with_a_stream_is_streamed_and_pauses_are_not() -> None:
    hall = replace(HALL, livestream_url="https://stream.example/hall")
    talk = make.session("TALK22", "2026-09-28 09:00", "2026-09-28 09:30", parent="OPEN22")
    coffee = make.session("COFFE2", "2026-09-28 10:30", "2026-09-28 11:00", rooms=[HALL.id], kind="break")
    opening, elsewhere = (
        replace(OPENING, rooms=[HALL.id]),
        make.session("ELSE22", "2026-09-28 09:00", "2026-09-28 10:00", rooms=[STUDIO.id]),
    )
    release = make.snapshot(opening, talk, coffee, elsewhere, rooms=[hall, STUDIO], streams_are_public=True)

    made = {key: lines(octets) for key, octets in ical.entries(release, "en").items()}

    streamed = {key for key, found in made.items() if any(line.startswith("CONFERENCE") for line in found)}
    assert streamed == {"OPEN22", "TALK22"}
    assert "stream.example" not in str(made)


class TestEventsThatDoNotTakePlace:
    """Decision 24: cancelled is cancelled; postponed is a doubtful entry at its old time."""

    why: ClassVar = {"status_note": {"en": "A storm is coming."}}

    def test_with_a_cancelled_event_every_session_is_cancelled(self) -> None:
        found = entry(OPENING, state="final", lifecycle="cancelled", **self.why)

        assert value(found, "STATUS") == "CANCELLED"
        assert value(found, "SUMMARY") == "CANCELLED: Session OPEN22"
        assert value(found, "DESCRIPTION").startswith(
            "This event is cancelled.\\n\\nA storm is coming.\\n\\n"
        )

    def test_with_a_postponed_event_nobody_is_busy(self) -> None:
        found = entry(OPENING, state="final", lifecycle="postponed", **self.why)

        assert (value(found, "STATUS"), value(found, "TRANSP")) == ("TENTATIVE", "TRANSPARENT")
        assert value(found, "SUMMARY") == "POSTPONED: Session OPEN22"

    def test_what_was_cancelled_alone_says_what_it_said(self) -> None:
        off = replace(OPENING, cancelled_at=make.RELEASED)

        assert entry(off, lifecycle="cancelled", **self.why) == entry(off)

    @pytest.mark.parametrize("lifecycle", ["postponed", "cancelled"])
    def test_nobody_is_reminded(self, lifecycle: str) -> None:
        assert "BEGIN:VALARM" not in feed(replace(DAY, lifecycle=lifecycle), alarm=10)

    def test_who_hides_what_is_cancelled_sees_nothing(self) -> None:
        assert uids(feed(replace(DAY, lifecycle="cancelled"), hides_cancelled=True)) == []


PANEL = make.session("PANEL3", "2026-09-28 11:00", "2026-09-28 12:00", rooms=[STUDIO.id])
TALK = make.session(
    "TALK33", "2026-09-28 11:00", "2026-09-28 12:00", parent="PANEL3",
    start_is_derived=True, end_is_derived=True,
)  # fmt: skip


def talk_in_panel(talk: SnapshotSession) -> list[str]:
    return lines(ical.entries(make.snapshot(PANEL, talk), "en")["TALK33"])


def test_a_time_that_was_only_worked_out_says_so() -> None:
    open_end = entry(replace(OPENING, end_is_derived=True))
    somewhere = talk_in_panel(TALK)

    assert value(open_end, "DESCRIPTION").startswith("Its end is an estimate.\\n\\n")
    assert value(somewhere, "DESCRIPTION").startswith(
        "Its exact time within “Session PANEL3” has not been announced.\\n\\n"
    )


def test_a_heading_that_begins_with_its_first_talk_begins_then() -> None:
    assert "estimate" not in value(entry(replace(OPENING, start_is_derived=True)), "DESCRIPTION")


def test_a_talk_without_a_room_is_where_its_panel_is() -> None:
    place = value(talk_in_panel(replace(TALK, start_is_derived=False)), "LOCATION")

    assert place == "Studio\\, Congress Centre\\, Hamburg\\, Germany"


def test_whoever_was_only_asked_is_to_be_confirmed() -> None:
    asked = make.appearance(ADA, job={"en": "Chair"}, state="invited")

    found = entry(replace(OPENING, appearances=[asked]))

    assert value(found, "DESCRIPTION").startswith("Speaker: Ms Ada Lovelace\\, Chair (to be confirmed)\\n\\n")
