"""Sessions of people who sign in."""

import pytest

from app.accounts import queries, services
from app.accounts.models import User
from app.core.db import db, transaction

pytestmark = pytest.mark.usefixtures("app")


def user() -> User:
    with transaction() as session:
        made = User(email="Ada@example.org", email_key="ada@example.org", name="Ada")
        session.add(made)
    return made


def test_a_session_opens_with_its_secret_and_ends_for_every_copy() -> None:
    secret, _ = services.begin_session(user())
    assert queries.session_by_secret(secret) is not None

    services.end_session(secret)

    db.session.expire_all()
    assert queries.session_by_secret(secret) is None
