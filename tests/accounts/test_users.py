"""Accounts: made, described, disabled."""

import pytest
from sqlalchemy import select

from app.accounts import queries
from app.accounts.errors import AddressTaken
from app.accounts.models import User
from app.accounts.services import passwords, sessions, users
from app.accounts.services.users import NewUser, Profile
from app.audit.models import AuditEntry
from app.core.actors import SYSTEM
from app.core.db import db
from app.core.email_address import NotAnAddress
from tests.make import accounts as make
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("app")


def test_an_account_is_made_without_a_password_and_noted() -> None:
    user = users.create(NewUser(email=" Ada@Example.org ", name="Ada"), actor=SYSTEM)

    assert (user.email, user.email_key, user.password_hash) == ("Ada@example.org", "ada@example.org", None)
    assert (user.is_administrator, user.may_create_events) == (False, True)
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.thing_id, entry.changes) == (
        "user.created",
        user.id,
        {"administrator": False},
    )


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@example.org", "ada@EXAMPLE.org"])
def test_one_address_has_one_account_in_whatever_spelling(email: str) -> None:
    users.create(NewUser(email="ada@example.org", name="Ada"), actor=SYSTEM)

    with pytest.raises(AddressTaken):
        users.create(NewUser(email=email, name="Ada again"), actor=SYSTEM)

    assert db.session.scalars(select(User.name)).all() == ["Ada"]


def test_a_letter_that_only_looks_like_another_does_not_open_its_account() -> None:
    """Trust rule T06: NFC alone would make the Kelvin sign a K."""
    users.create(NewUser(email="kim@example.org", name="Kim"), actor=SYSTEM)

    assert queries.by_email("\N{KELVIN SIGN}im@example.org") is None
    assert queries.by_email("\N{FULLWIDTH LATIN SMALL LETTER K}im@example.org") is None


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.org", "a\r\nBcc: b@example.org", "a@b\0.org"])
def test_what_is_no_address_makes_no_account(email: str) -> None:
    with pytest.raises(NotAnAddress):
        users.create(NewUser(email=email, name="Ada"), actor=SYSTEM)

    assert db.session.scalars(select(User)).all() == []


def test_a_profile_is_changed_and_noted_without_what_was_typed() -> None:
    user = make.user(name="Ada")

    users.describe(user, Profile(name="Ada Lovelace", language="ar"), actor=SYSTEM)

    db.session.expire_all()
    assert (user.name, user.language) == ("Ada Lovelace", "ar")
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.changes) == ("user.described", {})


def test_an_enabled_account_signs_in_again_but_its_old_sessions_stay_ended() -> None:
    user = make.user(password=PASSWORD)
    secret, _ = sessions.begin(user)
    users.disable(user, actor=SYSTEM)

    users.enable(user, actor=SYSTEM)

    db.session.expire_all()
    assert queries.session_by_secret(secret) is None
    assert passwords.check(user.email, PASSWORD).id == user.id


def test_names_are_found_by_number_and_who_has_gone_is_absent() -> None:
    ada, ben = make.user(name="Ada"), make.user(name="Ben")

    assert queries.names([ada.id, ben.id, 999_999]) == {ada.id: "Ada", ben.id: "Ben"}
    assert queries.names([]) == {}
