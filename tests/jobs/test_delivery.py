"""Delivering the outbox to a real mail server that behaves in every known way."""

import re
import socket
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask

from app.core import clock
from app.core.db import db
from app.jobs import outbox
from app.jobs import smtp as conversation
from app.outbox import services
from app.outbox.models import Message, MessageState, Priority, Reason
from tests import smtp
from tests.make import outbox as make
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("app")

SENT, DEFERRED = MessageState.SENT, MessageState.DEFERRED
QUEUED, FAILED = MessageState.QUEUED, MessageState.FAILED
HOSTILE_NAMES = [
    "ada\r\nBcc: eve@example.org",
    "ada\nSubject: won",
    '"><svg/onload=x(1)>',
    "a\x0bb\x0cc\x85d\u2028e",
    '"quoted" <eve@example.org>',
    "eve@example.org, ",
    "=?utf-8?q?=0ABcc:_eve@example.org?=",
    "محمد بن سلمان",
    "👩\u200d👩\u200d👧\u200d👦",
    "W" * 400,
    "ﷺ" * 60,
]


def state(message: Message) -> tuple[MessageState, Reason]:
    make.fresh(message)
    return message.state, message.reason


def test_p17_a_letter_arrives_with_everything_a_service_mail_needs(mail_server: Sink) -> None:
    number = services.queue(
        services.message(
            "delivery_test",
            to="ada@example.org",
            language="en",
            dedupe_key="p17",
            reply_to="office@example.org",
            sender_name="ICLC 7 – Learning cities",
            at=clock.now(),
        )
    )

    outbox.deliver_due()

    (received,) = mail_server.received
    mail = received.mail
    assert (received.sender, received.recipient) == ("office@plenary.example", "ada@example.org")
    assert mail.get_all("To") == ["ada@example.org"]
    assert mail["Cc"] is None
    assert mail["Bcc"] is None
    assert mail["From"] == "ICLC 7 – Learning cities <office@plenary.example>"
    assert mail["Reply-To"] == "office@example.org"
    assert mail["Subject"] == "Mail from this site arrives"
    assert mail["Message-ID"] == make.stored(number).message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert abs(parsedate_to_datetime(str(mail["Date"])) - clock.now()) < timedelta(seconds=10)
    assert mail.get_content_type() == "multipart/alternative"
    assert "letters from this site reach you" in received.text
    assert "letters from this site reach you" in received.html
    assert received.raw.isascii()
    assert make.fresh(make.stored(number)).smtp_answer == "250 2.0.0 Queued as 1"
    assert state(make.stored(number)) == (SENT, Reason.ACCEPTED)


def test_p15_a_letter_loads_nothing_and_keeps_its_rules_for_small_and_dark_screens(mail_server: Sink) -> None:
    make.message()

    outbox.deliver_due()

    html = mail_server.received[0].html
    assert re.findall(r"<(?:img|link|script|iframe|object|svg)\b|url\(|@import", html) == []
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://127.0.0.1:5000/"}
    assert "@media (prefers-color-scheme: dark)" in html
    assert 'style="' in html


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_t13_no_name_adds_a_header_or_a_recipient(mail_server: Sink, name: str) -> None:
    services.queue(
        services.message(
            "delivery_test",
            to="ada@example.org",
            language="en",
            dedupe_key="t13",
            sender_name=name,
            at=clock.now(),
        )
    )

    tally = outbox.deliver_due()

    assert tally == Counter({SENT: 1})
    (received,) = mail_server.received
    assert received.recipient == "ada@example.org"
    assert received.mail.get_all("To") == ["ada@example.org"]
    assert len(received.mail.get_all("From") or []) == 1
    assert [a.addr_spec for a in received.mail["From"].addresses] == ["office@plenary.example"]
    assert received.mail["Bcc"] is None
    assert received.mail["Subject"] == "Mail from this site arrives"
    assert received.mail.defects == []


@pytest.mark.parametrize(
    ("address", "envelope"),
    [
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("用户@example.org", "用户@example.org"),
        ("O'Brien+tag@example.org", "O'Brien+tag@example.org"),
        ("ada@plenary.test", "ada@plenary.test"),  # may register, so a letter to it can be built
    ],
)
def test_addresses_of_all_scripts_are_reached(mail_server: Sink, address: str, envelope: str) -> None:
    message = make.message(to=address)

    outbox.deliver_due()

    assert state(message) == (SENT, Reason.ACCEPTED)
    assert [received.recipient for received in mail_server.received] == [envelope]


def test_an_address_the_server_has_no_letters_for_is_shown_as_failed(mail_server: Sink) -> None:
    mail_server.is_international = False
    mail_server.go_down()
    mail_server.come_up()
    message = make.message(to="用户@example.org")

    outbox.deliver_due()

    assert state(message) == (FAILED, Reason.REFUSED)
    assert "SMTPUTF8" in message.smtp_answer


def test_a_batch_shares_one_connection(mail_server: Sink) -> None:
    for _ in range(5):
        make.message()

    assert outbox.deliver_due() == Counter({SENT: 5})
    assert mail_server.connections == 1


def test_a_server_that_hung_up_between_two_messages_is_called_again(mail_server: Sink) -> None:
    first, second = make.message(), make.message()

    with conversation.Postman(on_waiting=services.renew) as postman:
        before = postman.deliver(first)
        mail_server.go_down()
        mail_server.come_up()
        after = postman.deliver(second)

    assert (before.reason, after.reason) == (Reason.ACCEPTED, Reason.ACCEPTED)


@pytest.mark.parametrize(
    ("mode", "now", "reason", "words"),
    [
        (smtp.SHUTTING_DOWN, DEFERRED, Reason.TEMPORARY, "421 4.3.2 Service shutting down"),
        (smtp.GREYLIST, DEFERRED, Reason.TEMPORARY, "451 4.7.1 Greylisted, come again"),
        (smtp.FULL, DEFERRED, Reason.TEMPORARY, "452 4.2.2 Mailbox full"),
        (smtp.HANG_UP, DEFERRED, Reason.UNREACHABLE, "Connection unexpectedly closed"),
        (smtp.DROP, DEFERRED, Reason.UNCLEAR, "Connection unexpectedly closed"),
        (smtp.DROP_UNKEPT, DEFERRED, Reason.UNCLEAR, "Connection unexpectedly closed"),
        (smtp.GARBAGE, DEFERRED, Reason.UNCLEAR, "the reply to the message could not be understood"),
        (smtp.UNKNOWN_USER, FAILED, Reason.REFUSED, "550 5.1.1 User unknown"),
        (smtp.SPAM, FAILED, Reason.REFUSED, "554 5.7.1 This looks like spam"),
        (smtp.SENDER_REFUSED, QUEUED, Reason.CONFIGURATION, "553 5.7.1 Sender address rejected"),
    ],
)
def test_f05_every_no_has_its_meaning_and_what_can_heal_heals(  # noqa: PLR0917 - a table's columns
    mail_server: Sink,
    later: Callable[..., None],
    mode: str,
    now: MessageState,
    reason: Reason,
    words: str,
) -> None:
    message = make.message()
    mail_server.mode = mode
    outbox.deliver_due()
    assert state(message) == (now, reason)
    assert message.smtp_answer.startswith(words)

    mail_server.mode = smtp.ACCEPT
    later(minutes=20)
    outbox.deliver_due()

    arrived = {smtp.DROP: 2, smtp.GARBAGE: 2, smtp.UNKNOWN_USER: 0, smtp.SPAM: 0}.get(mode, 1)
    assert state(message)[0] is (FAILED if now is FAILED else SENT)
    assert mail_server.copies() == Counter({message.message_id: arrived} if arrived else {})


def test_f05_a_server_that_is_down_costs_one_attempt_and_heals(
    mail_server: Sink, later: Callable[..., None]
) -> None:
    messages = [make.message() for _ in range(3)]
    mail_server.go_down()
    assert outbox.deliver_due() == Counter({DEFERRED: 1})
    assert outbox.deliver_due() == Counter()  # left alone for a moment
    assert state(messages[0]) == (DEFERRED, Reason.UNREACHABLE)
    assert [make.fresh(message).attempts for message in messages] == [1, 0, 0]

    mail_server.come_up()
    later(minutes=2)

    assert outbox.deliver_due() == Counter({SENT: 3})
    assert set(mail_server.copies().values()) == {1}


def test_t09_a_server_away_for_72_hours_ends_in_failed_with_the_reason(
    mail_server: Sink, later: Callable[..., None]
) -> None:
    message = make.message()
    mail_server.go_down()

    for _ in range(60):
        outbox.deliver_due()
        later(hours=2.5)

    assert state(message) == (FAILED, Reason.UNREACHABLE)
    assert 25 <= message.attempts <= 31
    assert "refused" in message.smtp_answer


def test_f05_an_unclear_end_is_tried_three_more_times_under_the_same_id(
    mail_server: Sink, later: Callable[..., None]
) -> None:
    message = make.message()
    mail_server.mode = smtp.DROP

    for _ in range(8):
        outbox.deliver_due()
        later(minutes=14)
        assert outbox.deliver_due() == Counter()
        later(minutes=2)

    assert state(message) == (FAILED, Reason.UNCLEAR)
    assert mail_server.copies() == Counter({message.message_id: 4})


def test_f05_one_bad_address_holds_nobody_up(mail_server: Sink) -> None:
    bad, good = make.message(to="gone@example.org"), make.message()
    mail_server.mode, mail_server.only = smtp.UNKNOWN_USER, "gone@example.org"

    assert outbox.deliver_due() == Counter({SENT: 1, FAILED: 1})
    assert state(bad) == (FAILED, Reason.REFUSED)
    assert state(good) == (SENT, Reason.ACCEPTED)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_t09_a_refused_login_fails_nothing_and_is_not_repeated_at_once(
    app: Flask, mail_server: Sink, later: Callable[..., None]
) -> None:
    settings = app.extensions["mail"]
    settings.username, settings.password = "plenary", "wrong"
    mail_server.password = "right"
    mail_server.go_down()
    mail_server.come_up()  # it asks for the password from now on
    first, second = make.message(), make.message()

    assert outbox.deliver_due() == Counter({QUEUED: 1})
    assert outbox.deliver_due() == Counter()
    assert state(first) == (QUEUED, Reason.CONFIGURATION)
    assert first.smtp_answer.startswith("535")
    assert state(second) == (QUEUED, Reason.NONE)

    settings.password = "right"
    later(minutes=5)
    assert outbox.deliver_due() == Counter({SENT: 2})


def test_p6_a_server_without_the_encryption_we_ask_for_gets_nothing(app: Flask, mail_server: Sink) -> None:
    app.extensions["mail"].use_tls = True
    message = make.message()

    outbox.deliver_due()

    assert state(message) == (QUEUED, Reason.CONFIGURATION)
    assert message.smtp_answer == "STARTTLS extension not supported by server."
    assert mail_server.received == []


def test_f05_a_slow_reply_to_the_dot_is_waited_for_and_the_lease_renewed(
    mail_server: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "TIMEOUT", 0.3)
    monkeypatch.setattr(conversation, "DOT_TICK", 0.1)
    mail_server.mode, mail_server.seconds = smtp.SLOW, 1.0
    message = make.message()
    waits: list[str] = []

    with conversation.Postman(on_waiting=lambda held: waits.append(held.public_id)) as postman:
        answer = postman.deliver(message)

    assert answer.reason is Reason.ACCEPTED
    assert waits.count(message.public_id) >= 5
    assert mail_server.copies() == Counter({message.message_id: 1})


def test_f05_no_reply_to_the_dot_at_all_is_an_unclear_end(
    mail_server: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "DOT_TIMEOUT", 0.3)
    monkeypatch.setattr(conversation, "DOT_TICK", 0.1)
    mail_server.mode, mail_server.seconds = smtp.SLOW, 1.5
    message = make.message()

    outbox.deliver_due()

    assert state(message) == (DEFERRED, Reason.UNCLEAR)


def test_f05_a_server_that_never_speaks_is_given_up_in_time(
    mail_server: Sink, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    del mail_server  # only its fixture's care for the settings is needed
    monkeypatch.setattr(conversation, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app.extensions["mail"].port = silent.getsockname()[1]
        message = make.message()
        outbox.deliver_due()

    assert state(message) == (DEFERRED, Reason.UNREACHABLE)
    assert message.smtp_answer == "Connection unexpectedly closed: timed out"


def test_t10_a_poison_row_first_lets_all_others_pass_and_is_parked_after_three_attempts(
    mail_server: Sink, later: Callable[..., None]
) -> None:
    poison = make.message(to="no address at all", priority=Priority.SIGN_IN)
    others = [make.message() for _ in range(9)]

    assert outbox.deliver_due() == Counter({SENT: 9, DEFERRED: 1})
    for _ in range(5):
        later(minutes=10)
        outbox.deliver_due()

    assert state(poison) == (FAILED, Reason.NOT_BUILT)
    assert poison.build_failures == 3
    assert mail_server.copies() == Counter({message.message_id: 1 for message in others})


def test_a_message_lost_with_its_worker_again_and_again_is_shown_instead_of_sent(mail_server: Sink) -> None:
    message = make.message(unclear_ends=4, attempts=4)

    outbox.deliver_due()

    assert state(message) == (FAILED, Reason.UNCLEAR)
    assert mail_server.received == []


def test_without_a_mail_server_letters_are_kept_and_say_so(app: Flask) -> None:
    assert app.extensions["mail"].server == ""
    message = make.message()

    assert outbox.deliver_due() == Counter({SENT: 1})
    assert state(message) == (SENT, Reason.KEPT)
    assert message.smtp_answer == "kept: no mail server is configured"


def test_f17_a_confirmation_overtakes_bulk_mail_that_is_already_going_out(
    app: Flask, mail_server: Sink
) -> None:
    for _ in range(60):
        make.message(priority=Priority.BULK)
    urgent: list[str] = []

    def register_meanwhile(_received: object) -> None:
        if len(mail_server.received) != 5:
            return
        with app.app_context():
            urgent.append(make.message(priority=Priority.PERSONAL).message_id)

    mail_server.on_accept = register_meanwhile

    outbox.deliver_due()

    order = [received.message_id for received in mail_server.received]
    assert len(order) == 61
    assert order.index(urgent[0]) == 5


def test_several_workers_at_once_send_every_letter_once(app: Flask, mail_server: Sink) -> None:
    messages = [make.message() for _ in range(60)]
    db.session.remove()
    tallies: list[Counter[MessageState]] = []

    def work() -> None:
        with app.app_context():
            tallies.append(outbox.deliver_due())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(tallies, Counter()) == Counter({SENT: 60})
    assert mail_server.copies() == Counter({message.message_id: 1 for message in messages})


def test_a_worker_that_is_told_to_stop_finishes_the_message_in_hand_only(mail_server: Sink) -> None:
    for _ in range(5):
        make.message()

    tally = outbox.deliver_due(is_stopping=lambda: len(mail_server.received) >= 2)

    assert tally == Counter({SENT: 2})
    assert len(mail_server.received) == 2
