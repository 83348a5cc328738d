"""Delivering what is due, most urgent first, until nothing is left. Safe with any number of workers."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

from app.core.db import transaction
from app.jobs.smtp import Postman
from app.outbox import rules, services
from app.outbox.models import Message, MessageState, Reason
from app.outbox.rules import Answer

log = logging.getLogger(__name__)

WORN_OUT = Answer(Reason.UNCLEAR, "")
_SHORTEST_PAUSE = 10.0  # seconds
_LONGEST_PAUSE = 120.0
_REFUSED_PAUSE = 300.0  # a server that refuses our login may lock us out if asked more often


class Pause:
    """For how long this process leaves a mail server alone that is away or refuses us.

    Without it every waiting message would run into the same wall; with it one message tells.
    """

    def __init__(self) -> None:
        self._until = 0.0
        self._length = 0.0

    def is_on(self) -> bool:
        return time.monotonic() < self._until

    def note(self, answer: Answer) -> None:
        """Begin, lengthen or end the pause by how an attempt ended."""
        if answer.reason is Reason.UNREACHABLE:
            self._length = min(max(self._length * 2, _SHORTEST_PAUSE), _LONGEST_PAUSE)
            self._until = time.monotonic() + self._length
        elif answer.reason is Reason.CONFIGURATION:
            self._until = time.monotonic() + _REFUSED_PAUSE
            log.error("the mail server refuses this site: %s", answer.words)
        else:
            self.end()

    def end(self) -> None:
        self._until = self._length = 0.0


def init_app(app: Flask) -> None:
    app.extensions["mail_pause"] = Pause()


def pause() -> Pause:
    """The pause of this process."""
    return cast("Pause", current_app.extensions["mail_pause"])


def deliver_due(*, is_stopping: Callable[[], bool] = lambda: False) -> Counter[MessageState]:
    """Deliver until nothing is due, the server is away, or `is_stopping`. Counts what became of it.

    One message at a time: what is more urgent and comes later still goes first.
    """

    def claim() -> Message | None:
        return None if is_stopping() or pause().is_on() else services.claim()

    tally: Counter[MessageState] = Counter()
    with Postman(on_waiting=services.renew) as postman:
        message = claim()
        while message is not None:
            answer = WORN_OUT if rules.is_worn_out(message) else postman.deliver(message)
            pause().note(answer)
            with transaction():  # one commit for this answer and the next message
                state = services.record(message, answer)
                following = claim()
            tally[state] += 1
            log.info("message %s: %s (%s)", message.public_id, state, answer.reason)
            message = following
    return tally
