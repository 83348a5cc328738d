"""The draft of a programme (rooms, tracks, sessions, appearances) and its frozen releases."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core import clock, ids
from app.core.db import Base
from app.core.types import LocalDateTime, Objects, Strings, Translated, long, pk, short
from app.events.models import Event
from app.files.models import StoredFile
from app.people.models import Person


class SessionKind(enum.StrEnum):
    OPENING = "opening"
    ADDRESS = "address"
    KEYNOTE = "keynote"
    PLENARY = "plenary"
    PANEL = "panel"
    THEMATIC_FORUM = "thematic forum"
    REGIONAL_FORUM = "regional forum"
    MAYORS_FORUM = "mayors' forum"
    WORKSHOP = "workshop"
    PRESENTATION = "presentation"
    DISCUSSION = "discussion"
    CEREMONY = "ceremony"
    LAUNCH = "launch"
    NETWORKING = "networking"
    BREAK = "break"
    MEAL = "meal"
    REGISTRATION = "registration"
    VISIT = "visit"
    PRESS = "press"
    CLOSING = "closing"
    OTHER = "other"


class AppearanceRole(enum.StrEnum):
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    CHAIR = "chair"
    KEYNOTE = "keynote"
    PANELLIST = "panellist"
    PRESENTER = "presenter"
    RESPONDENT = "respondent"
    RAPPORTEUR = "rapporteur"
    FACILITATOR = "facilitator"
    HOST = "host"
    INTERPRETER = "interpreter"
    CONTRIBUTOR = "contributor"


class AppearanceMode(enum.StrEnum):
    IN_PERSON = "in person"
    REMOTE = "remote"
    VIDEO_MESSAGE = "video message"


class AppearanceState(enum.StrEnum):
    PROPOSED = "proposed"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class ReleaseState(enum.StrEnum):
    DRAFT = "draft"
    PROVISIONAL = "provisional"
    FINAL = "final"


class Room(Base):
    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("event_id", "public_id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(default=ids.session_code)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Translated]
    capacity: Mapped[int | None]
    note: Mapped[Translated] = mapped_column(default=dict)  # floor, building, step-free access
    livestream_url: Mapped[short] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()


class Track(Base):
    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("event_id", "public_id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(default=ids.session_code)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Translated]
    colour: Mapped[short] = mapped_column(default="#0b5394")
    revision: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()


item_rooms = Table(
    "programme_item_rooms",
    Base.metadata,
    Column("item_id", ForeignKey("programme_items.id", ondelete="CASCADE"), primary_key=True),
    Column("room_id", ForeignKey(Room.id, ondelete="CASCADE"), primary_key=True, index=True),
)


class ProgrammeItem(Base):
    """One session of the draft. Its `public_id` and `calendar_uid` outlive every rename and move."""

    __tablename__ = "programme_items"
    __table_args__ = (
        UniqueConstraint("event_id", "public_id"),
        Index("ix_programme_items_event_start", "event_id", "starts_local", "position"),
    )

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(default=ids.session_code)
    calendar_uid: Mapped[short] = mapped_column(unique=True, default=ids.calendar_uid)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme_items.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)  # among items with the same parent and start

    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.OTHER)
    title: Mapped[Translated]
    abstract: Mapped[Translated] = mapped_column(default=dict)
    key_question: Mapped[Translated] = mapped_column(default=dict)
    objective: Mapped[Translated] = mapped_column(default=dict)
    focus_points: Mapped[Translated] = mapped_column(default=dict)  # one a line
    note: Mapped[Translated] = mapped_column(default=dict)  # delivery: "video message"

    starts_local: Mapped[LocalDateTime | None]  # none: not scheduled yet
    ends_local: Mapped[LocalDateTime | None]  # none: ends when the next item begins
    starts_fold: Mapped[int] = mapped_column(default=0)
    ends_fold: Mapped[int] = mapped_column(default=0)

    in_all_rooms: Mapped[bool] = mapped_column(default=False)
    track_id: Mapped[int | None] = mapped_column(ForeignKey(Track.id, ondelete="SET NULL"), index=True)
    languages: Mapped[Strings] = mapped_column(default=list)
    interpretation: Mapped[Strings] = mapped_column(default=list)
    has_captions: Mapped[bool] = mapped_column(default=False)
    has_sign_language: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]  # none: no sign-up
    livestream_url: Mapped[short] = mapped_column(default="")
    recording_url: Mapped[short] = mapped_column(default="")

    revision: Mapped[int] = mapped_column(default=1)  # counts edits; a stale save is refused
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    event: Mapped[Event] = relationship()
    parent: Mapped["ProgrammeItem | None"] = relationship(remote_side="ProgrammeItem.id")
    track: Mapped[Track | None] = relationship()
    rooms: Mapped[list[Room]] = relationship(secondary=item_rooms, order_by=Room.position)
    appearances: Mapped[list["Appearance"]] = relationship(
        back_populates="item", order_by="Appearance.position", cascade="all, delete-orphan"
    )


class Appearance(Base):
    """A person in a session, as what they are there; or an unnamed group with a label."""

    __tablename__ = "appearances"
    __table_args__ = (UniqueConstraint("item_id", "public_id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(default=ids.session_code)
    item_id: Mapped[int] = mapped_column(ForeignKey(ProgrammeItem.id, ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    label: Mapped[Translated] = mapped_column(default=dict)  # "Selected mayors"
    role: Mapped[AppearanceRole] = mapped_column(default=AppearanceRole.SPEAKER)
    position: Mapped[int]  # order within the session
    job: Mapped[Translated] = mapped_column(default=dict)  # the person's position for this appearance
    organisation: Mapped[Translated] = mapped_column(default=dict)
    city: Mapped[short] = mapped_column(default="")
    country: Mapped[short] = mapped_column(default="")
    mode: Mapped[AppearanceMode] = mapped_column(default=AppearanceMode.IN_PERSON)
    state: Mapped[AppearanceState] = mapped_column(default=AppearanceState.CONFIRMED)
    revision: Mapped[int] = mapped_column(default=1)

    item: Mapped[ProgrammeItem] = relationship(back_populates="appearances")
    person: Mapped[Person | None] = relationship()


release_files = Table(
    "release_files",
    Base.metadata,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("file_id", ForeignKey(StoredFile.id), primary_key=True, index=True),
)


class Release(Base):
    """An immutable, numbered snapshot of a programme: all that the public side ever reads."""

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[pk]
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[ReleaseState]
    note: Mapped[Translated] = mapped_column(default=dict)
    released_at: Mapped[datetime] = mapped_column(default=clock.now)
    released_by_id: Mapped[int | None]  # a user's number; survives the account
    # JSON text in the shape of programme.snapshot.Snapshot, with its schema number inside.
    snapshot: Mapped[long] = mapped_column(deferred=True)
    # [{"change": "moved", "session": public id, "title": {...}, "before": …, "after": …}]
    changes: Mapped[Objects] = mapped_column(default=list)

    event: Mapped[Event] = relationship()
    # The photos the snapshot speaks of: kept as long as the release, and public where it is.
    files: Mapped[list[StoredFile]] = relationship(secondary=release_files)


class DraftStep(Base):
    """One change of a draft as it was before and after, so that it can be undone and done again.

    `changes` names things by public ids: [{"kind", "id", "before", "after"}], where before and after
    hold the fields that differ; None stands for a thing that was not there.
    """

    __tablename__ = "draft_steps"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index("ix_draft_steps_event_key", "event_id", "idempotency_key"),
    )

    id: Mapped[pk]
    # What its buttons send: a number may come again, after the last steps were undone and forgotten.
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_kind: Mapped[short]
    actor_id: Mapped[int | None]
    changes: Mapped[Objects] = mapped_column(deferred=True)  # as large as the programme that was pasted
    # What lists say of it (services.telling): whose name it is called by, what became of that, how many more.
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Who was entered for it (people.entering): forgotten with it while it is undone, if nobody needs them.
    persons: Mapped[Objects] = mapped_column(default=list, deferred=True)
    is_undone: Mapped[bool] = mapped_column(default=False)
    turned_at: Mapped[datetime | None]  # when it was undone or done again last
    idempotency_key: Mapped[short | None]  # of the form that was sent for it (services.repeating)


class PastedText(Base):
    """A programme as somebody has pasted it, what it was read as, and what has become of that.

    `reading` is the proposal as the parser made it, `proposal` as an organiser has corrected it; both are
    JSON in the shape of programme.proposals.proposal.Proposal.
    """

    __tablename__ = "pasted_texts"
    __table_args__ = (Index("ix_pasted_texts_event_at", "event_id", "at"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_kind: Mapped[short]
    actor_id: Mapped[int | None]
    filename: Mapped[short] = mapped_column(default="")
    first_day: Mapped[date]
    source: Mapped[long] = mapped_column(deferred=True)
    reading: Mapped[long] = mapped_column(deferred=True)
    proposal: Mapped[long] = mapped_column(deferred=True)
    applied_at: Mapped[datetime | None]  # none again while the step is undone
    # The step that applied it, as long as that is remembered.
    step_id: Mapped[int | None] = mapped_column(ForeignKey(DraftStep.id, ondelete="SET NULL"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()


class FindingWaiver(Base):
    """Why a finding of the checks need not be corrected. It holds for these facts and for no others."""

    __tablename__ = "finding_waivers"
    __table_args__ = (UniqueConstraint("event_id", "code", "fingerprint"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    code: Mapped[short]
    fingerprint: Mapped[short]  # of the rule, the place and the facts (checks.finding)
    reason: Mapped[long]
    waived_at: Mapped[datetime] = mapped_column(default=clock.now)
    waived_by_id: Mapped[int | None]  # a user's number; survives the account


class PrintFormat(enum.StrEnum):
    PDF = "pdf"
    DOCX = "docx"


class ReleasePrint(Base):
    """A release as a file, in one language. Made once, and anew where another `edition` is wanted.

    `edition` stands for all that shapes the file besides the release: template, fonts, words, address.
    """

    __tablename__ = "release_prints"
    __table_args__ = (UniqueConstraint("release_id", "language", "format"),)

    id: Mapped[pk]
    release_id: Mapped[int] = mapped_column(ForeignKey(Release.id, ondelete="CASCADE"))
    language: Mapped[short]
    format: Mapped[PrintFormat]
    edition: Mapped[short]
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    release: Mapped[Release] = relationship()
    file: Mapped[StoredFile] = relationship()


class Presence(Base):
    """Somebody of the team who has a page of the draft open, and when that was last heard of."""

    __tablename__ = "presences"
    __table_args__ = (UniqueConstraint("event_id", "place", "user_id"),)

    id: Mapped[pk]
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    place: Mapped[short]  # "session/" or "paste/", and its public id
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime]


class PreviewLink(Base):
    """A secret address that shows the draft to somebody outside the team, such as a minister's office."""

    __tablename__ = "preview_links"

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    label: Mapped[short]  # for whom it is
    secret_digest: Mapped[short] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None]  # a user's number; survives the account
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()


class PreviewComment(Base):
    """What somebody who was shown the draft says of it, or of one session in it.

    `session` is its public id, empty for the whole programme; `session_title` what it was called then.
    """

    __tablename__ = "preview_comments"
    __table_args__ = (Index("ix_preview_comments_event", "event_id", "id"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    link_id: Mapped[int] = mapped_column(ForeignKey(PreviewLink.id, ondelete="CASCADE"), index=True)
    session: Mapped[short] = mapped_column(default="")
    session_title: Mapped[Translated] = mapped_column(default=dict)
    name: Mapped[short]  # as typed; nobody has proved it
    text: Mapped[long]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    told_at: Mapped[datetime | None]  # when the team was written to
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None]  # a user's number; survives the account

    event: Mapped[Event] = relationship()
    link: Mapped[PreviewLink] = relationship()
