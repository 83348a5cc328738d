"""Writing messages, and taking them one by one to be delivered.

The row is the truth. A worker claims it with a lease in one short transaction, talks to the
mail server outside any, and records the answer in another: should it die in between, the
lease ends and the next worker takes the row again.
"""

import hashlib
import random
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import case, func, literal, select, update

from app.audit import services as audit
from app.core import clock, site, text
from app.core.actors import Actor
from app.core.db import Base, db, execute, lock, on_commit, transaction
from app.core.rows import Row
from app.core.types import Instant
from app.outbox import policies, rules, signals
from app.outbox.errors import MayNotRetry, NothingToRetry
from app.outbox.models import UNFINISHED, Message, MessageState, Priority, Reason
from app.outbox.rules import Answer
from app.rendering import letters

LONGEST_ANSWER = 1000


def queue(letter: Row) -> int:
    """Store what `message` has made with the caller's other changes: both or neither.

    Returns the message's number, the first one's if the cause was told before.
    """
    with transaction() as session:
        number: int | None = execute(_adding(db.engine.dialect.name), letter.values).scalar()
        if number is None:
            known = select(Message.id).where(Message.dedupe_key == letter.values["dedupe_key"])
            return session.scalars(known).one()
        announce()
    return number


def message(
    template: str,
    *,
    to: str,
    language: str,
    dedupe_key: str,
    event_id: int | None = None,
    thing: Base | None = None,
    priority: Priority = Priority.PERSONAL,
    reply_to: str = "",
    sender_name: str = "",
    letter: letters.Letter | None = None,
    state: MessageState = MessageState.QUEUED,
    **context: Any,
) -> Row:
    """The row of a letter, rendered now: to be queued, or stored in one go with a new `thing` and announced.

    Who holds a lock many wait for hands in a `letter` rendered before, and needs no context.

    `dedupe_key` names the cause ("registration:<public id>:confirmed:2"): queued a second time, it
    writes nothing. The Message-ID is made of it, so use public ids, which no other database has.
    """
    sender_name = letters.header(sender_name)
    letter = letter or letters.render(template, language, sender_name=sender_name, **context)
    values = {
        "dedupe_key": dedupe_key,
        "message_id": _message_id(dedupe_key),
        "template": template,
        "priority": priority,
        "event_id": event_id,
        "thing_kind": type(thing).__tablename__ if thing is not None else "",
        "thing_id": getattr(thing, "id", None),
        "recipient": text.clean_line(to),
        "reply_to": text.clean_line(reply_to),
        "sender_name": sender_name,
        "language": letter.language,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "state": state,
    }
    return Row(Message, values, about="thing_id")


def announce() -> None:
    """Wake a worker once the letters of this transaction are safely stored."""
    on_commit(signals.queued.send)


def retry(message: Message, *, actor: Actor) -> None:
    """Try a failed or waiting message again, at once and with all its tries before it.

    Raises MayNotRetry or NothingToRetry.
    """
    with transaction():
        lock(message)
        if not policies.may_retry(actor, message):
            raise MayNotRetry
        if not rules.may_be_retried(message):
            raise NothingToRetry
        message.state = MessageState.QUEUED
        message.due_at = clock.now()
        message.first_tried_at = None
        message.attempts = message.unclear_ends = message.build_failures = 0
        audit.record(actor, "message.retried", message)
        announce()


def claim() -> Message | None:
    """Take the most urgent message that is due, for as long as a lease; None when there is none.

    Safe with any number of workers: PostgreSQL passes over rows another one is taking, SQLite
    lets them come one after the other. A row whose lease has ended comes again, and that counts
    as an end nobody can be sure of.
    """
    now = clock.now()
    due = select(Message.id).where(UNFINISHED, Message.due_at <= now)
    if db.session.scalar(due.limit(1)) is None:  # looking costs no lock
        return None
    first = due.order_by(Message.priority, Message.due_at, Message.id).limit(1)
    is_left_over = case((Message.state == MessageState.SENDING, 1), else_=0)
    taking = (
        update(Message)
        .where(Message.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(
            state=MessageState.SENDING,
            due_at=now + rules.LEASE,
            attempts=Message.attempts + 1,
            unclear_ends=Message.unclear_ends + is_left_over,
            first_tried_at=func.coalesce(Message.first_tried_at, literal(now, Instant())),
        )
        .returning(Message)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    with transaction() as session:
        return session.scalars(taking).first()


def renew(message: Message) -> None:
    """Hold a claimed message for another lease: its mail server takes its time."""
    with transaction() as session:
        session.execute(
            update(Message)
            .where(*_is_mine(message))
            .values(due_at=clock.now() + rules.LEASE)
            .execution_options(synchronize_session=False)
        )


def record(message: Message, answer: Answer) -> MessageState:
    """Write down how the attempt at a claimed message ended; returns what the message is now.

    That a server has taken it is true whoever holds the row by now. Anything else counts only
    while the lease is ours.
    """
    now = clock.now()
    step = rules.after(message, answer, now, random.random())  # noqa: S311 - only spreads retries
    is_sent = step.state is MessageState.SENT
    mine = (Message.id == message.id, Message.state != MessageState.SENT) if is_sent else _is_mine(message)
    changes: dict[str, Any] = {
        "state": step.state,
        "due_at": step.due_at,
        "reason": answer.reason,
        "smtp_answer": text.shorten(text.clean_line(answer.words), LONGEST_ANSWER),
        "unclear_ends": message.unclear_ends + (answer.reason is Reason.UNCLEAR),
        "build_failures": message.build_failures + (answer.reason is Reason.NOT_BUILT),
    }
    if is_sent:
        changes["sent_at"] = now
    if answer.reason is Reason.CONFIGURATION:
        changes["first_tried_at"] = None
    with transaction() as session:
        session.execute(
            update(Message).where(*mine).values(changes).execution_options(synchronize_session=False)
        )
    return step.state


@cache  # made once, it costs a registration little
def _adding(dialect: str) -> Any:
    """One statement that decides whether a cause is new. Only the dialect in use is loaded."""
    rows: Any = Message.__table__
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert
    return insert(rows).on_conflict_do_nothing().returning(rows.c.id)


def _is_mine(message: Message) -> tuple[Any, ...]:
    return (
        Message.id == message.id,
        Message.state == MessageState.SENDING,
        Message.attempts == message.attempts,
    )


def _message_id(dedupe_key: str) -> str:
    return f"<{hashlib.sha256(dedupe_key.encode()).hexdigest()[:32]}@{site.mail_domain()}>"
