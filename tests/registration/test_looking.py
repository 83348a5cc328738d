"""The look before registering reads the few rows of one address, however many there are of the event."""

import re

from app.core import clock
from app.core.db import db
from app.registration.queries import attendee as queries
from tests.make import registrations as make

PER_ADDRESS = {"uq_registrations_live_address", "ix_registrations_address", "ix_messages_thing"}


def test_no_part_of_the_look_grows_with_the_event(count_queries: list[str]) -> None:
    """SQLite keeps no statistics of its own: left to itself, it begins with all rows of the event."""
    category = make.category()
    slug, wanted = category.event.slug, category.public_id
    count_queries.clear()

    queries.look(slug, wanted, "ada@example.org", "k" * 22, clock.now())

    (statement,) = count_queries
    if db.engine.dialect.name == "postgresql":
        return  # it knows how many rows there are, and plans anew
    plan = db.session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {statement}", ("",) * statement.count("?")
    )
    steps = [str(row[3]) for row in plan]
    used = {
        found[1]
        for step in steps
        if (found := re.search(r"(?:registrations|messages)\S* USING .*?INDEX (\S+)", step))
    }
    assert {name for name in used if not name.startswith("sqlite_autoindex")} == PER_ADDRESS
    assert not [step for step in steps if step.startswith("SCAN")]
