"""Making the draft of an event out of what its page says: one act, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app.audit import services as audit
from app.core import clock, text
from app.core.actors import Actor
from app.core.db import db, transaction
from app.core.types import Translated
from app.documents import services as documents
from app.documents.models import Document
from app.documents.services import DocumentText, NewVersion
from app.events import rules
from app.events.models import Event, TeamRole
from app.events.services import editing, parts, rows
from app.events.services.editing import NewEvent
from app.events.services.parts import (
    Basics,
    Description,
    Details,
    Languages,
    Part,
    Picture,
    Place,
    TakingPart,
)
from app.events.services.rows import Content, FeaturedRow, PartyRow, SectionRow
from app.people import queries as directory
from app.people import services as people
from app.people.services import NewPerson
from app.programme import queries
from app.programme.models import PastedText
from app.programme.proposals.errors import NothingFound
from app.programme.services import pasting
from app.programme.services.pasting import NewText


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document with the address where it lies; without one it waits for its file."""

    text: DocumentText
    language: str  # of what lies at the address
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeatured:
    """Somebody the page presents: one of those known already, by public id, or somebody new."""

    new: NewPerson
    known: str = ""
    role: Translated
    quotation: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedEvent:
    """An event as its page describes it; `programme` is text that is still to be looked through."""

    event: NewEvent
    theme: Translated
    place: Place
    languages: Languages
    taking_part: TakingPart
    audience: Translated
    image_credit: str = ""  # of the picture, which is still to come
    contact_name: str = ""
    contact_email: str = ""
    parties: Sequence[PartyRow] = ()
    people: Sequence[NewFeatured] = ()
    figures: Sequence[dict[str, Any]] = ()
    sections: Sequence[SectionRow] = ()
    documents: Sequence[NewDocument] = ()
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """The draft, and its programme as a proposal if the page has one."""

    event: Event
    programme: PastedText | None


def begin(new: AnnouncedEvent, *, actor: Actor) -> Begun:
    """Make the draft with its parts, rows and documents; the programme waits to be looked through.

    Sent twice, it is made once. Raises what events.editing.create and `change`, rows.add, people.create,
    documents.create and pasting.paste do, and NoSuchPerson; then nothing has been made.
    """
    event = editing.once(lambda: _begin(new, actor), new.event.public_id, actor=actor)
    pasted = select(PastedText).where(PastedText.event_id == event.id).order_by(PastedText.id).limit(1)
    return Begun(event, db.session.scalar(pasted))


def _begin(new: AnnouncedEvent, actor: Actor) -> Event:
    with transaction():
        event = editing.begin(new.event, actor=actor)
        # Whoever begins an event owns it; the actor's grants were read before there was one.
        owner = replace(actor, grants={**actor.grants, event.id: rules.ROLE_PERMISSIONS[TeamRole.OWNER]})
        _fill(event, new, owner)
        featured = [_featured(event, one, owner) for one in new.people]
        contents: list[Content] = [*new.parties, *featured, *new.sections]
        for content in contents:
            rows.add(event, content, actor=owner)
        _add(event, new.documents, owner)
        audit.record(owner, "event.read_from_page", event, event_id=event.id)
        _paste(event, new.programme, owner)
        return event


def _fill(event: Event, new: AnnouncedEvent, owner: Actor) -> None:
    details = replace(
        parts.read(Details, event), contact_name=new.contact_name, contact_email=new.contact_email
    )
    filled: tuple[Part, ...] = (
        replace(parts.read(Basics, event), theme=new.theme),
        new.place,
        new.languages,
        new.taking_part,
        Description(audience=new.audience, figures=list(new.figures)),
        Picture(image_credit=new.image_credit),
        details,
    )
    for part in filled:
        seen = rules.fingerprint(parts.read(type(part), event))
        editing.change(event, part, seen=seen, actor=owner)


def _featured(event: Event, new: NewFeatured, owner: Actor) -> FeaturedRow:
    if new.known:
        person = directory.by_public_id(new.known, queries.may_be_found_by(owner))
    else:
        person = people.create(new.new, event_id=event.id, actor=owner)
    return FeaturedRow(person_id=person.id, role=new.role, quotation=new.quotation)


def _add(event: Event, documents_of: Sequence[NewDocument], owner: Actor) -> None:
    """The documents in order; what has one name lies under one address in several languages."""
    made: dict[tuple[str, str], tuple[Document, set[str]]] = {}
    for new in documents_of:
        name = (new.text.kind, new.text.title.get(event.main_language, ""))
        document, spoken = made.get(name, (None, set[str]()))
        if document is None or not new.url or new.language in spoken:
            document, spoken = documents.create(event, new.text, actor=owner), set[str]()
        if new.url:
            version = NewVersion(language=new.language, dated_on=clock.now().date(), url=new.url)
            documents.add_version(document, version, actor=owner)
            made[name] = document, spoken | {new.language}


def _paste(event: Event, programme: str, owner: Actor) -> None:
    if text.is_blank(programme):
        return
    new = NewText(source=programme, first_day=event.first_day, language=event.main_language)
    try:
        pasting.paste(event, new, actor=owner)
    except NothingFound as refusal:
        refusal.field = "programme"
        raise
