"""What has failed is left alone, longer each time, and others are not."""

from datetime import UTC, datetime, timedelta

from app.core.pauses import Pauses

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)


def test_each_pause_is_twice_as_long_up_to_the_longest() -> None:
    pauses, now, lengths = Pauses(MINUTE, 5 * MINUTE), NOON, []

    for _time in range(5):
        pauses.failed("a", now)
        begun = now
        while not pauses.is_due("a", now):
            now += MINUTE
        lengths.append(now - begun)

    assert lengths == [MINUTE, 2 * MINUTE, 4 * MINUTE, 5 * MINUTE, 5 * MINUTE]


def test_a_failure_holds_nobody_else_up() -> None:
    pauses = Pauses(MINUTE, MINUTE)

    pauses.failed("a", NOON)

    assert (pauses.is_due("a", NOON), pauses.is_due("b", NOON)) == (False, True)


def test_what_nobody_has_tried_for_long_begins_anew() -> None:
    pauses = Pauses(MINUTE, 5 * MINUTE)
    for _time in range(3):
        pauses.failed("a", NOON)

    pauses.failed("b", NOON + timedelta(hours=1))
    pauses.failed("a", NOON + timedelta(hours=1))

    assert pauses.is_due("a", NOON + timedelta(hours=1) + MINUTE)


def test_a_start_forgets_everything() -> None:
    pauses = Pauses(MINUTE, MINUTE)
    pauses.failed("a", NOON)

    pauses.forget()

    assert pauses.is_due("a", NOON)
