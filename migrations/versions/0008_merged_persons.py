"""Entries for one person that have been merged: what they are part of, and how that is taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("persons") as table:
        table.add_column(sa.Column("merged_into_id", BIG, nullable=True))
        table.add_column(sa.Column("merged_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("merge", sa.JSON(), nullable=True))
        table.create_foreign_key("fk_persons_merged_into_id", "persons", ["merged_into_id"], ["id"])
        table.create_index("ix_persons_merged_into_id", ["merged_into_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("persons") as table:
        table.drop_index("ix_persons_merged_into_id")
        table.drop_constraint("fk_persons_merged_into_id", type_="foreignkey")
        table.drop_column("merge")
        table.drop_column("merged_at")
        table.drop_column("merged_into_id")
