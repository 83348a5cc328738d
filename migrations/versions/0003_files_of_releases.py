"""Files that releases show, makers of shared things, names for the search, times that come twice."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

events = sa.table(
    "events", sa.column("id"), sa.column("current_release"), sa.column("released_names", sa.JSON)
)
releases = sa.table(
    "releases", sa.column("id"), sa.column("event_id"), sa.column("number"), sa.column("snapshot", sa.Text)
)
stored_files = sa.table("stored_files", sa.column("id"), sa.column("public_id"))
release_files = sa.table("release_files", sa.column("release_id"), sa.column("file_id"))


def upgrade() -> None:
    op.create_table(
        "release_files",
        sa.Column("release_id", BIG, nullable=False),
        sa.Column("file_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name="fk_release_files_file_id"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_release_files_release_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "file_id", name="pk_release_files"),
    )
    op.create_index("ix_release_files_file_id", "release_files", ["file_id"])
    _add("categories", opens_fold=(sa.Integer(), "0"), closes_fold=(sa.Integer(), "0"))
    _add("events", moved_from=(sa.String(300), ""), released_names=(sa.JSON(), "[]"))
    with op.batch_alter_table("registrations") as table:
        table.drop_column("link_version")
    for name in ("series", "text_blocks"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("made_by_id", BIG, nullable=True))
            table.create_foreign_key(
                f"fk_{name}_made_by_id", "users", ["made_by_id"], ["id"], ondelete="SET NULL"
            )
    _read_snapshots()


def downgrade() -> None:
    for name in ("text_blocks", "series"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"fk_{name}_made_by_id", type_="foreignkey")
            table.drop_column("made_by_id")
    _add("registrations", link_version=(sa.Integer(), "1"))
    with op.batch_alter_table("events") as table:
        table.drop_column("released_names")
        table.drop_column("moved_from")
    with op.batch_alter_table("categories") as table:
        table.drop_column("closes_fold")
        table.drop_column("opens_fold")
    op.drop_index("ix_release_files_file_id", "release_files")
    op.drop_table("release_files")


def _add(table: str, **columns: tuple[sa.types.TypeEngine[Any], str]) -> None:
    """Add columns that are never empty: rows there are get a value, new ones bring their own."""
    with op.batch_alter_table(table) as batch:
        for name, (kind, value) in columns.items():
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
    with op.batch_alter_table(table) as batch:
        for name in columns:
            batch.alter_column(name, server_default=None)


def _read_snapshots() -> None:
    """What releases have always said, now also where the database can ask for it."""
    connection = op.get_bind()
    files = _map(stored_files.c.public_id, stored_files.c.id)
    current = _map(events.c.id, events.c.current_release)
    for number, event, place, snapshot in connection.execute(sa.select(releases)).all():
        people = json.loads(snapshot)["people"].values()
        shown = {files[person["photo"]] for person in people if person.get("photo") in files}
        rows = [{"release_id": number, "file_id": file} for file in sorted(shown)]
        if rows:
            connection.execute(sa.insert(release_files), rows)
        if place == current[event]:
            names = [person["name"] for person in people]
            connection.execute(sa.update(events).where(events.c.id == event).values(released_names=names))


def _map(key: sa.ColumnElement[Any], value: sa.ColumnElement[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in op.get_bind().execute(sa.select(key, value))}
