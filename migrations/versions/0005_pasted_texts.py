"""Pasted programmes and what they were read as."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pasted_texts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(300), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_kind", sa.String(300), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_pasted_texts_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pasted_texts"),
        sa.UniqueConstraint("public_id", name="uq_pasted_texts_public_id"),
    )
    op.create_index("ix_pasted_texts_event_at", "pasted_texts", ["event_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_pasted_texts_event_at", table_name="pasted_texts")
    op.drop_table("pasted_texts")
