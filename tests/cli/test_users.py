"""flask users: what the operator does with accounts."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.accounts import queries
from app.accounts.models import User
from app.accounts.services import links, passwords, sessions
from app.core.db import db
from app.outbox.models import Message
from tests.make import accounts as make
from tests.make.accounts import PASSWORD


def flask(app: Flask, *words: str, typed: str = "") -> Result:
    result = app.test_cli_runner().invoke(args=["users", *words], input=typed)
    db.session.expire_all()
    return result


def create(app: Flask, *words: str, email: str = "ada@example.org", typed: str = "") -> Result:
    return flask(app, "create", "--email", email, "--name", " Ada  Lovelace ", *words, typed=typed)


def only_user() -> User:
    return db.session.scalars(select(User)).one()


def test_without_a_password_a_link_is_printed_that_signs_in_once(app: Flask) -> None:
    result = create(app)

    assert result.exit_code == 0, result.output
    first, second = result.output.splitlines()
    assert first == "Account made for ada@example.org."
    assert second.startswith("Sign in within a day at http://127.0.0.1:5000/account/sign-in/link/")
    user = only_user()
    assert (user.name, user.password_hash, user.is_administrator) == ("Ada Lovelace", None, False)
    assert links.use(second.rstrip("/").rpartition("/")[2]).id == user.id


def test_a_password_from_standard_input_is_never_printed(app: Flask) -> None:
    result = create(app, "--administrator", "--password-stdin", typed=f"{PASSWORD}\nsecond line\n")

    assert result.output == "Account made for ada@example.org.\n"
    assert only_user().is_administrator
    assert passwords.check("ada@example.org", PASSWORD).id == only_user().id
    assert db.session.scalars(select(Message)).all() == []


def test_a_password_may_be_asked_for_twice(app: Flask) -> None:
    result = create(app, "--ask-password", typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert passwords.check("ada@example.org", PASSWORD).id == only_user().id


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (["--password-stdin"], "short\n", "Error: Use at least 12 characters."),
        (["--password-stdin"], "", "Error: Use at least 12 characters."),
        (["--language", "tlh"], "", "Error: There is no catalogue for 'tlh'"),
    ],
)
def test_a_refusal_is_one_sentence_and_makes_no_account(
    app: Flask, words: list[str], typed: str, sentence: str
) -> None:
    result = create(app, *words, typed=typed)

    assert result.exit_code == 1
    assert result.output.startswith(sentence)
    assert queries.everybody() == []


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_an_account_has_a_name(app: Flask, name: str) -> None:
    result = flask(app, "create", "--email", "ada@example.org", "--name", name)

    assert (result.exit_code, result.output) == (1, "Error: Say whose account it is: --name is empty.\n")
    assert queries.everybody() == []


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("no address", "Error: Enter an e-mail address, like name@example.org.\n"),
        ("ADA@example.org", "Error: There is an account with this address already.\n"),
    ],
)
def test_an_address_must_be_one_and_free(app: Flask, email: str, sentence: str) -> None:
    create(app)

    result = create(app, email=email)

    assert (result.exit_code, result.output) == (1, sentence)
    assert len(queries.everybody()) == 1


def test_the_list_shows_everybody_with_what_is_special(app: Flask) -> None:
    make.user(name="Ben", email="ben@example.org", password=PASSWORD)
    make.user(name="Ada", email="ada@example.org", is_administrator=True, is_active=False)

    assert flask(app, "list").output == (
        "ada@example.org\tAda\tadministrator, no password, disabled\nben@example.org\tBen\n"
    )


def test_an_account_is_disabled_and_enabled_again(app: Flask) -> None:
    user = make.user(email="ada@example.org")
    secret, _ = sessions.begin(user)

    assert flask(app, "disable", "ADA@example.org").output == "Disabled.\n"
    assert queries.session_by_secret(secret) is None
    assert not only_user().is_active

    assert flask(app, "enable", "ada@example.org").output == "Enabled.\n"
    assert only_user().is_active


def test_who_is_unknown_is_said_to_be(app: Flask) -> None:
    result = flask(app, "disable", "nobody@example.org")

    assert (result.exit_code, result.output) == (1, "Error: There is no account with this address.\n")
