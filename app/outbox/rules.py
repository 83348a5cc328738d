"""What follows from a mail server's answer: sent, tried again and when, or given up. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.outbox.models import Message, MessageState, Reason

LEASE = timedelta(minutes=5)  # outlasts every timeout of one attempt; renewed in the one long wait
KEEP_TRYING = timedelta(hours=72)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=2)
UNCLEAR_DELAY = timedelta(minutes=15)
UNCLEAR_RETRIES = 3
BUILD_ATTEMPTS = 3
_DOUBLINGS = 10  # more would only overflow


@dataclass(frozen=True, slots=True)
class Answer:
    """How one attempt ended. `words` are the server's own, or ours where there was none."""

    reason: Reason
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What a message becomes after an attempt."""

    state: MessageState
    due_at: datetime


def after(message: Message, answer: Answer, now: datetime, jitter: float) -> Step:
    """The step that follows `answer`. `jitter` from 0 to 1 keeps retries from coming in herds."""
    match answer.reason:
        case Reason.ACCEPTED | Reason.KEPT:
            return Step(MessageState.SENT, now)
        case Reason.REFUSED:
            return Step(MessageState.FAILED, now)
        case Reason.CONFIGURATION:  # not the message's fault: nothing counts against it
            return Step(MessageState.QUEUED, now + LEASE)
        case Reason.NOT_BUILT:
            is_last = message.build_failures + 1 >= BUILD_ATTEMPTS
            return _again(message, now, FIRST_DELAY, is_last=is_last)
        case Reason.UNCLEAR:
            wait = max(UNCLEAR_DELAY, delay(message.attempts, jitter))
            return _again(message, now, wait, is_last=message.unclear_ends + 1 > UNCLEAR_RETRIES)
        case _:
            return _again(message, now, delay(message.attempts, jitter), is_last=False)


def delay(attempts: int, jitter: float) -> timedelta:
    """How long to wait after that many attempts: doubling to two hours, a quarter more or less."""
    base = min(FIRST_DELAY * 2 ** min(max(attempts - 1, 0), _DOUBLINGS), LONGEST_DELAY)
    return base * (0.75 + jitter / 2)


def is_worn_out(message: Message) -> bool:
    """Whether it ended unclear so often, crashes of workers included, that another try would be rude."""
    return message.unclear_ends > UNCLEAR_RETRIES


def may_be_retried(message: Message) -> bool:
    """Whether trying again by hand makes sense: it has failed, or waits for its next attempt."""
    return message.state in {MessageState.FAILED, MessageState.DEFERRED}


def _again(message: Message, now: datetime, wait: timedelta, *, is_last: bool) -> Step:
    end = (message.first_tried_at or now) + KEEP_TRYING
    if is_last or now >= end:
        return Step(MessageState.FAILED, now)
    return Step(MessageState.DEFERRED, min(now + wait, end))
