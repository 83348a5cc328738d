"""A step remembers which copy of which form it was made with; letters to many speakers wait to be written."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft_steps", sa.Column("idempotency_key", sa.String(300)))
    op.create_index("ix_draft_steps_event_key", "draft_steps", ["event_id", "idempotency_key"])
    op.add_column("speaker_links", sa.Column("due_letter", sa.String(40)))
    op.create_index("ix_speaker_links_due_letter", "speaker_links", ["due_letter"])


def downgrade() -> None:
    op.drop_index("ix_speaker_links_due_letter", "speaker_links")
    op.drop_column("speaker_links", "due_letter")
    op.drop_index("ix_draft_steps_event_key", "draft_steps")
    op.drop_column("draft_steps", "idempotency_key")
