"""Links of those who appear, their answers and uploads; what a photo shows, in words."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("persons") as table:
        table.add_column(sa.Column("photo_alt", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "speaker_links",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(300), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.Column("may_describe", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(300), nullable=False),
        sa.Column("language", sa.String(300), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_speaker_links_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_speaker_links_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_links"),
        sa.UniqueConstraint("event_id", "person_id", name="uq_speaker_links_event_id_person_id"),
        sa.UniqueConstraint("public_id", name="uq_speaker_links_public_id"),
    )
    op.create_index("ix_speaker_links_person_id", "speaker_links", ["person_id"])
    op.create_table(
        "speaker_answers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("session", sa.String(300), nullable=False),
        sa.Column("appearance", sa.String(300), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["speaker_links.id"], name="fk_speaker_answers_link_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_answers"),
    )
    op.create_index("ix_speaker_answers_link_id", "speaker_answers", ["link_id"])
    op.create_table(
        "speaker_uploads",
        sa.Column("id", BIG, nullable=False),
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("session", sa.String(300), nullable=False),
        sa.Column("document_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["speaker_links.id"], name="fk_speaker_uploads_link_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_speaker_uploads_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_uploads"),
    )
    op.create_index("ix_speaker_uploads_link_id", "speaker_uploads", ["link_id"])
    op.create_index("ix_speaker_uploads_document_id", "speaker_uploads", ["document_id"])


def downgrade() -> None:
    op.drop_table("speaker_uploads")
    op.drop_table("speaker_answers")
    op.drop_table("speaker_links")
    with op.batch_alter_table("persons") as table:
        table.drop_column("photo_alt")
