"""Whoever watches over the site learns whether it is alive, and whether it can work."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.core import schema
from app.core.db import db
from tests.browserless import Browser


@pytest.fixture
def step(app: object) -> Iterator[None]:  # noqa: ARG001 - it has the database
    """Mark the test's database with a step of the schema."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
    yield
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))


def stand_at(number: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": number})


def test_a_living_process_says_so_without_asking_anybody(browser: Browser, count_queries: list[str]) -> None:
    page = browser.get("/healthz")

    assert (page.status, page.text) == (200, "ok\n")
    assert page.headers["Cache-Control"] == "no-store"
    assert count_queries == []


@pytest.mark.usefixtures("step")
def test_a_newer_schema_keeps_visitors_away(browser: Browser) -> None:
    stand_at("9999")

    page = browser.get("/readyz")

    assert page.status == 503
    assert page.headers["Retry-After"] == "5"
    assert page.text.startswith("the database is at step 9999, which this version does not know")


@pytest.mark.usefixtures("step")
def test_the_schema_of_this_version_lets_visitors_in(browser: Browser) -> None:
    stand_at(max((schema.MIGRATIONS / "versions").glob("*.py")).name[:4])

    page = browser.get("/readyz")

    assert (page.status, page.text) == (200, "ok\n")


def test_an_empty_database_keeps_visitors_away(browser: Browser) -> None:
    page = browser.get("/readyz")

    assert page.status == 503
    assert page.text == "the database has no tables yet; run `flask --app wsgi db upgrade`.\n"
