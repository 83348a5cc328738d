"""Typed makers of messages for tests."""

import itertools
from typing import Any

from app.core import clock
from app.core.db import db, transaction
from app.outbox import services
from app.outbox.models import Message, Priority

_numbers = itertools.count(1)


def message(
    *,
    to: str = "",
    event_id: int | None = None,
    priority: Priority = Priority.PERSONAL,
    dedupe_key: str = "",
    **columns: Any,
) -> Message:
    """A letter in the outbox, due now; `columns` are put into its row afterwards."""
    number = next(_numbers)
    made = stored(
        services.queue(
            services.message(
                "delivery_test",
                to=to or f"reader{number}@example.org",
                language="en",
                dedupe_key=dedupe_key or f"test:{number}",
                event_id=event_id,
                priority=priority,
                at=clock.now(),
            )
        )
    )
    if columns:
        change(made, **columns)
    return made


def stored(number: int) -> Message:
    """The message with this number."""
    return db.session.get_one(Message, number)


def fresh(message: Message) -> Message:
    """The message as the database has it by now."""
    db.session.rollback()
    db.session.refresh(message)
    return message


def change(message: Message, **columns: Any) -> None:
    """Put `columns` into the message's row, as somebody else would."""
    with transaction():
        for name, value in columns.items():
            setattr(message, name, value)
