"""Findings that need not be corrected, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "finding_waivers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(300), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("code", sa.String(300), nullable=False),
        sa.Column("fingerprint", sa.String(300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waived_at", sa.DateTime(), nullable=False),
        sa.Column("waived_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_finding_waivers_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding_waivers"),
        sa.UniqueConstraint("public_id", name="uq_finding_waivers_public_id"),
        sa.UniqueConstraint(
            "event_id", "code", "fingerprint", name="uq_finding_waivers_event_id_code_fingerprint"
        ),
    )


def downgrade() -> None:
    op.drop_table("finding_waivers")
