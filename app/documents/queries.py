"""Finding documents: for the public, for their organisers, and for whoever asks for a file."""

from sqlalchemy import ColumnElement, Select, exists, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.core.db import db
from app.documents.errors import NoSuchDocument
from app.documents.models import Document, DocumentVersion
from app.events.models import Event, FeaturedPerson
from app.files.models import StoredFile
from app.people import queries as people
from app.people.models import Person


def _of(event: Event) -> Select[Document]:
    return (
        select(Document)
        .options(selectinload(Document.versions).joinedload(DocumentVersion.file))
        .where(Document.event_id == event.id)
        .order_by(Document.position, Document.id)
    )


def published(event: Event) -> list[Document]:
    """What the event's page offers: published documents that have a version, in order. Two queries."""
    return [
        document
        for document in db.session.scalars(_of(event).where(Document.is_published))
        if document.versions
    ]


def all_of(event: Event) -> list[Document]:
    """Every document of the event with its versions, in order."""
    return list(db.session.scalars(_of(event)))


def by_slug(event: Event, slug: str) -> Document:
    """The document at that address of this event, published or not. Raises NoSuchDocument."""
    document = db.session.scalar(_of(event).where(Document.slug == slug))
    if document is None:
        raise NoSuchDocument
    return document


def published_by_slug(event: Event, slug: str) -> Document:
    """As `by_slug`, but only what the public may read. Raises NoSuchDocument."""
    document = by_slug(event, slug)
    if not document.is_published or not document.versions:
        raise NoSuchDocument
    return document


def version(document: Document, language: str, number: int) -> DocumentVersion:
    """One version of a document. Raises NoSuchDocument."""
    for one in document.versions:
        if (one.language, one.number) == (language, number):
            return one
    raise NoSuchDocument


def events_showing(file: StoredFile) -> list[Event]:
    """The events whose public page has this file: as its image, as a photo, or in a published document."""
    return _events_with(file, Document.is_published.is_(True))


def events_holding(file: StoredFile) -> list[Event]:
    """The events whose team may open this file, also before the public may."""
    return _events_with(file, true())


def _events_with(file: StoredFile, shown: ColumnElement[bool]) -> list[Event]:
    in_document = exists().where(
        Document.event_id == Event.id,
        shown,
        DocumentVersion.document_id == Document.id,
        DocumentVersion.file_id == file.id,
    )
    # Photos of people are found by the person (person_shown_by), but for those only the page still shows.
    held = exists().where(FeaturedPerson.event_id == Event.id, FeaturedPerson.held_photo_id == file.id)
    query = select(Event).where(or_(Event.image_id == file.id, in_document, held)).order_by(Event.id)
    return list(db.session.scalars(query))


def person_shown_by(file: StoredFile) -> Person | None:
    """The person whose photo this file is."""
    return db.session.scalar(
        select(Person)
        .options(joinedload(Person.photo))
        .where(Person.photo_id == file.id, people.CURRENT)
        .limit(1)
    )
