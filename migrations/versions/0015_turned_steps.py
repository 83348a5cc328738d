"""A step remembers when it was undone or done again: speakers' calendar entries count from then."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft_steps", sa.Column("turned_at", sa.DateTime()))


def downgrade() -> None:
    op.drop_column("draft_steps", "turned_at")
