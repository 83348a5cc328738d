"""What is true by clock and numbers, as tables. No database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.events.models import Attendance, Event, Lifecycle, Participation, RegistrationSwitch, Visibility
from app.registration import rules
from app.registration.errors import WrongAttendance
from app.registration.models import Category, CategoryAttendance, Registration, RegistrationState
from app.registration.rules import Buttons, Places, Plenty, Situation, Window

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)  # 14:00 in Berlin
HOUR = timedelta(hours=1)
EARLIER, LATER = datetime(2026, 6, 1, 10), datetime(2026, 6, 1, 18)  # noqa: DTZ001 - wall-clock times
DUE = datetime(2026, 6, 1, 14)  # noqa: DTZ001


def event(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "timezone": "Europe/Berlin",
        "attendance": Attendance.HYBRID,
        "participation": Participation.HERE,
        "lifecycle": Lifecycle.ANNOUNCED,
        "visibility": Visibility.PUBLIC,
        "registration_switch": RegistrationSwitch.BY_CLOCK,
        "begins_at": NOW + 24 * HOUR,
        "finishes_at": NOW + 48 * HOUR,
        "hold_hours": 24,
        "offer_hours": 48,
    }
    return Event(**{**values, **fields})


def category(**fields: Any) -> Category:
    values: dict[str, Any] = {
        "attendance": CategoryAttendance.EITHER,
        "capacity": 10,
        "taken": 0,
        "waiting": 0,
        "has_waiting_list": True,
        "opens_fold": 0,
        "closes_fold": 0,
    }
    return Category(**{**values, **fields})


@pytest.mark.parametrize(
    ("switch", "opens", "closes", "expected"),
    [
        (RegistrationSwitch.BY_CLOCK, None, None, Window.OPEN),
        (RegistrationSwitch.BY_CLOCK, LATER, None, Window.EARLY),
        (RegistrationSwitch.BY_CLOCK, EARLIER, LATER, Window.OPEN),
        (RegistrationSwitch.BY_CLOCK, None, EARLIER, Window.OVER),
        (RegistrationSwitch.BY_CLOCK, DUE, None, Window.OPEN),
        (RegistrationSwitch.BY_CLOCK, None, DUE, Window.OVER),
        (RegistrationSwitch.OPEN, LATER, None, Window.OPEN),
        (RegistrationSwitch.OPEN, None, EARLIER, Window.OPEN),
        (RegistrationSwitch.CLOSED, EARLIER, LATER, Window.OVER),
    ],
)
def test_the_window_follows_the_clock_of_the_event_and_the_hand_before_it(
    switch: RegistrationSwitch, opens: datetime | None, closes: datetime | None, expected: Window
) -> None:
    kind = category(opens_local=opens, closes_local=closes)

    assert rules.window(event(registration_switch=switch), kind, NOW) is expected


def test_nobody_registers_after_the_end_whatever_the_hand_says() -> None:
    over = event(finishes_at=NOW, registration_switch=RegistrationSwitch.OPEN)

    assert rules.window(over, category(), NOW) is Window.OVER


@pytest.mark.parametrize(
    ("fields", "remaining", "places"),
    [
        ({"capacity": None, "taken": 999}, None, Places.FREE),
        ({"capacity": 10, "taken": 9}, 1, Places.FREE),
        ({"capacity": 10, "taken": 10}, 0, Places.WAITING_LIST),
        ({"capacity": 10, "taken": 12}, 0, Places.WAITING_LIST),
        ({"capacity": 10, "taken": 10, "has_waiting_list": False}, 0, Places.NONE),
        ({"capacity": 10, "taken": 9, "waiting": 3}, 0, Places.WAITING_LIST),
        ({"capacity": None, "waiting": 1}, 0, Places.WAITING_LIST),
        ({"capacity": 0}, 0, Places.WAITING_LIST),
    ],
)
def test_a_newcomer_gets_a_seat_only_where_nobody_waits(
    fields: dict[str, Any], remaining: int | None, places: Places
) -> None:
    kind = category(**fields)

    assert rules.remaining(kind) == remaining
    assert rules.places(kind) is places


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"capacity": None}, None),
        ({"capacity": None, "waiting": 1}, Plenty.NONE),
        ({"capacity": 0}, Plenty.NONE),
        ({"capacity": 1}, Plenty.FEW),
        ({"capacity": 10, "taken": 8}, Plenty.MANY),
        ({"capacity": 10, "taken": 9}, Plenty.FEW),
        ({"capacity": 10, "taken": 9, "waiting": 3}, Plenty.NONE),
        ({"capacity": 300, "taken": 269}, Plenty.MANY),
        ({"capacity": 300, "taken": 270}, Plenty.FEW),
        ({"capacity": 300, "taken": 310}, Plenty.NONE),
    ],
)
def test_t22_the_public_learns_in_a_word_how_many_seats_are_left(
    fields: dict[str, Any], expected: Plenty | None
) -> None:
    assert rules.plenty(category(**fields)) is expected


@pytest.mark.parametrize(
    ("fields", "kinds", "expected"),
    [
        ({}, [{}], Situation.OPEN),
        ({}, [], Situation.EARLY),
        ({"registration_switch": RegistrationSwitch.OPEN}, [], Situation.EARLY),
        ({"registration_switch": RegistrationSwitch.CLOSED}, [], Situation.CLOSED),
        ({}, [{"opens_local": LATER}], Situation.EARLY),
        ({}, [{"closes_local": EARLIER}], Situation.CLOSED),
        ({}, [{"closes_local": EARLIER}, {"opens_local": LATER}], Situation.EARLY),
        ({}, [{"taken": 10}], Situation.OPEN),
        ({}, [{"taken": 10, "has_waiting_list": False}], Situation.FULL),
        ({"finishes_at": NOW}, [{}], Situation.OVER),
        ({"participation": Participation.EXTERNAL}, [], Situation.EXTERNAL),
        ({"participation": Participation.INVITATION}, [{}], Situation.INVITATION),
        ({"participation": Participation.NONE}, [], Situation.NONE),
        (
            {"lifecycle": Lifecycle.CANCELLED, "participation": Participation.EXTERNAL},
            [],
            Situation.CANCELLED,
        ),
        ({"lifecycle": Lifecycle.POSTPONED}, [{}], Situation.POSTPONED),
    ],
)
def test_the_register_page_has_one_thing_to_say(
    fields: dict[str, Any], kinds: list[dict[str, Any]], expected: Situation
) -> None:
    assert rules.situation(event(**fields), [category(**kind) for kind in kinds], NOW) is expected


def test_openness_tells_cached_pages_when_the_clock_changes_it() -> None:
    kinds = [category(opens_local=LATER), category(closes_local=LATER + HOUR)]

    found = rules.openness(event(), kinds, NOW)

    assert found.situation is Situation.OPEN
    assert found.is_open is True
    assert found.has_seats is True
    assert found.opens_at == NOW + 4 * HOUR
    assert found.closes_at == NOW + 5 * HOUR
    assert found.changes_at == NOW + 4 * HOUR


def test_while_the_hand_keeps_it_open_no_window_closes_it() -> None:
    kinds = [category(closes_local=EARLIER), category(opens_local=LATER)]
    open_by_hand = event(registration_switch=RegistrationSwitch.OPEN)

    found = rules.openness(open_by_hand, kinds, NOW)

    end = open_by_hand.finishes_at
    assert (found.situation, found.opens_at) == (Situation.OPEN, None)
    assert (found.closes_at, found.changes_at) == (end, end)


@pytest.mark.parametrize(
    ("fields", "kinds", "is_open"),
    [
        ({}, [], None),
        ({}, [{"opens_local": LATER}], None),
        ({}, [{"closes_local": EARLIER}], False),
        ({}, [{"taken": 10, "has_waiting_list": False}], False),
        ({"participation": Participation.EXTERNAL}, [], None),
    ],
)
def test_openness_answers_what_the_events_status_asks(
    *, fields: dict[str, Any], kinds: list[dict[str, Any]], is_open: bool | None
) -> None:
    found = rules.openness(event(**fields), [category(**kind) for kind in kinds], NOW)

    assert found.is_open is is_open


@pytest.mark.parametrize(
    ("where", "kind", "wanted", "expected"),
    [
        (Attendance.IN_PERSON, CategoryAttendance.EITHER, None, CategoryAttendance.IN_PERSON),
        (
            Attendance.ONLINE,
            CategoryAttendance.EITHER,
            CategoryAttendance.IN_PERSON,
            CategoryAttendance.ONLINE,
        ),
        (
            Attendance.HYBRID,
            CategoryAttendance.ONLINE,
            CategoryAttendance.IN_PERSON,
            CategoryAttendance.ONLINE,
        ),
        (Attendance.HYBRID, CategoryAttendance.EITHER, CategoryAttendance.ONLINE, CategoryAttendance.ONLINE),
    ],
)
def test_attendance_is_asked_only_where_there_is_a_choice(
    where: Attendance,
    kind: CategoryAttendance,
    wanted: CategoryAttendance | None,
    expected: CategoryAttendance,
) -> None:
    assert rules.attendance(event(attendance=where), category(attendance=kind), wanted) is expected


def test_where_the_hand_has_opened_everything_no_opening_is_still_to_come() -> None:
    found = rules.openness(
        event(registration_switch=RegistrationSwitch.OPEN), [category(opens_local=LATER)], NOW
    )

    assert found.opens_at is None


@pytest.mark.parametrize("wanted", [None, CategoryAttendance.EITHER])
def test_where_there_is_a_choice_it_must_be_made(wanted: CategoryAttendance | None) -> None:
    with pytest.raises(WrongAttendance):
        rules.attendance(event(), category(), wanted)


def test_a_hold_ends_and_reminds_before() -> None:
    assert rules.hold(event(), NOW) == (NOW + 24 * HOUR, NOW + 18 * HOUR)
    assert rules.hold(event(hold_hours=0), NOW) == (None, None)


@pytest.mark.parametrize(
    ("offer_hours", "verified", "held_for", "expected"),
    [
        (3, True, None, 3),
        (480, True, None, 48),  # the event is over by then
        (0, True, None, 1),
        (40, False, 5, 5),
        (3, False, 5, 3),
        (40, False, None, 40),
        (40, True, 5, 40),
    ],
)
def test_an_offer_outlives_neither_the_event_nor_an_unverified_hold(
    *, offer_hours: int, verified: bool, held_for: int | None, expected: int
) -> None:
    registration = Registration(
        event=event(offer_hours=offer_hours),
        verified_at=NOW if verified else None,
        deadline_at=NOW + held_for * HOUR if held_for else None,
    )

    assert rules.offer_ends(registration, NOW) == NOW + expected * HOUR


CONFIRMED, WAITING, OFFERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.OFFERED,
)
ALL_BUT_OFFER = Buttons(edit=True, withdraw=True, see_details=True)


@pytest.mark.parametrize(
    ("frozen_from", "begins"),
    [
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of two
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_nothing_is_changed_any_more_from_the_first_moment_the_clocks_say_so(
    frozen_from: str, begins: datetime
) -> None:
    wall = datetime.fromisoformat(frozen_from)
    of = event(timezone="Europe/Berlin", frozen_from=wall, finishes_at=begins + 99 * HOUR)

    assert not rules.is_frozen(of, begins - timedelta(seconds=1))
    assert rules.is_frozen(of, begins)


@pytest.mark.parametrize(
    ("state", "verified", "mailed", "fields", "expected"),
    [
        (CONFIRMED, False, False, {}, ALL_BUT_OFFER),
        (CONFIRMED, False, True, {}, Buttons(verify=True, edit=True, withdraw=True, see_details=True)),
        (CONFIRMED, True, True, {}, ALL_BUT_OFFER),
        (CONFIRMED, True, False, {}, Buttons()),
        (WAITING, True, False, {}, Buttons()),
        (OFFERED, True, True, {}, Buttons(accept=True, refuse=True, edit=True, see_details=True)),
        (CONFIRMED, True, True, {"frozen_from": DUE}, Buttons(see_details=True)),
        (CONFIRMED, True, True, {"frozen_from": LATER}, ALL_BUT_OFFER),
        (WAITING, True, True, {"frozen_from": DUE}, Buttons(withdraw=True, see_details=True)),
        (OFFERED, True, True, {"frozen_from": DUE}, Buttons(accept=True, refuse=True, see_details=True)),
        (CONFIRMED, True, True, {"finishes_at": NOW}, Buttons(see_details=True)),
        (WAITING, True, True, {"finishes_at": NOW}, Buttons(see_details=True)),
        (OFFERED, True, True, {"finishes_at": NOW}, Buttons(see_details=True)),
        (RegistrationState.WITHDRAWN, True, True, {}, Buttons(see_details=True)),
        (RegistrationState.LAPSED, False, True, {}, Buttons(see_details=True)),
        (RegistrationState.DECLINED, False, True, {}, Buttons(see_details=True)),
    ],
)
def test_every_button_is_true_when_it_is_shown(
    *, state: RegistrationState, verified: bool, mailed: bool, fields: dict[str, Any], expected: Buttons
) -> None:
    registration = Registration(state=state, verified_at=NOW if verified else None, deadline_at=NOW + HOUR)

    assert rules.buttons(registration, event(**fields), NOW, is_mailed=mailed) == expected


@pytest.mark.parametrize(
    ("state", "deadline", "fields", "expected"),
    [
        (OFFERED, NOW + HOUR, {}, True),
        (OFFERED, None, {}, True),
        (OFFERED, NOW, {}, False),
        (OFFERED, NOW + HOUR, {"finishes_at": NOW}, False),
        (RegistrationState.CONFIRMED, NOW + HOUR, {}, False),
    ],
)
def test_an_offer_stands_until_its_deadline_or_the_events_end(
    *, state: RegistrationState, deadline: datetime | None, fields: dict[str, Any], expected: bool
) -> None:
    registration = Registration(state=state, deadline_at=deadline)

    assert rules.offer_stands(registration, event(**fields), NOW) is expected


def test_an_offer_that_has_ended_can_only_be_given_up() -> None:
    registration = Registration(state=OFFERED, verified_at=NOW, deadline_at=NOW)

    found = rules.buttons(registration, event(), NOW, is_mailed=True)

    assert (found.accept, found.refuse) == (False, True)


def test_an_unverified_hold_ends_with_the_event_at_the_latest() -> None:
    ends, reminder = rules.hold(event(finishes_at=NOW + 8 * HOUR), NOW)

    assert (ends, reminder) == (NOW + 8 * HOUR, NOW + 6 * HOUR)
