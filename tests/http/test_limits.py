"""How often something may be tried, and what happens when nobody counts (trust rule T31)."""

import pytest
from flask import Flask
from limits.errors import StorageError

from app.http import limits
from app.http.limits import CannotCount
from tests.browserless import Browser
from tests.make import accounts
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("app")


def test_attempts_are_counted_by_purpose_and_by_key() -> None:
    tries = [limits.hit("letter", "ada", "2 per hour") for _ in range(3)]

    assert tries == [True, True, False]
    assert limits.hit("letter", "ben", "2 per hour")
    assert limits.hit("other", "ada", "2 per hour")


def test_asking_costs_nothing() -> None:
    assert all(limits.is_free("letter", "ada", "1 per hour") for _ in range(3))

    limits.hit("letter", "ada", "1 per hour")

    assert not limits.is_free("letter", "ada", "1 per hour")


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_network_is_one_address_or_one_subscribers_range(app: Flask, told: str, counted: str) -> None:
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": told}):
        assert limits.address() == counted


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"])
def test_t31_a_visitor_cannot_say_where_they_come_from(app: Flask, name: str) -> None:
    with app.test_request_context(
        headers={name: "203.0.113.9"}, environ_overrides={"REMOTE_ADDR": "10.0.0.1"}
    ):
        assert limits.address() == "10.0.0.1"


@pytest.fixture
def _store_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store of counts cannot be reached."""

    def away(*_: object) -> bool:
        raise StorageError(ConnectionError("nobody there"))

    monkeypatch.setattr(app.extensions["limits"], "hit", away)
    monkeypatch.setattr(app.extensions["limits"], "test", away)


@pytest.mark.usefixtures("_store_away")
def test_nobody_loses_a_seat_because_nobody_counts() -> None:
    assert limits.hit("registration", "ada", "1 per hour")
    assert limits.is_free("registration", "ada", "1 per hour")


@pytest.mark.usefixtures("_store_away")
def test_t31_uncounted_attempts_at_a_password_are_not_allowed(app: Flask) -> None:
    accounts.user(email="ada@example.org", password=PASSWORD)
    browser = Browser(app)

    page = browser.submit(browser.get("/account/sign-in/"), email="ada@example.org", password=PASSWORD)

    assert (page.status, page.headers["Retry-After"]) == (503, "300")
    assert browser.get("/account/").status == 302
    with pytest.raises(CannotCount):
        limits.hit("password", "ada", "1 per hour", fail_closed=True)
