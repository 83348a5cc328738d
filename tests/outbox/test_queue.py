"""Writing messages: with the change that causes them, once, and clean."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.core import clock
from app.core.actors import ANONYMOUS, Actor, ActorKind, Permission
from app.core.db import db, transaction
from app.outbox import queries, rules, services, signals
from app.outbox.errors import MayNotRetry, NoSuchMessage, NothingToRetry
from app.outbox.models import Message, MessageState, Priority, Reason
from app.outbox.rules import Answer
from tests.make import accounts
from tests.make import outbox as make

pytestmark = pytest.mark.usefixtures("app")

TEAM = Actor(ActorKind.USER, id=1, grants={7: frozenset({Permission.MESSAGES_EDIT})})
ONLOOKER = Actor(ActorKind.USER, id=2, grants={7: frozenset({Permission.MESSAGES_VIEW})})


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Message)) or 0


def refused_after_its_letter() -> None:
    with transaction():
        make.message()
        raise ZeroDivisionError


def test_a_letter_is_written_whole_in_the_readers_language() -> None:
    message = make.message(to="ada@example.org", event_id=7)

    assert message.subject == "Mail from this site arrives"
    assert message.state is MessageState.QUEUED
    assert (message.recipient, message.language, message.event_id) == ("ada@example.org", "en", 7)
    assert "reach you" in message.text
    assert "reach you" in message.html


def test_t07_a_refusal_after_the_letter_takes_the_letter_back() -> None:
    with pytest.raises(ZeroDivisionError):
        refused_after_its_letter()

    assert count() == 0


def test_t08_the_same_cause_told_twice_is_one_letter_with_one_message_id() -> None:
    first = make.message(to="ada@example.org", dedupe_key="registration:x:confirmed:1")
    second = make.message(to="eve@example.org", dedupe_key="registration:x:confirmed:1")
    other = make.message(dedupe_key="registration:x:confirmed:2")

    assert second.id == first.id
    assert second.recipient == "ada@example.org"
    assert count() == 2
    assert first.message_id != other.message_id
    assert first.message_id.endswith("@localhost.localdomain>")


def test_t08_two_who_tell_the_same_cause_at_once_write_one_letter(app: Flask) -> None:
    ready = threading.Barrier(6)
    found: list[int] = []

    def tell() -> None:
        with app.app_context():
            ready.wait(10)
            found.append(make.message(dedupe_key="told-at-once").id)

    threads = [threading.Thread(target=tell) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 6
    assert len(set(found)) == 1
    assert count() == 1


@pytest.mark.parametrize(
    "bad", ["\r\nBcc: eve@example.org", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"]
)
def test_t13_what_breaks_headers_is_folded_before_it_is_stored(bad: str) -> None:
    number = services.queue(
        services.message(
            "delivery_test",
            to=f"ada@example.org{bad}",
            language="en",
            dedupe_key=f"folded:{bad!r}",
            reply_to=f"office@example.org{bad}",
            sender_name=f"Learning{bad}cities",
            at=clock.now(),
        )
    )

    message = make.stored(number)
    stored = message.recipient + message.reply_to + message.sender_name + message.subject
    assert not any(character in stored for character in "\r\n\x0b\x0c\x85\u2028\u2029\x00")


def test_workers_are_told_after_the_commit_and_not_of_what_was_taken_back() -> None:
    heard: list[bool] = []

    def hear(_sender: None) -> None:
        heard.append(count() == 1)

    signals.queued.connect(hear)
    try:
        with transaction():
            make.message()
            assert heard == []
        with pytest.raises(ZeroDivisionError):
            refused_after_its_letter()
    finally:
        signals.queued.disconnect(hear)

    assert heard == [True]


def test_the_most_urgent_is_claimed_first_and_older_before_newer() -> None:
    bulk = make.message(priority=Priority.BULK)
    old = make.message(due_at=clock.now() - timedelta(minutes=5))
    new = make.message()
    link = make.message(priority=Priority.SIGN_IN)

    claimed = [services.claim() for _ in range(5)]

    assert [message and message.id for message in claimed] == [link.id, old.id, new.id, bulk.id, None]


def test_nothing_is_claimed_before_its_time_or_after_its_end() -> None:
    make.message(due_at=clock.now() + timedelta(minutes=1), state=MessageState.DEFERRED)
    for state in (MessageState.SENT, MessageState.FAILED, MessageState.SUPPRESSED):
        make.message(state=state)

    assert services.claim() is None


def test_a_claimed_message_is_nobody_elses_until_its_lease_ends() -> None:
    message = make.message()
    services.claim()
    assert services.claim() is None

    with transaction():
        make.fresh(message).due_at = clock.now()
    again = services.claim()

    assert again is not None
    assert (again.id, again.attempts, again.unclear_ends) == (message.id, 2, 1)


def test_a_renewed_lease_lasts_longer() -> None:
    message = make.message()
    claimed = services.claim()
    assert claimed is not None
    with transaction():
        make.fresh(message).due_at = clock.now()

    services.renew(claimed)

    assert make.fresh(message).due_at >= clock.now() + rules.LEASE - timedelta(seconds=2)
    assert services.claim() is None


def test_who_has_lost_the_lease_may_only_report_success() -> None:
    make.message()
    late = services.claim()
    assert late is not None
    db.session.expunge(late)
    with transaction() as session:
        session.execute(update(Message).values(due_at=clock.now()))
    current = services.claim()
    assert current is not None

    services.record(late, Answer(Reason.REFUSED, "550 no"))
    assert make.fresh(current).state is MessageState.SENDING

    services.record(late, Answer(Reason.ACCEPTED, "250 ok"))
    assert make.fresh(current).state is MessageState.SENT

    services.record(current, Answer(Reason.TEMPORARY, "451 later"))
    assert make.fresh(current).state is MessageState.SENT


def test_the_servers_words_are_kept_on_one_line_and_not_without_end() -> None:
    make.message()
    claimed = services.claim()
    assert claimed is not None

    services.record(claimed, Answer(Reason.REFUSED, "550 5.1.1\nUser unknown\x1b[31m " + "x" * 5000))

    stored = make.fresh(claimed).smtp_answer
    assert stored.startswith("550 5.1.1 User unknown[31m xxx")
    assert len(stored) == services.LONGEST_ANSWER


def test_retrying_gives_a_failed_message_all_its_tries_again() -> None:
    message = make.message(
        event_id=7,
        state=MessageState.FAILED,
        attempts=40,
        unclear_ends=4,
        build_failures=3,
        first_tried_at=clock.now() - timedelta(days=4),
    )

    services.retry(message, actor=TEAM)

    make.fresh(message)
    assert message.state is MessageState.QUEUED
    assert (message.attempts, message.unclear_ends, message.build_failures) == (0, 0, 0)
    assert message.first_tried_at is None
    assert services.claim() is not None


@pytest.mark.parametrize("actor", [ONLOOKER, ANONYMOUS])
def test_only_the_events_team_may_retry(actor: Actor) -> None:
    message = make.message(event_id=7, state=MessageState.FAILED)

    with pytest.raises(MayNotRetry):
        services.retry(message, actor=actor)

    assert make.fresh(message).state is MessageState.FAILED


def test_letters_of_no_event_are_retried_by_administrators_only() -> None:
    message = make.message(state=MessageState.FAILED)

    with pytest.raises(MayNotRetry):
        services.retry(message, actor=TEAM)
    services.retry(message, actor=Actor(ActorKind.USER, id=1, is_administrator=True))

    assert make.fresh(message).state is MessageState.QUEUED


def test_what_has_been_sent_is_not_sent_again() -> None:
    message = make.message(event_id=7, state=MessageState.SENT)

    with pytest.raises(NothingToRetry):
        services.retry(message, actor=TEAM)


def test_a_message_is_found_through_its_own_event_only() -> None:
    message = make.message(event_id=7)

    assert queries.of_event(7, message.public_id).id == message.id
    with pytest.raises(NoSuchMessage):
        queries.of_event(8, message.public_id)


def test_lists_filter_by_state_and_words_and_count_by_state() -> None:
    failed = make.message(event_id=7, to="ada@example.org", state=MessageState.FAILED)
    queued = make.message(event_id=7, to="100%@example.org")
    make.message(event_id=8)

    assert [m.id for m in queries.event_list(7).items] == [queued.id, failed.id]
    assert [m.id for m in queries.event_list(7, states=(MessageState.FAILED,)).items] == [failed.id]
    assert [m.id for m in queries.event_list(7, search="ADA@").items] == [failed.id]
    assert [m.id for m in queries.event_list(7, search="%").items] == [queued.id]
    assert queries.counts(7) == {MessageState.FAILED: 1, MessageState.QUEUED: 1}
    assert queries.oldest_unfinished(7) == queued.created_at
    assert queries.unfinished() == 2


def test_letters_about_a_thing_are_found_from_it_newest_first() -> None:
    ada, eve = accounts.user(), accounts.user()
    first, second = (
        services.queue(
            services.message(
                "delivery_test",
                to="ada@example.org",
                language="en",
                dedupe_key=key,
                thing=ada,
                at=clock.now(),
            )
        )
        for key in ("first", "second")
    )

    assert [message.id for message in queries.of_thing(ada)] == [second, first]
    assert queries.of_thing(eve) == []


def test_claiming_costs_two_statements_however_long_the_queue(count_queries: list[str]) -> None:
    for _ in range(3):
        make.message()
    count_queries.clear()

    services.claim()

    assert len(count_queries) == 2, count_queries  # a look, and the row
