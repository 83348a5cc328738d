"""There is one clock, and it can be held."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.core import clock

THEN = datetime(2015, 9, 28, 9, 0, 30, 123456, tzinfo=timezone(-timedelta(hours=5)))


def test_the_present_is_in_utc_and_whole_seconds() -> None:
    now = clock.now()

    assert now.tzinfo is UTC
    assert now.microsecond == 0


def test_a_held_clock_stands_until_it_is_let_go() -> None:
    with clock.held_at(THEN):
        with clock.held_at(THEN + timedelta(days=1)):
            inner = clock.now()
        outer = clock.now()

    assert outer == datetime(2015, 9, 28, 14, 0, 30, tzinfo=UTC)
    assert inner == outer + timedelta(days=1)
    assert clock.now() > outer + timedelta(days=365)


def test_a_failure_lets_the_clock_go_too() -> None:
    with pytest.raises(ValueError, match="stop"), clock.held_at(THEN):
        raise ValueError("stop")

    assert clock.now().year > THEN.year
