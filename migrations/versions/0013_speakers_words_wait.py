"""What speakers say waits for organisers: on event pages, and until the next letter."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("event_people") as table:
        table.add_column(sa.Column("held", sa.JSON()))
        table.add_column(sa.Column("held_photo_id", BIG))
        table.create_foreign_key("fk_event_people_held_photo_id", "stored_files", ["held_photo_id"], ["id"])
        table.create_index("ix_event_people_held_photo_id", ["held_photo_id"])


    with op.batch_alter_table("speaker_links") as table:
        table.add_column(sa.Column("news_at", sa.DateTime()))
        table.add_column(sa.Column("told_at", sa.DateTime()))
        table.create_index("ix_speaker_links_news_at", ["news_at"])


def downgrade() -> None:
    with op.batch_alter_table("speaker_links") as table:
        table.drop_index("ix_speaker_links_news_at")
        table.drop_column("told_at")
        table.drop_column("news_at")
    with op.batch_alter_table("event_people") as table:
        table.drop_index("ix_event_people_held_photo_id")
        table.drop_constraint("fk_event_people_held_photo_id", type_="foreignkey")
        table.drop_column("held_photo_id")
        table.drop_column("held")
