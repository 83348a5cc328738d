"""What commands ask of a database before they touch it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.core.db import db
from tests import servers


@pytest.fixture(autouse=True)
def _migrated(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test's database says of itself that its tables are this version's."""
    if "app" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("app")
    servers.stand_at_head(db.engine)
    yield
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
