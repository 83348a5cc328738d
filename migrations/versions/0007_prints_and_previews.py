"""Releases as files; secret links to the draft, and what people say of it there."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "release_prints",
        sa.Column("id", BIG, nullable=False),
        sa.Column("release_id", BIG, nullable=False),
        sa.Column("language", sa.String(300), nullable=False),
        sa.Column(
            "format",
            sa.Enum("pdf", "docx", name="printformat", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("edition", sa.String(300), nullable=False),
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name="fk_release_prints_file_id"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_release_prints_release_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_release_prints"),
        sa.UniqueConstraint(
            "release_id", "language", "format", name="uq_release_prints_release_id_language_format"
        ),
    )
    op.create_index("ix_release_prints_file_id", "release_prints", ["file_id"])
    op.create_table(
        "preview_links",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(300), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("label", sa.String(300), nullable=False),
        sa.Column("secret_digest", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_preview_links_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_preview_links"),
        sa.UniqueConstraint("public_id", name="uq_preview_links_public_id"),
        sa.UniqueConstraint("secret_digest", name="uq_preview_links_secret_digest"),
    )
    op.create_index("ix_preview_links_event_id", "preview_links", ["event_id"])
    op.create_table(
        "preview_comments",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(300), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("link_id", BIG, nullable=False),
        sa.Column("session", sa.String(300), nullable=False),
        sa.Column("session_title", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_preview_comments_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["preview_links.id"], name="fk_preview_comments_link_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_preview_comments"),
        sa.UniqueConstraint("public_id", name="uq_preview_comments_public_id"),
    )
    op.create_index("ix_preview_comments_event", "preview_comments", ["event_id", "id"])
    op.create_index("ix_preview_comments_link_id", "preview_comments", ["link_id"])


def downgrade() -> None:
    op.drop_index("ix_preview_comments_link_id", "preview_comments")
    op.drop_index("ix_preview_comments_event", "preview_comments")
    op.drop_table("preview_comments")
    op.drop_index("ix_preview_links_event_id", "preview_links")
    op.drop_table("preview_links")
    op.drop_index("ix_release_prints_file_id", "release_prints")
    op.drop_table("release_prints")
