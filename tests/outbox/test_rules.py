"""What follows from a mail server's answer."""

from datetime import UTC, datetime, timedelta

import pytest

from app.outbox import rules
from app.outbox.models import Message, MessageState, Reason
from app.outbox.rules import Answer, Step

NOW = datetime(2026, 9, 28, 9, tzinfo=UTC)
HALF = 0.5  # no jitter


def tried(*, attempts: int = 1, hours_ago: float = 0, unclear: int = 0, unbuilt: int = 0) -> Message:
    return Message(
        attempts=attempts,
        first_tried_at=NOW - timedelta(hours=hours_ago),
        unclear_ends=unclear,
        build_failures=unbuilt,
    )


@pytest.mark.parametrize(
    ("reason", "state", "minutes"),
    [
        (Reason.ACCEPTED, MessageState.SENT, 0),
        (Reason.KEPT, MessageState.SENT, 0),
        (Reason.REFUSED, MessageState.FAILED, 0),
        (Reason.TEMPORARY, MessageState.DEFERRED, 1),
        (Reason.UNREACHABLE, MessageState.DEFERRED, 1),
        (Reason.UNCLEAR, MessageState.DEFERRED, 15),
        (Reason.NOT_BUILT, MessageState.DEFERRED, 1),
        (Reason.CONFIGURATION, MessageState.QUEUED, 5),
    ],
)
def test_every_answer_has_its_consequence(reason: Reason, state: MessageState, minutes: int) -> None:
    step = rules.after(tried(), Answer(reason), NOW, HALF)

    assert step == Step(state, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (7, 64), (8, 120), (9, 120), (500, 120)]
)
def test_t09_delays_double_up_to_two_hours(attempts: int, minutes: int) -> None:
    assert rules.delay(attempts, HALF) == timedelta(minutes=minutes)


def test_t09_jitter_spreads_retries_by_a_quarter_to_both_sides() -> None:
    assert rules.delay(8, 0.0) == timedelta(minutes=90)
    assert rules.delay(8, 1.0) == timedelta(minutes=150)


@pytest.mark.parametrize("reason", [Reason.TEMPORARY, Reason.UNREACHABLE])
def test_t09_a_temporary_no_is_tried_for_72_hours_and_once_more_at_their_end(reason: Reason) -> None:
    at_71_hours = rules.after(tried(attempts=40, hours_ago=71), Answer(reason), NOW, HALF)
    at_the_end = rules.after(tried(attempts=41, hours_ago=72), Answer(reason), NOW, HALF)

    assert at_71_hours == Step(MessageState.DEFERRED, NOW + timedelta(hours=1))
    assert at_the_end == Step(MessageState.FAILED, NOW)


def test_t08_an_unclear_end_is_retried_three_times_and_then_shown() -> None:
    states = [
        rules.after(tried(unclear=before), Answer(Reason.UNCLEAR), NOW, HALF).state for before in range(4)
    ]

    assert states == [MessageState.DEFERRED] * 3 + [MessageState.FAILED]


def test_t08_an_unclear_end_never_comes_again_before_a_quarter_of_an_hour() -> None:
    step = rules.after(tried(attempts=1), Answer(Reason.UNCLEAR), NOW, 0.0)

    assert step.due_at == NOW + timedelta(minutes=15)


def test_t10_what_cannot_be_built_is_parked_after_three_attempts() -> None:
    states = [
        rules.after(tried(unbuilt=before), Answer(Reason.NOT_BUILT), NOW, HALF).state for before in range(3)
    ]

    assert states == [MessageState.DEFERRED] * 2 + [MessageState.FAILED]


def test_t09_a_refused_login_counts_against_no_message_however_old() -> None:
    step = rules.after(tried(attempts=90, hours_ago=100), Answer(Reason.CONFIGURATION), NOW, HALF)

    assert step.state is MessageState.QUEUED


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (MessageState.FAILED, True),
        (MessageState.DEFERRED, True),
        (MessageState.SENT, False),
        (MessageState.SENDING, False),
        (MessageState.QUEUED, False),
        (MessageState.SUPPRESSED, False),
    ],
)
def test_only_what_has_not_arrived_may_be_retried(state: MessageState, allowed: bool) -> None:  # noqa: FBT001
    assert rules.may_be_retried(Message(state=state)) is allowed
