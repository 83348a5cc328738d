"""Persons who appear in programmes and on event pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock, ids
from app.core.db import Base
from app.core.types import Objects, Translated, pk, short
from app.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Likeness:
    """How pages present somebody: all that people may say of themselves."""

    name: str
    sort_name: str
    honorific: str
    biography: Translated
    photo: StoredFile | None
    photo_credit: str
    photo_alt: Translated


class Person(Base):
    """Somebody with a name. What they are in one session is told by the appearance, not here."""

    __tablename__ = "persons"
    __table_args__ = (Index("ix_persons_search_text", "search_text"),)

    id: Mapped[pk]
    public_id: Mapped[short] = mapped_column(unique=True, default=ids.person_code)
    honorific: Mapped[short] = mapped_column(default="")  # free text: Ms, Mr, Mx, Dr, H.E., Mayor
    given_name: Mapped[short] = mapped_column(default="")
    family_name: Mapped[short] = mapped_column(default="")
    family_name_first: Mapped[bool] = mapped_column(default=False)  # Park Seoung Won, Kovács Éva
    # In order: [{"position": {en: …}, "organisation": {en: …}, "city": …, "country": "KR"}]
    affiliations: Mapped[Objects] = mapped_column(default=list)
    biography: Mapped[Translated] = mapped_column(default=dict)
    country: Mapped[short] = mapped_column(default="")
    email: Mapped[short] = mapped_column(default="")  # never shown to the public
    # In order, each with a label and an https address.
    links: Mapped[Objects] = mapped_column(default=list)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    photo_credit: Mapped[short] = mapped_column(default="")
    photo_alt: Mapped[Translated] = mapped_column(default=dict)  # what it shows; empty: the person
    search_text: Mapped[short] = mapped_column(default="")
    # The event they were first entered for; a plain number, events lie above this package.
    home_event_id: Mapped[int | None] = mapped_column(index=True)
    # When a public release first named them: from then on every team may find them.
    published_at: Mapped[datetime | None]
    # Who this entry has been found to be: then it is only what an old public id leads on from. It keeps
    # what was not chosen, and `merge` notes what has moved, so that all of it can be taken back.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    merged_at: Mapped[datetime | None]
    merge: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)

    photo: Mapped[StoredFile | None] = relationship()
    merged_into: Mapped["Person | None"] = relationship(remote_side="Person.id")

    @property
    def name(self) -> str:
        """The full name in the order the person uses, without honorific."""
        return full_name(self.given_name, self.family_name, family_name_first=self.family_name_first)

    @property
    def sort_name(self) -> str:
        """What lists are ordered by: family name, then given name."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def photo_public_id(self) -> str:
        """What names the photo in addresses and forms; empty for none."""
        return self.photo.public_id if self.photo else ""

    @property
    def likeness(self) -> Likeness:
        """How they are presented as of now."""
        return Likeness(
            name=self.name,
            sort_name=self.sort_name,
            honorific=self.honorific,
            biography=self.biography,
            photo=self.photo,
            photo_credit=self.photo_credit,
            photo_alt=self.photo_alt,
        )


class Distinction(Base):
    """Two entries of which an organiser has said that they are two people, however alike their names.

    What was said of an entry that has become part of another one holds for that other (`merged_into`).
    """

    __tablename__ = "distinctions"
    __table_args__ = (
        UniqueConstraint("lower_id", "higher_id"),
        CheckConstraint("lower_id < higher_id", name="in_order"),
    )

    id: Mapped[pk]
    lower_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    higher_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    said_at: Mapped[datetime] = mapped_column(default=clock.now)


def full_name(given: str, family: str, *, family_name_first: bool) -> str:
    """Both names in the order the person uses."""
    parts = [family, given] if family_name_first else [given, family]
    return " ".join(part for part in parts if part)
