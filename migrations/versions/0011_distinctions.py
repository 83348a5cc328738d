"""Entries of which an organiser has said that they are two people."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "distinctions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("lower_id", BIG, nullable=False),
        sa.Column("higher_id", BIG, nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("lower_id < higher_id", name=op.f("ck_distinctions_in_order")),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["persons.id"], name="fk_distinctions_lower_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["higher_id"], ["persons.id"], name="fk_distinctions_higher_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_distinctions"),
        sa.UniqueConstraint("lower_id", "higher_id", name="uq_distinctions_lower_id_higher_id"),
    )
    op.create_index("ix_distinctions_higher_id", "distinctions", ["higher_id"])


def downgrade() -> None:
    op.drop_table("distinctions")
