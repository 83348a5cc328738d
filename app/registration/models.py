"""Categories with their seats, registrations with their states and history."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock, ids
from app.core.db import Base
from app.core.indexes import partial_index
from app.core.types import LocalDateTime, Translated, long, pk, short
from app.events.models import Event


class RegistrationState(enum.StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WAITING = "waiting"
    OFFERED = "offered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class CategoryAttendance(enum.StrEnum):
    """Where people of this category take part; "either" lets them choose."""

    IN_PERSON = "in person"
    ONLINE = "online"
    EITHER = "either"


class Source(enum.StrEnum):
    WEB = "web"
    BY_HAND = "by hand"


class Sector(enum.StrEnum):
    """Where somebody works; stored by value, so that words can change."""

    LOCAL_GOVERNMENT = "local government"
    NATIONAL_GOVERNMENT = "national government"
    EDUCATION = "education"
    RESEARCH = "research"
    CIVIL_SOCIETY = "civil society"
    PRIVATE = "private sector"
    INTERNATIONAL = "international organisation"
    MEDIA = "media"
    OTHER = "other"


class Act(enum.StrEnum):
    """What somebody did to a registration; one line of its history."""

    REGISTERED = "registered"
    ADDED = "added"
    VERIFIED = "verified"
    EDITED = "edited"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    MOVED_UP = "moved up"
    MOVED = "moved"


class Category(Base):
    """A kind of participant with its own seats and registration window."""

    __tablename__ = "categories"
    __table_args__ = (
        # The last fence: whatever the code does, the database refuses to oversell.
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("waiting >= 0", name="waiting_not_negative"),
        CheckConstraint("capacity IS NULL OR taken <= capacity OR taken <= allotted", name="taken_fits"),
    )

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Translated]
    description: Mapped[Translated] = mapped_column(default=dict)
    attendance: Mapped[CategoryAttendance] = mapped_column(default=CategoryAttendance.EITHER)
    capacity: Mapped[int | None]  # none: as many as come
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    opens_local: Mapped[LocalDateTime | None]  # none: at once
    closes_local: Mapped[LocalDateTime | None]  # none: when the event is over
    # 1: the second of two equal times, where the clocks go back
    opens_fold: Mapped[int] = mapped_column(default=0)
    closes_fold: Mapped[int] = mapped_column(default=0)
    # Seats held by confirmed, offered and (where approval holds one) pending registrations.
    taken: Mapped[int] = mapped_column(default=0)
    # Seats already given when the capacity was lowered beneath them; nobody is removed silently.
    allotted: Mapped[int] = mapped_column(default=0)
    # People waiting. Kept here so that one statement can see that a newcomer must not overtake them.
    waiting: Mapped[int] = mapped_column(default=0)
    # Queue numbers are counted here, under the row's lock: order of arrival, not of the clock.
    arrivals: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()


# Written out, not as parameters: a partial index serves only a query that says the very same.
HOLDS_THE_ADDRESS = text("duplicate_of_id IS NULL AND state NOT IN ('withdrawn', 'declined', 'lapsed')")


class Registration(Base):
    """One person's registration for one event.

    A second attempt with the same address becomes a row too, so that its page looks like any
    other and tells nobody whether the address was known. `duplicate_of_id` marks it: it holds
    no seat, has no queue number and is in no list or count.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        partial_index(
            "uq_registrations_live_address", "event_id", "email_key", where=HOLDS_THE_ADDRESS, unique=True
        ),
        UniqueConstraint("event_id", "idempotency_key"),
        UniqueConstraint("event_id", "reference"),
        Index("ix_registrations_queue", "category_id", "state", "priority", "queue_number"),
        Index("ix_registrations_list", "event_id", "state", "id"),
        Index("ix_registrations_deadline", "deadline_at"),
        Index("ix_registrations_remind", "remind_at"),
        # How often has this address been written to, whatever the event (trust rule T12)?
        Index("ix_registrations_address", "email_key"),
    )

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    reference: Mapped[short]  # readable aloud: ICLC7-4KQ7-M2
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id), index=True)
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    idempotency_key: Mapped[short]

    state: Mapped[RegistrationState]
    state_changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    queue_number: Mapped[int | None]
    priority: Mapped[int] = mapped_column(default=0)  # smaller goes first; moved by hand, with a reason
    # When the present state ends by itself: an unverified hold, or an offer not taken.
    deadline_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]  # when to ask once more for the address to be verified

    name: Mapped[short]
    email: Mapped[short]
    email_key: Mapped[short]
    organisation: Mapped[short] = mapped_column(default="")
    position: Mapped[short] = mapped_column(default="")
    country: Mapped[short] = mapped_column(default="")
    city: Mapped[short] = mapped_column(default="")
    language: Mapped[short] = mapped_column(default="en")
    attendance: Mapped[CategoryAttendance]
    sector: Mapped[short] = mapped_column(default="")
    accessibility_needs: Mapped[long] = mapped_column(default="")
    # {"privacy": {"version": …, "at": …}}: what was agreed to, and when
    consents: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[long] = mapped_column(default="")  # the organiser's, never shown to the participant
    source: Mapped[Source] = mapped_column(default=Source.WEB)
    search_text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class RegistrationChange(Base):
    """One line of a registration's history: who did what, when and why.

    `before` and `after` are the same where the state did not change (verified, edited, moved).
    """

    __tablename__ = "registration_changes"

    id: Mapped[pk]
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    act: Mapped[Act]
    before: Mapped[RegistrationState | None]
    after: Mapped[RegistrationState]
    actor_kind: Mapped[short]
    actor_id: Mapped[int | None]
    reason: Mapped[long] = mapped_column(default="")

    registration: Mapped[Registration] = relationship()
