"""Documents of an event: their kinds, language variants and versions."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.db import Base
from app.core.types import Translated, pk, short
from app.events.models import Event
from app.files.models import StoredFile


class DocumentKind(enum.StrEnum):
    PROGRAMME = "programme"
    CONCEPT_NOTE = "concept note"
    INFORMATION_NOTE = "information note"
    BACKGROUND_DOCUMENT = "background document"
    PRESENTATION = "presentation"
    SUMMARY = "summary"
    OUTCOME_DOCUMENT = "outcome document"
    RECORDING = "recording"
    PUBLICATION = "publication"
    OTHER = "other"


class Document(Base):
    """One document under one stable address, whatever its language or version."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[pk]
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    slug: Mapped[short]
    kind: Mapped[DocumentKind]
    title: Mapped[Translated] = mapped_column(default=dict)  # empty: named by its kind
    position: Mapped[int] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    event: Mapped[Event] = relationship()
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document",
        order_by="DocumentVersion.language, DocumentVersion.number.desc()",
        cascade="all, delete-orphan",
    )


class DocumentVersion(Base):
    """One language variant at one time: a file of ours, or an address elsewhere (recordings)."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "language", "number"),)

    id: Mapped[pk]
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id, ondelete="CASCADE"), index=True)
    language: Mapped[short]
    number: Mapped[int]  # counts up from 1 within the language
    file_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    url: Mapped[short] = mapped_column(default="")
    dated_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    document: Mapped[Document] = relationship(back_populates="versions")
    file: Mapped[StoredFile | None] = relationship()
