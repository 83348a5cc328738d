"""The links of those who appear in an event, what they have answered, and what they have sent."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock, ids
from app.core.db import Base
from app.core.types import long, pk, short
from app.documents.models import Document
from app.events.models import Event
from app.people.models import Person
from app.programme.models import AppearanceState


class DueLetter(enum.StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"


class SpeakerLink(Base):
    """What lets one person speak for themselves in one event, without an account.

    The secret is nowhere: it is signed (core.tokens) for `public_id` and `version`, and a higher version
    ends all that were given out before.
    """

    __tablename__ = "speaker_links"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    version: Mapped[int] = mapped_column(default=1)
    is_revoked: Mapped[bool] = mapped_column(default=False)
    # Whether its holder may correct what the person is everywhere: so may whoever has given it out.
    may_describe: Mapped[bool] = mapped_column(default=False)
    email: Mapped[short] = mapped_column(default="")  # where it was sent last
    language: Mapped[short] = mapped_column(default="")  # of the letters
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    due_letter: Mapped[DueLetter | None] = mapped_column(index=True)  # that a worker is to write
    news_at: Mapped[datetime | None] = mapped_column(index=True)  # of what organisers have not been told yet
    told_at: Mapped[datetime | None]  # when they were written to last
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    answers: Mapped[list["SpeakerAnswer"]] = relationship(
        back_populates="link", order_by="SpeakerAnswer.id", cascade="all, delete-orphan"
    )
    uploads: Mapped[list["SpeakerUpload"]] = relationship(
        back_populates="link", order_by="SpeakerUpload.id", cascade="all, delete-orphan"
    )


class SpeakerAnswer(Base):
    """What somebody said of one appearance. Things of the draft go and come back: public ids name them.

    An appearance keeps its own where its session is merged into another one.
    """

    __tablename__ = "speaker_answers"

    id: Mapped[pk]
    link_id: Mapped[int] = mapped_column(ForeignKey(SpeakerLink.id, ondelete="CASCADE"), index=True)
    session: Mapped[short]
    appearance: Mapped[short]
    state: Mapped[AppearanceState]
    message: Mapped[long] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)

    link: Mapped[SpeakerLink] = relationship(back_populates="answers")


class SpeakerUpload(Base):
    """Slides or a video message for one session: a document that the organisers publish."""

    __tablename__ = "speaker_uploads"

    id: Mapped[pk]
    link_id: Mapped[int] = mapped_column(ForeignKey(SpeakerLink.id, ondelete="CASCADE"), index=True)
    session: Mapped[short]
    document_id: Mapped[int] = mapped_column(ForeignKey(Document.id, ondelete="CASCADE"), index=True)

    link: Mapped[SpeakerLink] = relationship(back_populates="uploads")
    document: Mapped[Document] = relationship()
