"""flask outbox: for cron, and for operators who wonder whether mail arrives."""

from flask import Flask

from app.core.db import db
from app.outbox.models import Message, MessageState
from tests.make import outbox as make


def test_delivering_says_what_became_of_it_on_one_line(app: Flask) -> None:
    make.message()
    make.message()
    make.message(to="no address at all")
    make.message(state=MessageState.SUPPRESSED)

    result = app.test_cli_runner().invoke(args=("outbox", "deliver"))

    assert result.exit_code == 0
    assert result.stdout == "2 sent, 1 to be tried again, 0 failed; 1 still waiting.\n"


def test_with_nothing_to_do_it_says_so(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=("outbox", "deliver"))

    assert result.stdout == "0 sent, 0 to be tried again, 0 failed; 0 still waiting.\n"


def test_a_test_letter_is_queued_for_the_address_given(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=("outbox", "test", "ada@example.org"))

    assert result.exit_code == 0
    message = db.session.scalars(db.select(Message)).one()
    assert (message.recipient, message.template) == ("ada@example.org", "delivery_test")


def test_what_is_no_address_is_refused_in_a_sentence(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=("outbox", "test", "ada"))

    assert result.exit_code == 1
    assert result.stderr == "Error: Enter an e-mail address, like name@example.org.\n"
    assert db.session.scalars(db.select(Message)).all() == []
