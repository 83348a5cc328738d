"""What organisers do with persons: enter them, correct them, give them a photo."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, func, select, true, update

from app.audit import services as audit
from app.core import clock, email_address, references, text, web_address
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.errors import Gone, StaleEdit
from app.core.types import Translated
from app.files.models import StoredFile
from app.people import policies, signals
from app.people.errors import (
    AnotherPhoto,
    BadLink,
    MayNotEditPeople,
    NameMissing,
    NoSuchPerson,
    OtherTeamsPerson,
)
from app.people.models import Distinction, Person

LONGEST_SEARCH_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """What somebody is, and where; a person may be two things at once."""

    position: Translated = field(default_factory=lambda: Translated({}))
    organisation: Translated = field(default_factory=lambda: Translated({}))
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page elsewhere about the person."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    given_name: str = ""
    family_name: str = ""
    family_name_first: bool = False
    honorific: str = ""
    affiliations: Sequence[Affiliation] = ()
    biography: Translated = field(default_factory=lambda: Translated({}))
    country: str = ""
    email: str = ""
    links: Sequence[Link] = ()
    photo_credit: str = ""
    photo_alt: Translated = field(default_factory=lambda: Translated({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanges(NewPerson):
    """All fields as they shall be; `revision` is the one the organiser has seen."""

    revision: int


def create(new: NewPerson, *, event_id: int, actor: Actor) -> Person:
    """Enter a person for the first time, for this event.

    Raises MayNotEditPeople, NameMissing, BadLink or NotAnAddress. Whether there is a namesake is asked before
    (queries.namesakes); two people may well have one name.
    """
    with transaction() as session:
        if not policies.may_create(actor, event_id):
            raise MayNotEditPeople
        person = Person(home_event_id=event_id)
        _fill(person, new)
        session.add(person)
        session.flush()
        audit.record(actor, "person.created", person, event_id=event_id)
    return person


def edit(
    person: Person, changes: PersonChanges, *, event_id: int, shown_by: Collection[int] = (), actor: Actor
) -> None:
    """Correct a person everywhere at once.

    `event_id` is the event in whose workspace this is done and noted; `shown_by` are all events that
    show the person (programme.queries.events_with). Raises OtherTeamsPerson, StaleEdit and as `create`.
    """
    with transaction() as session:
        _hold_entry(person)
        refuse_other_teams(person, shown_by, actor)
        if person.revision != changes.revision:
            raise StaleEdit
        changed = _fill(person, changes)
        if not changed:
            return
        count_edit(person)
        session.flush()
        audit.record(actor, "person.edited", person, event_id=event_id, changes={"fields": changed})
        signals.changed.send(person)


def set_photo(
    person: Person,
    photo: StoredFile | None,
    *,
    event_id: int,
    shown_by: Collection[int] = (),
    seen: str | None = None,
    actor: Actor,
) -> None:
    """Show this photo, or none. `seen` is the public id of the one its reader has seen, empty for none.

    Raises OtherTeamsPerson or AnotherPhoto; the rest as `edit`.
    """
    with transaction() as session:
        _hold_entry(person)
        refuse_other_teams(person, shown_by, actor)
        session.refresh(person, ["photo"])
        if seen is not None and seen != person.photo_public_id:
            raise AnotherPhoto
        person.photo = photo
        count_edit(person)
        session.flush()
        audit.record(actor, "person.photo_changed", person, event_id=event_id)
        signals.changed.send(person)


def accept(person: Person, *, event_id: int, shown_by: Collection[int] = (), actor: Actor) -> None:
    """Let event pages present the person as they have described themselves. Raises OtherTeamsPerson."""
    with transaction():
        _hold_entry(person)
        refuse_other_teams(person, shown_by, actor)
        audit.record(actor, "person.accepted", person, event_id=event_id)
        signals.changed.send(person)


def hold_those_of(event_id: int) -> None:
    """Keep everybody entered for an event as they are, before the event itself is locked.

    People before events: whoever corrects one of them locks the events that present them after that.
    """
    at_home = select(Person.id).where(Person.home_event_id == event_id).order_by(Person.id)
    with transaction() as session:
        session.scalars(at_home.with_for_update(key_share=True)).all()


def forget_unused(event_id: int) -> None:
    """An event has been deleted: forget whom it alone knew. The others go on without a home.

    Nor with the address, which was for that team only.
    """
    at_home = Person.home_event_id == event_id
    with transaction() as session:
        # Whoever is just putting one of them into another programme comes before us or not at all.
        session.scalars(select(Person.id).where(at_home).order_by(Person.id).with_for_update()).all()
        unknown = Person.published_at.is_(None) & references.is_unused(Person, besides=[Distinction])
        # Entries that were merged first: they point to those they have become part of.
        for those in (Person.merged_into_id.is_not(None), true()):
            forgetting = delete(Person).where(at_home, unknown, those)
            session.execute(forgetting.execution_options(synchronize_session=False))
        session.execute(
            update(Person)
            .where(at_home)
            .values(home_event_id=None, email="")
            .execution_options(synchronize_session=False)
        )


def hold(person_id: int) -> None:
    """Whoever begins to show a person: keep them from being merged into another until the commit.

    Raises NoSuchPerson when that has just happened.
    """
    held = select(Person.merged_into_id).where(Person.id == person_id)
    with transaction() as session:
        row = session.execute(held.with_for_update(read=True, key_share=True)).first()
    if row is None or row.merged_into_id is not None:
        raise NoSuchPerson


def hold_all(public_ids: Collection[str]) -> dict[str, int]:
    """The numbers of the persons behind these public ids, who are kept as `hold` keeps one.

    Of those who have just been merged into others, it is the others; who is not known is left out.
    """
    meant = func.coalesce(Person.merged_into_id, Person.id)
    with transaction() as session:
        while True:
            named = select(Person.public_id, meant).where(Person.public_id.in_(public_ids))
            numbers = dict(session.execute(named).all()) if public_ids else {}
            wanted = select(Person.id, Person.merged_into_id).where(Person.id.in_(set(numbers.values())))
            holding = wanted.order_by(Person.id).with_for_update(read=True, key_share=True)
            held = dict(session.execute(holding).all()) if numbers else {}
            if not any(held.values()):
                return {public_id: number for public_id, number in numbers.items() if number in held}


def refuse_other_teams(person: Person, shown_by: Collection[int], actor: Actor) -> None:
    """Raises OtherTeamsPerson unless the actor may change this person and see their address."""
    if not policies.may_edit(actor, person, shown_by):
        raise OtherTeamsPerson


def _hold_entry(person: Person) -> None:
    """Raises Gone for an entry that has just been merged into another."""
    lock(person)
    if person.merged_into_id is not None:
        raise Gone


def count_edit(person: Person) -> None:
    """Whoever has read the person before this is out of date."""
    person.revision += 1
    person.updated_at = clock.now()


def _fill(person: Person, new: NewPerson) -> list[str]:
    """Take over every field; returns the names of those that changed."""
    if not (new.given_name or new.family_name):
        raise NameMissing
    if not all(web_address.is_web_address(link.url) for link in new.links):
        raise BadLink
    values: dict[str, Any] = {
        "given_name": new.given_name,
        "family_name": new.family_name,
        "family_name_first": new.family_name_first,
        "honorific": new.honorific,
        "affiliations": [asdict(affiliation) for affiliation in new.affiliations],
        "biography": new.biography,
        "country": new.country,
        "email": email_address.canonical(new.email) if new.email else "",
        "links": [asdict(link) for link in new.links],
        "photo_credit": new.photo_credit,
        "photo_alt": new.photo_alt,
    }
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    index(person)
    return changed


def index(person: Person) -> None:
    """Let the person be found by their name, also written together, as some scripts do and others search."""
    given, family = person.given_name, person.family_name
    person.search_text = text.searchable(given, family, family + given)[:LONGEST_SEARCH_TEXT]
