"""Releases as files."""

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


def downgrade() -> None:
    op.drop_index("ix_release_prints_file_id", "release_prints")
    op.drop_table("release_prints")
