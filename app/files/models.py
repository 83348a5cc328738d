"""Files people have uploaded, kept outside the web root under names of our own."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock, ids
from app.core.db import Base
from app.core.types import pk, short


class StoredFile(Base):
    """What lies at `storage_key`; never changed once written."""

    __tablename__ = "stored_files"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    storage_key: Mapped[short] = mapped_column(unique=True)
    filename: Mapped[short]  # safe to offer as a download name
    content_type: Mapped[short]
    size: Mapped[int]  # bytes
    sha256: Mapped[short]
    width: Mapped[int | None]  # pixels, images only
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")
