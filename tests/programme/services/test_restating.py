"""What calendars learn of a programme whose event is postponed, cancelled, or on after all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event, Lifecycle, Visibility
from app.events.services import lifecycle, refreshing
from app.people.models import Person
from app.programme import ical, queries, signals
from app.programme.models import ProgrammeItem, Release, ReleaseState
from app.programme.services import releasing
from app.programme.snapshot import Snapshot, dump
from tests.make import events as make_events
from tests.make import programme as make

FIRST = datetime(2026, 8, 1, tzinfo=UTC)
STORM = Translated({"en": "A storm is coming."})

Step = Callable[[Event], None]


def cancel(event: Event) -> None:
    lifecycle.cancel(event, STORM, actor=SYSTEM)


def postpone(event: Event) -> None:
    lifecycle.postpone(event, STORM, actor=SYSTEM)


def announce(event: Event) -> None:
    lifecycle.announce(event, actor=SYSTEM)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event(announced_at=FIRST, calendar_changed_at=FIRST)


@pytest.fixture
def items(event: Event) -> list[ProgrammeItem]:
    """Two sessions in the first, final release."""
    made = [
        make.item(event, "Opening", ends=make.at("10:00")),
        make.item(event, "Panel", people=[make.person()]),
    ]
    with time_machine.travel(FIRST, tick=False):
        make.release(event, ReleaseState.FINAL)
    return made


def current(event: Event) -> Snapshot:
    db.session.expire_all()
    found = queries.current(event)
    assert found is not None
    return found


def on_day(day: int, event: Event, step: Step) -> Snapshot:
    with time_machine.travel(FIRST + timedelta(days=day), tick=False):
        step(event)
    return current(event)


def told(snapshot: Snapshot) -> list[dict[str, str]]:
    """The lines of every entry that matter here, by their names."""
    made = [octets.decode().replace("\r\n ", "") for octets in ical.entries(snapshot, "en").values()]
    wanted = {"UID", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "LAST-MODIFIED", "DTSTAMP", "DTSTART"}
    pairs = [[line.partition(":") for line in entry.split("\r\n")] for entry in made]
    return [
        {name.partition(";")[0]: value for name, _colon, value in lines if name.partition(";")[0] in wanted}
        for lines in pairs
    ]


@pytest.mark.usefixtures("items")
def test_cancelled_reinstated_and_cancelled_again_the_sequences_only_rise(event: Event) -> None:
    first = current(event)

    story = [first, *(on_day(day, event, step) for day, step in enumerate([cancel, announce, cancel], 1))]

    entries = [told(snapshot) for snapshot in story]
    assert [[one["SEQUENCE"] for one in made] for made in entries] == [
        ["0", "0"], ["1", "1"], ["2", "2"], ["3", "3"],
    ]  # fmt: skip
    assert [made[0]["STATUS"] for made in entries] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [made[0]["SUMMARY"] for made in entries] == [
        "Opening", "CANCELLED: Opening", "Opening", "CANCELLED: Opening",
    ]  # fmt: skip
    assert [made[0]["LAST-MODIFIED"] for made in entries] == [
        "20260801T000000Z", "20260802T000000Z", "20260803T000000Z", "20260804T000000Z",
    ]  # fmt: skip
    assert all(one["DTSTAMP"] == one["LAST-MODIFIED"] for made in entries for one in made)
    assert len({tuple(one["UID"] for one in made) for made in entries}) == 1
    assert (event.sequence, event.current_release) == (3, 4)


@pytest.mark.usefixtures("items")
def test_a_postponed_event_leaves_the_time_free_and_says_why(event: Event) -> None:
    snapshot = on_day(1, event, postpone)

    entry = told(snapshot)[0]
    assert (entry["STATUS"], entry["SUMMARY"], entry["TRANSP"], entry["SEQUENCE"]) == (
        "TENTATIVE", "POSTPONED: Opening", "TRANSPARENT", "1",
    )  # fmt: skip
    description = ical.entries(snapshot, "en")[snapshot.sessions[0].id].decode().replace("\r\n ", "")
    assert (
        "DESCRIPTION:This event is postponed. The date shown is the old one.\\n\\nA storm is coming.\\n\\n"
        in description
    )


@pytest.mark.usefixtures("items")
def test_from_postponed_to_cancelled_is_one_more_change(event: Event) -> None:
    on_day(1, event, postpone)

    snapshot = on_day(2, event, cancel)

    assert [(one["STATUS"], one["SEQUENCE"]) for one in told(snapshot)] == [("CANCELLED", "2")] * 2


@pytest.mark.usefixtures("items")
def test_the_same_release_gives_the_same_bytes(event: Event) -> None:
    snapshot = on_day(1, event, cancel)
    made = dict(ical.entries(snapshot, "en"))
    queries.forget_releases()

    assert dict(ical.entries(current(event), "en")) == made


def test_the_draft_stays_out_of_it(event: Event, items: list[ProgrammeItem]) -> None:
    with transaction():
        items[0].title = Translated({"en": "Not yet released"})

    snapshot = on_day(1, event, cancel)

    assert [one.title for one in snapshot.sessions] == [{"en": "Opening"}, {"en": "Panel"}]


def test_what_was_cancelled_alone_is_not_told_again_and_does_not_come_back(
    event: Event, items: list[ProgrammeItem]
) -> None:
    with transaction() as session:
        session.delete(items[0])
    with time_machine.travel(FIRST + timedelta(hours=1), tick=False):
        make.release(event, ReleaseState.FINAL)
    (alone,) = [one for one in told(current(event)) if one["STATUS"] == "CANCELLED"]

    during, after = on_day(1, event, cancel), on_day(2, event, announce)

    assert alone in told(during)
    assert [one["STATUS"] for one in told(during)] == ["CANCELLED", "CANCELLED"]
    assert [one for one in told(after) if one["STATUS"] == "CANCELLED"] == [alone]


@pytest.mark.usefixtures("items")
def test_readers_are_told_once_and_not_for_each_session(event: Event) -> None:
    on_day(1, event, cancel)

    made = queries.release_row(event, 2)

    assert made.changes == [
        {
            "change": "event", "session": "", "title": event.title, "fields": [],
            "before": {"lifecycle": "announced", "note": {}},
            "after": {"lifecycle": "cancelled", "note": {"en": "A storm is coming."}},
        }
    ]  # fmt: skip
    assert (made.state, made.note) == (ReleaseState.FINAL, {})


@pytest.mark.usefixtures("items")
def test_others_hear_of_it_and_the_log_knows_who_it_was(event: Event) -> None:
    actor, heard = make_events.actor(event), []

    def hear(release: Release) -> None:
        heard.append(release.number)

    with signals.released.connected_to(hear):
        lifecycle.cancel(event, STORM, actor=actor)

    newest = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (heard, newest.action, newest.actor_id) == ([2], "programme.released", actor.id)
    assert queries.release_row(event, 2).released_by_id == actor.id


@pytest.mark.usefixtures("items")
def test_an_event_that_cannot_be_told_is_not_cancelled(event: Event) -> None:
    def fail(_release: Release) -> None:
        raise RuntimeError

    with signals.released.connected_to(fail), pytest.raises(RuntimeError):
        cancel(event)

    db.session.expire_all()
    assert (event.lifecycle, event.current_release, event.sequence) == (Lifecycle.ANNOUNCED, 1, 0)


def test_an_event_without_a_programme_is_cancelled_all_the_same(event: Event) -> None:
    make.item(event)

    cancel(event)

    assert (event.lifecycle, event.current_release, event.sequence) == (Lifecycle.CANCELLED, None, 1)


def test_a_programme_released_into_a_cancelled_event_is_cancelled_too(event: Event) -> None:
    cancel(event)
    make.item(event, "Opening")

    make.release(event)

    assert [one["STATUS"] for one in told(current(event))] == ["CANCELLED"]


def test_the_first_announcement_changes_nothing_that_was_released(app: Flask) -> None:  # noqa: ARG001
    event = make_events.event(lifecycle=Lifecycle.DRAFT)
    make.item(event, "Opening")
    make.release(event)

    announce(event)

    assert (event.current_release, current(event).lifecycle) == (1, "announced")


class TestOnOtherDays:
    """Between the new dates of an event and the release of its new programme."""

    @pytest.fixture(autouse=True)
    def _back_in_spring(self, event: Event, items: list[ProgrammeItem]) -> None:
        assert items
        postpone(event)
        with transaction():
            event.first_day, event.last_day = date(2027, 3, 1), date(2027, 3, 3)
        announce(event)

    def test_the_old_sessions_stay_postponed(self, event: Event) -> None:
        assert [one["SUMMARY"] for one in told(current(event))] == ["POSTPONED: Opening", "POSTPONED: Panel"]
        assert event.current_release == 2

    def test_the_organiser_sees_that_a_release_is_due(self, event: Event) -> None:
        due = queries.preview(event).comparison.sessions[0]

        assert (due.change, due.before["lifecycle"], due.after["lifecycle"]) == (
            "event", "postponed", "announced",
        )  # fmt: skip

    def test_the_next_release_takes_place_again(self, event: Event, items: list[ProgrammeItem]) -> None:
        with transaction():
            for item in items:
                item.starts_local = datetime(2027, 3, 1, 9)  # noqa: DTZ001 - wall clock
                item.ends_local = datetime(2027, 3, 1, 10)  # noqa: DTZ001 - wall clock

        make.release(event, ReleaseState.FINAL)

        assert [(one["SUMMARY"], one["SEQUENCE"], one["DTSTART"]) for one in told(current(event))] == [
            ("Opening", "2", "20270301T090000"), ("Panel", "2", "20270301T090000"),
        ]  # fmt: skip

    def test_once_more_cancelled_they_are_cancelled(self, event: Event) -> None:
        cancel(event)

        assert [one["STATUS"] for one in told(current(event))] == ["CANCELLED", "CANCELLED"]


class TestPublishingPeople:
    """Whoever the public can read of may be found, whichever came first: the release or the public."""

    @pytest.mark.parametrize(
        ("hidden", "show"),
        [
            ({"lifecycle": Lifecycle.DRAFT}, announce),
            (
                {"visibility": Visibility.PRIVATE},
                lambda event: lifecycle.set_visibility(event, Visibility.PUBLIC, actor=SYSTEM),
            ),
        ],
    )
    def test_when_the_event_is_shown(self, app: Flask, hidden: dict[str, object], show: Step) -> None:  # noqa: ARG002
        event, person = make_events.event(**hidden), make.person()
        make.item(event, people=[person])
        make.release(event)
        before = published(person)

        show(event)

        assert (before, published(person)) == (False, True)


def published(person: Person) -> bool:
    db.session.expire_all()
    return person.published_at is not None


class TestOtherZoneRules:
    """A country has changed its clocks: planned times stay, instants move, calendars are told."""

    @pytest.fixture(autouse=True)
    def _released_by_the_old_rules(self, event: Event, items: list[ProgrammeItem]) -> None:
        """As if Hamburg had still been an hour ahead when the programme was released."""
        assert items
        hour = timedelta(hours=1)
        snapshot = current(event)
        told = [
            replace(one, told_start=one.starts_at - hour, told_end=one.ends_at - hour)
            for one in snapshot.sessions
        ]
        with transaction() as session:
            session.execute(update(Release).values(snapshot=dump(replace(snapshot, sessions=told))))
        queries.forget_releases()

    @staticmethod
    def refresh(event: Event) -> list[str]:
        with time_machine.travel(FIRST + timedelta(days=1), tick=False):
            moved = refreshing.refresh_utc().moved
        db.session.expire_all()
        assert event.id
        return moved

    def test_every_entry_counts_on_and_its_planned_time_stays(self, event: Event) -> None:
        assert self.refresh(event) == [event.slug]

        assert [(one["SEQUENCE"], one["LAST-MODIFIED"], one["DTSTART"]) for one in told(current(event))] == [
            ("1", "20260802T000000Z", "20260928T090000"),
        ] * 2
        assert [(one.told_start, one.told_end) for one in current(event).sessions] == [
            (one.starts_at, one.ends_at) for one in current(event).sessions
        ]

    def test_the_release_says_why(self, event: Event) -> None:
        self.refresh(event)

        (row,) = queries.release_row(event, 2).changes
        assert (row["change"], row["session"], row["fields"]) == ("general", "", ["clock"])
        assert queries.release_row(event, 2).released_by_id is None

    def test_the_event_itself_has_not_moved(self, event: Event) -> None:
        before = (event.sequence, event.calendar_changed_at)

        self.refresh(event)

        assert (event.sequence, event.calendar_changed_at) == before

    def test_told_once_it_is_right(self, event: Event) -> None:
        assert [self.refresh(event), self.refresh(event)] == [[event.slug], []]
        assert event.current_release == 2

    def test_the_draft_stays_out_of_it(self, event: Event, items: list[ProgrammeItem]) -> None:
        with transaction():
            items[0].title = Translated({"en": "Not yet released"})

        self.refresh(event)

        assert [one.title for one in current(event).sessions] == [{"en": "Opening"}, {"en": "Panel"}]


@pytest.mark.usefixtures("items")
def test_the_same_zone_rules_are_no_news(event: Event) -> None:
    assert refreshing.refresh_utc().moved == []
    assert event.current_release == 1


def test_saying_it_again_says_nothing(event: Event, items: list[ProgrammeItem]) -> None:
    assert items

    assert releasing.restate(event, actor=SYSTEM) is None
    assert event.current_release == 1
