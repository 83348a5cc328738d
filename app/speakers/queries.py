"""Finding speakers: by their link, and all of an event with what they have answered."""

from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock, tokens
from app.core.actors import Actor
from app.core.db import db
from app.documents.models import Document, DocumentVersion
from app.events.models import Event
from app.people import policies as people_policies
from app.people.errors import NoSuchPerson
from app.people.models import Person
from app.programme import queries as programmes
from app.programme.models import Appearance, ProgrammeItem
from app.speakers import rules
from app.speakers.errors import LinkEnded, NoSuchLink
from app.speakers.models import SpeakerLink, SpeakerUpload

PURPOSE = "speaker"
_LOADED = (
    joinedload(SpeakerLink.person).joinedload(Person.photo),
    selectinload(SpeakerLink.answers),
    selectinload(SpeakerLink.uploads)
    .joinedload(SpeakerUpload.document)
    .selectinload(Document.versions)
    .joinedload(DocumentVersion.file),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who appears in an event's draft, with the link they have, if any."""

    person: Person
    appearances: list[Appearance]
    link: SpeakerLink | None = None

    @property
    def is_silent(self) -> bool:
        return rules.is_silent(self.link, self.appearances)


@dataclass(slots=True)
class _Found:
    person: Person
    appearances: list[Appearance] = field(default_factory=list)


def token(link: SpeakerLink) -> str:
    """The secret that opens the link's page."""
    return tokens.sign(PURPOSE, link.public_id, link.version)


def path(link: SpeakerLink) -> str:
    """Where the link leads."""
    return f"/speakers/{token(link)}/"


def by_token(secret: str) -> SpeakerLink:
    """The link this secret opens, with its event and person. Raises NoSuchLink or LinkEnded."""
    public_id = tokens.read_id(secret)
    query = select(SpeakerLink).options(joinedload(SpeakerLink.event), *_LOADED)
    link = db.session.scalar(query.where(SpeakerLink.public_id == public_id)) if public_id else None
    if link is None:
        raise NoSuchLink
    if link.is_revoked or not tokens.proves(secret, PURPOSE, link.version):
        # Whether it was ever good is told only to whoever has one that was.
        was_good = any(tokens.proves(secret, PURPOSE, one) for one in range(1, link.version + 1))
        raise LinkEnded if was_good else NoSuchLink
    link = _followed(link)
    if link is None or link.is_revoked or rules.is_over(link.event, clock.now()):
        raise LinkEnded
    return link


def _followed(link: SpeakerLink) -> SpeakerLink | None:
    """The link itself; of an entry that was merged into one with a link of its own, that one."""
    kept = link.person.merged_into_id
    if kept is None:
        return link
    query = select(SpeakerLink).options(joinedload(SpeakerLink.event), *_LOADED)
    found = db.session.scalar(
        query.where(SpeakerLink.event_id == link.event_id, SpeakerLink.person_id == kept)
    )
    # No copy gains rights by a merge: whoever has made it might not have them.
    gains = found is not None and found.may_describe and not link.may_describe
    return None if gains else found


def of_event(event: Event) -> list[Speaker]:
    """Everybody in the draft, by family name, with links and answers; a fixed number of queries."""
    rows = db.session.scalars(
        select(Appearance)
        .join(Appearance.item)
        .options(joinedload(Appearance.item), joinedload(Appearance.person))
        .where(ProgrammeItem.event_id == event.id, Appearance.person_id.is_not(None))
        .order_by(ProgrammeItem.starts_local, ProgrammeItem.id, Appearance.position)
    )
    found: dict[int, _Found] = {}
    for one in rows:
        if one.person is not None:
            found.setdefault(one.person.id, _Found(one.person)).appearances.append(one)
    links = {link.person_id: link for link in db.session.scalars(_links(event))}
    people = sorted(found.values(), key=lambda one: (one.person.sort_name.casefold(), one.person.id))
    return [Speaker(one.person, one.appearances, links.get(one.person.id)) for one in people]


def of_person(event: Event, person: Person) -> Speaker:
    """One of them. Raises NoSuchPerson for somebody who is in no session of the draft and has no link."""
    link = db.session.scalar(_links(event).where(SpeakerLink.person_id == person.id))
    appearances = programmes.appearances_of(event, [person.id]).get(person.id, [])
    if link is None and not appearances:
        raise NoSuchPerson
    return Speaker(person, appearances, link)


def may_edit(actor: Actor, person: Person) -> bool:
    """As people.policies, asking for the events that show the person only where that decides."""
    shown_by = programmes.events_with(person) if person.home_event_id is None else ()
    return people_policies.may_edit(actor, person, shown_by)


def own_appearances(link: SpeakerLink) -> list[Appearance]:
    """Where the link's person appears, in order of time."""
    return programmes.appearances_of(link.event, [link.person_id]).get(link.person_id, [])


def names(link_ids: set[int]) -> dict[int, str]:
    """The names of those who hold these links, by the link's number."""
    if not link_ids:
        return {}
    query = select(SpeakerLink).options(joinedload(SpeakerLink.person)).where(SpeakerLink.id.in_(link_ids))
    return {link.id: link.person.name for link in db.session.scalars(query)}


def _links(event: Event) -> Select[SpeakerLink]:
    return select(SpeakerLink).options(*_LOADED).where(SpeakerLink.event_id == event.id)
