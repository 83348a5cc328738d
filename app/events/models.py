"""Events, their series, parties, sections, people, links and team."""

import enum
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core import clock, ids
from app.core.db import Base
from app.core.types import LocalDateTime, Objects, Strings, Translated, pk, short
from app.files.models import StoredFile
from app.people.models import Likeness, Person


class EventKind(enum.StrEnum):
    CONFERENCE = "conference"
    REGIONAL_MEETING = "regional meeting"
    WEBINAR = "webinar"
    FORUM = "forum"
    CEREMONY = "ceremony"
    WORKSHOP = "workshop"
    OTHER = "other"


class Attendance(enum.StrEnum):
    IN_PERSON = "in person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Participation(enum.StrEnum):
    """How one takes part."""

    HERE = "here"
    EXTERNAL = "external"
    INVITATION = "invitation"
    NONE = "none"


class Lifecycle(enum.StrEnum):
    """What an organiser decides by hand; the clock does the rest (rules.status)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class RegistrationSwitch(enum.StrEnum):
    """Whether the categories' windows decide, or the organiser's hand."""

    BY_CLOCK = "by clock"
    OPEN = "open"
    CLOSED = "closed"


class Visibility(enum.StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class PartyRole(enum.StrEnum):
    HOST = "host"
    ORGANISER = "organiser"
    CO_ORGANISER = "co-organiser"
    CO_HOST = "co-host"
    PARTNER = "partner"
    COLLABORATION = "in collaboration with"
    SPONSOR = "sponsor"
    MEDIA_PARTNER = "media partner"


class LinkKind(enum.StrEnum):
    RELATED = "related"
    RECORDING = "recording"


class TeamRole(enum.StrEnum):
    OWNER = "owner"
    PROGRAMME_EDITOR = "programme editor"
    REGISTRATION_DESK = "registration desk"
    COMMUNICATIONS = "communications"
    CHECK_IN = "check-in"
    VIEWER = "viewer"


class Series(Base):
    """A line of events: ICLC, whose seventh edition is an event."""

    __tablename__ = "series"

    id: Mapped[pk]
    slug: Mapped[short] = mapped_column(unique=True)
    acronym: Mapped[short] = mapped_column(default="")
    name: Mapped[Translated]
    description: Mapped[Translated] = mapped_column(default=dict)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(default=1)


class TextBlock(Base):
    """A section's text that several events share; changed once, changed everywhere."""

    __tablename__ = "text_blocks"

    id: Mapped[pk]
    slug: Mapped[short] = mapped_column(unique=True)
    title: Mapped[Translated]
    body: Mapped[Translated]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(default=1)


class Event(Base):
    """A meeting with a page. Planned times are wall-clock; `timezone` gives them their meaning."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("ix_events_listed", "visibility", "lifecycle", "first_day"),
    )

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    slug: Mapped[short] = mapped_column(unique=True)
    calendar_uid: Mapped[short] = mapped_column(unique=True, default=ids.calendar_uid)

    kind: Mapped[EventKind]
    attendance: Mapped[Attendance]
    title: Mapped[Translated]
    subtitle: Mapped[Translated] = mapped_column(default=dict)
    acronym: Mapped[short] = mapped_column(default="")
    theme: Mapped[Translated] = mapped_column(default=dict)
    tagline: Mapped[Translated] = mapped_column(default=dict)
    summary: Mapped[Translated] = mapped_column(default=dict)
    topics: Mapped[Strings] = mapped_column(default=list)
    audience: Mapped[Translated] = mapped_column(default=dict)
    # Key figures in order: [{"value": "600+", "label": {en: "participants"}}]
    figures: Mapped[Objects] = mapped_column(default=list)

    series_id: Mapped[int | None] = mapped_column(ForeignKey(Series.id), index=True)
    edition: Mapped[int | None]

    first_day: Mapped[date]
    last_day: Mapped[date]
    daily_start: Mapped[time | None]
    daily_end: Mapped[time | None]
    # One exact start and end; otherwise the event is whole days (with daily hours, if any).
    starts_local: Mapped[LocalDateTime | None]
    ends_local: Mapped[LocalDateTime | None]
    starts_fold: Mapped[int] = mapped_column(default=0)
    ends_fold: Mapped[int] = mapped_column(default=0)
    timezone: Mapped[short]
    # Derived from the above by the zone's rules; `flask events refresh-utc` computes them anew.
    begins_at: Mapped[datetime] = mapped_column(index=True)
    finishes_at: Mapped[datetime] = mapped_column(index=True)

    venue_name: Mapped[Translated] = mapped_column(default=dict)
    address_lines: Mapped[Strings] = mapped_column(default=list)
    district: Mapped[short] = mapped_column(default="")
    postcode: Mapped[short] = mapped_column(default="")
    city: Mapped[Translated] = mapped_column(default=dict)
    state: Mapped[short] = mapped_column(default="")  # of a federation: Qro.
    country: Mapped[short] = mapped_column(default="")  # ISO 3166-1 alpha-2
    map_url: Mapped[short] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    main_language: Mapped[short] = mapped_column(default="en")
    content_languages: Mapped[Strings] = mapped_column(default=lambda: ["en"])
    working_languages: Mapped[Strings] = mapped_column(default=list)
    interpretation_languages: Mapped[Strings] = mapped_column(default=list)
    accessibility: Mapped[Translated] = mapped_column(default=dict)

    contact_name: Mapped[short] = mapped_column(default="")
    contact_email: Mapped[short] = mapped_column(default="")
    image_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    image_alt: Mapped[Translated] = mapped_column(default=dict)
    image_credit: Mapped[short] = mapped_column(default="")
    accent: Mapped[short] = mapped_column(default="#0b5394")

    participation: Mapped[Participation] = mapped_column(default=Participation.NONE)
    external_url: Mapped[short] = mapped_column(default="")
    external_provider: Mapped[short] = mapped_column(default="")
    livestream_url: Mapped[short] = mapped_column(default="")
    livestream_is_public: Mapped[bool] = mapped_column(default=False)

    lifecycle: Mapped[Lifecycle] = mapped_column(default=Lifecycle.DRAFT)
    registration_switch: Mapped[RegistrationSwitch] = mapped_column(default=RegistrationSwitch.BY_CLOCK)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    status_note: Mapped[Translated] = mapped_column(default=dict)  # why postponed or cancelled

    hold_hours: Mapped[int] = mapped_column(default=24)  # for an unverified address; 0 is for ever
    offer_hours: Mapped[int] = mapped_column(default=48)
    frozen_from: Mapped[LocalDateTime | None]  # no self-service after this wall-clock time

    # Calendar bookkeeping (RFC 5545 3.8.7): moves only with what calendars show.
    sequence: Mapped[int] = mapped_column(default=0)
    calendar_changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    announced_at: Mapped[datetime | None]
    moved_from: Mapped[short] = mapped_column(default="")  # the start it was announced with last (ISO 8601)
    # Counts every change the public can see; keys of cached pages contain it.
    revision: Mapped[int] = mapped_column(default=1)
    current_release: Mapped[int | None]  # number of the release the public reads
    search_text: Mapped[str] = mapped_column(default="")
    # Whom the current release names, for the search; lists of events do not read it.
    released_names: Mapped[Strings] = mapped_column(default=list, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    series: Mapped[Series | None] = relationship()
    image: Mapped[StoredFile | None] = relationship()
    sections: Mapped[list["EventSection"]] = relationship(
        back_populates="event", order_by="EventSection.position", cascade="all, delete-orphan"
    )
    parties: Mapped[list["Party"]] = relationship(
        back_populates="event", order_by="Party.position", cascade="all, delete-orphan"
    )
    featured: Mapped[list["FeaturedPerson"]] = relationship(
        back_populates="event", order_by="FeaturedPerson.position", cascade="all, delete-orphan"
    )
    links: Mapped[list["EventLink"]] = relationship(
        back_populates="event", order_by="EventLink.position", cascade="all, delete-orphan"
    )
    members: Mapped[list["TeamMember"]] = relationship(
        back_populates="event", order_by="TeamMember.id", cascade="all, delete-orphan"
    )


class EventSection(Base):
    """A titled piece of Markdown on the event's page; or a shared block in its place."""

    __tablename__ = "event_sections"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(default=dict)
    body: Mapped[Translated] = mapped_column(default=dict)
    block_id: Mapped[int | None] = mapped_column(ForeignKey(TextBlock.id))

    event: Mapped[Event] = relationship(back_populates="sections")
    block: Mapped[TextBlock | None] = relationship()


class Party(Base):
    """An organisation with a role on an event."""

    __tablename__ = "event_parties"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[PartyRole]
    name: Mapped[Translated]
    country: Mapped[short] = mapped_column(default="")
    url: Mapped[short] = mapped_column(default="")

    event: Mapped[Event] = relationship(back_populates="parties")


class FeaturedPerson(Base):
    """A person the event's page presents: contributor, speaker, author of a quotation."""

    __tablename__ = "event_people"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    position: Mapped[int]
    role: Mapped[Translated] = mapped_column(default=dict)
    quotation: Mapped[Translated] = mapped_column(default=dict)
    # While what a speaker says of themselves waits for an organiser, the page shows this (people.Likeness).
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    held_photo_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id), index=True)

    event: Mapped[Event] = relationship(back_populates="featured")
    person: Mapped[Person] = relationship()
    held_photo: Mapped[StoredFile | None] = relationship()

    @property
    def shown(self) -> Likeness:
        """How the page presents the person."""
        if self.held is None:
            return self.person.likeness
        return Likeness(**self.held, photo=self.held_photo)

    def hold(self, likeness: Likeness) -> None:
        """Go on to present the person like this, whatever they say of themselves, until it is let go."""
        if self.held is None:
            self.held = {one.name: getattr(likeness, one.name) for one in _HELD}
            self.held_photo = likeness.photo

    def let_go(self) -> None:
        """Present the person as they are."""
        self.held = self.held_photo = None


_HELD = [one for one in fields(Likeness) if one.name != "photo"]


class EventLink(Base):
    """A page elsewhere: related reading, or an external recording."""

    __tablename__ = "event_links"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[LinkKind] = mapped_column(default=LinkKind.RELATED)
    label: Mapped[Translated]
    url: Mapped[short]

    event: Mapped[Event] = relationship(back_populates="links")


class TeamMember(Base):
    """What one user may do for one event. A user may hold several roles there."""

    __tablename__ = "event_members"
    __table_args__ = (UniqueConstraint("event_id", "user_id", "role"),)

    id: Mapped[pk]
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    role: Mapped[TeamRole]

    event: Mapped[Event] = relationship(back_populates="members")
    user: Mapped[User] = relationship()


class Catalogue(Base):
    """One row that counts changes to what lists of events show; their cached pages are keyed by it."""

    __tablename__ = "catalogue"

    id: Mapped[pk]
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    # Fixed when the database is made: the right half of every calendar UID (calendar.md, decision 1).
    calendar_host: Mapped[short]
