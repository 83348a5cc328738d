"""What organisers do with documents: begin one, add language variants and versions, publish."""

from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy import select

from app.audit import services as audit
from app.core import languages, ordering, web_address
from app.core.actors import Actor
from app.core.db import lock, transaction
from app.core.errors import StaleEdit
from app.core.types import Translated
from app.documents import policies, rules
from app.documents.errors import (
    BadDocumentAddress,
    DocumentDayOutOfRange,
    FileOrAddress,
    MayNotEditDocuments,
    UnknownDocumentLanguage,
)
from app.documents.models import Document, DocumentKind, DocumentVersion
from app.events import rules as event_rules
from app.events.models import Event
from app.events.services import revisions
from app.files.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """Without a title the document is called by its kind."""

    kind: DocumentKind
    title: Translated = field(default_factory=lambda: Translated({}))
    is_published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A file of ours, or an address elsewhere (a recording)."""

    language: str
    dated_on: date
    file: StoredFile | None = None
    url: str = ""


def read(document: Document) -> DocumentText:
    """What the document says of itself now."""
    return DocumentText(**{one.name: getattr(document, one.name) for one in fields(DocumentText)})


def create(event: Event, new: DocumentText, *, actor: Actor) -> Document:
    """Begin a document at the end of the list, under an address that stays. Raises MayNotEditDocuments."""
    with transaction() as session:
        _lock(event, actor)
        taken = session.scalars(select(Document.slug).where(Document.event_id == event.id)).all()
        document = Document(
            event=event,
            slug=rules.propose_slug(new.kind, new.title, taken),
            kind=new.kind,
            title=new.title,
            is_published=new.is_published,
            position=len(taken) + 1,
        )
        session.add(document)
        _finish(document, "created", actor)
    return document


def change(document: Document, text: DocumentText, *, seen: str, actor: Actor) -> None:
    """Change its kind, its title, or whether the public sees it; its address stays.

    Raises MayNotEditDocuments, and StaleEdit unless `seen` is what it said before.
    """
    with transaction():
        _lock(document.event, actor)
        lock(document)
        if event_rules.fingerprint(read(document)) != seen:
            raise StaleEdit
        for one in fields(text):
            setattr(document, one.name, getattr(text, one.name))
        _changed(document, "changed", actor)


def add_version(document: Document, new: NewVersion, *, actor: Actor) -> DocumentVersion:
    """Replace what the stable address serves in one language; older versions are kept.

    What it serves already, dated the same, is no new version: somebody has pressed twice.
    Raises MayNotEditDocuments, FileOrAddress, BadDocumentAddress, UnknownDocumentLanguage or
    DocumentDayOutOfRange.
    """
    with transaction() as session:
        _lock(document.event, actor)
        lock(document)
        _check(new)
        session.refresh(document, ["versions"])
        newest = max(
            (one for one in document.versions if one.language == new.language),
            key=lambda one: one.number,
            default=None,
        )
        if newest is not None and _content(newest) == _content(new):
            return newest
        version = DocumentVersion(
            language=new.language,
            number=newest.number + 1 if newest else 1,
            file=new.file,
            url=new.url,
            dated_on=new.dated_on,
        )
        document.versions.append(version)
        _changed(document, "version_added", actor)
    return version


def remove_version(version: DocumentVersion, *, actor: Actor) -> None:
    """Take back a version; the one before it is served again. Raises MayNotEditDocuments."""
    document = version.document
    with transaction():
        _lock(document.event, actor)
        lock(version)
        document.versions.remove(version)
        _changed(document, "version_removed", actor)


def move(document: Document, *, up: bool, actor: Actor) -> None:
    """Change places with the neighbour in the list. Raises MayNotEditDocuments."""
    with transaction() as session:
        _lock(document.event, actor)
        lock(document)
        in_order = select(Document).order_by(Document.position, Document.id)
        ordered = list(session.scalars(in_order.where(Document.event_id == document.event_id)))
        if ordering.move(ordered, document, up=up):
            _changed(document, "moved", actor)


def remove(document: Document, *, actor: Actor) -> None:
    """Forget the document with all its versions. Raises MayNotEditDocuments."""
    event = document.event
    with transaction() as session:
        _lock(event, actor)
        lock(document)
        audit.record(actor, "document.removed", document, event_id=event.id)
        session.delete(document)
        session.flush()
        revisions.touch(event)


def _lock(event: Event, actor: Actor) -> None:
    """Documents are changed under the lock of their event, so that numbers and order stay right."""
    lock(event)
    if not policies.may_edit(actor, event):
        raise MayNotEditDocuments


def _content(version: NewVersion | DocumentVersion) -> tuple[str, str, str, date]:
    file = version.file
    return file.sha256 if file else "", file.filename if file else "", version.url, version.dated_on


def _check(new: NewVersion) -> None:
    if (new.file is None) == (not new.url):
        raise FileOrAddress
    if new.url and not web_address.is_web_address(new.url):
        raise BadDocumentAddress
    if not languages.is_known(new.language):
        raise UnknownDocumentLanguage
    if not event_rules.EARLIEST <= new.dated_on <= event_rules.LATEST:
        raise DocumentDayOutOfRange


def _changed(document: Document, verb: str, actor: Actor) -> None:
    document.revision += 1
    _finish(document, verb, actor)


def _finish(document: Document, verb: str, actor: Actor) -> None:
    with transaction() as session:
        session.flush()
        audit.record(actor, f"document.{verb}", document, event_id=document.event_id)
        revisions.touch(document.event)
