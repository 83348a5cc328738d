"""Every step of the schema can be walked both ways on both databases, and loses nothing."""

import re
from pathlib import Path

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from app.core import schema
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Catalogue, Event, EventSection
from app.programme.models import Release
from app.programme.services import appearances, sessions, undoing
from app.programme.services.appearances import NewAppearance
from app.programme.services.sessions import NewSession
from tests.make import documents, events, programme

STEPS = sorted((schema.MIGRATIONS / "versions").glob("*.py"))
NAME = re.compile(r"(\d{4})_[a-z0-9]+(_[a-z0-9]+)*\.py")


def test_steps_are_numbered_without_gaps_and_lead_to_one_head() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    line = [step.revision for step in reversed(list(scripts.walk_revisions()))]

    numbers = [found[1] for step in STEPS if (found := NAME.fullmatch(step.name))]

    assert len(scripts.get_heads()) == 1
    assert numbers == line == [f"{number:04}" for number in range(1, len(STEPS) + 1)]


@pytest.mark.usefixtures("empty_app")
def test_every_step_leads_up_down_and_up_again_and_ends_at_the_models() -> None:
    for _step in STEPS:
        flask_migrate.upgrade(revision="+1")
        flask_migrate.downgrade()
        flask_migrate.upgrade(revision="+1")

    flask_migrate.check()  # exits when the models have moved on without a migration


@pytest.mark.usefixtures("empty_app")
def test_all_the_way_down_leaves_nothing_behind() -> None:
    flask_migrate.upgrade()

    flask_migrate.downgrade(revision="base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]


@pytest.mark.usefixtures("empty_app")
def test_the_first_steps_make_the_catalogue_and_fix_the_host_of_calendar_entries() -> None:
    flask_migrate.upgrade()

    row = db.session.scalars(select(Catalogue)).one()
    assert (row.id, row.revision, row.calendar_host) == (1, 1, "127.0.0.1")


@pytest.mark.usefixtures("empty_app")
def test_releases_from_before_their_files_were_counted_still_keep_them() -> None:
    flask_migrate.upgrade()
    event = events.event()
    photo = documents.file()
    programme.item(event, people=[programme.person("Ana", "López", photo=photo)])
    release = programme.release(event)
    assert release.files == [photo]
    db.session.remove()

    flask_migrate.downgrade(revision="0002")
    flask_migrate.upgrade()

    assert [file.id for file in db.session.get_one(Release, release.id).files] == [photo.id]
    assert db.session.get_one(Event, event.id).released_names == ["Ana López"]


@pytest.mark.usefixtures("empty_app")
def test_steps_of_a_draft_from_before_they_had_names_are_told_and_undone() -> None:
    flask_migrate.upgrade()
    event = events.event()
    made = sessions.create(event, NewSession(title=Translated({"en": "Opening"})), actor=SYSTEM)
    appearances.add(made, NewAppearance(label=Translated({"en": "Mayors"})), actor=SYSTEM)
    before = [step.told for step in undoing.newest(event)]
    db.session.remove()

    flask_migrate.downgrade(revision="0011")
    flask_migrate.upgrade()

    event = db.session.get_one(Event, event.id)
    people, added = undoing.newest(event)
    assert [people.told, added.told] == before
    assert people.public_id != added.public_id
    undoing.undo(event, seen=people.public_id, actor=SYSTEM)
    undoing.undo(event, seen=added.public_id, actor=SYSTEM)


REBUILD_EVENTS = '''
"""Widen a column of a table that others point to."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("events", recreate="{recreate}") as table:
        table.alter_column("slug", type_=sa.String(400), existing_nullable=False)


def downgrade():
    pass
'''


@pytest.mark.usefixtures("empty_app")
def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(planted: Path) -> None:
    """SQLite's batch mode drops the old table; with foreign keys on, that would empty its children."""
    flask_migrate.upgrade()
    event = events.event()
    with transaction() as session:
        session.add(EventSection(event_id=event.id, position=1))
    recreate = "always" if db.engine.dialect.name == "sqlite" else "never"
    step = REBUILD_EVENTS.format(head=f"{len(STEPS):04}", recreate=recreate)
    (planted / "versions" / "9999_rebuild_events.py").write_text(step)
    db.session.remove()

    flask_migrate.upgrade(directory=str(planted))

    assert db.session.scalar(select(func.count()).select_from(EventSection)) == 1
    assert db.session.scalar(select(EventSection.event_id)) == event.id


ORPHAN = '''
"""Leave a child without its parent."""

from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.execute("DELETE FROM events")


def downgrade():
    pass
'''


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("empty_app")
def test_a_step_that_would_orphan_rows_is_taken_back_whole(
    planted: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flask_migrate.upgrade()
    event = events.event()
    with transaction() as session:
        session.add(EventSection(event_id=event.id, position=1))
    (planted / "versions" / "9999_orphan.py").write_text(ORPHAN.format(head=f"{len(STEPS):04}"))
    db.session.remove()

    with pytest.raises(SystemExit):
        flask_migrate.upgrade(directory=str(planted))

    assert "without their parents" in caplog.text
    with db.engine.connect() as connection:
        assert schema.problem(connection) is None
    assert db.session.scalar(select(EventSection.event_id)) == event.id
