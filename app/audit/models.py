"""Who did what to which thing, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base
from app.core.types import pk, short


class AuditEntry(Base):
    """One act. Names things and people by number only, so erasing a person needs no edit here."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_event", "event_id", "id"),
        Index("ix_audit_entries_thing", "thing_kind", "thing_id", "id"),
    )

    id: Mapped[pk]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_kind: Mapped[short]
    actor_id: Mapped[int | None]
    action: Mapped[short]
    thing_kind: Mapped[short]
    thing_id: Mapped[int | None]
    event_id: Mapped[int | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
