"""The one row that counts changes to lists of events, and fixes the host of calendar UIDs.

The host never changes afterwards, also when the site moves: calendars would show every entry twice.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

catalogue = sa.table(
    "catalogue",
    sa.column("id", sa.Integer),
    sa.column("revision", sa.Integer),
    sa.column("changed_at", sa.DateTime),
    sa.column("calendar_host", sa.String),
)


def upgrade() -> None:
    op.bulk_insert(
        catalogue,
        [
            {
                "id": 1,
                "revision": 1,
                "changed_at": datetime.now(UTC).replace(microsecond=0, tzinfo=None),
                "calendar_host": urlsplit(current_app.config["BASE_URL"]).hostname,
            }
        ],
    )


def downgrade() -> None:
    op.execute(catalogue.delete())
