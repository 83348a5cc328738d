"""Who has which page of a draft open."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_presences_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_presences_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_presences"),
        sa.UniqueConstraint(
            "event_id", "place", "user_id", name="uq_presences_event_id_place_user_id"
        ),
    )
    op.create_index("ix_presences_user_id", "presences", ["user_id"])


def downgrade() -> None:
    op.drop_table("presences")
