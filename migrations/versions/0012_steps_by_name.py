"""Steps of a draft have names of their own and say what lists tell; who was entered and which text applied."""

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STEPS = sa.table(
    "draft_steps",
    sa.column("id", sa.BigInteger()),
    sa.column("event_id", sa.BigInteger()),
    sa.column("public_id", sa.String(300)),
    sa.column("changes", sa.JSON()),
    sa.column("told", sa.JSON()),
)
NAMED = {
    kind: sa.table(
        table, sa.column("event_id", sa.BigInteger()), sa.column("public_id", sa.String(300)), sa.column(name, sa.JSON())
    )
    for kind, table, name in (
        ("session", "programme_items", "title"),
        ("room", "rooms", "name"),
        ("track", "tracks", "name"),
    )
}
FIRST = ("session", "room", "track", "person", "appearance")


def upgrade() -> None:
    op.add_column("draft_steps", sa.Column("public_id", sa.String(300), nullable=True))
    op.add_column("draft_steps", sa.Column("told", sa.JSON(), nullable=True))
    connection = op.get_bind()
    for step in connection.execute(sa.select(STEPS.c.id, STEPS.c.event_id)).all():
        changes = connection.scalar(sa.select(STEPS.c.changes).where(STEPS.c.id == step.id)) or []
        values = {"public_id": secrets.token_urlsafe(16), "told": _told(connection, step.event_id, changes)}
        connection.execute(sa.update(STEPS).where(STEPS.c.id == step.id).values(values))
    with op.batch_alter_table("draft_steps") as table:
        table.alter_column("public_id", existing_type=sa.String(300), nullable=False)
        table.alter_column("told", existing_type=sa.JSON(), nullable=False)
        table.create_unique_constraint("uq_draft_steps_public_id", ["public_id"])
        table.add_column(sa.Column("persons", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("pasted_texts") as table:
        table.add_column(sa.Column("step_id", BIG, nullable=True))
        table.create_foreign_key(
            "fk_pasted_texts_step_id", "draft_steps", ["step_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index("ix_pasted_texts_step_id", ["step_id"], unique=False)


def _told(connection: sa.Connection, event_id: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """As programme.services.telling has it; by today's name what the step itself does not name."""
    main = min(changes, key=lambda change: FIRST.index(change["kind"]))
    was, is_now = main["before"], main["after"]
    fields = is_now or was or {}
    kind = "session" if main["kind"] == "appearance" else main["kind"]
    name = fields.get("title") or fields.get("name")
    if not name and kind in NAMED:
        *_, column = NAMED[kind].c
        query = sa.select(column).where(NAMED[kind].c.event_id == event_id)
        name = connection.scalar(query.where(NAMED[kind].c.public_id == main["id"].partition("/")[0]))
    if not name and kind == "person":
        name = {"en": f"{fields.get('given_name', '')} {fields.get('family_name', '')}".strip()}
    return {
        "kind": main["kind"],
        "id": main["id"],
        "name": name or {},
        "what": "added" if was is None else "removed" if is_now is None else "changed",
        "more": sum(change["kind"] == main["kind"] for change in changes) - 1,
    }


def downgrade() -> None:
    with op.batch_alter_table("pasted_texts") as table:
        table.drop_index("ix_pasted_texts_step_id")
        table.drop_constraint("fk_pasted_texts_step_id", type_="foreignkey")
        table.drop_column("step_id")
    with op.batch_alter_table("draft_steps") as table:
        table.drop_constraint("uq_draft_steps_public_id", type_="unique")
        table.drop_column("persons")
        table.drop_column("told")
        table.drop_column("public_id")
