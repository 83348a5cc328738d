"""Passwords: checked alike for everybody, kept as argon2id, changed for all browsers."""

import statistics
import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from app.accounts import queries
from app.accounts.errors import WeakPassword, WrongCredentials, WrongPassword
from app.accounts.hashing import HASHER
from app.accounts.models import SignInLink, User, UserSession
from app.accounts.services import links, passwords, sessions
from app.audit.models import AuditEntry
from app.core.actors import SYSTEM, Actor, ActorKind
from app.core.db import db, transaction
from app.outbox.models import Message
from tests.make import accounts as make
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("app")


def actor(user: User) -> Actor:
    return Actor(ActorKind.USER, id=user.id, label=user.name)


def letters() -> list[str]:
    return list(db.session.scalars(select(Message.template).order_by(Message.id)))


@pytest.mark.parametrize("address", ["ada@example.org", " Ada@Example.ORG ", "ADA@EXAMPLE.ORG"])
def test_the_right_password_opens_in_any_spelling_of_the_address(address: str) -> None:
    user = make.user(email="ada@example.org", password=PASSWORD)

    assert passwords.check(address, PASSWORD).id == user.id


def test_letters_composed_differently_are_one_password() -> None:
    user = make.user()
    passwords.put(user, "caf\N{LATIN SMALL LETTER E WITH ACUTE} by the harbour", actor=SYSTEM)

    found = passwords.check(user.email, "cafe\N{COMBINING ACUTE ACCENT} by the harbour")

    assert found.id == user.id


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("nobody@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
        ("known@example.org", PASSWORD + " "),
        ("known@example.org", PASSWORD.upper()),
        ("known@example.org", ""),
        ("known@example.org", "\0" + PASSWORD),
        ("known@example.org", PASSWORD + "\ud800"),
        ("known@example.org", "x" * 1_000_000),
        ("link-only@example.org", ""),
        ("link-only@example.org", PASSWORD),
        ("disabled@example.org", PASSWORD),
    ],
)
def test_whatever_is_wrong_the_refusal_is_the_same(address: str, password: str) -> None:
    make.user(email="known@example.org", password=PASSWORD)
    make.user(email="link-only@example.org")
    make.user(email="disabled@example.org", password=PASSWORD, is_active=False)

    with pytest.raises(WrongCredentials) as refusal:
        passwords.check(address, password)

    assert str(refusal.value) == str(WrongCredentials())


def test_t22_an_unknown_address_takes_as_long_as_a_known_one() -> None:
    make.user(email="known@example.org", password=PASSWORD)

    def seconds(address: str) -> float:
        start = time.perf_counter()
        with pytest.raises(WrongCredentials):
            passwords.check(address, "not this one, surely")
        return time.perf_counter() - start

    pairs = [(seconds("known@example.org"), seconds("unknown@example.org")) for _ in range(15)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))

    assert abs(known - unknown) < 0.02


def test_the_stand_in_for_no_password_costs_what_a_password_costs() -> None:
    assert not HASHER.check_needs_rehash(passwords.NOBODY)


def test_passwords_are_kept_as_argon2id_with_the_chosen_costs() -> None:
    user = make.user()

    passwords.put(user, PASSWORD, actor=SYSTEM)

    assert str(user.password_hash).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_hashed_with_other_costs_is_hashed_anew_when_it_is_used() -> None:
    user = make.user()
    user_id = user.id
    cheap = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with transaction():
        user.password_hash = cheap

    passwords.check(user.email, PASSWORD)

    db.session.expire_all()
    kept = db.session.get_one(User, user_id).password_hash
    assert kept != cheap
    assert not HASHER.check_needs_rehash(str(kept))


def replaced_elsewhere(user: User, hashed: str) -> None:
    """Another browser has set a password since `user` was read here."""
    user_id = user.id
    db.session.commit()  # unlike a rollback it leaves `user` as it was read
    with db.engine.begin() as connection:
        connection.execute(update(User).where(User.id == user_id).values(password_hash=hashed))


def test_hashing_anew_never_brings_a_replaced_password_back() -> None:
    user = make.user()
    cheap = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with transaction():
        user.password_hash = cheap
    replaced_elsewhere(user, passwords.NOBODY)

    with pytest.raises(WrongCredentials):
        passwords.check(user.email, PASSWORD)

    db.session.refresh(user)
    assert user.password_hash == passwords.NOBODY


def test_t24_a_proof_from_before_the_change_begins_no_session() -> None:
    user = make.user(email="ada@example.org", password=PASSWORD)
    proved = passwords.check("ada@example.org", PASSWORD)
    replaced_elsewhere(user, passwords.NOBODY)

    with pytest.raises(WrongCredentials):
        sessions.begin(proved)

    assert db.session.scalars(select(UserSession)).all() == []


def test_of_two_changes_at_once_the_second_knows_the_present_password_no_more() -> None:
    user = make.user(password=PASSWORD)
    replaced_elsewhere(user, passwords.NOBODY)

    with pytest.raises(WrongPassword):
        passwords.change(user, current=PASSWORD, new="nine loud mountains", keep="", actor=actor(user))

    db.session.refresh(user)
    assert user.password_hash == passwords.NOBODY


def test_a_change_ends_all_other_sessions_and_mailed_links_and_tells_the_owner() -> None:
    user = make.user(password=PASSWORD)
    here, there = sessions.begin(user)[0], sessions.begin(user)[0]
    secret = links.issue(user)

    passwords.change(user, current=PASSWORD, new="nine loud mountains", keep=here, actor=actor(user))

    db.session.expire_all()
    assert queries.session_by_secret(here) is not None
    assert queries.session_by_secret(there) is None
    assert queries.link_by_secret(secret) is None
    assert passwords.check(user.email, "nine loud mountains").id == user.id
    assert letters() == ["password_changed"]
    assert db.session.scalars(select(AuditEntry.action)).all() == ["user.password_changed"]


def test_the_present_password_must_be_right_or_nothing_changes() -> None:
    user = make.user(password=PASSWORD)
    secret, _ = sessions.begin(user)

    with pytest.raises(WrongPassword):
        passwords.change(user, current="wrong", new="nine loud mountains", keep="", actor=actor(user))

    assert passwords.check(user.email, PASSWORD).id == user.id
    assert queries.session_by_secret(secret) is not None
    assert letters() == []


def test_a_weak_password_is_refused_and_nothing_changes() -> None:
    user = make.user(password=PASSWORD)
    links.issue(user)

    with pytest.raises(WeakPassword) as refusal:
        passwords.change(user, current=PASSWORD, new="password1234", keep="", actor=actor(user))

    assert refusal.value.field == "new_password"
    assert passwords.check(user.email, PASSWORD).id == user.id
    assert len(db.session.scalars(select(SignInLink)).all()) == 1
