"""Steps of a draft have names of their own, and know who was entered and which text was applied."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STEPS = sa.table("draft_steps", sa.column("id", sa.BigInteger()), sa.column("public_id", sa.String(300)))


def upgrade() -> None:
    op.add_column("draft_steps", sa.Column("public_id", sa.String(300), nullable=True))
    _name()
    with op.batch_alter_table("draft_steps") as table:
        table.alter_column("public_id", existing_type=sa.String(300), nullable=False)
        table.create_unique_constraint("uq_draft_steps_public_id", ["public_id"])
        table.add_column(sa.Column("persons", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("pasted_texts") as table:
        table.add_column(sa.Column("step_id", BIG, nullable=True))
        table.create_foreign_key(
            "fk_pasted_texts_step_id", "draft_steps", ["step_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index("ix_pasted_texts_step_id", ["step_id"], unique=False)


def _name() -> None:
    connection = op.get_bind()
    for number in connection.scalars(sa.select(STEPS.c.id)).all():
        naming = sa.update(STEPS).where(STEPS.c.id == number).values(public_id=secrets.token_urlsafe(16))
        connection.execute(naming)


def downgrade() -> None:
    with op.batch_alter_table("pasted_texts") as table:
        table.drop_index("ix_pasted_texts_step_id")
        table.drop_constraint("fk_pasted_texts_step_id", type_="foreignkey")
        table.drop_column("step_id")
    with op.batch_alter_table("draft_steps") as table:
        table.drop_constraint("uq_draft_steps_public_id", type_="unique")
        table.drop_column("persons")
        table.drop_column("public_id")
